/** What a client may say in `initializationOptions`. All of it is optional; a client that says nothing is a plain LSP client. */
export interface InitializationOptions {
  /** The client has the command `sipTls.ruleOff` (rule id), which sets that rule to `off` in the settings of the workspace. */
  readonly ruleOffCommand?: boolean;
  /** The client has the command `sipTls.explain` (rule id, uri, position). */
  readonly explainCommand?: boolean;
  /** The settings below `sipTls`, for clients without workspace/configuration. */
  readonly settings?: unknown;
}

/** Commands of the client that code actions name. */
export const RULE_OFF_COMMAND = 'sipTls.ruleOff';
export const EXPLAIN_COMMAND = 'sipTls.explain';

/** `initializationOptions` as somebody sent them. */
export function readInitializationOptions(value: unknown): InitializationOptions {
  if (typeof value !== 'object' || value === null) return {};
  const { ruleOffCommand, explainCommand, settings } = value as { [name: string]: unknown };
  return { ruleOffCommand: ruleOffCommand === true, explainCommand: explainCommand === true, settings };
}

/** What the status bar shows of an open document. The answer is null where the document is not open or holds no SIP. */
export const TRACE_INFO_REQUEST = 'sipTls/traceInfo';

export interface TraceInfoParams {
  readonly uri: string;
  /** Where the cursor is, to hear of the message there. */
  readonly position?: { readonly line: number; readonly character: number };
}

export interface TraceInfo {
  readonly format: string;
  /** As users know it: `Asterisk pjsip logger`. */
  readonly formatTitle: string;
  readonly messages: number;
  /** Different Call-IDs of INVITE and REGISTER. */
  readonly calls: number;
  /** No framing was recognised: what carried a message is known from its Via only. */
  readonly byGuess: boolean;
  /** The message at the position. */
  readonly message?: TraceInfoMessage;
}

export interface TraceInfoMessage {
  /** From 0. */
  readonly index: number;
  /** `INVITE sip:bob@example.com` or `200 OK`. */
  readonly name: string;
  readonly callId?: string;
  /** `TLS`, or `TLS by Via` where the log does not say. */
  readonly transport?: string;
}
