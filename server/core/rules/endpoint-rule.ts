import type { Place } from '../../contracts';
import type { ChainFacts, ProbeFacts, TlsFacts } from '../probe/facts';
import type { Profile, RuleSeverity, Severity } from './rule';
import type { ChainScene } from './scenes/chain-scene';
import type { ProbeScene } from './scenes/probe-scene';
import type { TlsScene } from './scenes/tls-scene';

/** Everything that a rule about an endpoint may ask besides its facts. */
export interface EndpointContext {
  readonly profile: Profile;
}

export interface PlaceExtras {
  /** Where it is, beyond the endpoint of the facts: a DNS query, a certificate of the list as sent. */
  readonly at?: Place;
  /** What this case weighs, where the rule's own severity is for another one. A severity that the user set stays. */
  readonly severity?: Severity;
  /** Where this case weighs at most that much. */
  readonly atMost?: Severity;
  /** Where the rule's remedy depends on what was found. */
  readonly remedy?: string;
  /** Findings of these rules at the same endpoint have the same cause, and say it less well: they are left out. */
  readonly covers?: readonly string[];
  /** This finding is left out where one of these rules found something at the same endpoint, and says it better. */
  readonly yieldsTo?: readonly string[];
  /** The openssl or dig line that shows the same; probe/commands.ts writes them. */
  readonly command?: string;
}

/** What is wrong, with its value, and why that matters. The rule's remedy is added by the engine. */
export type PlaceReport = (message: string, extras?: PlaceExtras) => void;

interface EndpointRuleOf<Subject extends string, Facts, Scene> {
  readonly id: string;
  readonly subject: Subject;
  readonly severity: { readonly practical: RuleSeverity; readonly strict: RuleSeverity };
  readonly title: string;
  /** What to change, and where. */
  readonly remedy: string;
  readonly cites: readonly string[];
  /** Stands in front of `check`; left out of the bundles. */
  readonly examples?: readonly EndpointExample<Scene>[];
  check(facts: Facts, context: EndpointContext, report: PlaceReport): void;
}

/** One TLS conversation, live or captured. */
export type TlsRule = EndpointRuleOf<'tls', TlsFacts, TlsScene>;
/** The certificates of one side of a conversation. */
export type ChainRule = EndpointRuleOf<'chain', ChainFacts, ChainScene>;
/** A target as a whole: resolution, differences between its addresses, OPTIONS. */
export type ProbeRule = EndpointRuleOf<'probe', ProbeFacts, ProbeScene>;
export type EndpointRule = TlsRule | ChainRule | ProbeRule;

/**
 * A case in words and as data. The tests make real octets of the data (hellos, certificates, DNS answers), have them read by the readers that
 * the probe uses, and run the rule. `finds` lists the severities in order; an empty list: the rule stays silent. A rule that is off in
 * `practical` runs its examples in `strict`, unless the example says another profile.
 */
export interface EndpointExample<Scene> {
  readonly title: string;
  readonly scene: Scene;
  readonly finds: readonly Severity[];
  readonly profile?: Profile;
}

export const defineTlsRule = (rule: TlsRule): TlsRule => rule;
export const defineChainRule = (rule: ChainRule): ChainRule => rule;
export const defineProbeRule = (rule: ProbeRule): ProbeRule => rule;
