import type { Certificate, CertificateFault } from '../x509/certificate';

/** What became of reading a file with certificates or keys that a configuration names. */
export type CertificateFile =
  | {
      readonly kind: 'read';
      /** As the workspace knows the file. */
      readonly file: string;
      readonly format: 'pem' | 'der' | 'pkcs12' | 'empty' | 'other' | 'folder';
      /** In the order of the file. */
      readonly certificates: readonly (Certificate | CertificateFault)[];
      /** SHA-256 of the public key of the first certificate; absent where there is none that can be read. */
      readonly leafKey?: string;
      /** SHA-256 of the public key of each private key; absent where it is sealed by a passphrase, or cannot be read. */
      readonly keys: readonly { readonly isEncrypted: boolean; readonly publicKey?: string }[];
      /** Blocks that break off or hold a wrong character: why, one each. */
      readonly faults?: readonly string[];
      /** It is under version control: a checkout of git lists it. */
      readonly isTracked?: boolean;
      /** Other keys in the folder of a key, as the setting would name them. */
      readonly otherKeys?: readonly { readonly path: string; readonly publicKey: string }[];
    }
  /**
   * It should be there, by the user's own mapping or because its path is relative, and is not. `nearest`: a file that is there and may be
   * meant, as the setting would name it.
   */
  | { readonly kind: 'missing'; readonly looked: readonly string[]; readonly nearest?: string }
  /** A path of the server, and nothing here says where that would be. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unreadable'; readonly why: string };
