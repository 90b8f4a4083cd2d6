import type { Place, ReportFinding } from '../../contracts';
import type { ChainFacts, ProbeFacts, TlsFacts } from '../probe/facts';
import { maskSecrets } from '../text/secrets';
import type { EndpointRule, PlaceExtras, PlaceReport } from './endpoint-rule';
import { type RuleSet, weaker } from './engine';
import type { Severity } from './rule';

/** What is to be said of a target as a whole, and of each of its endpoints, in the order of the facts; the worst first. */
export interface ProbeFindings {
  readonly target: readonly ReportFinding[];
  readonly endpoints: readonly (readonly ReportFinding[])[];
}

export function judgeProbe(facts: ProbeFacts, rules: RuleSet<EndpointRule>): ProbeFindings {
  const ofTarget = runRules(rules, { subject: 'probe', facts }, {});
  const target = ofTarget.filter((found) => !isOfOneAddress(found));
  const ofClient = { ...rules, active: rules.active.filter(({ rule }) => ofClients.has(rule.id)) };
  const endpoints = facts.endpoints.map(({ socket, tls, chain, clientChain, options }) => [
    ...(tls ? runRules(rules, { subject: 'tls', facts: tls }, { endpoint: tls.server }) : []),
    ...(chain ? runRules(rules, { subject: 'chain', facts: chain }, { endpoint: chain.server }) : []),
    ...(clientChain ? runRules(ofClient, { subject: 'chain', facts: clientChain }, { endpoint: clientChain.server }) : []),
    ...(options ? ofTarget.filter((found) => isOfOneAddress(found) && found.finding.at.endpoint === socket) : []),
  ]);
  const all = [...target, ...endpoints.flat()];
  const told = (some: readonly Found[]): readonly ReportFinding[] => settled(some, all).sort(byWeight);
  return { target: told(target), endpoints: endpoints.map(told) };
}

/** These rules look at all addresses to compare nothing: what they find is of the one that was asked, and told there. */
const isOfOneAddress = ({ finding }: Found): boolean => /^probe\/(?:options|keepalive)-/.test(finding.rule);

/** Of one cause the best finding only, as the rules say themselves: covers, yieldsTo. */
function settled(some: readonly Found[], all: readonly Found[]): ReportFinding[] {
  const isTold = (one: Found): boolean =>
    all.some(
      (other) =>
        other.finding.at.endpoint === one.finding.at.endpoint &&
        (other.covers.includes(one.finding.rule) || one.yieldsTo.includes(other.finding.rule)),
    );
  return some.filter((one) => !isTold(one)).map(({ finding }) => finding);
}

/** Whom the server trusts for clients is not known here, so that of a client's certificate only what it says itself can be judged. */
const ofClients: ReadonlySet<string> = new Set(
  ['expired', 'not-yet-valid', 'expires-soon', 'weak-key', 'weak-signature', 'eku-client-auth-missing', 'provider-expectation'].map(
    (name) => `chain/${name}`,
  ),
);

const byWeight = (a: ReportFinding, b: ReportFinding): number => ranks[a.severity] - ranks[b.severity];

export function judgeTls(facts: TlsFacts, rules: RuleSet<EndpointRule>): ReportFinding[] {
  const found = runRules(rules, { subject: 'tls', facts }, { endpoint: facts.server });
  return settled(found, found);
}

export function judgeChainFacts(facts: ChainFacts, rules: RuleSet<EndpointRule>): ReportFinding[] {
  const found = runRules(rules, { subject: 'chain', facts }, { endpoint: facts.server });
  return settled(found, found);
}

const ranks: { readonly [severity in Severity]: number } = { error: 0, warning: 1, info: 2, hint: 3 };

type Check = { readonly [S in EndpointRule['subject']]: { readonly subject: S; readonly facts: FactsOf[S] } }[EndpointRule['subject']];
interface FactsOf {
  readonly tls: TlsFacts;
  readonly chain: ChainFacts;
  readonly probe: ProbeFacts;
}

interface Found {
  readonly finding: ReportFinding;
  readonly covers: readonly string[];
  readonly yieldsTo: readonly string[];
}

/** A rule that throws becomes a finding of its own, and the others run on. */
function runRules({ active, profile }: RuleSet<EndpointRule>, check: Check, place: Place): Found[] {
  const found: Found[] = [];
  for (const { rule, severity, isSet } of active) {
    if (rule.subject !== check.subject) continue;
    const report: PlaceReport = (message, extras = {}) => {
      const finding = findingOf(rule, weighed(severity, isSet, extras), { message, extras, place });
      found.push({ finding, covers: extras.covers ?? [], yieldsTo: extras.yieldsTo ?? [] });
    };
    try {
      if (rule.subject === 'tls' && check.subject === 'tls') rule.check(check.facts, { profile }, report);
      if (rule.subject === 'chain' && check.subject === 'chain') rule.check(check.facts, { profile }, report);
      if (rule.subject === 'probe' && check.subject === 'probe') rule.check(check.facts, { profile }, report);
    } catch (error) {
      const message = `The rule ${rule.id} failed here and was left out: ${String(error)}`;
      const finding: ReportFinding = { rule: 'internal/rule-failed', severity: 'warning', message, cites: [], at: place };
      found.push({ finding, covers: [], yieldsTo: [] });
    }
  }
  return found;
}

function weighed(severity: Severity, isSet: boolean, { severity: own, atMost }: PlaceExtras): Severity {
  const weight = isSet ? severity : (own ?? severity);
  return atMost ? weaker(weight, atMost) : weight;
}

function findingOf(
  rule: EndpointRule,
  severity: Severity,
  { message, extras, place }: { message: string; extras: PlaceExtras; place: Place },
): ReportFinding {
  const { remedy = rule.remedy, at, command } = extras;
  return {
    rule: rule.id,
    severity,
    message: maskSecrets(message),
    remedy: maskSecrets(remedy),
    cites: [...rule.cites],
    at: { ...place, ...at },
    ...(command === undefined ? {} : { command }),
  };
}
