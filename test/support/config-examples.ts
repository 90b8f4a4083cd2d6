import type { CertificateFile } from '#core/config/certificate-files';
import { detectDialect, matchesGlob } from '#core/config/detect';
import type { ConfigWorld, Dialect } from '#core/config/dialect';
import { dialects } from '#core/config/dialects/all.gen';
import type { ConfigFacts, FileRef, Product } from '#core/config/model';
import { type ConfigFinding, judgeConfig } from '#core/rules/config-engine';
import type { ConfigContext, ConfigExample, ConfigFix, ConfigRule } from '#core/rules/config-rule';
import { type RuleSet, selectRules } from '#core/rules/engine';
import type { Profile } from '#core/rules/rule';
import { nodeCertificateReader } from '../../server/certificate-reader';
import { NOW } from '../core/x509/issue';
import { certificateFile } from './config-certificates';

/** Texts by name; the first one is opened. */
export type Files = { readonly [name: string]: string };

/** What reading files comes to. */
export interface Judged {
  readonly facts: ConfigFacts;
  readonly findings: readonly ConfigFinding[];
}

export function dialectById(id: string): Dialect {
  const found = dialects.find((dialect) => dialect.id === id);
  if (!found) throw new Error(`no dialect is called ${id}`);
  return found;
}

/** A world that holds these files and nothing else. Paths are relative to the first file's folder, or absolute. */
export function worldOf(files: Files, versions: { readonly [product in Product]?: string } = {}): ConfigWorld {
  const names = Object.keys(files);
  const [root = ''] = names;
  return {
    find(pattern, from, kind) {
      const path = pattern.startsWith('/') ? pattern : joined(folderOf(kind === 'beside-root' ? root : from), pattern);
      return names.includes(path) ? [path] : names.filter((name) => matchesGlob(name, path)).sort();
    },
    text: (file) => files[file],
    version: (product) => versions[product],
    certificates: nodeCertificateReader,
  };
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

/** `conf/` and `../tls.cfg` make `tls.cfg`. */
function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Reads the first of the files by its dialect. */
export function readFiles(dialect: Dialect, files: Files, version?: string): ConfigFacts {
  const [[file, text] = ['', '']] = Object.entries(files);
  return dialect.read({ file, text }, worldOf(files, { [dialect.product]: version }));
}

/** An example with its marks taken out, ready to run as often as wanted: the certificates are issued once. */
export interface ConfigCase {
  readonly example: ConfigExample;
  readonly dialect: Dialect;
  readonly profile: Profile;
  judge(files: Files, rules: RuleSet<ConfigRule>): Judged;
}

export async function configCase(rule: ConfigRule, example: ConfigExample): Promise<ConfigCase> {
  const dialect = dialectById(example.dialect);
  const profile = example.profile ?? (rule.severity.practical === 'off' ? 'strict' : 'practical');
  const scenes = Object.entries(example.certificates ?? {});
  const certificates = new Map(
    await Promise.all(
      scenes.map(async ([path, scene]): Promise<[string, CertificateFile]> => [path, await certificateFile(path, [scene].flat())]),
    ),
  );
  const file = (ref: FileRef): CertificateFile => {
    const paths = [ref.path, ref.value.text].filter((path) => path !== undefined);
    const known = paths.map((path) => certificates.get(path)).find((each) => each !== undefined);
    if (known) return known;
    const isAbsolute = paths.some((path) => path.startsWith('/'));
    if (isAbsolute || !example.certificates) return { kind: 'elsewhere' };
    const nearest = [...certificates.keys()].find((path) => stemOf(path) === stemOf(ref.value.text));
    return { kind: 'missing', looked: paths.slice(0, 1), ...(nearest !== undefined && { nearest }) };
  };
  return {
    example,
    dialect,
    profile,
    judge(files, rules) {
      const facts = readFiles(dialect, files, example.version);
      const version: ConfigContext['version'] = (product) => (product === dialect.product ? example.version : undefined);
      const context: ConfigContext = { profile: rules.profile, now: NOW, version, file, others: othersOf(files, facts) };
      return { facts, findings: judgeConfig(facts, context, rules) };
    },
  };
}

const stemOf = (path: string): string => path.replace(/\.[^./]*$/, '').toLowerCase();

/** The configurations that the first file does not lead to. */
function othersOf(files: Files, { files: read }: ConfigFacts): ConfigFacts[] {
  return Object.entries(files).flatMap(([file, text]) => {
    const dialect = read.includes(file) ? undefined : detectDialect(file, text, dialects);
    return dialect ? [dialect.read({ file, text }, worldOf(files))] : [];
  });
}

/** One rule, on also where its profile has it off. */
export function onlyRule(rule: ConfigRule, profile: Profile): RuleSet<ConfigRule> {
  const severity = rule.severity[profile];
  return selectRules([rule], profile, severity === 'off' ? { [rule.id]: 'info' } : {});
}

/** The files with a fix applied. Throws where its edits lie outside of the texts, or in one another. */
export function withFix(files: Files, fix: ConfigFix): Files {
  const changed: { [name: string]: string } = { ...files };
  const edits = [...fix.edits].sort((a, b) => b.place.at.start - a.place.at.start || b.place.at.end - a.place.at.end);
  const since = new Map<string, number>();
  for (const { place, text } of edits) {
    const old = changed[place.file];
    if (old === undefined) throw new Error(`the fix changes ${place.file}, which is not there`);
    const { start, end } = place.at;
    if (start < 0 || end < start || end > (since.get(place.file) ?? old.length))
      throw new Error(`an edit at ${start} to ${end} of ${place.file}`);
    changed[place.file] = old.slice(0, start) + text + old.slice(end);
    since.set(place.file, start);
  }
  return changed;
}
