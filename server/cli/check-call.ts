import type { Profile, Rule, RuleSeverity, Severity } from '#core/rules/rule';
import { type Arguments, readArguments } from './arguments';

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
  const one = <T extends string>(name: string, allowed: readonly T[], standard: T): T => {
    const given = values.get(name)?.[0] ?? standard;
    const fitting = allowed.find((value) => value === given);
    if (fitting === undefined) problems.push(`--${name} is one of ${allowed.join(', ')}, not "${given}"`);
    return fitting ?? standard;
  };
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

const levels = ['off', 'hint', 'info', 'warning', 'error'] as const;

/** `sip/via-tls-port-5060=off`, as often as wished; the last word on a rule counts. */
function readOverrides(words: readonly string[], { rules, problems }: { rules: readonly Rule[]; problems: string[] }) {
  const overrides: Record<string, RuleSeverity> = {};
  for (const word of words) {
    const [, id = word, value = ''] = /^([^=]*)=(.*)$/.exec(word) ?? [];
    const level = levels.find((each) => each === value);
    if (!rules.some((rule) => rule.id === id)) problems.push(`no rule is called "${id}"${suggestion(id, rules)}`);
    else if (level === undefined) problems.push(`--rule is ID=${levels.join('|')}, not "${word}"`);
    else overrides[id] = level;
  }
  return overrides;
}

/** A rule whose name was almost hit. */
function suggestion(id: string, rules: readonly Rule[]): string {
  const bare = (name: string) =>
    name
      .toLowerCase()
      .replace(/^.*\//, '')
      .replaceAll(/[^a-z0-9]/g, '');
  const near =
    rules.find((rule) => bare(rule.id) === bare(id)) ?? rules.find((rule) => bare(id).length > 4 && bare(rule.id).includes(bare(id)));
  return near ? `; did you mean ${near.id}?` : '';
}

const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text) && !Number.isNaN(Date.parse(text));
