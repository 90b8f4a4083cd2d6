import { existsSync } from 'node:fs';
import type { Profile, RuleSeverity, Severity } from '#core/rules/rule';
import { isVersioned, type VersionedProduct, versionedProducts } from '../config-scope';
import { type PathMapping, readMapping } from '../path-map';
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
  /** Where folders of the server are here. */
  readonly mappings: readonly PathMapping[];
  readonly versions: { readonly [product in VersionedProduct]?: string };
  /** Judge as if it were this time. */
  readonly at?: Date;
}

export const checkHelp = `sip-tls check [options] PATH…

Says what is wrong in traces and logs that hold SIP, in configurations of SIP servers, and in files of certificates.
A folder is walked, and its configurations are judged together; - is standard input.

  --format text|json|jsonl|sarif|github   text unless given; jsonl prints a line for each file as it is done
  --profile practical|strict              practical unless given: what works every day is not shouted at
  --min-severity error|warning|info|hint  warning unless given: what is shown, and what counts for the exit code
                                          (json, jsonl and sarif hold everything unless this is given)
  --rule ID=off|hint|info|warning|error   severity of one rule; may be repeated
  --messages                              list every message too (json, jsonl)
  --server-root FROM=TO                   folder of the server, and where it is here: /etc/kamailio=./deploy; repeatable
  --product-version NAME=VERSION          what configurations are for: kamailio=5.8.2; repeatable
  --at TIME                               judge as if it were TIME, ISO 8601: certificates expire
  --no-color                              no colours on a terminal; NO_COLOR and FORCE_COLOR are obeyed
  --                                      what follows are paths

Exit code 0: nothing at or above --min-severity. 1: findings. 2: wrong call, or a file is none of these or unreadable.
`;

/** Reads the words behind `check`. */
export function readCall(
  words: readonly string[],
  rules: readonly { readonly id: string }[],
): CheckCall | Extract<Arguments, { kind: 'wrong' }> {
  const read = readArguments(words, {
    format: 'value',
    profile: 'value',
    'min-severity': 'value',
    rule: 'values',
    messages: 'flag',
    at: 'value',
    'server-root': 'values',
    'product-version': 'values',
    'no-color': 'flag',
  });
  if (read.kind === 'wrong') return read;
  const { values, flags, paths } = read;
  const problems: string[] = [];
  const one = <T extends string>(name: string, allowed: readonly T[], standard: T): T =>
    oneOf(values.get(name)?.[0], { name, allowed, standard, problems });
  const at = values.get('at')?.[0];
  const isAtRead = at !== undefined && isTime(at);
  if (at !== undefined && !isAtRead) problems.push(`--at is a time such as 2026-11-23T18:59:08Z, not "${at}"`);
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
    mappings: readMappings(values.get('server-root') ?? [], problems),
    versions: readVersions(values.get('product-version') ?? [], problems),
    ...(isAtRead && { at: new Date(at) }),
  };
  if (paths.length === 0) problems.push('no path given; - reads standard input');
  if (paths.filter((path) => path === '-').length > 1) problems.push('standard input can be read once only');
  const [why] = problems;
  return why === undefined ? call : { kind: 'wrong', why };
}

function readMappings(words: readonly string[], problems: string[]): PathMapping[] {
  return words.flatMap((word): PathMapping[] => {
    const mapping = readMapping(word, process.cwd());
    if (!mapping) problems.push(`--server-root is a folder of the server and one here, /etc/kamailio=./deploy/kamailio, not "${word}"`);
    else if (!existsSync(mapping.to)) problems.push(`--server-root ${word}: there is no ${mapping.to}`);
    return mapping ? [mapping] : [];
  });
}

function readVersions(words: readonly string[], problems: string[]): CheckCall['versions'] {
  const versions: { [product in VersionedProduct]?: string } = {};
  for (const word of words) {
    const [, name = '', version] = /^([^=]*)=(.*\d.*)$/.exec(word) ?? [];
    if (version !== undefined && isVersioned(name)) versions[name] = version;
    else
      problems.push(`--product-version is NAME=VERSION, such as kamailio=5.8.2, not "${word}"; names are ${versionedProducts.join(', ')}`);
  }
  return versions;
}
