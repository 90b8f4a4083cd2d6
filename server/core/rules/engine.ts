import type { Hop } from '../sip/hop';
import type { SipMessage } from '../sip/message';
import { maskSecrets } from '../text/secrets';
import type { Span } from '../text/span';
import type { Loss } from '../trace/frame';
import type { Digest } from './digest';
import type { Fix, MessageContext, Profile, Related, Report, Rule, RuleSeverity, Severity } from './rule';

/** A finding in one message. Spans are in the message's text. */
export interface MessageFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly at: Span;
  readonly message: string;
  readonly remedy?: string;
  readonly cites: readonly string[];
  readonly fix?: Fix;
  readonly related?: readonly Related[];
}

/** The rules that run, with the severity that each has here. */
export interface RuleSet {
  readonly profile: Profile;
  readonly active: readonly { readonly rule: Rule; readonly severity: Severity }[];
}

/** Picks the rules for a profile. `overrides` are severities by rule id, `off` included, as the user set them. */
export function selectRules(rules: readonly Rule[], profile: Profile, overrides: { readonly [id: string]: RuleSeverity } = {}): RuleSet {
  const active: { rule: Rule; severity: Severity }[] = [];
  for (const rule of rules) {
    const severity = overrides[rule.id] ?? rule.severity[profile];
    if (severity !== 'off') active.push({ rule, severity });
  }
  return { profile, active };
}

export interface MessageFacts {
  readonly hop: Hop;
  readonly loses: readonly Loss[];
  readonly trace: Digest;
}

/** Runs the rules over one message. Findings come in the order of the text; a rule that throws becomes a finding of its own. */
export function checkMessage(message: SipMessage, facts: MessageFacts, rules: RuleSet): MessageFinding[] {
  const findings: MessageFinding[] = [];
  const context: MessageContext = { profile: rules.profile, hop: facts.hop, loses: facts.loses, trace: facts.trace };
  let running: RuleSet['active'][number] | undefined;
  // One function for all rules: a hundred of them for each message would keep the garbage collector busy.
  const report: Report = (at, text, extras) => {
    if (!running) return;
    const { rule, severity } = running;
    findings.push({
      rule: rule.id,
      severity: extras?.atMost ? weaker(severity, extras.atMost) : severity,
      // A copy: rules hand in whole URIs, which would stay in memory with the finding.
      at: { start: at.start, end: at.end },
      message: maskSecrets(text),
      remedy: extras?.remedy === undefined ? rule.remedy : maskSecrets(extras.remedy),
      cites: rule.cites,
      fix: extras?.fix,
      related: extras?.related,
    });
  };
  for (running of rules.active) {
    try {
      running.rule.check(message, context, report);
    } catch (error) {
      findings.push({
        rule: 'internal/rule-failed',
        severity: 'warning',
        at: message.startLine.span,
        message: `The rule ${running.rule.id} failed on this message and was left out: ${String(error)}`,
        cites: [],
      });
    }
  }
  return findings.length > 1 ? findings.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end) : findings;
}

const grades: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
const weaker = (a: Severity, b: Severity): Severity => (grades.indexOf(a) > grades.indexOf(b) ? a : b);
