import { createDecipheriv, createHmac } from 'node:crypto';
import type { Crypto } from '#core/tls/decrypt';

/** What the core needs to open the records of TLS 1.3, from this runtime's library. A cipher that it lacks opens nothing. */
export const nodeCrypto: Crypto = {
  hmac: (hash, secret, message) => createHmac(hash, secret).update(message).digest(),
  open({ aead, key, nonce, additional, ciphertext, tag }) {
    try {
      const decipher = createDecipheriv(aead.replace('-ccm-8', '-ccm') as 'aes-128-ccm', key, nonce, { authTagLength: tag.length });
      decipher.setAuthTag(tag);
      decipher.setAAD(additional, { plaintextLength: ciphertext.length });
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
    } catch {
      // The only word of the library for a wrong tag; that is how the reader finds the key that fits.
      return undefined;
    }
  },
};
