import { type CipherList, type EnabledSuite, readCiphers } from '../config/ciphers';
import type { CipherSetting, ConfigFacts, FilePlace } from '../config/model';
import { enumerated } from '../text/enumerated';
import { TLS13 } from '../tls/versions';
import { placeIn, replaceValue } from './config-fixes';
import type { ConfigFix } from './config-rule';
import { oncePerPlace, profilesInForce } from './config-words';
import type { Profile } from './rule';

/** What rules about lists of cipher suites have in common. */

export interface CipherCase {
  readonly setting: CipherSetting;
  readonly list: CipherList;
  /** OpenSSL's names between colons, names between commas, or Go's. */
  readonly syntax: CipherSetting['syntax'];
}

/** The lists of a configuration that can be read, each place once. Those for TLS 1.3 alone enable nothing that these rules ask for. */
export function cipherCases(facts: ConfigFacts): readonly CipherCase[] {
  const known = evaluated.get(facts);
  if (known) return known;
  const cases = readCases(facts);
  evaluated.set(facts, cases);
  return cases;
}

/** Several rules ask for them, one after the other. */
const evaluated = new WeakMap<ConfigFacts, readonly CipherCase[]>();

function readCases(facts: ConfigFacts): readonly CipherCase[] {
  const settings = profilesInForce(facts).flatMap(({ ciphers, versions, place }) => {
    // A default of the product stands at the profile: there is no list that somebody could mend.
    if (ciphers?.value.place === place) return [];
    const isUnused = typeof versions?.least === 'number' && versions.least >= TLS13 && !ciphers?.isForTls13;
    return ciphers && !isUnused ? ciphers : [];
  });
  return oncePerPlace(settings, ({ value }) => value.place).flatMap((setting) => {
    const list = readCiphers(setting);
    return list.isKnown ? [{ setting, list, syntax: setting.syntax }] : [];
  });
}

export type CipherKind = 'null' | 'anonymous' | 'export' | 'RC4' | '3DES' | 'MD5' | 'static-rsa' | 'cbc';

const names: { readonly [kind in CipherKind]: RegExp } = {
  null: /_WITH_NULL_|^TLS_SHA\d+_SHA\d+$/,
  anonymous: /_anon_/,
  export: /_EXPORT/,
  RC4: /_RC4_/,
  '3DES': /_3DES_/,
  MD5: /_MD5$/,
  'static-rsa': /^TLS_RSA_(?:EXPORT_)?WITH_/,
  cbc: /_CBC_/,
};

/** Suites that need a shared key or password are never spoken where nobody set one. */
const isUsable = ({ suite: { name } }: EnabledSuite): boolean => !/_PSK_|_SRP_/.test(name);

/** What encrypts nothing is told as such, and as nothing else. */
export const enabledOf = ({ list }: CipherCase, kind: CipherKind): readonly EnabledSuite[] =>
  list.enabled.filter((one) => isUsable(one) && names[kind].test(one.suite.name) && (kind === 'null' || !names.null.test(one.suite.name)));

/** Suites of TLS up to 1.2 that are enabled at all. */
export const usableOf = ({ list }: CipherCase): readonly EnabledSuite[] =>
  list.enabled.filter((one) => isUsable(one) && !one.suite.isTls13 && !names.null.test(one.suite.name));

/** Where the word stands that switched them on. */
export const placeOfFirst = (facts: ConfigFacts, { setting }: CipherCase, [first]: readonly EnabledSuite[]): FilePlace =>
  first ? placeIn(facts, setting.value, first.by.at) : setting.value.place;

/** `RC4-SHA, RC4-MD5 and 3 more`. */
export const suiteNames = (suites: readonly EnabledSuite[]): string =>
  enumerated(
    suites.map(({ name }) => name),
    3,
  );

/** Only a word for a whole class switched them on, and only an old library has them. */
export const isByOldClass = (suites: readonly EnabledSuite[]): boolean =>
  suites.every(({ isGone, by }) => isGone && /^(?:LOW|MEDIUM|MD5)$/.test(by.text));

const words: { readonly [kind in 'null' | 'anonymous' | 'MD5']: RegExp } = { null: /NULL/, anonymous: /NULL|ADH|AECDH|anon/, MD5: /MD5/ };

/**
 * Those that were meant: a word asks for them, or the security level that leaves them out in OpenSSL since 1.1.0 is switched off. What else a
 * word for many (ALL, HIGH, ECDHE) brings along no such OpenSSL speaks; by the letter the list allows it all the same.
 */
export function meantOf(one: CipherCase, kind: keyof typeof words, profile: Profile): readonly EnabledSuite[] {
  const suites = enabledOf(one, kind);
  if (one.syntax !== 'openssl' || profile === 'strict' || one.setting.value.text.includes('@SECLEVEL=0')) return suites;
  return suites.filter(({ by }) => words[kind].test(by.text));
}

/** Forward secrecy with AEAD, certificates of either kind, the longer keys first. */
export const RECOMMENDED: readonly string[] = [
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
];

/** A list with `without` in front of its end, which takes them out for good; of names one by one the others are left. */
export function withoutSuites(
  facts: ConfigFacts,
  { setting, syntax, list }: CipherCase,
  suites: readonly EnabledSuite[],
  without: string,
): ConfigFix | undefined {
  const { value } = setting;
  if (syntax === 'openssl') return replaceValue(facts, value, `${value.text}:${without}`, `Add ${without} to the list`);
  if (syntax === 'go') return undefined;
  const bad = new Set(suites.map(({ suite }) => suite.code));
  const left = list.enabled.filter(({ suite }) => !bad.has(suite.code)).map(({ name }) => name);
  const separator = value.text.includes(':') ? ':' : ',';
  const title = `Leave out ${suiteNames(suites)}`;
  return replaceValue(facts, value, (left.length > 0 ? left : RECOMMENDED).join(separator), title);
}

/** Another list in its place. */
export function recommendedFix(facts: ConfigFacts, { setting, syntax }: CipherCase): ConfigFix | undefined {
  if (syntax === 'go') return undefined;
  const separator = syntax === 'openssl' ? ':' : ',';
  return replaceValue(facts, setting.value, RECOMMENDED.join(separator), 'Use the recommended suites: ECDHE with GCM or ChaCha20');
}
