import type { Hop } from '../sip/hop';
import type { SipMessage } from '../sip/message';
import type { Span } from '../text/span';
import type { FrameId, Loss } from '../trace/frame';
import type { Digest } from './digest';

export type Severity = 'error' | 'warning' | 'info' | 'hint';
export type RuleSeverity = Severity | 'off';
/** `practical`: what works every day is not shouted at. `strict`: the letter of the RFC. */
export type Profile = 'practical' | 'strict';

/** Everything that a message rule may ask besides the message itself. */
export interface MessageContext {
  readonly profile: Profile;
  readonly hop: Hop;
  /** What the writer of this log loses; rules stay silent on what the log cannot know. */
  readonly loses: readonly Loss[];
  /** What the other messages of the trace state. What is asked here is remembered, and asked again when it changes. */
  readonly trace: Digest;
}

/** An edit that mends a finding. Spans are in the message's text. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly at: Span; readonly text: string }[];
}

export interface ReportExtras {
  /** Where this case weighs less than the others of its rule. */
  readonly atMost?: Severity;
  readonly fix?: Fix;
  /** Where the rule's remedy depends on what was found. */
  readonly remedy?: string;
  /** Other places that belong to the finding: in this message, or in another frame of the trace. */
  readonly related?: readonly Related[];
}

/** `frame` names another frame of the trace, as the digest gave it; without it `at` is a span of this message. */
export type Related = { readonly message: string; readonly at: Span } | { readonly message: string; readonly frame: FrameId };

/** Marks a span of the message: what is wrong, with its value, and why that matters. The rule's remedy is added by the engine. */
export type Report = (at: Span, message: string, extras?: ReportExtras) => void;

export interface ExampleFraming {
  /** `192.0.2.10:48122` */
  readonly from?: string;
  readonly to?: string;
  readonly transport?: string;
  /** Seconds since the first message, as in `+0.000`. */
  readonly at?: string;
  readonly loses?: readonly Loss[];
}

/**
 * A message, with carets below the lines that are marked: `     ^^^^ sip/rule-id`. Without carets the rule stays silent.
 * A rule that is off in `practical` runs its examples in `strict`, unless the example says another profile.
 */
export type Example = string | ExampleCase;

export interface ExampleCase {
  readonly text: string;
  readonly framing?: ExampleFraming;
  readonly profile?: Profile;
  /** Other messages of the same trace, for rules that ask what they state. */
  readonly others?: readonly { readonly text: string; readonly framing?: ExampleFraming }[];
}

/** A rule about one message. One file each; its examples are its tests and its documentation. */
export interface MessageRule {
  readonly id: string;
  readonly subject: 'message';
  readonly severity: { readonly practical: RuleSeverity; readonly strict: RuleSeverity };
  readonly title: string;
  /** What to change, and where. */
  readonly remedy: string;
  readonly cites: readonly string[];
  /** Stands in front of `check`; left out of the server's bundle. */
  readonly examples?: readonly Example[];
  check(message: SipMessage, context: MessageContext, report: Report): void;
}

/** Rules about messages; `dialog` and `config` follow with what they are about. Those about endpoints are in endpoint-rule.ts. */
export type Rule = MessageRule;

export const defineRule = (rule: Rule): Rule => rule;
