import { type Digest, factsOf } from '#core/rules/digest';
import { checkMessage, type MessageFinding, type RuleSet, selectRules } from '#core/rules/engine';
import type { ExampleCase, ExampleFraming, Rule } from '#core/rules/rule';
import { hopOf } from '#core/sip/hop';
import { SipMessage } from '#core/sip/message';
import { unmarked } from './marked';

/** An example as a case, with the profile in which the rule runs. */
export function caseOf(rule: Rule, example: string | ExampleCase): Case {
  const given = typeof example === 'string' ? { text: example } : example;
  return { ...given, profile: given.profile ?? (rule.severity.practical === 'off' ? 'strict' : 'practical') };
}

const frameOf = (framing: ExampleFraming | undefined) => ({
  source: framing?.from,
  destination: framing?.to,
  transport: framing?.transport,
});

type Case = ExampleCase & { profile: 'practical' | 'strict' };

/** Runs one rule over one message text (without marks), as the trace does: LF line ends, framing and other messages as the case says. */
export function runRule(rule: Rule, text: string, example: Case): MessageFinding[] {
  const severity = rule.severity[example.profile] === 'off' ? 'info' : rule.severity[example.profile];
  return run(selectRules([rule], example.profile, { [rule.id]: severity }), text, example);
}

/** Runs all rules that are on in the profile of the case. */
export const runAllRules = (rules: readonly Rule[], text: string, example: Case): MessageFinding[] =>
  run(selectRules(rules, example.profile), text, example);

function run(rules: RuleSet, text: string, example: Case): MessageFinding[] {
  const message = new SipMessage(text);
  const loses =
    example.framing?.loses ?? (example.framing?.transport ? ['lineEnds' as const] : ['transport' as const, 'lineEnds' as const]);
  const hop = hopOf(message, frameOf(example.framing), loses);
  const own = factsOf(message, frameOf(example.framing), loses);
  const others = (example.others ?? []).map((other) => {
    const sibling = new SipMessage(unmarked(other.text));
    return factsOf(sibling, frameOf(other.framing), loses);
  });
  const trace: Digest = {
    isStated: (fact) => own.includes(fact) || others.some((facts) => facts.includes(fact)),
    framesStating: (fact) => others.flatMap((facts, i) => (facts.includes(fact) ? [i + 1] : [])),
  };
  return checkMessage(message, { hop, loses, trace }, rules);
}
