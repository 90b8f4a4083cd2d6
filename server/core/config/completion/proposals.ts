import type { ConfigFacts, ConfigSymbol } from '../model';
import type { SettingDoc } from '../setting-doc';
import type { Completion, ConfigProposal } from './place';

/** Names of settings, each once; those that are out of use stand last. */
export function settingNames(docs: readonly SettingDoc[], typed: string): ConfigProposal[] {
  const byName = new Map<string, SettingDoc>();
  for (const doc of docs) if (!byName.has(doc.name)) byName.set(doc.name, doc);
  const isOld = ({ versions = '' }: SettingDoc): boolean => /^(?:removed|without effect)/.test(versions);
  const ordered = [...byName.values()].sort((a, b) => Number(isOld(a)) - Number(isOld(b)));
  return ordered.map((doc) => ({ kind: 'setting', label: doc.name, typed: typed.length, detail: doc.where, doc }));
}

export const isNamed =
  (name: string) =>
  ({ name: own, aliases }: SettingDoc): boolean =>
    own === name || aliases?.includes(name) === true;

/** What a setting takes: words, the weak ones last, or a path. Of several words between commas or bars the last one is being written. */
export function settingValues(docs: readonly SettingDoc[], written: string): Completion {
  const typed = lastOf(written);
  if (docs[0]?.type === 'path') return { proposals: [], path: { typed: written, from: 'root' } };
  const values = new Map<string, ConfigProposal>();
  for (const doc of docs)
    for (const { value, meaning, isWeak = false } of doc.values ?? [])
      if (!values.has(value))
        values.set(value, { kind: 'value', label: value, typed: typed.length, doc, meaning, ...(isWeak && { isWeak }) });
  return { proposals: [...values.values()].sort((a, b) => Number(a.isWeak ?? false) - Number(b.isWeak ?? false)) };
}

/** Of a list between commas or bars. */
export const lastOf = (written: string): string => /[^,|]*$/.exec(written)?.[0].trimStart() ?? '';

/** Names that the configuration gives, of one kind. */
export function symbolNames(
  { symbols }: ConfigFacts,
  isWanted: (symbol: ConfigSymbol) => boolean,
  typed: string,
  nameOf: (symbol: ConfigSymbol) => string = ({ name }) => name,
): ConfigProposal[] {
  const found = new Map<string, ConfigProposal>();
  for (const symbol of symbols) {
    const label = nameOf(symbol);
    if (label === '' || found.has(label) || !isWanted(symbol)) continue;
    found.set(label, { kind: 'name', label, typed: typed.length, detail: symbol.detail ?? symbol.kind });
    if (found.size >= MOST_NAMES) break;
  }
  return [...found.values()];
}

/** A list longer than this is not read, and a large configuration has thousands of phones. */
const MOST_NAMES = 500;

export const words = (list: readonly string[], typed: string, meaning?: (word: string) => string): ConfigProposal[] =>
  list.map((label) => ({ kind: 'word', label, typed: typed.length, ...(meaning && { meaning: meaning(label) }) }));
