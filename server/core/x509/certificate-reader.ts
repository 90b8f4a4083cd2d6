import type { Certificate, CertificateFault, Sha256 } from './certificate';
import type { SignatureCheck } from './path';

/** What reading certificates and keys out of files takes of the runtime's library. */
export interface CertificateReader {
  certificate(der: Uint8Array): Certificate | CertificateFault;
  readonly sha256: Sha256;
  readonly checkSignature: SignatureCheck;
  /** SHA-256 of the public half (SubjectPublicKeyInfo) of a private key in PEM; undefined where it is sealed, or cannot be read. */
  publicKeyOf(pem: string): string | undefined;
}
