import type { Outcome } from '../../contracts';

/**
 * Which address works: how one address stands towards a client that verifies certificates, as most are set up. Rules ask it about facts and
 * views about a report; each has its own words for the answer.
 */

export type Standing =
  | { readonly kind: 'works' }
  /** Such a client does not get through. `at`: how far it comes. */
  | { readonly kind: 'fails'; readonly at: 'tcp' | 'tls'; readonly outcome: Failure }
  | { readonly kind: 'fails'; readonly at: 'certificate'; readonly fault: CertificateFault }
  /** Nothing about the server follows from it. */
  | { readonly kind: 'unknown'; readonly because: Unknown };

export type Failure = Exclude<Outcome, 'ok'>;
/** What such a client has against the certificates: the first thing that it would say. */
export type CertificateFault = 'revoked' | 'not-trusted' | 'refused-by-openssl' | 'name';
/** no-certificate: the handshake is complete, and what was shown in it could not be read here. */
export type Unknown = 'cancelled' | 'unsupported' | 'no-ipv6' | 'no-certificate';

export interface SeenAddress {
  readonly outcome: Outcome;
  readonly isIpv6: boolean;
  /** Whether this host could reach an IPv6 address at all. */
  readonly hasIpv6: boolean;
  /** chain-only: the certificate authority counts, the name is not compared. */
  readonly names: 'full' | 'chain-only';
  /** Absent: none could be read. */
  readonly certificates?: {
    readonly isTrusted: boolean;
    readonly isRevoked: boolean;
    /** The verdict of the TLS library in the handshake itself. */
    readonly isTakenByOpenssl: boolean;
    readonly isNamed: boolean;
  };
}

export function standingOf(seen: SeenAddress): Standing {
  const { outcome } = seen;
  switch (outcome) {
    case 'ok':
      return byCertificates(seen);
    case 'cancelled':
    case 'unsupported':
      return { kind: 'unknown', because: outcome };
    case 'unreachable':
      if (seen.isIpv6 && !seen.hasIpv6) return { kind: 'unknown', because: 'no-ipv6' };
      return { kind: 'fails', at: 'tcp', outcome };
    case 'refused':
    case 'timeout':
      return { kind: 'fails', at: 'tcp', outcome };
    default:
      return { kind: 'fails', at: 'tls', outcome };
  }
}

function byCertificates({ certificates, names }: SeenAddress): Standing {
  if (!certificates) return { kind: 'unknown', because: 'no-certificate' };
  const fails = (fault: CertificateFault): Standing => ({ kind: 'fails', at: 'certificate', fault });
  if (certificates.isRevoked) return fails('revoked');
  if (!certificates.isTrusted) return fails('not-trusted');
  if (!certificates.isTakenByOpenssl) return fails('refused-by-openssl');
  if (names === 'full' && !certificates.isNamed) return fails('name');
  return { kind: 'works' };
}

/** By either verdict, or with nothing to compare. */
export const isNamed = (names: { readonly [way in 'rfc5922' | 'practice']: { readonly matches: boolean } } | undefined): boolean =>
  !names || names.rfc5922.matches || names.practice.matches;
