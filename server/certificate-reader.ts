import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { CertificateReader } from '#core/x509/certificate-reader';
import { certificateOf, checkSignature, sha256 } from './probe/certificates';

/** Reads certificates and keys by this runtime's library. Of a private key its public half is made, and no more leaves here. */
export const nodeCertificateReader: CertificateReader = {
  certificate: certificateOf,
  sha256,
  checkSignature,
  publicKeyOf(pem) {
    // Blanks that an editor left around a line are no part of it.
    const key = pem.replace(/[ \t]*\r?\n[ \t]*/g, '\n');
    if (key.length > LONGEST_KEY) return undefined;
    try {
      return sha256(createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'der' }));
    } catch {
      // The library's only word for a key that is sealed, broken, or of a kind that it does not know; what it says may quote the key.
      return undefined;
    }
  },
};

/** No key comes near to it. */
const LONGEST_KEY = 65_536;
