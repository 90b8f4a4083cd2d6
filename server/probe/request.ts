import type { Provider } from '#core/probe/provider';
import type { Profile, RuleSeverity } from '#core/rules/rule';
import type { Endpoint } from './connect';
import type { NameServer } from './dns';
import type { Installed } from './installed';
import type { Target } from './target';
import type { Identity } from './tls-context';

/**
 * All that one probe is to do. Plain data, so that it goes to a worker as it is. It may hold a private key and a passphrase (`identity`),
 * which no result of a probe repeats.
 */
export interface ProbeRequest {
  readonly target: Target;
  /** Take the place of DNS; empty: DNS is asked. Without a port: the one of the target, or the default of its transport. */
  readonly connect: readonly ConnectTo[];
  /** SNI and the name that certificates are compared with. */
  readonly serverName: { readonly kind: 'target' } | { readonly kind: 'none' } | { readonly kind: 'given'; readonly name: string };
  /** Asked side by side and compared; empty: the name servers of this computer. */
  readonly resolvers: readonly NameServer[];
  readonly trust: TrustRequest;
  readonly identity?: Identity;
  /** What the server is meant to show. */
  readonly installed?: Installed;
  readonly policy: 'full' | 'chain-only';
  /** The one that the user named; without, one is recognised by the domain of the target, and only its facts count. */
  readonly provider?: Provider;
  /** Facts of the user's own, in front of those that are known here. */
  readonly ownProviders: readonly Provider[];
  readonly enumerate: boolean;
  /** One OPTIONS to each endpoint; something is sent to a SIP server only where the user agreed to it. */
  readonly options: boolean;
  /** online also asks the certificate authorities' servers, which tells them what is looked at. */
  readonly revocation: 'off' | 'stapled' | 'online';
  /** The whole conversation with one endpoint; one DNS query. */
  readonly timeoutMs: number;
  /** Judge as if it were this time, ISO 8601; now without. */
  readonly at?: string;
  readonly withPem: boolean;
  readonly profile: Profile;
  readonly overrides: { readonly [rule: string]: RuleSeverity };
}

export type ConnectTo = Pick<Endpoint, 'address'> & { readonly port?: number };

export interface TrustRequest {
  /** A file of certificates in place of the default store. */
  readonly caFile?: string;
  /** A folder of such files, beside the file where there is one. */
  readonly caFolder?: string;
  /** The store of the operating system, beside the file where there is one. */
  readonly system: boolean;
}

export const DEFAULT_TIMEOUT_MS = 5000;
