import type { ConfigFacts, FilePlace } from '../config/model';
import { type CommandFacts, commandFacts, type SippCommand, scenarioFacts } from '../config/sipp/facts';
import type { Template, TemplateLine } from '../config/sipp/template';
import { span } from '../text/span';
import type { ConfigContext } from './config-rule';

/** What rules about SIPp have in common. */

export const templatesOf = (facts: ConfigFacts): readonly Template[] => scenarioFacts(facts)?.templates ?? [];

export const tlsCommands = (facts: ConfigFacts): readonly SippCommand[] =>
  (commandFacts(facts)?.commands ?? []).filter(({ transport }) => transport === 'tls');

/** The command lines of the workspace that send this scenario. */
export function commandsFor({ root }: ConfigFacts, { others }: ConfigContext): SippCommand[] {
  const isThis = (path: string): boolean => {
    const plain = path.replace(/^\.\//, '');
    return root === path || root === plain || root.endsWith(`/${plain}`);
  };
  return others
    .flatMap((other): readonly SippCommand[] => (commandFacts(other) satisfies CommandFacts | undefined)?.commands ?? [])
    .filter(({ scenarios }) => scenarios.some(isThis));
}

/** A part of a line, by offsets in its text. */
export const inLine = ({ root }: ConfigFacts, { at }: TemplateLine, start: number, end: number): FilePlace => ({
  file: root,
  at: span(at.start + start, at.start + end),
});

export const sippCite = (what: string): string => `SIPp ${what}`;
