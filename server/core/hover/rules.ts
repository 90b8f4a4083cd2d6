import type { MessageFinding } from '../rules/engine';
import { shortCites } from '../text/citations';
import type { Span } from '../text/span';
import { code, joined, link, ours, type Words } from './words';

/** A command of the client that a rule's name can be given to. */
export interface RuleCommand {
  readonly label: string;
  hrefOf(rule: string): string;
}

/** The findings whose mark holds an offset of the message: the narrowest first, one a rule, and no more than a hover has room for. */
export function findingsAt(findings: readonly MessageFinding[], offset: number): MessageFinding[] {
  const marks = findings.filter(({ at }) => at.start <= offset && offset <= at.end).sort((a, b) => width(a.at) - width(b.at));
  return marks.filter(({ rule }, i) => marks.findIndex((other) => other.rule === rule) === i).slice(0, MOST);
}

const width = ({ start, end }: Span): number => end - start;
const MOST = 2;

/**
 * One line a finding. Editors show its message and remedy themselves, above the hover; what they do not show are all sections that it
 * rests on, and what can be done about the rule.
 */
export function ruleLine(
  { rule, severity, cites }: Pick<MessageFinding, 'rule' | 'severity' | 'cites'>,
  commands: readonly RuleCommand[],
): Words {
  const links = [
    ...commands.map(({ label, hrefOf }) => link(label, hrefOf(rule))),
    ...shortCites(cites).map(({ label, href }) => (href ? link(label, href) : ours(label))),
  ];
  return joined([code(rule), ours(severity), ...links], ' · ');
}
