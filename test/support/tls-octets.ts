import type { AnswerScene, LegacyExtension, OfferScene } from '#core/rules/scenes/tls-scene';
import { groups } from '#core/tls/groups';
import { schemes } from '#core/tls/schemes';
import { suites } from '#core/tls/suites';
import { TLS12, TLS13, versions } from '#core/tls/versions';

/** Handshake messages written from what a scene says, each with its header of four octets, and the records around them. */

type Octets = readonly number[];

export const numberOfVersion = (name: string): number => numberNamed(versions, name);
export const numberOfGroup = (name: string): number => numberNamed(groups, name);
export const numberOfScheme = (name: string): number => numberNamed(schemes, name);
export const numberOfSuite = (name: string): number => numberNamed(suites, name);

function numberNamed(table: readonly { readonly code: number; readonly name: string }[], name: string): number {
  const found = table.find((row) => row.name === name);
  if (found) return found.code;
  if (/^0x[0-9a-f]{4}$/i.test(name)) return Number(name);
  throw new Error(`nothing is named ${name}`);
}

/** As OpenSSL 3 offers it. */
export const usualOffer = {
  versions: ['TLSv1.3', 'TLSv1.2'],
  suites: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
    'TLS_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_RSA_WITH_AES_128_CBC_SHA',
    'TLS_EMPTY_RENEGOTIATION_INFO_SCSV',
  ],
  groups: ['x25519', 'secp256r1', 'x448', 'secp521r1', 'secp384r1', 'ffdhe2048'],
  schemes: ['ecdsa_secp256r1_sha256', 'ed25519', 'rsa_pss_rsae_sha256', 'rsa_pkcs1_sha256', 'rsa_pkcs1_sha384'],
} satisfies OfferScene;

export function clientHello(scene: OfferScene, serverName: string | null, random: number): Octets {
  const offer = { ...usualOffer, ...scene };
  const numbers = offer.versions.map(numberOfVersion);
  const highest = Math.max(...numbers);
  const isOld = numbers.some((version) => version < TLS13);
  const extensions = [
    ...(serverName === null ? [] : extension(0, vector(2, [serverName, scene.secondName ?? []].flat().flatMap(hostName)))),
    ...(isOld && highest > 0x0300 ? legacyExtensions(scene.lacks ?? []) : []),
    ...extension(10, vector(2, offer.groups.map(numberOfGroup).flatMap(u16))),
    ...(highest >= TLS12 ? extension(13, vector(2, offer.schemes.map(numberOfScheme).flatMap(u16))) : []),
    ...(offer.protocols
      ? extension(
          16,
          vector(
            2,
            offer.protocols.flatMap((name) => vector(1, ascii(name))),
          ),
        )
      : []),
    ...(highest >= TLS13 ? extension(43, vector(1, numbers.flatMap(u16))) : []),
    ...(highest >= TLS13 ? extension(51, vector(2, share(numberOfGroup(offer.groups[0] ?? 'x25519')))) : []),
  ];
  const body = [
    ...u16(Math.min(highest, TLS12)),
    ...Array(32).fill(random),
    ...vector(1, Array(32).fill(7)),
    ...vector(2, offer.suites.map(numberOfSuite).flatMap(u16)),
    ...vector(1, scene.compressions ?? [0]),
  ];
  // Header, length of the extensions, and the header of the padding itself.
  const missing = (scene.octets ?? 0) - (4 + body.length + 2 + extensions.length + 4);
  return message(1, [...body, ...vector(2, [...extensions, ...(missing > 0 ? extension(21, Array(missing).fill(0)) : [])])]);
}

const share = (group: number): Octets => [...u16(group), ...vector(2, Array(32).fill(9))];
const hostName = (name: string): Octets => [0, ...vector(2, ascii(name))];

const legacyTypes = new Map<LegacyExtension, Octets>([
  ['renegotiation_info', [0xff, 0x01, 0, 1, 0]],
  ['extended_master_secret', [0, 23, 0, 0]],
  ['encrypt_then_mac', [0, 22, 0, 0]],
]);
const legacyExtensions = (lacks: readonly LegacyExtension[]): Octets =>
  [...legacyTypes].flatMap(([name, octets]) => (lacks.includes(name) ? [] : octets));

export function serverHello(scene: AnswerScene, sessionId: number): Octets {
  const version = numberOfVersion(scene.version ?? 'TLSv1.3');
  const isNew = version >= TLS13;
  const suite = numberOfSuite(suiteNamed(scene));
  const random = Array(32).fill(5);
  if (scene.downgradeMark !== undefined) random.splice(24, 8, ...ascii('DOWNGRD'), scene.downgradeMark);
  const isCbc = /_CBC_/.test(suiteNamed(scene));
  const lacks = [...(scene.lacks ?? []), ...(isCbc ? [] : (['encrypt_then_mac'] as const))];
  const group = scene.group ?? 'x25519';
  const extensions = isNew
    ? [...extension(43, u16(version)), ...extension(51, share(numberOfGroup(group))), ...(scene.isResumed ? extension(41, [0, 0]) : [])]
    : version > 0x0300
      ? [
          ...(scene.acknowledgesName ? extension(0, []) : []),
          ...legacyExtensions(lacks),
          ...(scene.protocol === undefined ? [] : extension(16, vector(2, vector(1, ascii(scene.protocol))))),
        ]
      : [];
  return message(2, [
    ...u16(Math.min(version, TLS12)),
    ...random,
    ...vector(1, Array(32).fill(sessionId)),
    ...u16(suite),
    scene.compression ?? 0,
    ...(extensions.length > 0 ? vector(2, extensions) : []),
  ]);
}

export const suiteNamed = (scene: AnswerScene): string =>
  scene.suite ?? ((scene.version ?? 'TLSv1.3') === 'TLSv1.3' ? 'TLS_AES_256_GCM_SHA384' : 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384');

/** A HelloRetryRequest (RFC 8446 §4.1.4). */
export function helloRetryRequest(group: string): Octets {
  const random = Buffer.from('CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C', 'hex');
  const extensions = [...extension(43, u16(TLS13)), ...extension(51, u16(numberOfGroup(group)))];
  return message(2, [...u16(TLS12), ...random, ...vector(1, Array(32).fill(7)), 0x13, 0x02, 0, ...vector(2, extensions)]);
}

export const encryptedExtensions = ({ protocol, acknowledgesName }: AnswerScene): Octets =>
  message(
    8,
    vector(2, [
      ...(acknowledgesName ? extension(0, []) : []),
      ...(protocol === undefined ? [] : extension(16, vector(2, vector(1, ascii(protocol))))),
    ]),
  );

export const certificate12 = (list: readonly Uint8Array[]): Octets =>
  message(
    11,
    vector(
      3,
      list.flatMap((der) => vector(3, [...der])),
    ),
  );
export const certificate13 = (list: readonly Uint8Array[]): Octets =>
  message(11, [
    0,
    ...vector(
      3,
      list.flatMap((der) => [...vector(3, [...der]), 0, 0]),
    ),
  ]);

/** undefined where the suite has none. */
export function serverKeyExchange(scene: AnswerScene): Octets | undefined {
  const suite = suites.find(({ name }) => name === suiteNamed(scene));
  const isNew = numberOfVersion(scene.version ?? 'TLSv1.3') >= TLS12;
  const signature =
    suite?.certificateKey === 'none' ? [] : [...(isNew ? u16(numberOfScheme(schemeNamed(scene))) : []), ...vector(2, Array(64).fill(3))];
  if (suite?.keyExchange === 'ECDHE') {
    if (scene.group === 'explicit') return message(12, [1, ...vector(1, Array(32).fill(1)), ...signature]);
    return message(12, [3, ...u16(numberOfGroup(scene.group ?? 'x25519')), ...vector(1, Array(32).fill(2)), ...signature]);
  }
  if (suite?.keyExchange !== 'DHE' && !suite?.name.includes('DH_anon')) return undefined;
  const prime = Array((scene.bits ?? 2048) / 8).fill(0xff);
  return message(12, [...vector(2, prime), ...vector(2, [2]), ...vector(2, prime), ...signature]);
}

const schemeNamed = (scene: AnswerScene): string =>
  scene.scheme ?? (suiteNamed(scene).includes('ECDSA') || scene.version === undefined ? 'ecdsa_secp256r1_sha256' : 'rsa_pss_rsae_sha256');
export const certificateVerify = (scheme: string): Octets => message(15, [...u16(numberOfScheme(scheme)), ...vector(2, Array(64).fill(3))]);
export const certificateVerify13 = (scene: AnswerScene): Octets => certificateVerify(schemeNamed(scene));

export const certificateRequest12 = (authorities: readonly Uint8Array[], version: number): Octets =>
  message(13, [
    ...vector(1, [1, 64]),
    ...(version >= TLS12 ? vector(2, usualOffer.schemes.map(numberOfScheme).flatMap(u16)) : []),
    ...vector(
      2,
      authorities.flatMap((name) => vector(2, [...name])),
    ),
  ]);
export function certificateRequest13(authorities: readonly Uint8Array[]): Octets {
  const named = vector(
    2,
    authorities.flatMap((name) => vector(2, [...name])),
  );
  const extensions = [
    ...extension(13, vector(2, usualOffer.schemes.map(numberOfScheme).flatMap(u16))),
    ...(authorities.length > 0 ? extension(47, named) : []),
  ];
  return message(13, [0, ...vector(2, extensions)]);
}

export function newSessionTicket(version: number, ticket: { readonly lifetimeSeconds: number; readonly earlyData?: number }): Octets {
  const { lifetimeSeconds, earlyData } = ticket;
  if (version < TLS13) return message(4, [...u32(lifetimeSeconds), ...vector(2, Array(48).fill(4))]);
  const extensions = earlyData === undefined ? [] : extension(42, u32(earlyData));
  return message(4, [...u32(lifetimeSeconds), 0, 0, 0, 0, ...vector(1, [0]), ...vector(2, Array(48).fill(4)), ...vector(2, extensions)]);
}

export const serverHelloDone: Octets = [14, 0, 0, 0];
export const clientKeyExchange: Octets = [16, 0, 0, 33, 32, ...Array(32).fill(2)];
export const finished: Octets = [20, 0, 0, 12, ...Array(12).fill(6)];

/** The three octets of the code for SSL 2's SERVER-HELLO in its own framing, with a certificate of none. */
export const ssl2ServerHello: Octets = [0x80, 11, 4, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0];

export const record = (type: number, content: Octets, version = 0x0303): Uint8Array =>
  Uint8Array.from([type, ...u16(version), ...u16(content.length), ...content]);

const message = (type: number, body: Octets): Octets => [type, ...vector(3, body)];
const extension = (type: number, content: Octets): Octets => [...u16(type), ...vector(2, content)];
const u16 = (value: number): Octets => [(value >> 8) & 0xff, value & 0xff];
const u32 = (value: number): Octets => [...u16(value >>> 16), ...u16(value & 0xffff)];
const ascii = (text: string): Octets => [...Buffer.from(text, 'latin1')];

function vector(lengthOctets: number, content: Octets): Octets {
  const length: number[] = [];
  for (let shift = 8 * (lengthOctets - 1); shift >= 0; shift -= 8) length.push((content.length >> shift) & 0xff);
  return [...length, ...content];
}
