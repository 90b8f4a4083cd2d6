import { isSelfIssued } from '../x509/certificate';
import type { ChainFacts, EndpointFacts, ProbeFacts } from './facts';
import {
  type CertificateFault,
  type Failure,
  isNamed,
  standingOf as judgeStanding,
  type SeenAddress,
  type Standing,
  type Unknown,
} from './standing';

/**
 * What the addresses of one target have in common, and which one differs. Rules about several addresses and the report's table of them
 * ask here, so that both say the same.
 */

/** Standing of an address by its facts. `why` goes on a sentence: `refuses the connection`. */
export type AddressStanding = Standing & { readonly why: string };

export function standingOf(endpoint: EndpointFacts, { hasIpv6, policy }: Pick<ProbeFacts, 'hasIpv6' | 'policy'>): AddressStanding {
  const { outcome, family, chain } = endpoint;
  const standing = judgeStanding({
    outcome,
    isIpv6: family === 6,
    hasIpv6,
    names: policy.names,
    ...(chain ? { certificates: seenIn(chain) } : {}),
  });
  return { ...standing, why: whyOf(standing, endpoint) };
}

const seenIn = ({ verdict, revocation, openssl, names }: ChainFacts): NonNullable<SeenAddress['certificates']> => ({
  isTrusted: verdict.kind === 'judged' && verdict.isTrusted,
  isRevoked: revocation.revocation === 'revoked',
  isTakenByOpenssl: openssl.ok,
  isNamed: isNamed(names),
});

function whyOf(standing: Standing, endpoint: EndpointFacts): string {
  if (standing.kind === 'works') return 'works';
  if (standing.kind === 'unknown') return unknownWords[standing.because];
  return standing.at === 'certificate' ? faultWords[standing.fault] : outcomeWords(standing.outcome, endpoint);
}

const unknownWords: { readonly [because in Unknown]: string } = {
  cancelled: 'was not looked at to the end',
  unsupported: 'speaks a TLS that this side’s library cannot',
  'no-ipv6': 'cannot be tried: this host has no IPv6',
  'no-certificate': 'completes the handshake, and its certificate could not be read',
};

const faultWords: { readonly [fault in CertificateFault]: string } = {
  revoked: 'shows a revoked certificate',
  'not-trusted': 'shows a certificate that no trusted authority vouches for',
  'refused-by-openssl': 'shows a certificate that OpenSSL refuses',
  name: 'shows a certificate for another name',
};

function outcomeWords(outcome: Failure, { code, tls }: EndpointFacts): string {
  if (outcome === 'alert') return alertWords(tls);
  if (outcome === 'unreachable' && code !== undefined) return `cannot be reached (${code})`;
  return failureWords[outcome];
}

const failureWords: { readonly [outcome in Failure]: string } = {
  refused: 'refuses the connection',
  unreachable: 'cannot be reached',
  timeout: 'does not answer',
  silent: 'says nothing to the TLS hello',
  stalled: 'stops in the middle of the handshake',
  reset: 'resets the connection',
  closed: 'closes the connection',
  alert: 'refuses the handshake by an alert',
  'plain-sip': 'speaks SIP without TLS',
  http: 'is a web server',
  'not-tls': 'speaks something that is no TLS',
  malformed: 'answers with broken TLS',
  unsupported: unknownWords.unsupported,
  cancelled: unknownWords.cancelled,
};

function alertWords(tls: EndpointFacts['tls']): string {
  const alert = tls?.alert;
  if (!alert) return failureWords.alert;
  return `${alert.direction === 'sent' ? 'is refused' : alert.isLate ? 'refuses after the handshake' : 'refuses the handshake'} with alert ${alert.code} (${alert.name})`;
}

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
