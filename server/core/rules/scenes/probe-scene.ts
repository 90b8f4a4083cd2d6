import type { DnsRecord, Outcome } from '../../../contracts';

/**
 * What is behind a target, as data: its DNS zone, and what each address does. The builder of the tests walks RFC 3263 over the zone, issues
 * the certificates and judges them, and has all texts read by the readers of the probe. Every address that the walk finds is an endpoint;
 * one that is not described here works, and shows a good certificate.
 */
export interface ProbeScene {
  /** As typed. */
  readonly target: string;
  /**
   * Lines of a zone file, with or without TTL: `sip.example.com 60 A 192.0.2.1`, `_sips._tcp.example.com SRV 10 60 5061 sip.example.com`. A
   * is also written for IPv6 addresses. What stands here exists, and so does each name above it.
   */
  readonly zone?: readonly string[];
  /** A second resolver, and what it is told. */
  readonly otherZone?: readonly string[];
  /** What becomes of some questions in place of an answer: `SRV _sips._tcp.example.com: SERVFAIL`, `… : timeout`, `… : NXDOMAIN`. */
  readonly dnsTrouble?: readonly string[];
  /** Answers are those of the zone's own servers. */
  readonly isAuthoritative?: boolean;
  /** Takes the place of DNS; one socket, or several. */
  readonly connect?: string | readonly string[];
  /** What SRV says although the target has a port. */
  readonly srvBesidePort?: readonly Omit<Extract<DnsRecord, { readonly type: 'SRV' }>, 'type'>[];
  readonly endpoints?: readonly EndpointScene[];
  readonly sniAnswers?: readonly SniScene[];
  readonly hasIpv6?: boolean;
  /** This side of the connections, as a socket. */
  readonly local?: string;
  readonly policy?: 'full' | 'chain-only';
}

export interface EndpointScene {
  /** `192.0.2.1:5061`, one of the candidates. */
  readonly socket: string;
  /** ok, where nothing else is said. */
  readonly outcome?: Outcome;
  /** The system's word: `EHOSTUNREACH`. */
  readonly code?: string;
  /** The number of the alert that ended the conversation. */
  readonly alert?: number;
  /** As reports name it: `TLSv1.2`; of the ServerHello. */
  readonly version?: string;
  readonly certificate?: CertificateScene;
  /** What is sent behind the leaf; its issuer, where nothing else is said. other-issuer: the same CA, certified by another one. */
  readonly sends?: readonly ('issuer' | 'other-issuer' | 'root')[];
  readonly enumeration?: { readonly versions: readonly string[]; readonly suites: readonly string[] };
  readonly options?: OptionsScene;
  readonly timings?: { readonly tcpMs?: number; readonly tlsMs?: number };
}

/** A leaf. The same data is the same certificate, wherever it stands. */
export interface CertificateScene {
  /** DNS names; the server name of the target where none are given. A `sip:` URI is one as a URI. */
  readonly names?: readonly string[];
  /** `2026-05-01T00:00:00Z`. The scene plays at 2026-06-01. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Leaves with the same word here have the same key. */
  readonly key?: string;
  readonly keyType?: 'P-256' | 'RSA-2048';
  /** Tells apart what is otherwise alike. */
  readonly copy?: number;
  /** Of whom; `trusted` where nothing is said. */
  readonly issuer?: 'trusted' | 'other-trusted' | 'unknown';
}

export interface OptionsScene {
  readonly outcome: 'answered' | 'silent' | 'closed' | 'incomplete' | 'not-sip' | 'too-long' | 'broken';
  /** The answer, its lines ended by line feeds. `{via}` is the Via that was sent, without its `rport`. */
  readonly answer?: string;
  /** The first octets of what is no SIP. */
  readonly foreign?: string;
  readonly sipMs?: number;
  readonly keepAlive?: 'pong' | 'none' | 'closed';
}

export interface SniScene {
  readonly socket: string;
  readonly kind: 'asked' | 'none' | 'other';
  readonly alert?: number;
  readonly certificate?: CertificateScene;
}
