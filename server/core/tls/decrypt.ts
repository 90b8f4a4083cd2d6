import { APPLICATION_DATA, type TlsRecord } from './records';

/** Opens the records of TLS 1.3 with secrets from a key log (RFC 8446 §5.2, §7). The primitives are handed in. */

export type Aead = 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305' | 'aes-128-ccm' | 'aes-128-ccm-8';
export type Hash = 'sha256' | 'sha384';

export interface Sealed {
  readonly aead: Aead;
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly additional: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

export interface Crypto {
  readonly hmac: (hash: Hash, key: Uint8Array, message: Uint8Array) => Uint8Array;
  /** undefined where the tag is wrong, or the library has no such cipher. */
  readonly open: (sealed: Sealed) => Uint8Array | undefined;
}

interface SuiteCipher {
  readonly aead: Aead;
  readonly hash: Hash;
  readonly keyOctets: number;
  readonly tagOctets: number;
}

const ciphers = new Map<number, SuiteCipher>([
  [0x1301, { aead: 'aes-128-gcm', hash: 'sha256', keyOctets: 16, tagOctets: 16 }],
  [0x1302, { aead: 'aes-256-gcm', hash: 'sha384', keyOctets: 32, tagOctets: 16 }],
  [0x1303, { aead: 'chacha20-poly1305', hash: 'sha256', keyOctets: 32, tagOctets: 16 }],
  [0x1304, { aead: 'aes-128-ccm', hash: 'sha256', keyOctets: 16, tagOctets: 16 }],
  [0x1305, { aead: 'aes-128-ccm-8', hash: 'sha256', keyOctets: 16, tagOctets: 8 }],
]);

export const canDecrypt = (suite: number): boolean => ciphers.has(suite);

export interface OpenedRecord {
  /** The content type that was hidden. */
  readonly type: number;
  readonly content: Uint8Array;
}

/** The traffic of one direction under one secret; it counts the records that it opened. */
export class TrafficKey {
  readonly #cipher: SuiteCipher;
  readonly #crypto: Crypto;
  readonly #secret: Uint8Array;
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array;
  #count = 0;

  constructor(cipher: SuiteCipher, secret: Uint8Array, crypto: Crypto) {
    this.#cipher = cipher;
    this.#crypto = crypto;
    this.#secret = secret;
    this.#key = expandLabel(crypto, cipher.hash, { secret, label: 'key', length: cipher.keyOctets });
    this.#iv = expandLabel(crypto, cipher.hash, { secret, label: 'iv', length: 12 });
  }

  /** The secret that a KeyUpdate brings (RFC 8446 §7.2). */
  next(): TrafficKey {
    const length = this.#secret.length;
    const secret = expandLabel(this.#crypto, this.#cipher.hash, { secret: this.#secret, label: 'traffic upd', length });
    return new TrafficKey(this.#cipher, secret, this.#crypto);
  }

  /** undefined: not sealed with this key. The count then stays, so that records of an earlier key can be passed over. */
  open(record: TlsRecord): OpenedRecord | undefined {
    const { tagOctets, aead } = this.#cipher;
    const split = record.body.length - tagOctets;
    if (record.type !== APPLICATION_DATA || split < 1) return undefined;
    const inner = this.#crypto.open({
      aead,
      key: this.#key,
      nonce: this.#nonce(),
      additional: Uint8Array.of(
        record.type,
        record.version >> 8,
        record.version & 0xff,
        record.body.length >> 8,
        record.body.length & 0xff,
      ),
      ciphertext: record.body.subarray(0, split),
      tag: record.body.subarray(split),
    });
    if (!inner) return undefined;
    this.#count++;
    // The type is the last octet that is not padding (RFC 8446 §5.4).
    let end = inner.length;
    while (end > 0 && inner[end - 1] === 0) end--;
    return end === 0 ? { type: 0, content: new Uint8Array() } : { type: inner[end - 1] ?? 0, content: inner.subarray(0, end - 1) };
  }

  /** RFC 8446 §5.3: the count, as 64 bits, over the end of the IV. */
  #nonce(): Uint8Array {
    const nonce = Uint8Array.from(this.#iv);
    for (let i = 0, count = this.#count; i < 8; i++, count = Math.floor(count / 256)) nonce[11 - i] = (nonce[11 - i] ?? 0) ^ (count & 0xff);
    return nonce;
  }
}

/** undefined where the suite has a cipher that nobody hands in, or the secret does not fit its hash. */
export function trafficKey(suite: number, secret: Uint8Array, crypto: Crypto): TrafficKey | undefined {
  const cipher = ciphers.get(suite);
  return cipher && secret.length === hashOctets[cipher.hash] ? new TrafficKey(cipher, secret, crypto) : undefined;
}

const hashOctets = { sha256: 32, sha384: 48 };

interface Expansion {
  readonly secret: Uint8Array;
  readonly label: string;
  readonly length: number;
}

/** HKDF-Expand-Label without context (RFC 8446 §7.1); one block of HKDF-Expand is enough for every length used here (RFC 5869 §2.3). */
function expandLabel(crypto: Crypto, hash: Hash, { secret, label, length }: Expansion): Uint8Array {
  const name = [...`tls13 ${label}`].map((char) => char.charCodeAt(0));
  const info = Uint8Array.of(length >> 8, length & 0xff, name.length, ...name, 0, 1);
  return crypto.hmac(hash, secret, info).subarray(0, length);
}
