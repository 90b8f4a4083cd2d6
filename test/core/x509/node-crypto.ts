import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { type Certificate, readCertificate } from '#core/x509/certificate';
import type { SignatureCheck } from '#core/x509/path';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const checkSignature: SignatureCheck = (certificate, issuer) => {
  try {
    const key = createPublicKey({ key: Buffer.from(issuer.key.der), format: 'der', type: 'spki' });
    return new X509Certificate(certificate.der).verify(key) ? 'good' : 'bad';
  } catch {
    return 'unsupported';
  }
};

/** For those that are to be readable. */
export function certificateOf(der: Uint8Array): Certificate {
  const certificate = readCertificate(der, sha256);
  if (certificate.kind === 'fault') throw new Error(certificate.reason);
  return certificate;
}
