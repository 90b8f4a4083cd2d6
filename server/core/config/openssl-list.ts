import type { Span } from '../text/span';
import { type OpensslSuite, opensslSuites } from '../tls/openssl-suites';
import type { Suite } from '../tls/suites';
import { type CipherWord, cipherWord } from './cipher-words';

/** OpenSSL's cipher lists (openssl-ciphers(1)), as version 3.0 reads them. */

/** What a setting of cipher suites comes to. Spans are offsets in the value's text. */
export interface CipherList {
  /** In the order of preference. */
  readonly enabled: readonly EnabledSuite[];
  /** Words that stand for no suite here; whoever reads the setting passes over them, or refuses it. */
  readonly unknown: readonly CipherToken[];
  /** What makes OpenSSL refuse the list as a whole: a character or an order that it does not know. */
  readonly refused?: CipherToken;
  /** false: the rest is decided elsewhere, by a policy of the system, or has more words than are read here. */
  readonly isKnown: boolean;
}

export interface CipherToken {
  readonly text: string;
  readonly at: Span;
}

export interface EnabledSuite {
  readonly suite: Suite;
  /** As the syntax of the setting calls it. */
  readonly name: string;
  /** The word that switched it on. */
  readonly by: CipherToken;
  /** A current OpenSSL does not have it; an old one, or one that was built so, does. */
  readonly isGone: boolean;
}

/** What a part of a list does with the suites that it stands for. */
type Deed = 'add' | 'remove' | 'kill' | 'to-the-end' | 'to-the-front';

/** All suites, enabled or not, in the order in which they would be tried. */
interface Place {
  readonly suite: OpensslSuite;
  readonly by: CipherToken | undefined;
}

/** `most`: words that are looked at; what comes behind makes the list not known. */
export function evaluateOpenssl(text: string, most: number): CipherList {
  const unknown: CipherToken[] = [];
  const suiteB = /^SUITEB(?:128ONLY|128C2|128|192)/.exec(text)?.[0];
  if (suiteB !== undefined) return listed(suiteBList(suiteB), unknown);
  let places: readonly Place[] = order();
  let at = 0;
  if (text.startsWith('DEFAULT')) {
    const by = { text: 'DEFAULT', at: { start: 0, end: 7 } };
    places = apply(places, 'add', { stands: ({ cipher }) => cipher !== 'NULL', isAboutGone: false, by });
    places = apply(places, 'kill', {
      stands: ({ isLeftOutByDefault, cipher }) => isLeftOutByDefault || cipher === 'NULL',
      isAboutGone: true,
      by,
    });
    at = 7;
  }
  for (let count = 0; at < text.length; count++) {
    if (count >= most) return { ...listed(places, unknown), isKnown: false };
    const item = itemAt(text, at);
    at = item.next;
    if (item.kind === 'order') {
      if (item.token.text === '@STRENGTH') places = byStrength(places);
      else if (!/^@SECLEVEL=[0-5]$/.test(item.token.text)) return { ...listed([], unknown), refused: item.token };
    } else if (item.kind === 'refused') return { ...listed([], unknown), refused: item.token };
    else if (item.kind === 'rule') places = apply(places, item.deed, item);
    else if (item.kind === 'unknown') unknown.push(item.token);
  }
  // A policy that Red Hat's OpenSSL reads from the system.
  return { ...listed(places, unknown), isKnown: !unknown.some((token) => token.text.startsWith('PROFILE=')) };
}

const listed = (places: readonly Place[], unknown: readonly CipherToken[]): CipherList => ({
  enabled: places.flatMap(({ suite: { suite, name, isGone }, by }) => (by ? [{ suite, name, by, isGone }] : [])),
  unknown,
  isKnown: true,
});

type Item =
  | { readonly kind: 'blank'; readonly next: number }
  | (Rule & { readonly kind: 'rule'; readonly deed: Deed; readonly next: number })
  | { readonly kind: 'order' | 'refused' | 'unknown'; readonly token: CipherToken; readonly next: number };

const deeds: { readonly [sign: string]: Deed } = { '-': 'remove', '+': 'to-the-end', '!': 'kill' };
const isSeparator = (char: string | undefined): boolean => char === ':' || char === ' ' || char === ';' || char === ',';

/** A sign, and words with `+` between them. Separators are not asked for: `HIGH!aNULL` is two of them. */
function itemAt(text: string, start: number): Item {
  const sign = text.charAt(start);
  if (isSeparator(sign)) return { kind: 'blank', next: start + 1 };
  const deed = deeds[sign];
  const from = deed || sign === '@' ? start + 1 : start;
  const words: CipherWord[] = [];
  for (let at = from; ; ) {
    const end = wordEnd(text, at);
    const token = (until: number): CipherToken => ({ text: text.slice(start, until), at: { start, end: until } });
    if (end === at) return { kind: 'refused', token: token(Math.min(end + 1, text.length)), next: end + 1 };
    if (sign === '@') return { kind: 'order', token: token(end), next: itemEnd(text, end) };
    const word = cipherWord(text.slice(at, end));
    if (!word) return { kind: 'unknown', token: { text: text.slice(at, end), at: { start: at, end } }, next: itemEnd(text, end) };
    words.push(word);
    if (text[end] !== '+') {
      const stands = (suite: OpensslSuite): boolean => words.every((each) => each.stands(suite));
      return {
        kind: 'rule',
        deed: deed ?? 'add',
        stands,
        isAboutGone: words.some(({ isAboutGone }) => isAboutGone),
        by: token(end),
        next: end,
      };
    }
    at = end + 1;
  }
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && /[\w.=-]/.test(text.charAt(end))) end++;
  return end;
}

function itemEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isSeparator(text[end])) end++;
  return end;
}

interface Rule extends CipherWord {
  readonly by: CipherToken;
}

function apply(places: readonly Place[], deed: Deed, { stands, isAboutGone, by }: Rule): Place[] {
  const hit: Place[] = [];
  const rest: Place[] = [];
  for (const place of places) {
    const isOn = place.by !== undefined;
    // Words for many are not about what is no longer there: ALL speaks of RC4 only to somebody with an old library.
    const isMeant = stands(place.suite) && (deed === 'add' ? !isOn && (isAboutGone || !place.suite.isGone) : deed === 'kill' || isOn);
    (isMeant ? hit : rest).push(place);
  }
  switch (deed) {
    case 'add':
      return [...rest, ...hit.map(({ suite }) => ({ suite, by }))];
    case 'to-the-end':
      return [...rest, ...hit];
    case 'to-the-front':
      return [...hit, ...rest];
    case 'remove':
      return [...hit.map(({ suite }) => ({ suite, by: undefined })), ...rest];
    case 'kill':
      return rest;
  }
}

/** Those that are on, the longest keys first; what is off keeps its place in front. */
function byStrength(places: readonly Place[]): Place[] {
  const off = places.filter(({ by }) => by === undefined);
  const on = places.filter(({ by }) => by !== undefined);
  return [...off, ...on.sort((a, b) => b.suite.bits - a.suite.bits)];
}

/** The order from which lists pick, nothing enabled; made when the first list is read. */
function order(): readonly Place[] {
  made ??= preferred();
  return made;
}

let made: readonly Place[] | undefined;

/** As OpenSSL makes it, by these preferences, of which the later ones weigh more. */
function preferred(): readonly Place[] {
  const all: Place[] = opensslSuites.map((suite) => ({ suite, by: undefined }));
  const byKind = kindsInFront.reduce((places, stands) => split(places, stands).flat(), all);
  const late = kindsAtTheEnd.reduce((places, stands) => split(places, stands).reverse().flat(), byKind);
  const byBits = late.sort((a, b) => b.suite.bits - a.suite.bits);
  return modernInFront.reduce((places, stands) => split(places, stands).flat(), byBits);
}

type Stands = CipherWord['stands'];

const isEphemeral: Stands = ({ exchange }) => exchange === 'DHE' || exchange === 'ECDHE';

const kindsInFront: readonly Stands[] = [
  ({ exchange }) => exchange === 'ECDHE',
  ({ exchange, authentication }) => exchange === 'ECDHE' && authentication === 'ECDSA',
  ({ cipher }) => cipher === 'AES' || cipher.startsWith('AESCCM'),
  ({ cipher }) => cipher === 'CHACHA20',
  ({ cipher }) => cipher === 'AESGCM',
];

const kindsAtTheEnd: readonly Stands[] = [
  ({ hash }) => hash === 'MD5',
  ({ authentication }) => authentication === 'none',
  ({ exchange }) => exchange === 'RSA',
  ({ exchange }) => exchange === 'PSK',
  ({ cipher }) => cipher === 'RC4',
];

const modernInFront: readonly Stands[] = [
  ({ since }) => since === 'TLSv1.2',
  ({ hash }) => hash === 'AEAD',
  isEphemeral,
  (suite) => isEphemeral(suite) && suite.hash === 'AEAD',
];

function split(places: readonly Place[], stands: Stands): [Place[], Place[]] {
  return [places.filter(({ suite }) => stands(suite)), places.filter(({ suite }) => !stands(suite))];
}

/** RFC 6460: two suites and no more. */
function suiteBList(word: string): Place[] {
  const by = { text: word, at: { start: 0, end: word.length } };
  const bits = word === 'SUITEB128' ? [128, 256] : word === 'SUITEB128ONLY' ? [128] : [256];
  return bits.flatMap((wanted) =>
    opensslSuites
      .filter(({ name }) => name === `ECDHE-ECDSA-AES${wanted}-GCM-SHA${wanted === 256 ? 384 : 256}`)
      .map((suite) => ({ suite, by })),
  );
}
