import type { CheckedFile, Message, Position, Summary, TextFinding } from '../../contracts';
import { callsIn } from '../editor/calls';
import type { RuleSet } from '../rules/engine';
import type { Related, Severity } from '../rules/rule';
import type { SipMessage } from '../sip/message';
import type { DecodedBytes } from '../text/decode-bytes';
import { PieceText } from '../text/pieces';
import { maskSecrets } from '../text/secrets';
import type { Span } from '../text/span';
import { type Entry, Trace } from '../trace/trace';
import { type Excerpt, excerptsOf } from './excerpt';

export type TraceFile = Extract<CheckedFile, { kind: 'trace' }>;
export type ConfigFile = Extract<CheckedFile, { kind: 'config' }>;
export type UnknownFile = Extract<CheckedFile, { kind: 'unknown' }>;

/** A file that was judged, whatever it is. */
export type Checked = CheckedTrace | CheckedConfig | CheckedCertificates;

/** What a report needs of a file that was read, besides what the contract holds. */
interface Read<F extends CheckedFile> {
  readonly file: F;
  /** The format as users know it. */
  readonly title: string;
  /** The source line of a place, without secrets. */
  excerpt(place: { readonly start: Position; readonly end: Position }): Excerpt;
}

export interface CheckedTrace extends Read<TraceFile> {
  /** How many calls, as the status bar counts them. */
  readonly calls: number;
}

export type CheckedConfig = Read<ConfigFile>;
/** Of a binary file there are no source lines. */
export type CheckedCertificates = Read<Extract<CheckedFile, { kind: 'certificate' }>>;

export interface CheckOptions {
  readonly rules: RuleSet;
  /** List every message as well. */
  readonly messages: boolean;
}

/** Reads a text as a trace and judges it; undefined where it holds no SIP. No secret is in what is returned. */
export function checkTrace(path: string, { text, bytes }: DecodedBytes, options: CheckOptions): CheckedTrace | undefined {
  const trace = new Trace({ length: text.length, slice: (start, end) => text.slice(start, end) }, { rules: options.rules, bytes });
  if (trace.entries.length === 0) return undefined;
  const place = placing(new PieceText(text));
  const byId = new Map(trace.entries.map((entry) => [entry.id, entry]));
  const startLineOf = (entry: Entry): Span => trace.spanOf(entry, trace.message(entry).startLine.span);

  const findings = trace.entries.flatMap((entry) => {
    if (entry.findings.length === 0) return [];
    const message = trace.message(entry);
    return entry.findings.map(({ at, fix, related, ...said }): TextFinding => {
      const others = relatedTo(related ?? [], { entry, trace, byId, startLineOf });
      return {
        rule: said.rule,
        severity: said.severity,
        message: said.message,
        ...(said.remedy !== undefined && { remedy: said.remedy }),
        cites: [...said.cites],
        ...place(trace.spanOf(entry, at)),
        ...(message.callId !== undefined && { callId: message.callId }),
        ...(others.length > 0 && { related: others.map((other) => ({ message: other.message, ...place(other.at) })) }),
        ...(fix && {
          fixes: [{ title: fix.title, edits: fix.edits.map((edit) => ({ ...place(trace.spanOf(entry, edit.at)), text: edit.text })) }],
        }),
      };
    });
  });

  const excerpt = excerptsOf(trace);
  const itemAt = (entry: Entry, index: number): Message =>
    itemOf(trace.message(entry), { index, entry, line: place(startLineOf(entry)).start.line });
  return {
    file: {
      path,
      kind: 'trace',
      format: trace.format.id,
      messages: trace.entries.length,
      findings,
      ...(options.messages && { items: trace.entries.map(itemAt) }),
    },
    title: trace.format.title,
    calls: callsIn(trace),
    excerpt: ({ start, end }) => excerpt({ start: start.offset, end: end.offset }),
  };
}

const grades: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

export const isAtLeast = (severity: Severity, least: Severity): boolean => grades.indexOf(severity) >= grades.indexOf(least);

export function summaryOf(findings: Iterable<{ readonly severity: Severity }>): Summary {
  const summary = { errors: 0, warnings: 0, infos: 0, hints: 0 };
  for (const { severity } of findings) summary[`${severity}s`]++;
  return summary;
}

/** From spans to lines and columns. */
export function placing(lines: PieceText): (at: Span) => { start: Position; end: Position } {
  const position = (offset: number): Position => {
    const { line, character } = lines.positionAt(offset);
    return { line: line + 1, column: character + 1, offset };
  };
  return ({ start, end }) => ({ start: position(start), end: position(end) });
}

interface Surroundings {
  readonly entry: Entry;
  readonly trace: Trace;
  readonly byId: ReadonlyMap<number, Entry>;
  readonly startLineOf: (entry: Entry) => Span;
}

function relatedTo(places: readonly Related[], { entry, trace, byId, startLineOf }: Surroundings): { message: string; at: Span }[] {
  return places.flatMap((related) => {
    if (!('frame' in related)) return [{ message: related.message, at: trace.spanOf(entry, related.at) }];
    const other = byId.get(related.frame);
    return other ? [{ message: related.message, at: startLineOf(other) }] : [];
  });
}

/** Transport and addresses are those of the framing; what Via says of them is not the log's word. */
function itemOf(message: SipMessage, { index, entry, line }: { index: number; entry: Entry; line: number }): Message {
  const { startLine, callId, cseq, method } = message;
  const { direction, transport, source, destination, time } = entry.frame;
  return {
    index,
    line,
    start: startOf(message),
    ...(method !== '' && { method }),
    ...(startLine.kind === 'response' && { status: startLine.status }),
    ...(callId !== undefined && { callId }),
    ...(cseq && { cseq: cseq.number }),
    ...(direction && { direction }),
    ...(transport !== undefined && { transport }),
    ...(source !== undefined && { source }),
    ...(destination !== undefined && { destination }),
    ...(time !== undefined && { time }),
  };
}

/** `INVITE sip:bob@example.com`, `200 OK`; a line that is neither as it stands. */
function startOf({ startLine, text }: SipMessage): string {
  if (startLine.kind === 'request') return maskSecrets(`${startLine.method} ${text.slice(startLine.uri.start, startLine.uri.end)}`);
  if (startLine.kind === 'response') return maskSecrets(`${startLine.status} ${startLine.reason}`.trim());
  return maskSecrets(text.slice(startLine.span.start, startLine.span.end));
}
