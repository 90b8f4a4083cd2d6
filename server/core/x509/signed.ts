import type { PublicKey, SignatureAlgorithm } from './algorithms';

/** Whatever carries a signature over some of its bytes: a certificate, an OCSP answer, a revocation list. */
export interface Signed {
  readonly signature: SignatureAlgorithm;
  /** What the signature covers, and the signature. */
  readonly signed: Uint8Array;
  readonly signatureValue: Uint8Array;
}

/** Was it made with this key? `unsupported`: this side does not know the algorithm. */
export type SignedCheck = (signed: Signed, key: PublicKey) => 'good' | 'bad' | 'unsupported';

/** The octets of a digest. */
export type Digest = (hash: DigestName, bytes: Uint8Array) => Uint8Array;
export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512';
