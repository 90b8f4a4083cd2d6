import type { Certificate, CertificateFault } from '../x509/certificate';

/** What became of reading a file with certificates or keys that a configuration names. */
export type CertificateFile =
  | {
      readonly kind: 'read';
      /** As the workspace knows the file. */
      readonly file: string;
      readonly format: 'pem' | 'der' | 'pkcs12' | 'empty' | 'other';
      /** In the order of the file. */
      readonly certificates: readonly (Certificate | CertificateFault)[];
      /** SHA-256 of the public key of each private key; absent where it is sealed by a passphrase, or cannot be read. */
      readonly keys: readonly { readonly isEncrypted: boolean; readonly publicKey?: string }[];
    }
  /** It should be there, by the user's own mapping or because its path is relative, and is not. */
  | { readonly kind: 'missing'; readonly looked: readonly string[] }
  /** A path of the server, and nothing here says where that would be. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unreadable'; readonly why: string };
