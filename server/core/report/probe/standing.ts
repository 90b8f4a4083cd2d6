import type { Certificate, Endpoint } from '../../../contracts';
import { isIpv6 } from '../../sip/socket';
import { type Cause, causeOfCertificates, causeOfOutcome } from './causes';
import type { EndpointDetail, ProbeView } from './model';
import { momentOf } from './words';

/** How one address stands towards a client that verifies certificates. */
export type Standing =
  | { readonly kind: 'works' }
  /** Connected, and such a client does not get through. */
  | { readonly kind: 'fails'; readonly cause: Cause }
  /** TCP never connected. */
  | { readonly kind: 'unreached'; readonly cause: Cause }
  /** Says nothing about the server: this host, its library or the user ended it. `short` fits a cell, `why` is a sentence. */
  | { readonly kind: 'untried'; readonly short: string; readonly why: string };

/** One for each endpoint of the report, in its order. */
export function standingsOf(view: ProbeView): readonly Standing[] {
  const { report, details } = view;
  const reachedIpv6 = report.endpoints.some(({ address, timings }) => isIpv6(address) && timings.tcpMs !== undefined);
  const at = momentOf(view);
  return report.endpoints.map((endpoint, index) =>
    standingOf(endpoint, { detail: details[index], names: report.policy.names, reachedIpv6, at }),
  );
}

interface Circumstances {
  readonly detail: EndpointDetail | undefined;
  readonly names: 'full' | 'chain-only';
  readonly reachedIpv6: boolean;
  readonly at: Date;
}

function standingOf(endpoint: Endpoint, { detail, names, reachedIpv6, at }: Circumstances): Standing {
  const { outcome } = endpoint;
  if (outcome === 'cancelled') return { kind: 'untried', short: 'Cancelled', why: 'Cancelled before it ended.' };
  if (outcome === 'unsupported') {
    const why = detail?.reason ?? 'The TLS library of this host cannot do what the server wants. That is no fault of the server.';
    return { kind: 'untried', short: 'Cannot tell', why };
  }
  if (outcome === 'unreachable' && isIpv6(endpoint.address) && !reachedIpv6)
    return { kind: 'untried', short: 'No route', why: 'This host has no route to IPv6. That says nothing about the server.' };
  const cause = causeOfOutcome(endpoint);
  if (cause) return { kind: isUnreached(endpoint) ? 'unreached' : 'fails', cause };
  if (!endpoint.chain) return { kind: 'untried', short: 'Cannot tell', why: detail?.reason ?? 'Its certificates could not be read here.' };
  const fault = causeOfCertificates(endpoint, { chain: endpoint.chain, names, at });
  return fault ? { kind: 'fails', cause: fault } : { kind: 'works' };
}

/** These outcomes say that there was no TCP connection; `tcpMs` is then how long that took to learn. */
const isUnreached = ({ outcome }: Endpoint): boolean => outcome === 'refused' || outcome === 'unreachable' || outcome === 'timeout';

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
