import type { Profile, Rule, RuleSeverity, Severity } from '#core/rules/rule';
import { type Arguments, isTime, oneOf, readArguments } from './arguments';
import { readOverrides } from './rule-overrides';

const formats = ['text', 'json', 'jsonl', 'sarif', 'github'] as const;
const profiles = ['practical', 'strict'] as const;
const severities = ['error', 'warning', 'info', 'hint'] as const;

/** What `sip-tls check` was asked to do. */
export interface CheckCall {
  readonly kind: 'call';
  readonly format: (typeof formats)[number];
  readonly profile: Profile;
  readonly least: Severity;
  readonly isLeastGiven: boolean;
  readonly overrides: { readonly [rule: string]: RuleSeverity };
  readonly messages: boolean;
  readonly noColor: boolean;
  readonly paths: readonly string[];
}

export const checkHelp = `sip-tls check [options] PATH…

Says what is wrong in traces and logs that hold SIP. A folder is walked; - is standard input.

  --format text|json|jsonl|sarif|github   text unless given; jsonl prints a line for each file as it is done
  --profile practical|strict              practical unless given: what works every day is not shouted at
  --min-severity error|warning|info|hint  warning unless given: what is shown, and what counts for the exit code
                                          (json, jsonl and sarif hold everything unless this is given)
  --rule ID=off|hint|info|warning|error   severity of one rule; may be repeated
  --messages                              list every message too (json, jsonl)
  --at TIME                               judge as if it were TIME, ISO 8601 (nothing in a trace depends on it yet)
  --no-color                              no colours on a terminal; NO_COLOR and FORCE_COLOR are obeyed
  --                                      what follows are paths

Exit code 0: nothing at or above --min-severity. 1: findings. 2: wrong call, or a file is no trace or cannot be read.
`;

/** Reads the words behind `check`. */
export function readCall(words: readonly string[], rules: readonly Rule[]): CheckCall | Extract<Arguments, { kind: 'wrong' }> {
  const read = readArguments(words, {
    format: 'value',
    profile: 'value',
    'min-severity': 'value',
    rule: 'values',
    messages: 'flag',
    at: 'value',
    'no-color': 'flag',
  });
  if (read.kind === 'wrong') return read;
  const { values, flags, paths } = read;
  const problems: string[] = [];
  const one = <T extends string>(name: string, allowed: readonly T[], standard: T): T =>
    oneOf(values.get(name)?.[0], { name, allowed, standard, problems });
  const call: CheckCall = {
    kind: 'call',
    format: one('format', formats, 'text'),
    profile: one('profile', profiles, 'practical'),
    least: one('min-severity', severities, 'warning'),
    isLeastGiven: values.has('min-severity'),
    overrides: readOverrides(values.get('rule') ?? [], { rules, problems }),
    messages: flags.has('messages'),
    noColor: flags.has('no-color'),
    paths,
  };
  const at = values.get('at')?.[0];
  if (at !== undefined && !isTime(at)) problems.push(`--at is a time such as 2026-11-23T18:59:08Z, not "${at}"`);
  if (paths.length === 0) problems.push('no path given; - reads standard input');
  if (paths.filter((path) => path === '-').length > 1) problems.push('standard input can be read once only');
  const [why] = problems;
  return why === undefined ? call : { kind: 'wrong', why };
}
