import { SSL2, SSL3, TLS10, TLS11, TLS12, TLS13 } from '../../tls/versions';

/** How mod_sofia reads the values of `tls-version` and `tls-verify-policy` (sofia.c, sofia_glue.c). */

export interface VersionToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** blank: it would be one of the words, but for the blanks around it. */
  readonly fit: 'exact' | 'blank' | 'unknown';
  readonly codes: readonly number[];
}

const versionWords: { readonly [word: string]: readonly number[] } = {
  sslv2: [SSL2],
  sslv3: [SSL3],
  // Not what the word means elsewhere: no TLS at all.
  sslv23: [SSL2, SSL3],
  tlsv1: [TLS10],
  'tlsv1.1': [TLS11],
  'tlsv1.2': [TLS12],
  'tlsv1.3': [TLS13],
};

export const versionNames: readonly string[] = Object.keys(versionWords);

/** What stands between the commas; nothing between two of them is no word. */
export function versionTokens(value: string): VersionToken[] {
  const tokens: VersionToken[] = [];
  let start = 0;
  for (const text of value.split(',')) {
    const word = text.trim().toLowerCase();
    const codes = Object.hasOwn(versionWords, word) ? (versionWords[word] ?? []) : [];
    const fit = codes.length === 0 ? 'unknown' : word.length === text.length ? 'exact' : 'blank';
    if (word !== '') tokens.push({ text, start, end: start + text.length, fit, codes });
    start += text.length + 1;
  }
  return tokens;
}

/** Lowest and highest version in effect. sofia-sip has no switch for TLS 1.3, which therefore stays on whatever is listed. */
export function versionsInEffect(value: string | undefined): { readonly least: number; readonly most: number } {
  const listed = versionTokens(value === undefined || value === '' ? DEFAULT_VERSIONS : value).filter(({ fit }) => fit === 'exact');
  return { least: Math.min(TLS13, ...listed.flatMap(({ codes }) => codes)), most: TLS13 };
}

export const DEFAULT_VERSIONS = 'tlsv1,tlsv1.1,tlsv1.2,tlsv1.3';

export type PolicyMeaning = 'in' | 'out' | 'all' | 'subjects_in' | 'subjects_out' | 'subjects_all' | 'none';

export interface PolicyWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly meaning?: PolicyMeaning;
  /** prefix: only as many letters are compared as were typed, so that the beginning of a word is taken for the word. */
  readonly fit: 'exact' | 'prefix' | 'empty' | 'unknown';
}

export interface VerifyPolicy {
  readonly words: readonly PolicyWord[];
  /** Certificates of clients are demanded and checked; those of servers are; and whether names are compared. */
  readonly isIn: boolean;
  readonly isOut: boolean;
  readonly comparesIn: boolean;
  readonly comparesOut: boolean;
}

/** In the order in which they are tried: nothing at all is the beginning of the first one. */
export const policyWords: readonly PolicyMeaning[] = ['in', 'out', 'all', 'subjects_in', 'subjects_out', 'subjects_all', 'none'];

export function verifyPolicy(value: string): VerifyPolicy {
  const words = wordsOf(value);
  let isIn = false;
  let isOut = false;
  let comparesIn = false;
  let comparesOut = false;
  for (const { meaning } of words) {
    if (meaning === 'none') {
      isIn = false;
      isOut = false;
      comparesIn = false;
      comparesOut = false;
    }
    isIn ||= meaning === 'in' || meaning === 'all' || meaning === 'subjects_in' || meaning === 'subjects_all';
    isOut ||= meaning === 'out' || meaning === 'all' || meaning === 'subjects_out' || meaning === 'subjects_all';
    comparesIn ||= meaning === 'subjects_in' || meaning === 'subjects_all';
    comparesOut ||= meaning === 'subjects_out' || meaning === 'subjects_all';
  }
  return { words, isIn, isOut, comparesIn, comparesOut };
}

function wordsOf(value: string): PolicyWord[] {
  let start = 0;
  return value.split('|').map((text): PolicyWord => {
    const at = { text, start, end: start + text.length };
    start = at.end + 1;
    const word = text.toLowerCase();
    const meaning = policyWords.find((each) => each.startsWith(word));
    if (text === '') return { ...at, meaning: 'in', fit: 'empty' };
    return meaning ? { ...at, meaning, fit: meaning === word ? 'exact' : 'prefix' } : { ...at, fit: 'unknown' };
  });
}
