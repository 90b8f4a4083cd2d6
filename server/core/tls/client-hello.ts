import { isIpLiteral } from '../sip/socket';
import type { KeyShare } from './extensions';
import { SSL3, TLS10, TLS12, TLS13 } from './versions';

/**
 * Writes ClientHellos as records, for asking a server what it takes (RFC 8446 §4.1.2). Of what is negotiated nothing is offered that is
 * not named here; renegotiation_info, extended_master_secret and encrypt_then_mac are always asked for below TLS 1.3.
 */
export interface HelloOffer {
  /** Any order, at least one. Below TLS 1.3 a server sees the highest only. */
  readonly versions: readonly number[];
  readonly suites: readonly number[];
  readonly groups?: readonly number[];
  readonly schemes?: readonly number[];
  readonly protocols?: readonly string[];
  /** Not sent where it is an address; a final dot is left out (RFC 6066 §3). */
  readonly serverName?: string | null;
  /** null alone by default. */
  readonly compressions?: readonly number[];
  /** TLS 1.3 only. Empty: the server must ask for one, and names its suite and group in doing so, before any key is made. */
  readonly keyShares?: readonly KeyShare[];
  /** Asks for a stapled OCSP answer. */
  readonly asksForStatus?: boolean;
  /** 32 octets. */
  readonly random: Uint8Array;
  /** Up to 32 octets; TLS 1.3 servers behind old boxes like one (RFC 8446 §D.4). */
  readonly sessionId?: Uint8Array;
}

/** One record, or several where the hello is larger than a record may be. */
export function writeClientHello(offer: HelloOffer): Uint8Array {
  const message = writeMessage(offer);
  const version = Math.max(...offer.versions) === SSL3 ? SSL3 : TLS10;
  const records: number[] = [];
  for (let at = 0; at < message.length; at += MAX_PLAINTEXT) {
    const body = message.slice(at, at + MAX_PLAINTEXT);
    for (const byte of [22, ...u16(version), ...u16(body.length)]) records.push(byte);
    for (const byte of body) records.push(byte);
  }
  return Uint8Array.from(records);
}

const MAX_PLAINTEXT = 16_384;

function writeMessage(offer: HelloOffer): number[] {
  const highest = Math.max(...offer.versions);
  const extensions = highest === SSL3 ? [] : writeExtensions(offer);
  const body = [
    ...u16(Math.min(highest, TLS12)),
    ...offer.random,
    ...vector(1, [...(offer.sessionId ?? [])]),
    ...vector(2, offer.suites.flatMap(u16)),
    ...vector(1, [...(offer.compressions ?? [0])]),
    // SSL 3 ends here; some of its servers fail on anything behind.
    ...(extensions.length > 0 ? vector(2, extensions) : []),
  ];
  return [1, ...vector(3, body)];
}

function writeExtensions(offer: HelloOffer): number[] {
  const { versions, groups = [], schemes = [], protocols = [], serverName, keyShares } = offer;
  const isOld = versions.some((version) => version < TLS13);
  const isNew = versions.some((version) => version >= TLS13);
  const written: number[] = [];
  const add = (type: number, content: number[]): void => {
    for (const byte of [...u16(type), ...vector(2, content)]) written.push(byte);
  };
  if (serverName && !isIpLiteral(serverName)) add(0, vector(2, [0, ...vector(2, octets(serverName.replace(/\.$/, '')))]));
  if (groups.length > 0) add(10, vector(2, groups.flatMap(u16)));
  if (isOld) {
    if (groups.length > 0) add(11, vector(1, [0]));
    add(65281, vector(1, []));
    add(23, []);
    add(22, []);
  }
  if (schemes.length > 0) add(13, vector(2, schemes.flatMap(u16)));
  if (protocols.length > 0)
    add(
      16,
      vector(
        2,
        protocols.flatMap((name) => vector(1, octets(name))),
      ),
    );
  if (offer.asksForStatus) add(5, [1, 0, 0, 0, 0]);
  if (isNew) {
    add(43, vector(1, [...versions].sort((a, b) => b - a).flatMap(u16)));
    add(
      51,
      vector(
        2,
        (keyShares ?? []).flatMap(({ group, key }) => [...u16(group), ...vector(2, [...key])]),
      ),
    );
  }
  return written;
}

const u16 = (value: number): number[] => [(value >> 8) & 0xff, value & 0xff];

/** Names are ASCII on the wire: a name in another script must come as its A-label. */
const octets = (text: string): number[] => [...text].map((char) => char.charCodeAt(0) & 0xff);

function vector(lengthOctets: number, content: readonly number[]): number[] {
  const length: number[] = [];
  for (let shift = 8 * (lengthOctets - 1); shift >= 0; shift -= 8) length.push((content.length >> shift) & 0xff);
  return [...length, ...content];
}
