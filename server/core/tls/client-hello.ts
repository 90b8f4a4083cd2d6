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
  const message = new Octets();
  message.u8(1);
  message.vector(3, () => writeBody(message, offer));
  const body = message.written();
  const version = Math.max(...offer.versions) === SSL3 ? SSL3 : TLS10;
  const records = new Octets(body.length + 5 * Math.ceil(body.length / MAX_PLAINTEXT));
  for (let at = 0; at < body.length; at += MAX_PLAINTEXT) {
    records.u8(22);
    records.u16(version);
    records.vector(2, () => records.bytes(body.subarray(at, at + MAX_PLAINTEXT)));
  }
  return records.written();
}

const MAX_PLAINTEXT = 16_384;

function writeBody(out: Octets, offer: HelloOffer): void {
  const highest = Math.max(...offer.versions);
  out.u16(Math.min(highest, TLS12));
  out.bytes(offer.random);
  out.vector(1, () => out.bytes(offer.sessionId ?? []));
  out.vector(2, () => out.u16s(offer.suites));
  out.vector(1, () => out.bytes(offer.compressions ?? [0]));
  // SSL 3 ends here; some of its servers fail on anything behind.
  if (highest > SSL3) out.optionalVector(2, () => writeExtensions(out, offer));
}

function writeExtensions(out: Octets, offer: HelloOffer): void {
  const { versions, groups = [], schemes = [], protocols = [], serverName, keyShares = [] } = offer;
  const isOld = versions.some((version) => version < TLS13);
  const isNew = versions.some((version) => version >= TLS13);
  const add = (type: number, content: () => void): void => {
    out.u16(type);
    out.vector(2, content);
  };
  const list = (lengthOctets: number, content: () => void) => () => out.vector(lengthOctets, content);
  if (serverName && !isIpLiteral(serverName)) {
    const name = octets(serverName.replace(/\.$/, ''));
    add(
      0,
      list(2, () => {
        out.u8(0);
        out.vector(2, () => out.bytes(name));
      }),
    );
  }
  if (groups.length > 0)
    add(
      10,
      list(2, () => out.u16s(groups)),
    );
  if (isOld) {
    if (groups.length > 0)
      add(
        11,
        list(1, () => out.u8(0)),
      );
    add(65281, list(1, nothing));
    add(23, nothing);
    add(22, nothing);
  }
  if (schemes.length > 0)
    add(
      13,
      list(2, () => out.u16s(schemes)),
    );
  if (protocols.length > 0)
    add(
      16,
      list(2, () => {
        for (const name of protocols) out.vector(1, () => out.bytes(octets(name)));
      }),
    );
  if (offer.asksForStatus) add(5, () => out.bytes([1, 0, 0, 0, 0]));
  if (!isNew) return;
  add(
    43,
    list(1, () => out.u16s([...versions].sort((a, b) => b - a))),
  );
  add(
    51,
    list(2, () => {
      for (const { group, key } of keyShares) {
        out.u16(group);
        out.vector(2, () => out.bytes(key));
      }
    }),
  );
}

const nothing = (): void => undefined;

/** Names are ASCII on the wire: a name in another script must come as its A-label. */
const octets = (text: string): number[] => [...text].map((char) => char.charCodeAt(0) & 0xff);

/** Octets in a row, in a place that grows. */
class Octets {
  #place: Uint8Array;
  #length = 0;

  constructor(expected = 2048) {
    this.#place = new Uint8Array(Math.max(16, expected));
  }

  written(): Uint8Array {
    return this.#place.slice(0, this.#length);
  }

  u8(value: number): void {
    this.#makeRoom(1);
    this.#place[this.#length++] = value;
  }

  u16(value: number): void {
    this.#makeRoom(2);
    this.#place[this.#length++] = value >> 8;
    this.#place[this.#length++] = value;
  }

  u16s(values: readonly number[]): void {
    for (const value of values) this.u16(value);
  }

  bytes(values: ArrayLike<number>): void {
    this.#makeRoom(values.length);
    this.#place.set(values, this.#length);
    this.#length += values.length;
  }

  /** Its length is written in front of it once it is known. */
  vector(lengthOctets: number, content: () => void): void {
    this.#makeRoom(lengthOctets);
    const start = this.#length;
    this.#length += lengthOctets;
    content();
    const length = this.#length - start - lengthOctets;
    for (let i = 0; i < lengthOctets; i++) this.#place[start + i] = length >> (8 * (lengthOctets - 1 - i));
  }

  /** Left out where it holds nothing. */
  optionalVector(lengthOctets: number, content: () => void): void {
    const start = this.#length;
    this.vector(lengthOctets, content);
    if (this.#length === start + lengthOctets) this.#length = start;
  }

  #makeRoom(octetCount: number): void {
    if (this.#length + octetCount <= this.#place.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#place.length, this.#length + octetCount));
    larger.set(this.#place);
    this.#place = larger;
  }
}
