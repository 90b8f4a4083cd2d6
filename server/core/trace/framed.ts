import { type Lead, leadLength, readLead, timeOf } from './carrier';
import { type Decoding, decodedUpTo, decodeEscapes, decodeLines, sourceEnd, type Writing } from './decode';
import type { Frame, PlacedFrame, TraceFormat } from './frame';
import { countOctets, findMessageEnd, findStartLine, isHeaderLine, isStartLine, lineEnd, type MessageEnd } from './message-end';

/** What a framing line says of its message. */
export interface Framing extends Pick<Frame, 'time' | 'source' | 'destination' | 'direction' | 'transport' | 'isAsReceived'> {
  /** The length of the message. */
  readonly octets?: number;
}

/** A format whose messages each stand behind a framing line of their own. */
export interface FramedFormat extends Omit<TraceFormat, 'detect' | 'next'> {
  /** What every framing holds and little else does: it is searched for first. */
  readonly literal: string;
  /** The framing. It must hold the literal, and end where its line ends or an escaped line end stands. */
  readonly pattern: RegExp;
  /** How far behind its literal a framing may reach. */
  readonly reach?: number;
  /** The line behind the message, where the format has one. */
  readonly marker?: string;
  /** The format always has its marker, right behind the message. */
  readonly isMarkerSure?: boolean;
  /** What the writer says behind the marker when it cut the message off. */
  readonly cutMark?: RegExp;
  /** The ways of writing that are this format; all where it does not say. */
  readonly writings?: readonly Writing[];
  /**
   * `lead` is what stands before the framing on its line, as far as that can be told: a line may hold several messages. What comes back
   * is undefined where this is no framing after all.
   */
  read(found: RegExpExecArray, lead: string | undefined): Framing | undefined;
}

/** Makes a format of a description of its framing line. */
export function framed(format: FramedFormat): TraceFormat {
  const { id, title, loses, examples } = format;
  return {
    id,
    title,
    loses,
    examples,
    detect(head) {
      let hits = 0;
      for (let found = findOpening(format, head, 0); found; found = findOpening(format, head, found.end)) hits++;
      return hits;
    },
    next(text, from) {
      for (let opening = findOpening(format, text, from); opening; opening = findOpening(format, text, opening.end)) {
        const placed = place(format, text, opening);
        if (placed) return placed;
      }
      return undefined;
    },
  };
}

/** `192.0.2.1:5061`, `[2001:db8::1]:5061`. */
export const socketName = (host: string, port: string): string =>
  host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`;

/** A framing that was found, and where. */
interface Opening {
  /** The line's beginning, or the framing's own where something else stands before it on its line. */
  readonly start: number;
  readonly end: number;
  readonly writing: Writing;
  readonly framing: Framing;
  readonly time?: string;
}

/** What may stand before a framing on its line. */
const LONGEST_LEAD = 320;
const REACH = 512;

function findOpening(format: FramedFormat, text: string, from: number): Opening | undefined {
  const { literal, pattern, reach = REACH } = format;
  for (let at = text.indexOf(literal, from); at >= 0; at = text.indexOf(literal, at + literal.length)) {
    let first = lineOf(text, at, from) ?? Math.max(from, at - LONGEST_LEAD);
    let found = pattern.exec(text.slice(first, at + literal.length + reach));
    // One that ends before this literal was looked at already; one behind it may reach farther than one looks here.
    if (found && first + found.index + found[0].length <= at) {
      first += found.index + found[0].length;
      found = pattern.exec(text.slice(first, at + literal.length + reach));
    }
    if (!found || first + found.index > at) continue;
    const begin = first + found.index;
    const end = begin + found[0].length;
    const lineStart = lineOf(text, begin, from);
    // Behind another message on the same line a framing has no lead.
    const line = lineStart === undefined || escaped.test(text.slice(lineStart, begin)) ? undefined : lineStart;
    const lead = line === undefined ? undefined : text.slice(line, begin);
    const writing = writingAt(text, end, lead);
    if (!writing || (format.writings && !format.writings.includes(writing))) continue;
    const framing = format.read(found, lead);
    if (framing) return { start: line ?? begin, end, writing, framing, time: framing.time ?? (lead ? timeOf(lead) : undefined) };
  }
  return undefined;
}

const escaped = /#01[25]|\\[rn]/;

/** Where the line of `at` begins; undefined where it begins before `from`, or so far away that one does not look: a line can have 10 MB. */
function lineOf(text: string, at: number, from: number): number | undefined {
  const first = Math.max(from, at - LONGEST_LEAD);
  const eol = text.slice(first, at).lastIndexOf('\n');
  if (eol >= 0) return first + eol + 1;
  return first === from && (from === 0 || text[from - 1] === '\n') ? from : undefined;
}

/** How the message behind a framing is written; undefined where the line goes on in another way. */
function writingAt(text: string, end: number, lead = ''): Writing | undefined {
  let at = end;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 13) at++;
  if (at >= text.length || text.charCodeAt(at) === 10) return 'lines';
  if (text.startsWith('#012', at) || text.startsWith('#015', at)) return 'hash';
  if (!text.startsWith('\\n', at) && !text.startsWith('\\r', at)) return undefined;
  return inJson.test(lead) ? 'json' : 'backslash';
}

/** A member of an object that is a string, which goes on. */
const inJson = /"\s*:\s*"[^"]*$/;

function place(format: FramedFormat, text: string, opening: Opening): PlacedFrame | undefined {
  const { start, framing, writing } = opening;
  const found = writing === 'lines' ? readLines(format, text, opening) : readEscaped(format, text, opening.end, writing);
  if (!found) return undefined;
  const { payload, limit, decoding } = found;
  const message = decoding
    ? endUpTo(format, decoding.text, { payload: 0, limit: decoding.text.length, framing, isClosed: found.closing !== undefined })
    : endUpTo(format, text, { payload, limit, framing, isClosed: found.closing !== undefined });
  const end = decoding ? sourceEnd(decoding, message.end, writing) : message.end;
  // A marker farther on belongs to something else.
  const closing = found.closing && isBlank(text, end, found.closing.start) ? found.closing : undefined;
  const written = decoding ? decoding.text.slice(0, message.end) : text.slice(payload, end);
  const { octets } = framing;
  // Field by field: spreading costs ten times what finding the message does.
  const frame: Frame = {
    format: format.id,
    length: Math.max(end, closing?.end ?? 0) - start,
    header: { start: 0, end: opening.end - start },
    payload: { start: payload - start, end: end - start },
    decoded: decoding && decodedUpTo(decoding, message.end, { source: end, base: start }),
    time: opening.time,
    source: framing.source,
    destination: framing.destination,
    direction: framing.direction,
    transport: framing.transport,
    cut: closing?.isCut || isCut(message, written, { octets, writing, isAtLimit: end >= limit }) || undefined,
    isAsReceived: framing.isAsReceived,
  };
  return { start, frame };
}

interface Region {
  readonly payload: number;
  readonly limit: number;
  readonly framing: Framing;
  readonly isClosed: boolean;
}

function endUpTo({ isMarkerSure }: FramedFormat, text: string, { payload, limit, framing, isClosed }: Region): MessageEnd {
  const found = findMessageEnd(text, payload, limit, framing.octets);
  if (!isMarkerSure || !isClosed || found.end === limit) return found;
  // The writer puts its marker behind the last octet, so what stands before it is body, whatever Content-Length says.
  return findStartLine(text.slice(found.end, limit), 0, limit) < 0 ? { end: limit, lacks: found.lacks } : found;
}

/** Few blanks and line ends, or nothing. */
const isBlank = (text: string, start: number, end: number): boolean => end - start < 256 && text.slice(start, end).trim() === '';

/** Where the message of a framing stands, before its end is known. */
interface Found {
  readonly payload: number;
  readonly limit: number;
  readonly decoding?: Decoding;
  readonly closing?: Closing;
}

function readLines(format: FramedFormat, text: string, opening: Opening): Found | undefined {
  const first = firstLine(text, opening.end);
  if (!first) return undefined;
  const { line, lead } = first;
  const next = findOpening(format, text, line)?.start ?? text.length;
  if (next <= line) return undefined;
  const closing = findClosing(format, text.slice(line, next), line);
  const limit = closing?.start ?? next;
  // The marker stands in front of the start line, within what other lines would begin with too: nothing is left for a message.
  if (limit < line + lead.length) return undefined;
  const decoding = lead.length > 0 ? decodeLines(text, line, limit, lead) : undefined;
  return { payload: line + lead.length, limit, decoding, closing };
}

const escapedBlanks = { hash: /(?:[ \t]|#01[25]){0,8}/y, backslash: /(?:[ \t]|\\[rn]){0,8}/y, json: /(?:[ \t]|\\[rn]){0,8}/y };

function readEscaped(format: FramedFormat, text: string, end: number, writing: Exclude<Writing, 'lines'>): Found | undefined {
  const line = text.slice(end, lineEnd(text, end));
  const blanks = escapedBlanks[writing];
  blanks.lastIndex = 0;
  const payload = end + (blanks.exec(line)?.[0].length ?? 0);
  const limit = findOpening(format, line, payload - end)?.start ?? line.length;
  const decoding = decodeEscapes(text, payload, end + limit, writing);
  return isMessage(decoding.text, 0, noLead) ? { payload, limit: end + limit, decoding } : undefined;
}

/** The message's first line, at most two empty lines behind the framing. */
function firstLine(text: string, end: number): { line: number; lead: Lead } | undefined {
  let line = lineEnd(text, end) + 1;
  for (let skipped = 0; skipped < 3 && line < text.length; skipped++) {
    const eol = lineEnd(text, line);
    const lead = readLead(text, line, eol);
    if (text.slice(line + lead.length, Math.min(eol, line + lead.length + 2)).trim() !== '') {
      return isMessage(text, line, lead) ? { line, lead } : undefined;
    }
    line = eol + 1;
  }
  return undefined;
}

const noLead: Lead = { indent: 0, length: 0 };
const nearlyStart = /\bSIP\/\d|\b(?:sips?|tel|urn|im|pres):/i;

/** A start line, or something like one with a header behind it: that message is worth reading, too. */
function isMessage(text: string, line: number, lead: Lead): boolean {
  const eol = lineEnd(text, line);
  const start = line + lead.length;
  if (isStartLine(text, start, eol)) return true;
  if (!nearlyStart.test(text.slice(start, Math.min(eol, start + 1024)))) return false;
  const second = leadLength(text, eol + 1, lineEnd(text, eol + 1), lead);
  return second >= 0 && isHeaderLine(text, eol + 1 + second);
}

/** The marker behind a message. */
interface Closing {
  readonly start: number;
  readonly end: number;
  readonly isCut: boolean;
}

/** `region` goes from the message to the next framing and stands at `base`. */
function findClosing({ marker, cutMark }: FramedFormat, region: string, base: number): Closing | undefined {
  if (marker === undefined) return undefined;
  for (let at = region.indexOf(marker); at >= 0; at = region.indexOf(marker, at + marker.length)) {
    const start = lineOf(region, at, 0) ?? at;
    const eol = lineEnd(region, at);
    const rest = region.slice(at + marker.length, Math.min(eol, at + marker.length + 2)).trim();
    if (rest !== '' || readLead(region, start, eol).length < at - start) continue;
    const behind = region.slice(eol + 1, eol + 257);
    const mark = cutMark?.exec(behind);
    const end = Math.min(region.length, eol + 1 + (mark ? mark[0].length : 0));
    return { start: base + start, end: base + end, isCut: mark !== undefined && mark !== null };
  }
  return undefined;
}

interface CutFacts {
  readonly octets?: number;
  readonly writing: Writing;
  readonly isAtLimit: boolean;
}

/** The line ends at a message's end that a log may leave out or add. */
const SLACK = 4;

/**
 * A message that says more than stands here may be so on the wire, which is for a rule to tell. It was cut where the log itself names
 * another length, or ends where a message cannot.
 */
function isCut({ lacks }: MessageEnd, written: string, { octets, writing, isAtLimit }: CutFacts): boolean {
  if (lacks === undefined) return false;
  if (octets !== undefined) return countOctets(written, 0, written.length) + SLACK < octets;
  return isAtLimit && (lacks === 'headers' || (writing !== 'lines' && !written.endsWith('\n')));
}
