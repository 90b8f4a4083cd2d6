import { isSelfIssued } from '../x509/certificate';
import type { EndpointFacts, ProbeFacts } from './facts';

/**
 * What the addresses of one target have in common, and which one differs. Rules about several addresses and the report's table of them
 * ask here, so that both say the same.
 */

/** What a client that verifies certificates, as most are set up, gets from one address. */
export type Standing =
  | { readonly kind: 'works' }
  /** `at`: how far it came. `why` goes on a sentence: `refuses the connection`. */
  | { readonly kind: 'fails'; readonly at: 'tcp' | 'tls' | 'certificate'; readonly why: string }
  /** Nothing about the server follows from it. */
  | { readonly kind: 'unknown'; readonly why: string };

export function standingOf(endpoint: EndpointFacts, facts: Pick<ProbeFacts, 'hasIpv6' | 'policy'>): Standing {
  const { outcome, family, code, tls } = endpoint;
  switch (outcome) {
    case 'ok':
      return certificateStanding(endpoint, facts.policy);
    case 'cancelled':
      return { kind: 'unknown', why: 'was not looked at to the end' };
    case 'unsupported':
      return { kind: 'unknown', why: 'speaks a TLS that this side’s library cannot' };
    case 'refused':
      return { kind: 'fails', at: 'tcp', why: 'refuses the connection' };
    case 'unreachable':
      if (family === 6 && !facts.hasIpv6) return { kind: 'unknown', why: 'cannot be tried: this host has no IPv6' };
      return { kind: 'fails', at: 'tcp', why: code === undefined ? 'cannot be reached' : `cannot be reached (${code})` };
    case 'timeout':
      return { kind: 'fails', at: 'tcp', why: 'does not answer' };
    case 'alert':
      return { kind: 'fails', at: 'tls', why: alertWords(tls) };
    default:
      return { kind: 'fails', at: 'tls', why: tlsWords[outcome] };
  }
}

const tlsWords = {
  silent: 'says nothing to the TLS hello',
  stalled: 'stops in the middle of the handshake',
  reset: 'resets the connection',
  closed: 'closes the connection',
  'plain-sip': 'speaks SIP without TLS',
  http: 'is a web server',
  'not-tls': 'speaks something that is no TLS',
  malformed: 'answers with broken TLS',
} as const;

function alertWords(tls: EndpointFacts['tls']): string {
  const alert = tls?.alert;
  if (!alert) return 'refuses the handshake by an alert';
  return `${alert.direction === 'sent' ? 'is refused' : alert.isLate ? 'refuses after the handshake' : 'refuses the handshake'} with alert ${alert.code} (${alert.name})`;
}

function certificateStanding({ chain }: EndpointFacts, policy: ProbeFacts['policy']): Standing {
  // What was not seen is not held against it: the handshake itself is complete.
  if (!chain) return { kind: 'works' };
  const fails = (why: string): Standing => ({ kind: 'fails', at: 'certificate', why });
  if (chain.verdict.kind === 'no-leaf') return fails('shows a certificate that cannot be read');
  if (!chain.verdict.isTrusted) return fails('shows a certificate that no trusted authority vouches for');
  if (chain.revocation.revocation === 'revoked') return fails('shows a revoked certificate');
  if (policy.names === 'full' && !isNamed(chain)) return fails('shows a certificate for another name');
  return { kind: 'works' };
}

/** By either verdict, or with nothing to compare. */
export const isNamed = ({ names }: Pick<NonNullable<EndpointFacts['chain']>, 'names'>): boolean =>
  !names || names.rfc5922.matches || names.practice.matches;

/** Each address once: what was tried there with further server names is left out. */
export function addressesOf({ endpoints }: Pick<ProbeFacts, 'endpoints'>): readonly EndpointFacts[] {
  const seen = new Set<string>();
  return endpoints.filter(({ socket }) => !seen.has(socket) && seen.add(socket));
}

export interface AddressGroup {
  readonly key: string;
  readonly members: readonly [EndpointFacts, ...EndpointFacts[]];
}

/** Endpoints with the same key, the largest group first, then in the order of the addresses. Those without a key are left out. */
export function groupsBy(endpoints: readonly EndpointFacts[], keyOf: (endpoint: EndpointFacts) => string | undefined): AddressGroup[] {
  const groups = new Map<string, [EndpointFacts, ...EndpointFacts[]]>();
  for (const endpoint of endpoints) {
    const key = keyOf(endpoint);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(endpoint);
    else groups.set(key, [endpoint]);
  }
  return [...groups].map(([key, members]) => ({ key, members })).sort((a, b) => b.members.length - a.members.length);
}

/** All that are not as most are. Empty where all are alike, and where no group is larger than every other: then nobody is the odd one. */
export function oddOnes(groups: readonly AddressGroup[]): readonly EndpointFacts[] {
  const [first, second] = groups;
  if (!first || !second || first.members.length === second.members.length) return [];
  return groups.slice(1).flatMap(({ members }) => members);
}

export const byLeaf = ({ chain }: EndpointFacts): string | undefined => chain?.leaf.sha256;

/** The issuers of the leaf as sent, as far as they are on the path; roots, duplicates and strangers make no difference. */
export function byIssuers({ chain }: EndpointFacts): string | undefined {
  if (chain?.verdict.kind !== 'judged') return undefined;
  const { path, isComplete } = chain.verdict;
  const issuers = path.links.slice(1).filter(({ certificate, from }) => from === 'sent' && !isSelfIssued(certificate));
  return `${isComplete ? 'complete' : 'incomplete'} ${issuers.map(({ certificate }) => certificate.sha256).join(' ')}`;
}

/** The version of the handshake. */
export function byVersion({ tls }: EndpointFacts): string | undefined {
  const answer = tls?.conversation.answer;
  return answer?.kind === 'chosen' ? String(answer.version) : undefined;
}

/** What an address fails at, or that it works. */
export function byStanding(facts: Pick<ProbeFacts, 'hasIpv6' | 'policy'>): (endpoint: EndpointFacts) => string {
  return (endpoint) => {
    const standing = standingOf(endpoint, facts);
    return standing.kind === 'works' ? 'works' : `${standing.kind} ${standing.why}`;
  };
}

/** Whether a client that verifies nothing gets through: TCP and TLS. */
const isConnected = ({ outcome }: EndpointFacts): boolean => outcome === 'ok';
const isCut = (endpoint: EndpointFacts, facts: ProbeFacts): boolean => {
  const standing = standingOf(endpoint, facts);
  return standing.kind === 'fails' && standing.at !== 'certificate';
};

/** All IPv6 addresses, where every one of them fails before any certificate and IPv4 works; else none. */
export function brokenIpv6(facts: ProbeFacts): readonly EndpointFacts[] {
  const all = addressesOf(facts);
  const ipv6 = all.filter(({ family }) => family === 6);
  const isBroken = facts.hasIpv6 && ipv6.every((endpoint) => isCut(endpoint, facts));
  return isBroken && all.some((endpoint) => endpoint.family === 4 && isConnected(endpoint)) ? ipv6 : [];
}

/** Addresses that fail before any certificate, and those that do not. IPv6 that fails as a whole is another matter. */
export function splitByConnection(facts: ProbeFacts): {
  readonly works: readonly EndpointFacts[];
  readonly fails: readonly EndpointFacts[];
} {
  const ipv6 = new Set(brokenIpv6(facts));
  const counted = addressesOf(facts).filter((endpoint) => !ipv6.has(endpoint));
  return { works: counted.filter(isConnected), fails: counted.filter((endpoint) => isCut(endpoint, facts)) };
}
