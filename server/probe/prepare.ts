import { namedStore } from '#core/probe/commands';
import type { Policy } from '#core/probe/facts';
import { providerFor } from '#core/probe/providers';
import { rules } from '#core/rules/all.gen';
import { endpointRules } from '#core/rules/endpoint.gen';
import type { EndpointRule } from '#core/rules/endpoint-rule';
import { type RuleSet, selectRules } from '#core/rules/engine';
import type { Certificate } from '#core/x509/certificate';
import type { TrustStore } from '#core/x509/path';
import { identityCertificates } from './identity-certificates';
import type { ProbeRequest } from './request';
import { type ContextResult, type TlsContext, tlsContext } from './tls-context';
import { openTrust } from './trust';

/** Why a probe could not begin: something that the user gave cannot be used. `why` is one sentence, without secrets. */
export interface ProbeRefusal {
  readonly kind: 'refused';
  readonly what: 'trust' | 'identity' | 'target' | 'provider' | 'installed';
  readonly why: string;
}

/** What all conversations of a probe share. */
export interface Prepared {
  readonly kind: 'prepared';
  readonly context: TlsContext;
  readonly bareContext: TlsContext;
  readonly store: TrustStore;
  readonly policy: Policy;
  readonly identity: readonly Certificate[] | undefined;
}

export async function prepare(request: ProbeRequest, signal: AbortSignal): Promise<Prepared | ProbeRefusal> {
  const trust = await openTrust(request.trust, signal);
  if (trust.kind !== 'store') return { kind: 'refused', what: 'trust', why: trust.why };
  const { identity, timeoutMs, revocation, target } = request;
  const provider = request.provider ?? providerFor(target.serverName ?? target.host, request.ownProviders);
  const bare = bareContext(trust.pems);
  const made = identity ? tlsContext({ authorities: trust.pems, identity }) : bare;
  if (bare.kind !== 'ready') return { kind: 'refused', what: 'trust', why: 'The trusted certificates cannot be read by this TLS library.' };
  if (made.kind !== 'ready') return { kind: 'refused', what: 'identity', why: 'The client certificate or its key cannot be used.' };
  const policy: Policy = {
    names: request.policy,
    ...(provider ? { provider } : {}),
    trust: trust.names,
    ...namedStore(request.trust),
    isPrivateStore: trust.isPrivate,
    revocation,
    timeoutMs,
  };
  return {
    kind: 'prepared',
    context: made,
    bareContext: bare,
    store: trust.store,
    policy,
    identity: identity && identityCertificates(identity, made),
  };
}

/** The last ones are kept: to make one costs as much as half a handshake, and a fleet is probed with one. */
function bareContext(authorities: readonly string[] | undefined): ContextResult {
  const key = authorities?.join('') ?? '';
  const known = contexts.get(key);
  if (known) return known;
  const made = tlsContext({ authorities, identity: undefined });
  if (contexts.size >= MOST_CONTEXTS) contexts.clear();
  contexts.set(key, made);
  return made;
}

const contexts = new Map<string, ContextResult>();
const MOST_CONTEXTS = 8;

export interface Rules {
  readonly endpoint: RuleSet<EndpointRule>;
  readonly message: RuleSet;
}

/** The targets of one run have the same severities, and each has some two hundred rules selected by them. */
export function rulesFor({ profile, overrides }: ProbeRequest): Rules {
  const known = selected.get(overrides);
  if (known?.endpoint.profile === profile) return known;
  const made = { endpoint: selectRules(endpointRules, profile, overrides), message: selectRules(rules, profile, overrides) };
  selected.set(overrides, made);
  return made;
}

const selected = new WeakMap<ProbeRequest['overrides'], Rules>();
