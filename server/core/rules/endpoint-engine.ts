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
  return {
    target: runRules(rules, { subject: 'probe', facts }, {}).sort(byWeight),
    endpoints: facts.endpoints.map(({ tls, chain, clientChain }) =>
      [
        ...(tls ? judgeTls(tls, rules) : []),
        ...(chain ? judgeChainFacts(chain, rules) : []),
        ...(clientChain ? judgeChainFacts(clientChain, { ...rules, active: rules.active.filter(({ rule }) => ofClients.has(rule.id)) }) : []),
      ].sort(byWeight),
    ),
  };
}

/** Whom the server trusts for clients is not known here, so that of a client's certificate only what it says itself can be judged. */
const ofClients: ReadonlySet<string> = new Set(
  ['expired', 'not-yet-valid', 'expires-soon', 'weak-key', 'weak-signature', 'eku-client-auth-missing', 'provider-expectation'].map(
    (name) => `chain/${name}`,
  ),
);

const byWeight = (a: ReportFinding, b: ReportFinding): number => ranks[a.severity] - ranks[b.severity];

export const judgeTls = (facts: TlsFacts, rules: RuleSet<EndpointRule>): ReportFinding[] =>
  runRules(rules, { subject: 'tls', facts }, { endpoint: facts.server });

export const judgeChainFacts = (facts: ChainFacts, rules: RuleSet<EndpointRule>): ReportFinding[] =>
  runRules(rules, { subject: 'chain', facts }, { endpoint: facts.server });

const ranks: { readonly [severity in Severity]: number } = { error: 0, warning: 1, info: 2, hint: 3 };

type Check = { readonly [S in EndpointRule['subject']]: { readonly subject: S; readonly facts: FactsOf[S] } }[EndpointRule['subject']];
interface FactsOf {
  readonly tls: TlsFacts;
  readonly chain: ChainFacts;
  readonly probe: ProbeFacts;
}

/** A rule that throws becomes a finding of its own, and the others run on. */
function runRules({ active, profile }: RuleSet<EndpointRule>, check: Check, place: Place): ReportFinding[] {
  const findings: ReportFinding[] = [];
  for (const { rule, severity, isSet } of active) {
    const report: PlaceReport = (message, extras = {}) => {
      findings.push(findingOf(rule, weighed(severity, isSet, extras), { message, extras, place }));
    };
    try {
      if (rule.subject === 'tls' && check.subject === 'tls') rule.check(check.facts, { profile }, report);
      if (rule.subject === 'chain' && check.subject === 'chain') rule.check(check.facts, { profile }, report);
      if (rule.subject === 'probe' && check.subject === 'probe') rule.check(check.facts, { profile }, report);
    } catch (error) {
      findings.push({
        rule: 'internal/rule-failed',
        severity: 'warning',
        message: `The rule ${rule.id} failed here and was left out: ${String(error)}`,
        cites: [],
        at: place,
      });
    }
  }
  return findings;
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
