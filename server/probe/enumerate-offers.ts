import { createECDH, randomBytes } from 'node:crypto';
import type { KeyShare } from '#core/tls/extensions';
import { groups } from '#core/tls/groups';
import { schemes } from '#core/tls/schemes';
import { type Suite, suiteOf, suites } from '#core/tls/suites';
import { SSL3, TLS10, TLS11, TLS12, TLS13 } from '#core/tls/versions';
import type { Offer } from './hello-reply';

/** What an enumeration offers: everything that has a number, the likely first. */

/** Newest first. */
export const askedVersions: readonly number[] = [TLS13, TLS12, TLS11, TLS10, SSL3];

/** The likely first. */
export const suitesFor = (version: number): readonly number[] => (version >= TLS13 ? suites13() : suites12());

const likelyFirst = (isNew: boolean): readonly number[] =>
  // The suite of a connection that is not protected yet (RFC 5246 §A.5) is not for offering, and signals are no suites.
  suites
    .filter((suite) => suite.isTls13 === isNew && !suite.isSignal && suite.code !== 0)
    .map((suite) => ({ code: suite.code, rank: rankOf(suite) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ code }) => code);

/** All that goes with suites in a hello of that version, unless `more` says otherwise. */
export function offerOf(named: Pick<Offer, 'version' | 'suites' | 'serverName'>, more: Partial<Offer> = {}): Offer {
  const { version } = named;
  if (version === SSL3) return { ...named, ...more };
  if (version >= TLS13) return { ...named, groups: groups13, schemes: allSchemes, keyShares: [], ...more };
  return { ...named, groups: groups12, ...(version === TLS12 ? { schemes: allSchemes } : {}), ...more };
}

/** As OpenSSL orders them by itself, and most servers with it. */
export const usualOrder = (version: number): readonly number[] => (version >= TLS13 ? suites13() : usual12());

/** Forward secrecy first, then by kind of protection, length of the key, cipher and key exchange. */
function usualRank(suite: Suite | undefined): number {
  if (!suite || suite.isTls13) return 0;
  const { name, keyExchange, certificateKey } = suite;
  const isAead = /_(?:GCM|CCM|POLY1305)/.test(name);
  const kind = /_NULL_/.test(name) ? 3 : isAead ? 0 : /_CBC_SHA\d/.test(name) ? 1 : 2;
  const length = /256|POLY1305/.test(name.replace(/_SHA\d+$/, '')) ? 0 : 1;
  const ciphers = [/_AES_\d+_(?:GCM|CBC)/, /CHACHA20/, /CCM/, /ARIA/, /CAMELLIA/];
  const cipher = ciphers.findIndex((pattern) => pattern.test(name));
  const exchange = ['ECDHE EC', 'ECDHE RSA', 'DHE RSA', 'DHE DSA', 'ECDH none', 'DH none'].indexOf(`${keyExchange} ${certificateKey}`);
  const isFirst = exchange >= 0 && kind < 3;
  const isSigned = certificateKey !== 'none';
  const last = (index: number): number => (index < 0 ? 9 : index);
  return [isFirst ? 0 : 1, kind, length, isSigned ? 0 : 1, last(cipher), last(exchange), name.endsWith('_8') ? 0 : 1].reduce(
    (rank, digit) => rank * 10 + digit,
    0,
  );
}

/** Whether a server takes it: one of two, of those that nearly every library has. */
export const chanceOfSuite = (code: number): number => (isCommon(suiteOf(code)) ? 0.5 : 0.02);
export const chanceOfGroup = (group: number): number => (likely.includes(group) ? 0.7 : 0.02);
export const chanceOfScheme = (scheme: number): number => (likelySchemes.has(scheme) ? 0.5 : 0.1);

/** What nearly every server has one of: a hello small enough for those that cannot take a large one. */
export const commonSuites = (version: number): readonly number[] => suitesFor(version).slice(0, 40);

/** How many suites fit into a hello for a server that refused a large one. */
export const SMALL_HELLO = 40;

const exchangeRank = ({ keyExchange }: Suite): number => ['any', 'ECDHE', 'RSA', 'DHE'].indexOf(keyExchange);
const cipherRank = ({ name }: Suite): number =>
  [/AES_\d+_GCM|CHACHA20/, /AES_\d+_CBC/, /3DES/, /RC4_128/, /AES_\d+_CCM/].findIndex((pattern) => pattern.test(name));

function isCommon(suite: Suite | undefined): boolean {
  if (!suite || exchangeRank(suite) < 0 || cipherRank(suite) < 0 || suite.name.includes('EXPORT')) return false;
  return suite.certificateKey === 'RSA' || suite.certificateKey === 'EC' || suite.certificateKey === 'any';
}

function rankOf(suite: Suite): number {
  const { grade } = suite;
  const [exchange, cipher] = [exchangeRank(suite), cipherRank(suite)];
  return (isCommon(suite) ? 0 : 1000) + (grade === 'broken' ? 100 : 0) + (cipher < 0 ? 9 : cipher) * 10 + (exchange < 0 ? 9 : exchange);
}

/** With a signature in the ServerKeyExchange, which names group and scheme. */
export const signedSuites = (exchanges: readonly string[]): number[] =>
  suitesFor(TLS12).filter((code) => {
    const suite = suiteOf(code);
    return suite !== undefined && exchanges.includes(suite.keyExchange) && /RSA|EC|DSA/.test(suite.certificateKey);
  });

const likely = [29, 23, 24, 25, 0x11ec, 30, 256, 257, 0x11eb, 0x11ed];

/** Curves of before TLS 1.3 are not for it, and its own (brainpool…tls13), ffdhe and hybrids not for what came before (RFC 8446 §4.2.7). */
const isOldOnly = (code: number): boolean => code <= 22 || (code >= 26 && code <= 28);
export const groups13: readonly number[] = groups
  .filter(({ kind, code }) => kind !== 'explicit' && !isOldOnly(code))
  .map(({ code }) => code)
  .sort((a, b) => likelihood(a) - likelihood(b));
export const groups12: readonly number[] = groups
  .filter(({ kind, code }) => kind === 'curve' && (code < 31 || code > 33))
  .map(({ code }) => code)
  .sort((a, b) => likelihood(a) - likelihood(b));

function likelihood(code: number): number {
  const at = likely.indexOf(code);
  return at < 0 ? likely.length + code : at;
}

export const allSchemes: readonly number[] = schemes
  .map(({ code }) => code)
  .sort((a, b) => Number((a & 0xff00) !== 0x0800) - Number((b & 0xff00) !== 0x0800));

/** rsa_pss_rsae and ecdsa with SHA-2, by which nearly all handshakes are signed today. */
const likelySchemes = new Set([0x0804, 0x0805, 0x0806, 0x0403, 0x0503, 0x0603, 0x0401, 0x0501, 0x0601]);

/** PKCS#1, DSA and SHA-1 sign no handshake of TLS 1.3 (RFC 8446 §4.2.3). */
export const schemes13: readonly number[] = schemes
  .filter(({ code, key, hash }) => key !== 'RSA' || (code >> 8 === 8 && hash !== 'sha1'))
  .filter(({ key, hash }) => key !== 'DSA' && hash !== 'sha1' && hash !== 'sha224')
  .map(({ code }) => code);

/** `sip/2` is the registered name (RFC 7301, registry "TLS ALPN Protocol IDs"); the rest is what else answers on such ports. */
export const protocols: readonly string[] = [
  'sip/2',
  'http/1.1',
  'h2',
  'http/1.0',
  'stun.turn',
  'stun.nat-discovery',
  'webrtc',
  'c-webrtc',
  'xmpp-client',
  'xmpp-server',
  'mqtt',
];
/** No server knows it: what is answered to it is answered to any. */
export const UNKNOWN_PROTOCOL = 'x-sip-tls-probe';
/** From the range for private use (RFC 8446 §11). */
export const UNKNOWN_SCHEME = 0xfe5a;

export type ShareKind = 'none' | 'unknown-group' | 'x25519';

/** For servers that refuse an empty list: a share that they cannot use still makes them ask for another (RFC 8701 §3.1). */
export function sharesOf(kind: ShareKind): KeyShare[] {
  if (kind === 'none') return [];
  return kind === 'x25519' ? [shareFor(29)].flatMap((share) => share ?? []) : [{ group: GREASE, key: Uint8Array.of(0) }];
}

export const GREASE = 0x6a6a;

/** A share that the server can answer; none for groups that nothing here computes. */
export function shareFor(group: number): KeyShare | undefined {
  // Any octets are a point of these two (RFC 7748 §5), and the answer is never used.
  if (group === 29) return { group, key: randomBytes(32) };
  if (group === 30) return { group, key: randomBytes(56) };
  if (group === X25519MLKEM768) return { group, key: Buffer.concat([encapsulationKey(), randomBytes(32)]) };
  const curve = new Map([
    [23, 'prime256v1'],
    [24, 'secp384r1'],
    [25, 'secp521r1'],
  ]).get(group);
  return curve ? { group, key: createECDH(curve).generateKeys() } : undefined;
}

export const X25519MLKEM768 = 0x11ec;

/** A key of ML-KEM-768 that a server takes as one: 768 numbers below 3329 in 12 bits each, and a seed (FIPS 203 §7.2). Nobody can open what it seals. */
function encapsulationKey(): Buffer {
  const key = randomBytes(1184);
  for (let at = 0; at < 1152; at += 3) {
    const a = (key.readUInt16LE(at) & 0xfff) % 3329;
    const b = (key.readUInt16LE(at + 1) >> 4) % 3329;
    key[at] = a & 0xff;
    key[at + 1] = (a >> 8) | ((b & 0xf) << 4);
    key[at + 2] = b >> 4;
  }
  return key;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const suites13 = once(() => likelyFirst(true));
const suites12 = once(() => likelyFirst(false));
const usual12 = once(() => suites12().toSorted((a, b) => usualRank(suiteOf(a)) - usualRank(suiteOf(b))));
