import type { HeaderName } from '../sip/header-names';
import { grammarOf } from '../sip/header-names';
import { type Hop, hopOf } from '../sip/hop';
import { type Header, type SipMessage, unfolded } from '../sip/message';
import { nextHop } from '../sip/next-hop';
import { type Address, param, type Via } from '../sip/parts';
import type { Sdp } from '../sip/sdp';
import { type Socket, writeSocket } from '../sip/socket';
import { maskSecrets } from '../text/secrets';
import { type Span, span } from '../text/span';
import { formatOf } from '../trace/split';
import { delayBetween, timeOfDay, writeDelay } from '../trace/time';
import type { Entry, Trace } from '../trace/trace';
import { identityOf, isSameTransaction, own } from './relations';

export interface OutlineItem {
  readonly kind: 'request' | 'response' | 'header' | 'body' | 'line' | 'text';
  readonly name: string;
  readonly detail: string;
  /** Spans of the document. */
  readonly at: Span;
  readonly nameAt: Span;
  readonly children: readonly OutlineItem[];
}

export interface OutlineOptions {
  /** Headers, bodies and text between messages too. Left out of big documents. */
  readonly isDeep: boolean;
  readonly lineOf: (offset: number) => number;
}

/** The messages of a trace with their headers, in the words of the outline and the breadcrumbs; one after the other, for there may be many. */
export function* outlineOf(trace: Trace, { isDeep, lineOf }: OutlineOptions): Generator<OutlineItem> {
  const many = holdsManyTransactions(trace);
  const lastOfCall = new Map<string, Entry>();
  let behind = 0;
  for (let i = 0; i < trace.entries.length; i++) {
    const entry = trace.entries[i] as Entry;
    const between = isDeep && i > 0 ? textItem(trace, { start: behind, end: entry.start }, lineOf) : undefined;
    if (between) yield between;
    behind = entry.start + entry.frame.length;
    const { callId } = identityOf(trace, entry);
    const before = trace.entries[i - 1];
    yield messageItem({ trace, entry, many, isDeep, lineOf, before, ofCall: lastOfCall.get(callId) });
    lastOfCall.set(callId, entry);
  }
}

/** A response names its method only where there is another transaction to mix it up with. */
function holdsManyTransactions(trace: Trace): boolean {
  const first = trace.entries[0] && identityOf(trace, trace.entries[0]);
  return first !== undefined && trace.entries.some((entry) => isOther(identityOf(trace, entry), first));
}

function isOther(a: ReturnType<typeof identityOf>, b: ReturnType<typeof identityOf>): boolean {
  return a.callId !== b.callId || a.cseq !== b.cseq || (a.method !== b.method && a.method !== 'ACK');
}

interface MessageParts {
  readonly trace: Trace;
  readonly entry: Entry;
  readonly many: boolean;
  readonly isDeep: boolean;
  readonly lineOf: (offset: number) => number;
  /** The message before, and the last one before of the same call. */
  readonly before: Entry | undefined;
  readonly ofCall: Entry | undefined;
}

function messageItem(parts: MessageParts): OutlineItem {
  const { trace, entry, isDeep, many } = parts;
  const message = isDeep || !summaries.has(entry) ? trace.message(entry) : undefined;
  const { name, method, hop, media, isRequest, startLine } = summaryOf(trace, entry, message);
  const delay = parts.ofCall && delayBetween(parts.ofCall.frame.time, entry.frame.time);
  const time = delay === undefined ? timeOfDay(entry.frame.time) : `+${writeDelay(delay)}`;
  const words = [hop, time, media, answers(trace, entry, parts.before, parts.lineOf)];
  const place = (at: Span) => trace.spanOf(entry, at);
  // Whether a line holds a secret may depend on the lines above it.
  const opened = message && isDeep ? { message, masked: maskSecrets(message.text), place } : undefined;
  return {
    kind: isRequest ? 'request' : 'response',
    name: many ? `${name}${method}` : name,
    detail: words.filter((word) => word).join(' · '),
    at: span(entry.start, entry.start + entry.frame.length),
    nameAt: place(startLine),
    children: opened ? [...headerItems(opened), ...bodyItems(opened)] : [],
  };
}

/** A message whose headers and lines are listed. What is shown of it comes from the masked text. */
interface Opened {
  readonly message: SipMessage;
  readonly masked: string;
  readonly place: (at: Span) => Span;
}

/** What the outline says of a message whatever stands around it. */
export interface Summary {
  readonly name: string;
  /** ` (INVITE)` of a response. */
  readonly method: string;
  readonly hop: string;
  readonly media: string;
  readonly isRequest: boolean;
  readonly startLine: Span;
}

/** Kept, because editors ask for the outline after every edit, and only what was edited is another one then. */
const summaries = new WeakMap<Entry, Summary>();

export function summaryOf(trace: Trace, entry: Entry, message?: SipMessage): Summary {
  const known = summaries.get(entry);
  if (known) return known;
  const read = message ?? trace.message(entry);
  const summary = {
    name: own(messageName(read)),
    method: read.isResponse && read.cseq ? own(` (${read.cseq.method})`) : '',
    hop: hopWords(hopOf(read, entry.frame, formatOf(entry.frame.format).loses)),
    media: mediaWords(read.sdp),
    isRequest: !read.isResponse,
    startLine: read.startLine.span,
  };
  summaries.set(entry, summary);
  return summary;
}

/** `INVITE sip:bob@example.com`, `200 OK`. */
export function messageName(message: SipMessage): string {
  const line = message.startLine;
  if (line.kind === 'request') return cut(maskSecrets(`${line.method} ${message.text.slice(line.uri.start, line.uri.end)}`));
  if (line.kind === 'malformed') return cut(maskSecrets(message.text.slice(0, line.span.end))) || 'No start line';
  return cut(maskSecrets(`${line.status} ${line.reason}`));
}

/** `TLS  15082 → 15061`: ports only where both ends have the same host; `TLS  → 192.0.2.1:5061` where one is unknown. */
function hopWords(hop: Hop): string {
  const transport = hop.framing ?? (hop.via ? `${hop.via} by Via` : '');
  const { source, destination } = hop;
  if (!source && !destination) return transport;
  const portsOnly =
    source && destination && source.host === destination.host && source.port !== undefined && destination.port !== undefined;
  const end = (socket: Socket) => (portsOnly ? String(socket.port) : writeSocket(socket));
  // Many logs name the far end only.
  const path = [source && end(source), '→', destination && end(destination)].filter(Boolean).join(' ');
  return `${transport ? `${transport}  ` : ''}${path}`;
}

function mediaWords(sdp: Sdp | undefined): string {
  if (!sdp) return '';
  const streams = sdp.media.filter((media) => media.port !== 0);
  if (streams.length === 0) return 'SDP';
  const keyed = [...sdp.attributes, ...streams.flatMap((media) => media.attributes)].some(
    (a) => a.name === 'crypto' || a.name === 'fingerprint',
  );
  const secure = streams.filter((media) => /SAVPF?$/i.test(media.proto)).length;
  if (secure === streams.length) return 'SDP, SRTP';
  if (secure > 0) return 'SDP, SRTP in part';
  return keyed ? 'SDP, SRTP optional' : 'SDP, no SRTP';
}

/** Where the request of a response stands, unless it is the message before. Looks back as far as a transaction lasts in practice. */
function answers(trace: Trace, entry: Entry, before: Entry | undefined, lineOf: (offset: number) => number): string {
  const identity = identityOf(trace, entry);
  if (identity.isRequest || identity.status === 0) return '';
  const at = trace.indexAt(entry.start);
  for (let i = at - 1; i >= Math.max(0, at - 50); i--) {
    const other = trace.entries[i] as Entry;
    const candidate = identityOf(trace, other);
    if (!candidate.isRequest || !isSameTransaction(candidate, identity)) continue;
    return other === before ? '' : `answers line ${lineOf(other.start + other.frame.payload.start) + 1}`;
  }
  return '';
}

function headerItems(opened: Opened): OutlineItem[] {
  const { message, place } = opened;
  const counts = new Map<string, number>();
  const items: OutlineItem[] = [];
  for (const header of message.headers) {
    if (header.name === '') continue;
    const values = valuesOf(opened, header);
    if (!values) {
      items.push(headerItem(header.name, cut(shown(opened, header)), header, place));
      continue;
    }
    const total = totalOf(message, header);
    for (const value of values) {
      const number = (counts.get(header.name) ?? 0) + 1;
      counts.set(header.name, number);
      const name = total > 1 ? `${header.name} ${number} of ${total}` : header.name;
      items.push(headerItem(name, value.detail, values.length > 1 ? { ...header, ...value.at } : header, place));
    }
  }
  return items;
}

function headerItem(name: string, detail: string, at: Span, place: (at: Span) => Span): OutlineItem {
  return { kind: 'header', name, detail, at: place(at), nameAt: place(at), children: [] };
}

/** The values of a Via or address header, each with its words; undefined for other headers. */
function valuesOf(opened: Opened, header: Header): { detail: string; at: Span }[] | undefined {
  const { message } = opened;
  const grammar = grammarOf(header.id);
  const values =
    grammar === 'via'
      ? message.viasOf(header).map((via) => ({ detail: cut(viaWords(opened, via)), at: { start: via.start, end: via.end } }))
      : grammar === 'address' || grammar === 'addresses'
        ? message.addressesOf(header).map((address) => ({
            detail: cut(addressWords(opened, header, address)),
            at: { start: address.start, end: address.end },
          }))
        : [];
  return values.length > 0 ? values : undefined;
}

const totalOf = (message: SipMessage, header: Header): number =>
  grammarOf(header.id) === 'via' ? message.vias.length : message.addresses(header.name as HeaderName).length;

function viaWords({ masked }: Opened, via: Via): string {
  const received = param(via.params, 'received') ? ', received' : '';
  return `${via.transport} ${masked.slice(via.sentBy.start, via.sentBy.end)}${received}`.trim();
}

const routeHeaders = new Set(['Route', 'Record-Route', 'Path', 'Service-Route', 'Contact']);

function addressWords(opened: Opened, header: Header, { uri, isStar }: Address): string {
  if (isStar) return '*';
  if (!uri) return cut(shown(opened, header));
  const { masked } = opened;
  if (!uri.isSip || !routeHeaders.has(header.name)) return masked.slice(uri.start, uri.hostSpan?.end ?? uri.end);
  const user = header.name === 'Contact' && uri.user ? `${masked.slice(uri.user.start, uri.user.end)}@` : '';
  const next = nextHop(uri);
  const transport = next.kind === 'known' && next.explicit ? ` ${next.transport}` : '';
  return `${user}${uri.host}${uri.portSpan ? `:${masked.slice(uri.portSpan.start, uri.portSpan.end)}` : ''}${transport}`;
}

const shown = ({ masked }: Opened, { value }: Header): string => unfolded(masked, value);

function bodyItems({ message, masked, place }: Opened): OutlineItem[] {
  return message.bodies.map((body) => {
    const sdp = message.sdp?.start === body.content.start ? message.sdp : undefined;
    const media = sdp?.media.map((m) => `${m.media} ${m.proto} ${Number.isNaN(m.port) ? '' : m.port}`.trim()).join(', ');
    const children = (sdp?.lines ?? []).map((line): OutlineItem => {
      const text = masked.slice(line.start, line.end);
      const name = 'name' in line ? `a=${(line as { name: string }).name}` : line.type ? `${line.type}=` : cut(text);
      const detail = name.startsWith('a=') ? text.slice(name.length + 1) : line.type ? text.slice(2) : '';
      return { kind: 'line', name, detail: cut(detail), at: place(line), nameAt: place(line), children: [] };
    });
    return {
      kind: 'body',
      name: `Body ${body.type || 'without a type'}`,
      detail: cut(media ?? `${body.content.end - body.content.start} characters`),
      at: place(body.content),
      nameAt: place({ start: body.content.start, end: body.content.start }),
      children,
    };
  });
}

/** Ink between two messages: log text that no format explains. Before the first message it needs no entry, the file begins with it. */
function textItem(trace: Trace, { start, end }: Span, lineOf: (offset: number) => number): OutlineItem | undefined {
  if (end - start < 2) return undefined;
  const text = trace.source.slice(start, end);
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const from = start + text.indexOf(trimmed);
  const lines = lineOf(from + trimmed.length) - lineOf(from) + 1;
  return {
    kind: 'text',
    name: `Line ${lineOf(from) + 1}: not SIP`,
    detail: lines === 1 ? '1 line of log' : `${lines} lines of log`,
    at: span(from, from + trimmed.length),
    nameAt: span(from, from),
    children: [],
  };
}

/** VS Code rejects empty names, and a long one tells no more. */
function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
