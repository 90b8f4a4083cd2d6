import type { Asked } from '#core/probe/asked';
import type { ProbeView } from '#core/report/probe/model';

/** What a client may say in `initializationOptions`. All of it is optional; a client that says nothing is a plain LSP client. */
export interface InitializationOptions {
  /** The client has the command `sipTls.ruleOff` (rule id), which sets that rule to `off` in the settings of the workspace. */
  readonly ruleOffCommand?: boolean;
  /** The client has the command `sipTls.explain` (rule id, uri, position). */
  readonly explainCommand?: boolean;
  /** The client has the command `sipTls.probeFound` (target, uri, line from 0, ProbeOptions or nothing), which asks its user before it probes. */
  readonly probeFoundCommand?: boolean;
  /** The settings below `sipTls`, for clients without workspace/configuration. */
  readonly settings?: unknown;
}

/** Commands of the client that code actions and code lenses name. */
export const RULE_OFF_COMMAND = 'sipTls.ruleOff';
export const EXPLAIN_COMMAND = 'sipTls.explain';
export const PROBE_FOUND_COMMAND = 'sipTls.probeFound';

/** `initializationOptions` as somebody sent them. */
export function readInitializationOptions(value: unknown): InitializationOptions {
  if (typeof value !== 'object' || value === null) return {};
  const { ruleOffCommand, explainCommand, probeFoundCommand, settings } = value as { [name: string]: unknown };
  return {
    ruleOffCommand: ruleOffCommand === true,
    explainCommand: explainCommand === true,
    probeFoundCommand: probeFoundCommand === true,
    settings,
  };
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

/** How a text is read as a target, for an input box. Connects nowhere. */
export const READ_TARGET_REQUEST = 'sipTls/readTarget';

export interface ReadTargetParams {
  readonly text: string;
}

export type ReadTargetAnswer =
  | { readonly kind: 'target'; readonly host: string; readonly port?: number; readonly isIp: boolean; readonly serverName: string | null }
  | { readonly kind: 'invalid'; readonly reason: string };

/** The providers whose facts are known here. */
export const PROVIDERS_REQUEST = 'sipTls/providers';

export interface KnownProvider {
  readonly id: string;
  readonly title: string;
  /** The day on which its facts were read, ISO 8601. */
  readonly asOf: string;
}

/** The kinds of configurations that are known here. */
export const DIALECTS_REQUEST = 'sipTls/dialects';

export interface KnownDialect {
  /** As the setting `sipTls.config.associations` has it. */
  readonly id: string;
  readonly title: string;
}

/** Probes a target. Cancelling the request ends the probe, and the answer is what was learnt by then. */
export const PROBE_REQUEST = 'sipTls/probe';

/** What of a probe is not as the settings below `sipTls.probe` have it. null: nothing of the kind (no client certificate; no server name). */
export type ProbeOptions = { readonly [K in keyof Omit<Asked, 'target' | 'profile' | 'rules'>]?: Asked[K] | null };

export interface ProbeParams extends ProbeOptions {
  readonly target: string;
  /** Names this probe in its progress notifications; none are sent without. */
  readonly id?: string;
}

export type ProbeAnswer =
  /** Done, or cancelled: then `view.progress` says so. */
  | { readonly kind: 'done'; readonly view: ProbeView }
  /** Something that was asked cannot be used. `passphrase`: of the client's key, to be asked for (again). */
  | {
      readonly kind: 'refused';
      readonly what: 'trust' | 'identity' | 'target' | 'provider' | 'installed';
      readonly why: string;
      readonly passphrase?: 'needed' | 'wrong';
    }
  /** A fault of this program, or cancelled before anything was learnt. */
  | { readonly kind: 'failed'; readonly why: string };

/** Notification: what is known so far, at most ten times a second. */
export const PROBE_PROGRESS = 'sipTls/probeProgress';

export interface ProbeProgressParams {
  readonly id: string;
  readonly view: ProbeView;
}

/**
 * The same for clients that know nothing but LSP, by workspace/executeCommand: its arguments are a target, or one object with `target` and
 * options as above. With `from` (`trunk.log, line 60`) the user is asked first. The result is the ProbeReport.
 */
export const PROBE_COMMAND = 'sipTls.probeTarget';

/**
 * Shows a file with certificates by window/showDocument. Its argument is one object: `file`, a URI, and `index`, which of its certificates
 * is meant, from 0.
 */
export const OPEN_CERTIFICATE_COMMAND = 'sipTls.openCertificate';

/**
 * Notification of a client that asks for diagnostics only while it shows a document: this one is shown no more, although it may be open for a
 * while. Its findings are then pushed as those of closed files are.
 */
export const HIDDEN_NOTIFICATION = 'sipTls/hidden';

export interface HiddenParams {
  readonly uri: string;
}
