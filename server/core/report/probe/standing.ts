import type { Certificate, Endpoint } from '../../../contracts';
import { isNamed, type Standing as Judged, standingOf as judgeStanding, type SeenAddress, type Unknown } from '../../probe/standing';
import { isIpv6 } from '../../sip/socket';
import { type Cause, causeOfCertificates, causeOfOutcome } from './causes';
import type { EndpointDetail, ProbeView } from './model';
import { momentOf } from './words';

/** The same answer as rules get (probe/standing.ts), with its cause in the words of headlines and tables. */
export type Standing =
  | { readonly kind: 'works' }
  /** Connected, and a client that verifies does not get through. */
  | { readonly kind: 'fails'; readonly cause: Cause }
  /** TCP never connected. */
  | { readonly kind: 'unreached'; readonly cause: Cause }
  /** Says nothing about the server. `short` fits a cell, `why` is a sentence. */
  | { readonly kind: 'untried'; readonly short: string; readonly why: string };

/** One for each endpoint of the report, in its order. */
export function standingsOf(view: ProbeView): readonly Standing[] {
  const { report, details, hasNoIpv6 = false } = view;
  const at = momentOf(view);
  return report.endpoints.map((endpoint, index) => {
    const standing = judgeStanding({
      outcome: endpoint.outcome,
      isIpv6: isIpv6(endpoint.address),
      hasIpv6: !hasNoIpv6,
      names: report.policy.names,
      ...(endpoint.chain ? { certificates: seenIn(endpoint.chain, endpoint.names) } : {}),
    });
    return inWords(standing, { endpoint, detail: details[index], at });
  });
}

const seenIn = (
  { trusted, revocation, openssl }: NonNullable<Endpoint['chain']>,
  names: Endpoint['names'],
): NonNullable<SeenAddress['certificates']> => ({
  isTrusted: trusted,
  isRevoked: revocation === 'revoked',
  isTakenByOpenssl: openssl.ok,
  isNamed: isNamed(names),
});

interface Circumstances {
  readonly endpoint: Endpoint;
  readonly detail: EndpointDetail | undefined;
  readonly at: Date;
}

function inWords(standing: Judged, { endpoint, detail, at }: Circumstances): Standing {
  if (standing.kind === 'works') return standing;
  if (standing.kind === 'unknown') return untried(standing.because, detail);
  const { chain } = endpoint;
  if (standing.at === 'certificate')
    return chain
      ? { kind: 'fails', cause: causeOfCertificates(standing.fault, { endpoint, chain, at }) }
      : untried('no-certificate', detail);
  return { kind: standing.at === 'tcp' ? 'unreached' : 'fails', cause: causeOfOutcome(standing.outcome, endpoint) };
}

function untried(because: Unknown, detail: EndpointDetail | undefined): Standing {
  const { short, why, isOwn } = untriedWords[because];
  return { kind: 'untried', short, why: isOwn ? why : (detail?.reason ?? why) };
}

/** `isOwn`: says it better than the reason of the conversation. */
const untriedWords: { readonly [because in Unknown]: { readonly short: string; readonly why: string; readonly isOwn?: true } } = {
  cancelled: { short: 'Cancelled', why: 'Cancelled before it ended.', isOwn: true },
  unsupported: {
    short: 'Cannot tell',
    why: 'The TLS library of this host cannot do what the server wants. That is no fault of the server.',
  },
  'no-ipv6': { short: 'No route', why: 'This host has no route to IPv6. That says nothing about the server.', isOwn: true },
  'no-certificate': { short: 'Cannot tell', why: 'Its certificates could not be read here.' },
};

/** The issuer that has to be sent and is not: its distinguished name. */
export function missingIssuer(endpoint: Endpoint, detail: EndpointDetail | undefined): string | undefined {
  const fetched = endpoint.chain?.built.find(({ from }) => from === 'aia');
  return endpoint.chain?.missingIssuer?.name ?? detail?.missing?.name ?? fetched?.subject;
}

export const leafOf = ({ chain }: Endpoint): Certificate | undefined => chain?.built[0] ?? chain?.sent[0];

/** Worst first; among equals the order of DNS. */
export function worstFirst(standings: readonly Standing[]): readonly number[] {
  const rank = { fails: 0, unreached: 1, untried: 2, works: 3 } as const;
  const all = standings.map(({ kind }, index) => ({ index, rank: rank[kind] }));
  return all.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ index }) => index);
}
