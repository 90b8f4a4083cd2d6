import type { Outcome } from '../../../contracts';
import type { EnumerationFacts, HelloTrial, TlsFacts } from '../../probe/facts';

/**
 * A TLS conversation as data, from which the tests write real octets that the readers of the probe read. Without a word it is a good one:
 * TLS 1.3 between this probe and a server that shows a certificate for its name. Numbers of the registries stand by their names:
 * `TLSv1.2`, `TLS_AES_128_GCM_SHA256`, `x25519`, `ecdsa_secp256r1_sha256`.
 */
export interface TlsScene {
  readonly origin?: TlsFacts['origin'];
  /** The capture has the keys of the connection; without them what TLS 1.3 seals stays hidden in it. */
  readonly hasKeys?: boolean;
  readonly server?: string;
  /** null: none was sent. */
  readonly serverName?: string | null;
  readonly client?: string;
  readonly offer?: OfferScene;
  /** `nothing`: the server does not get to a ServerHello. */
  readonly answer?: AnswerScene | 'nothing' | 'ssl2';
  /** What the server said that is no TLS. */
  readonly foreign?: string;
  /** Leaf first. Without it one certificate for sip.example.com, of the kind that the suite needs. */
  readonly certificates?: readonly CertificateScene[];
  /** The server asks for a certificate; the names of the authorities that it would like. */
  readonly request?: { readonly authorities?: readonly string[] };
  /** What the client had to show, own one first; it is sent where it is asked for. */
  readonly identity?: readonly CertificateScene[];
  /** In place of it the client shows nothing, although it could. */
  readonly withholds?: boolean;
  /** The client signs with this one (CertificateVerify). */
  readonly clientScheme?: string;
  /** The last message that was sent, where the handshake was not completed. */
  readonly until?: 'client-hello' | 'server-hello' | 'server-flight' | 'client-flight';
  /** The alert that ended it: behind the last message, and behind the whole handshake where that was completed. */
  readonly alert?: { readonly from: 'client' | 'server'; readonly code: number; readonly level?: 'warning' };
  /** An alert of level warning in front of the ServerHello. */
  readonly warning?: number;
  readonly tickets?: readonly { readonly lifetimeSeconds: number; readonly earlyData?: number }[];
  /** Octets of SIP that came from the server after the handshake. */
  readonly speaks?: boolean;
  /** What became of the connection; `open` in a handshake that was not completed: it stood still until the deadline. */
  readonly line?: 'open' | 'reset' | 'ended';
  /** Where it does not follow from what was sent. */
  readonly outcome?: Outcome;
  readonly code?: string;
  readonly clientCertificate?: TlsFacts['clientCertificate'];
  readonly refusedAfterMs?: number;
  readonly timings?: TlsFacts['timings'];
  readonly timeoutMs?: number;
  readonly enumeration?: EnumerationScene;
  readonly trials?: readonly TrialScene[];
  readonly resumption?: TlsFacts['resumption'];
  /** The certificate that the server shows elsewhere, where this conversation did not get to it. */
  readonly leaf?: CertificateScene;
  readonly policyNames?: TlsFacts['policyNames'];
  readonly endedAt?: string;
  readonly ending?: TlsFacts['ending'];
  readonly httpLine?: string;
  readonly speaksClearSip?: boolean;
  readonly sipDomain?: string;
  readonly hasOtherCertificate?: boolean;
}

/** What the client offers; the default is what a current OpenSSL does. */
export interface OfferScene {
  readonly versions?: readonly string[];
  readonly suites?: readonly string[];
  readonly groups?: readonly string[];
  readonly schemes?: readonly string[];
  readonly protocols?: readonly string[];
  readonly compressions?: readonly number[];
  /** A second host name beside the first. */
  readonly secondName?: string;
  readonly lacks?: readonly LegacyExtension[];
  /** Octets of the whole hello, made up by padding (RFC 7685). */
  readonly octets?: number;
  /** Over how many records it is spread. */
  readonly records?: number;
}

export type LegacyExtension = 'renegotiation_info' | 'extended_master_secret' | 'encrypt_then_mac';

export interface AnswerScene {
  readonly version?: string;
  readonly suite?: string;
  /** `explicit`: a curve that is spelled out instead of named. */
  readonly group?: string;
  /** Of the prime of a DHE suite. */
  readonly bits?: number;
  readonly scheme?: string;
  readonly protocol?: string;
  readonly compression?: number;
  /** The last octet of the mark of RFC 8446 §4.1.3 in the random. */
  readonly downgradeMark?: 0 | 1;
  readonly lacks?: readonly LegacyExtension[];
  readonly acknowledgesName?: boolean;
  readonly isResumed?: boolean;
  /** The group that a HelloRetryRequest asked for before. */
  readonly retry?: string;
}

export interface CertificateScene {
  readonly subject: string;
  readonly issuer?: string;
  /** DNS names; the subject without. */
  readonly names?: readonly string[];
  readonly key?: 'EC' | 'RSA';
  readonly notBefore?: string;
  readonly notAfter?: string;
}

export interface EnumerationScene {
  /** Those that are accepted, and their suites in the order of the server; all others are refused. */
  readonly accepted: { readonly [version: string]: readonly string[] };
  /** Those that could not be told. */
  readonly unknown?: readonly string[];
  readonly serverOrder?: boolean | null;
  readonly compression?: boolean;
  readonly isIncomplete?: boolean;
  readonly encryptsThenMacs?: EnumerationFacts['encryptsThenMacs'];
}

export interface TrialScene {
  readonly kind: HelloTrial['kind'];
  readonly octets?: number;
  readonly answer: HelloTrial['answer'];
  readonly version?: string;
  readonly alert?: number;
  readonly durationMs?: number;
}
