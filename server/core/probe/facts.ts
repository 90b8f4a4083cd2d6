import type { Candidate, DnsRecord, Finding, Outcome, ResolutionStep } from '../../contracts';
import type { SipMessage } from '../sip/message';
import type { Transport } from '../sip/next-hop';
import type { Alert } from '../tls/alerts';
import type { TlsConversation } from '../tls/conversation';
import type { Certificate } from '../x509/certificate';
import type { ChainVerdict } from '../x509/chain';
import type { NameVerdict } from '../x509/names';
import type { TrustStore } from '../x509/path';
import type { Sent } from '../x509/sent-list';
import type { NamedStore } from './commands';
import type { Provider } from './provider';
import type { ResolutionFault, ResolverAnswer } from './resolution-fault';
import type { RevocationFacts } from './revocation-facts';

/**
 * What was seen of one target: facts, nothing judged. The rules judge them, reports and views show them. Sockets are written `192.0.2.1:5061`
 * or `[2001:db8::1]:5061`, durations are in milliseconds.
 */
export interface ProbeFacts {
  readonly target: TargetFacts;
  readonly policy: Policy;
  readonly resolution: ResolutionFacts;
  /** One for each address, and for each further server name that was compared, in the order of the candidates. */
  readonly endpoints: readonly EndpointFacts[];
  /** What was tried on one address with other server names; empty where nobody asked for the comparison. */
  readonly sniAnswers: readonly SniAnswer[];
  /** Whether this host could reach an IPv6 address at all: it has a route, or reached one in this run. False where no address is one. */
  readonly hasIpv6: boolean;
  readonly now: Date;
}

/** What the user asked for. Names are in lower case, in ASCII and without a closing dot; addresses have no brackets. */
export interface TargetFacts {
  /** As typed, without white space around it. */
  readonly text: string;
  readonly isSips: boolean;
  /** The TARGET of RFC 3263 §4: maddr where the URI has one, else its host. */
  readonly host: string;
  readonly isIp: boolean;
  /** The host that the user named, which certificates are judged by; null where that is an address, which is no server name (RFC 6066 §3). */
  readonly serverName: string | null;
  readonly port?: number;
  readonly transport?: Transport;
}

/** How certificates are judged here. */
export interface Policy extends NamedStore {
  /** chain-only: the certificate authority counts, the name is not compared, as some providers ask for. */
  readonly names: 'full' | 'chain-only';
  readonly provider?: Provider;
  /** The stores in use by name, as reports show them: `Node 20.20.2`, `ca.pem`. */
  readonly trust: readonly string[];
  /** The store holds only what the user's own files name. */
  readonly isPrivateStore: boolean;
  readonly revocation: 'off' | 'stapled' | 'online';
  /** How long one conversation with one endpoint may last. */
  readonly timeoutMs: number;
}

export interface ResolutionFacts {
  readonly steps: readonly ResolutionStep[];
  readonly candidates: readonly Candidate[];
  readonly faults: readonly ResolutionFault[];
  readonly compared: readonly ResolverAnswer[];
  /** Every answer with records came from a server of the zone itself (the AA bit, RFC 1035 §4.1.1), so that its TTLs have not run down. */
  readonly isAuthoritative?: boolean;
  /** SRV records of `_sips._tcp` of the target, where a port was given and they were looked at all the same. */
  readonly srvBesidePort?: readonly Extract<DnsRecord, { readonly type: 'SRV' }>[];
}

/** All about one address. What could not be learnt is absent. */
export interface EndpointFacts {
  readonly socket: string;
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** The Via token in capitals. */
  readonly transport: string;
  /** The SRV target, or the dialled host, whose address this is. */
  readonly host: string;
  readonly reason: string;
  readonly outcome: Outcome;
  /** The system's or the library's word where there is one: `EHOSTUNREACH`, `ERR_SSL_…`. */
  readonly code?: string;
  readonly tls?: TlsFacts;
  readonly chain?: ChainFacts;
  /** The certificates that this side had to show, judged as a client's. */
  readonly clientChain?: ChainFacts;
  readonly options?: OptionsFacts;
  readonly enumeration?: EnumerationFacts;
  readonly timings: { readonly tcpMs?: number; readonly tlsMs?: number; readonly sipMs?: number };
}

/** One TLS conversation, of the probe or out of a capture. */
export interface TlsFacts extends NamedStore {
  readonly origin: 'probe' | 'capture';
  /** Socket of the server; the client is `this probe`, or its socket in a capture. */
  readonly server: string;
  readonly client: string;
  /** What the conversation was for; the name asked for in it is `conversation.offer.serverName`. */
  readonly conversation: TlsConversation;
  readonly outcome: Outcome;
  /** What ended it: one alert, and whether the handshake had seemed complete before. */
  readonly alert?: Alert & { readonly direction: 'received' | 'sent'; readonly isLate: boolean };
  /** The first octets of a peer that speaks something else, at most 4096. */
  readonly foreign?: Uint8Array;
  /** `ERR_SSL_…`: what this side's library said, where it gave up. */
  readonly code?: string;
  readonly clientCertificate: 'none' | 'requested' | 'required' | 'cannot-tell';
  /** The certificates that this side had to show, own one first; absent where it had none. */
  readonly identity?: readonly Certificate[];
  /** SIP, or anything else, came from the server after the handshake. */
  readonly hasSpoken: boolean;
  /** Milliseconds between the end of the handshake on this side and a refusal. */
  readonly refusedAfterMs?: number;
  readonly timings: { readonly tcpMs?: number; readonly tlsMs?: number; readonly firstOctetMs?: number };
  readonly timeoutMs: number;
  readonly enumeration?: EnumerationFacts;
  /** Other ClientHellos to the same server, sent to find out why this conversation failed. */
  readonly trials: readonly HelloTrial[];
  /** A second connection offered the session of the first. */
  readonly resumption?: 'accepted' | 'refused';
  /** The certificate that the server shows, from this conversation or another one. */
  readonly leaf?: Certificate;
  /** Whether the leaf names the server name, by either verdict; absent where there is no name. */
  readonly isNamed?: boolean;
  readonly policyNames: Policy['names'];
  /** The server's list as sent, where it was seen. */
  readonly sent?: Sent;
  /** When the conversation ended, by the clock of this side. */
  readonly endedAt?: Date;
  /** Who was the first to end the TCP connection after a complete handshake, and how; absent where it was open as long as it was watched. */
  readonly ending?: { readonly by: 'client' | 'server'; readonly how: 'fin' | 'reset' };
  /** The first line of an answer over TLS that is of HTTP. */
  readonly httpLine?: string;
  /** SIP in clear is spoken on this very port: the capture shows it, or the probe asked. */
  readonly speaksClearSip?: boolean;
  /** Of a capture: the domain of the SIP requests that the client sent here, and whether the leaf names it. */
  readonly sipDomain?: { readonly name: string; readonly isNamed: boolean };
  /** Of a capture: another hello to this server, with a server name, got a certificate other than `leaf`. */
  readonly hasOtherCertificate?: boolean;
}

/** What a server made of one other ClientHello. */
export interface HelloTrial {
  /**
   * smaller: classic groups only, few suites. without-tls13: the same, TLS 1.2 at the most. hybrid: large, with a share of a hybrid group.
   * only-tls13: nothing older is offered. with-fallback-scsv: TLS_FALLBACK_SCSV (RFC 7507) below the best version.
   */
  readonly kind: 'smaller' | 'without-tls13' | 'hybrid' | 'only-tls13' | 'with-fallback-scsv';
  readonly octets: number;
  readonly answer: 'server-hello' | 'alert' | 'reset' | 'closed' | 'silent' | 'not-tls';
  /** Of the ServerHello: the version that it chose. */
  readonly version?: number;
  readonly alert?: Alert;
  readonly durationMs: number;
}

export interface EnumerationFacts {
  readonly versions: ReadonlyMap<number, 'accepted' | 'refused' | 'unknown'>;
  /** In the server's order where it has one. */
  readonly suites: readonly { readonly version: number; readonly suite: number }[];
  readonly serverOrder: boolean | null;
  readonly groups: readonly number[];
  readonly schemes: readonly number[];
  readonly protocols: readonly string[];
  readonly compression: boolean | null;
  /** Whether a ServerHello with a CBC suite took up encrypt_then_mac (RFC 7366); absent where there was none. */
  readonly encryptsThenMacs?: boolean;
  /** Every question was answered. */
  readonly isComplete: boolean;
  readonly hellos: number;
}

/** The certificates that one server sent, and what they are worth. */
export interface ChainFacts {
  readonly server: string;
  /** Nobody sent it: it is the list of a file, and `server` the name of that. */
  readonly isFile?: true;
  /** The list as sent: order, duplicates and all. */
  readonly sent: Sent;
  readonly verdict: ChainVerdict;
  /** The first of the list, which is the one that a peer judges. */
  readonly leaf: Certificate;
  /** The name or address that was asked for, and the two verdicts about it; absent where there is nothing to compare with. */
  readonly names?: { readonly reference: string; readonly rfc5922: NameVerdict; readonly practice: NameVerdict };
  /** The first certificate of the file that the server's configuration names; absent where none was named. */
  readonly installed?: { readonly path: string; readonly leaf: Certificate };
  /** As it was sent to the server; null: none. Absent: the name asked for, unless that is an address. */
  readonly serverName?: string | null;
  /** The user gave a server name of his own. */
  readonly isNameGiven: boolean;
  /** The SRV target that led here, where that is not the name asked for; with the verdict of practice about it. */
  readonly srvTarget?: { readonly name: string; readonly verdict: NameVerdict };
  readonly store: TrustStore;
  /** The roots that everybody trusts, whatever store is in use here; absent where this runtime knows none. */
  readonly publicRoots?: TrustStore;
  /** Missing issuers that another address sent or that were fetched, so that a path exists with them. */
  readonly helpers: readonly { readonly certificate: Certificate; readonly from: string }[];
  /** The verdict of the TLS library in the real handshake; names are left out of it. */
  readonly openssl: { readonly ok: true } | { readonly ok: false; readonly code: string };
  readonly revocation: RevocationFacts;
  /** The hello asked for a stapled answer; `stapled`: one came. */
  readonly askedForStaple: boolean;
  readonly stapled: boolean;
  /** Signed certificate timestamps in the TLS extension or the stapled answer. */
  readonly hasOtherScts: boolean;
  /** Version and suite of the handshake (IANA numbers); a static RSA suite needs another key usage. */
  readonly version: number;
  readonly suite: number;
  /**
   * Whether the server signed the handshake with the key of its first certificate (CertificateVerify, or ServerKeyExchange in TLS 1.2);
   * `fits`: the index of the certificate sent whose key it was. Absent where there was no signature, or none that could be checked.
   */
  readonly handshakeSignature?: { readonly kind: 'good' } | { readonly kind: 'bad'; readonly fits?: number };
  /** For another server name, or for none, the same address shows another certificate. */
  readonly showsOthers?: boolean;
  /** client: the certificate of this side, as it would be shown. `refusal`: the alert that ended the conversation in which it was. */
  readonly purpose: 'server' | 'client';
  readonly refusal?: Alert;
  readonly policy: Policy;
  readonly now: Date;
}

/** What became of the OPTIONS over the connection. Absent where none was sent. */
export interface OptionsFacts {
  readonly server: string;
  /** As sent, and its URI. */
  readonly sent: string;
  readonly uri: string;
  readonly outcome: 'answered' | 'silent' | 'closed' | 'incomplete' | 'not-sip' | 'too-long' | 'broken' | 'cancelled';
  readonly answer?: SipMessage;
  /** Findings of the message rules about the answer. */
  readonly findings: readonly Finding[];
  /** The first octets of what is no SIP, at most 512. */
  readonly foreign?: Uint8Array;
  readonly sipMs?: number;
  readonly tcpMs?: number;
  readonly local: { readonly address: string; readonly port: number };
  /** Whether a lone CRLF came back for two; absent where no keep-alive was sent. */
  readonly keepAlive?: 'pong' | 'none' | 'closed';
  readonly timeoutMs: number;
}

/** What one address showed for one server name. */
export interface SniAnswer {
  readonly socket: string;
  /** asked: the name of the target; none: no server_name; other: a name that no server should know. */
  readonly kind: 'asked' | 'none' | 'other';
  readonly serverName: string | null;
  readonly outcome: Outcome;
  readonly alert?: Alert;
  readonly leaf?: Certificate;
}
