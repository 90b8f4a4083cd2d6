import type { Hop } from '../sip/hop';
import type { SipMessage } from '../sip/message';
import { maskSecrets, secretsIn } from '../text/secrets';
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
export interface RuleSet<R extends AnyRule = Rule> {
  readonly profile: Profile;
  /** `isSet`: the user chose the severity. */
  readonly active: readonly { readonly rule: R; readonly severity: Severity; readonly isSet: boolean }[];
}

export interface AnyRule {
  readonly id: string;
  readonly severity: { readonly [profile in Profile]: RuleSeverity };
}

/** Picks the rules for a profile. `overrides` are severities by rule id, `off` included, as the user set them. */
export function selectRules<R extends AnyRule>(
  rules: readonly R[],
  profile: Profile,
  overrides: { readonly [id: string]: RuleSeverity } = {},
): RuleSet<R> {
  const active: { rule: R; severity: Severity; isSet: boolean }[] = [];
  for (const rule of rules) {
    const severity = overrides[rule.id] ?? rule.severity[profile];
    if (severity !== 'off') active.push({ rule, severity, isSet: overrides[rule.id] !== undefined });
  }
  return { profile, active };
}

export interface MessageFacts {
  readonly hop: Hop;
  readonly loses: readonly Loss[];
  readonly trace: Digest;
}

/**
 * Runs the rules over one message. Findings come in the order of the text; a rule that throws becomes a finding of its own. No secret of
 * the message is in any of them, so that nobody who shows them has to mask anything.
 */
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
      message: text,
      remedy: extras?.remedy ?? rule.remedy,
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
  if (findings.length === 0) return findings;
  const safe = hiding(message.text);
  const masked = findings.map((finding) => withoutSecrets(finding, safe));
  return masked.length > 1 ? masked.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end) : masked;
}

/** Masks what reads as a secret, and what is one in this message though it is quoted without its name. */
function hiding(messageText: string): (text: string) => string {
  const secrets = secretsIn(messageText);
  return (text) => {
    let safe = maskSecrets(text);
    for (const secret of secrets) if (safe.includes(secret)) safe = safe.replaceAll(secret, '*'.repeat(secret.length));
    return safe;
  };
}

function withoutSecrets(finding: MessageFinding, safe: (text: string) => string): MessageFinding {
  const { message, remedy, fix, related } = finding;
  // An edit with stars in it would destroy what it is to mend; there is no fix then.
  const isHarmless = fix?.edits.every(({ text }) => safe(text) === text);
  return {
    ...finding,
    message: safe(message),
    remedy: remedy === undefined ? undefined : safe(remedy),
    fix: fix && isHarmless ? { ...fix, title: safe(fix.title) } : undefined,
    related: related?.map((place) => ({ ...place, message: safe(place.message) })),
  };
}

const grades: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
export const weaker = (a: Severity, b: Severity): Severity => (grades.indexOf(a) > grades.indexOf(b) ? a : b);
