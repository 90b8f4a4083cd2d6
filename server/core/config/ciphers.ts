import { suiteByOpensslName } from '../tls/openssl-names';
import { suiteByName, suiteOf } from '../tls/suites';
import { goSuites } from './go-suites';
import type { CipherSetting } from './model';
import { type CipherList, type CipherToken, type EnabledSuite, evaluateOpenssl } from './openssl-list';

export type { CipherList, CipherToken, EnabledSuite };

/** More words are no list that somebody wrote. */
export const MOST_TOKENS = 1000;

/** Never throws; linear in the length of the value. What is not known of the value makes the list not known. */
export function readCiphers({ value, syntax, isForTls13 }: CipherSetting): CipherList {
  const list = syntax === 'openssl' && !isForTls13 ? evaluateOpenssl(value.text, MOST_TOKENS) : namedSuites(value.text, syntax);
  return { ...list, isKnown: list.isKnown && value.isKnown };
}

/** Names between commas, colons or blanks, or their numbers; of Go only those that it knows. Letter case is not looked at, as pjsip does not. */
function namedSuites(text: string, syntax: CipherSetting['syntax']): CipherList {
  const enabled = new Map<number, EnabledSuite>();
  const unknown: CipherToken[] = [];
  let count = 0;
  for (const match of text.matchAll(/[^\s,:;[\]"']+/g)) {
    if (++count > MOST_TOKENS) break;
    const [word] = match;
    const at = { start: match.index, end: match.index + word.length };
    const suite = syntax === 'go' ? goSuites.get(word) : suiteCalled(word);
    if (!suite) unknown.push({ text: word, at });
    else if (!enabled.has(suite.code)) enabled.set(suite.code, { suite, name: word, by: { text: word, at }, isGone: false });
  }
  return { enabled: [...enabled.values()], unknown, isKnown: count <= MOST_TOKENS };
}

function suiteCalled(word: string): EnabledSuite['suite'] | undefined {
  const name = word.toUpperCase().replace('_ANON_', '_anon_');
  if (/^(?:0X[0-9A-F]{1,8}|\d{1,9})$/.test(name)) return suiteOf(Number(word) & 0xffff);
  return suiteByName(name) ?? suiteByOpensslName(name);
}
