import { kamailio } from '#core/config/dialects/kamailio';
import type { ConfigFacts, FilePlace } from '#core/config/model';
import { configRules } from '#core/rules/config.gen';
import { type ConfigFinding, judgeConfig } from '#core/rules/config-engine';
import { selectRules } from '#core/rules/engine';
import { type Files, readFiles } from './config-examples';

/** What tests of Kamailio's dialects have in common. */

export const readKamailioFiles = (files: Files, version?: string): ConfigFacts => readFiles(kamailio, files, version);
export const readScript = (text: string, version?: string): ConfigFacts => readKamailioFiles({ 'kamailio.cfg': text }, version);
export const textAt = (files: Files, { file, at }: FilePlace): string => (files[file] ?? '').slice(at.start, at.end);

const own = selectRules(
  configRules.filter(({ id }) => id.startsWith('config/kam-')),
  'practical',
);

/** By the rules of Kamailio alone; certificates are not looked at. */
export function judgeKamailio(read: ConfigFacts, version?: string): ConfigFinding[] {
  const context = {
    profile: 'practical',
    now: new Date('2026-06-01'),
    version: () => version,
    file: () => ({ kind: 'elsewhere' as const }),
    others: [],
  } as const;
  return judgeConfig(read, context, own);
}

/** `error kam-verify-no-ca`, in the order of the places. */
export const findingsOf = (read: ConfigFacts): string[] =>
  judgeKamailio(read).map(({ severity, rule }) => `${severity} ${rule.slice('config/'.length)}`);
