import type { DnsRecord, ResolutionStep } from '../../contracts';

/** What was found wrong or remarkable on the way, as facts for the rules. `text` is one sentence for people. */
export type ResolutionFault = { readonly text: string } & (
  | { kind: 'dns-failure'; name: string; type: ResolutionStep['type']; server: string; failure: DnsFailure }
  | { kind: 'naptr-unusable'; domain: string; record: Extract<DnsRecord, { type: 'NAPTR' }> }
  | { kind: 'naptr-without-srv'; domain: string; replacement: string }
  /** NAPTR records for SIP exist, and none for TLS. */
  | { kind: 'naptr-without-tls'; domain: string; offers: readonly string[] }
  /** SRV for TLS stands under a name that no RFC has, and not under the right one. */
  | { kind: 'srv-wrong-label'; wrong: string; right: string }
  | { kind: 'srv-target-invalid'; owner: string; target: string; reason: 'alias' | 'address' | 'no-address' | 'root' }
  /** SRV with the single target "." (RFC 2782): decidedly not available. */
  | { kind: 'not-offered'; owner: string }
  | { kind: 'clear-only'; domain: string; offers: readonly string[] }
  | { kind: 'clear-asked'; transport: string }
  | { kind: 'transport-not-probed'; transport: string }
  | { kind: 'no-address'; domain: string; exists: boolean }
  | { kind: 'too-many'; what: string; found: number; used: number }
  | { kind: 'resolvers-differ'; answers: readonly ResolverAnswer[] }
);

export type DnsFailure =
  | 'servfail'
  | 'refused'
  | 'error'
  | 'timeout'
  | 'unreachable'
  | 'malformed'
  | 'oversized'
  | 'alias-loop'
  | 'alias-too-long'
  | 'bad-name';

/** Sockets that one resolver leads to, sorted. */
export interface ResolverAnswer {
  readonly resolver: string;
  readonly sockets: readonly string[];
}
