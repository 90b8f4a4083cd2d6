import type { ChainFacts } from '../../probe/facts';
import type { Provider } from '../../probe/provider';
import type { RevocationCheck } from '../../probe/revocation-facts';

/**
 * Certificates, what a server sent of them, and who looks at it. The builder of the tests issues them, has them read and judged, and makes
 * the facts. A time is `-30d`, `+6h` or `+10m` from the moment of the probe, 2026-06-01 at midnight UTC, or an ISO date. A name is written
 * `DNS:sip.example.com`, `URI:sip:example.com`, `IP:192.0.2.1`, `email:a@example.com` or `dir:example`.
 */
export interface ChainScene {
  /**
   * By name. Three are there unless they are said to be otherwise: `root`, `intermediate` by it, and `leaf` by that, for
   * the host of `ownName`. What is said here of one of them is added to it.
   */
  readonly certificates?: { readonly [name: string]: CertificateSpec };
  /** In the order of the wire; leaf and intermediate without. */
  readonly sent?: readonly string[];
  /** The anchors; the root alone without. */
  readonly trusted?: readonly string[];
  /** The anchors are those of the runtime, not of the user's own file. */
  readonly isPublicStore?: boolean;
  /** Roots that this runtime knows, whatever store is in use. */
  readonly publicRoots?: readonly string[];
  /** Issuers that were not sent, and where they were found. */
  readonly helpers?: readonly { readonly certificate: string; readonly from: string }[];
  readonly socket?: string;
  /** What the leaf names unless something else is said of it. */
  readonly ownName?: string;
  /** The name or address asked for; sip.example.com without. null: there is nothing to compare with. */
  readonly reference?: string | null;
  readonly isNameGiven?: boolean;
  readonly srvTarget?: string;
  readonly policyNames?: 'full' | 'chain-only';
  readonly provider?: Provider;
  /** What became of asking whether they are revoked; `of` names the certificate. */
  readonly checks?: readonly RevocationScene[];
  readonly staple?: 'sent' | 'not-sent' | 'not-asked';
  readonly hasOtherScts?: boolean;
  readonly version?: number;
  /** The registered name. */
  readonly suite?: string;
  readonly purpose?: 'client';
  /** Number of the alert that the peer sent after it had seen this side's certificate. */
  readonly refusal?: number;
  readonly handshakeSignature?: ChainFacts['handshakeSignature'];
  readonly showsOthers?: boolean;
  /** The certificate that stands in the server's own file. */
  readonly installed?: string;
}

export interface RevocationScene extends Pick<RevocationCheck, 'source' | 'url' | 'outcome' | 'why' | 'reason'> {
  readonly of: string;
  readonly revokedAt?: string;
}

export interface CertificateSpec {
  /** null: the subject has none. Its name in the scene without. */
  readonly commonName?: string | null;
  readonly organization?: string;
  /** The one that signs; `itself`, and for all but the three of old `root` without. */
  readonly by?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly key?: 'P-256' | 'P-224' | 'RSA-1024' | 'RSA-2048';
  /** It has the key of another one: the same authority, certified once more. */
  readonly keyOf?: string;
  readonly hash?: 'SHA-1' | 'SHA-256';
  /** A number is the path length. null: no basicConstraints. */
  readonly isCa?: boolean | number | null;
  /** null: no subjectAltName; none: an empty one. Characters up to U+00FF stand for octets. */
  readonly names?: readonly string[] | null;
  readonly usage?: readonly KeyUse[] | null;
  /** serverAuth, clientAuth, sipDomain, anyExtendedKeyUsage, or an object identifier; null: no extendedKeyUsage. */
  readonly purposes?: readonly string[] | null;
  readonly permitted?: readonly string[];
  readonly excluded?: readonly string[];
  /** 1: no extensions either. */
  readonly version?: 1;
  /** The octets of the serial number, in hexadecimal. */
  readonly serial?: string;
  readonly caIssuers?: string;
  readonly ocsp?: string;
  readonly crl?: string;
  readonly mustStaple?: boolean;
  readonly hasScts?: boolean;
  readonly unknownExtension?: { readonly oid: string; readonly isCritical: boolean };
}

export type KeyUse = 'digitalSignature' | 'keyEncipherment' | 'keyCertSign' | 'cRLSign';
