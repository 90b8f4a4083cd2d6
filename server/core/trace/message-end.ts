import { CR, isDigit, LF, SPACE } from '../sip/chars';

/**
 * Where messages begin and end in running text. A log keeps no packet boundaries: what it keeps is start lines, the empty line,
 * Content-Length (in octets, while the log may have turned CRLF into LF and UTF-8 into characters) and its own framing lines.
 *
 * Searches backwards are bounded everywhere: a log can be one line of 10 MB.
 */

const statusLine = /^SIP\/\d+\.\d+[ \t]+\d/i;
const requestLine = /^[A-Za-z0-9\-.!%*_+`'~]+[ \t]+\S.*[ \t]SIP\/\d+\.\d+[ \t]*$/;

/** The line from `start` to `end` (without line end) is a request line or a status line, well-formed or nearly. */
export function isStartLine(text: string, start: number, end: number): boolean {
  if (end - start < 10 || end - start > 65_536) return false;
  if (!mayBeStartLine(text, start, end)) return false;
  const line = text.slice(start, text.charCodeAt(end - 1) === CR ? end - 1 : end);
  return text.startsWith('SIP/', start) ? statusLine.test(line) : requestLine.test(line);
}

/** Quick look at both ends of a line, so that the patterns run on few. */
function mayBeStartLine(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) === 83 && text.startsWith('SIP/', start)) return true;
  let last = end - 1;
  while (last > start && text.charCodeAt(last) <= SPACE) last--;
  return isDigit(text.charCodeAt(last)) && text.slice(Math.max(start, last - 12), last).includes('SIP/');
}

const headerLine = /^[A-Za-z0-9\-.!%*_+`'~]+[ \t]*:/;

/** What begins at `start` begins like a header line. */
export const isHeaderLine = (text: string, start: number): boolean => headerLine.test(text.slice(start, start + 128));

/** Where the line that holds `at` begins, or `from` where that is later. */
export const lineStart = (text: string, at: number, from: number): number => from + text.slice(from, at).lastIndexOf('\n') + 1;

/** The end of the line that holds `at`, without its line end's LF. */
export function lineEnd(text: string, at: number): number {
  const eol = text.indexOf('\n', at);
  return eol < 0 ? text.length : eol;
}

const BYTE_ORDER_MARK = 0xfeff;

/** The first start line that begins a line at or behind `from` and before `limit`; -1 where there is none. */
export function findStartLine(text: string, from: number, limit: number): number {
  let behind = from === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : from;
  for (let at = text.indexOf('SIP/', behind); at >= 0 && at < limit; at = text.indexOf('SIP/', behind)) {
    const start = lineStart(text, at, behind);
    const end = lineEnd(text, at);
    if (isStartLine(text, start, end)) return skipPrefix(text, start, end);
    behind = end + 1;
  }
  return -1;
}

const prefix =
  /^(?!SIP\/2\.0[ \t]+\d|[A-Z]{3,20}[ \t]+[a-z]{2,5}:).*?[\s:>\])|](?=(?:[A-Z]{3,20}[ \t]+[a-z]{2,5}:\S+[ \t]+SIP\/2\.0|SIP\/2\.0[ \t]+\d{3}[ \t].*)[ \t\r]*$)/;

/** Where the start line begins in a line on which the log said something before it: `TX INVITE sip:bob@example.com SIP/2.0`. */
export function skipPrefix(text: string, start: number, end: number): number {
  const line = text.slice(start, Math.min(end, start + 1024));
  return start + (prefix.exec(line)?.[0].length ?? 0);
}

/** What ends a block of lines: an empty line (`end` is behind it), a start line, or the limit. */
export interface BlockEnd {
  readonly kind: 'blank' | 'start' | 'limit';
  readonly start: number;
  readonly end: number;
}

/** The end of the block of lines of which the line at `from` is one. */
export function findBlockEnd(text: string, from: number, limit: number, seen?: (lineStart: number) => void): BlockEnd {
  for (let at = from; at < limit; ) {
    const eol = text.indexOf('\n', at);
    const end = eol < 0 || eol > limit ? limit : eol;
    const c = text.charCodeAt(at);
    if (c === LF || (c === CR && at + 1 === end)) return { kind: 'blank', start: at, end: Math.min(limit, end + 1) };
    if (isStartLine(text, at, end)) return { kind: 'start', start: at, end: at };
    seen?.(at);
    at = end + 1;
  }
  return { kind: 'limit', start: limit, end: limit };
}

const contentLength = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*\r?(?:\n|$)/i;
const ownMessages = /^(?:content-type|c)[ \t]*:[ \t]*(?:message|multipart)\//i;
const mislaidHeader = /^(?:via|from|to|call-id|cseq|max-forwards|contact|content-length|content-type)[ \t]*:/i;
const bodyText = /^(?:v=0|<\?xml|<[a-z]|[a-z]=)/i;

export interface MessageEnd {
  readonly end: number;
  /** The message ends inside its headers, or its body is shorter than it says; undefined where nothing is missing. */
  readonly lacks?: 'headers' | 'body';
}

/**
 * The end of the message that begins at `start`, at most `limit`, where the next framing line (or the text) ends it for certain.
 * `octets` is the length of the message by the word of the log, which is believed before Content-Length.
 *
 * A length is believed where it leads to a plausible end. Where it does not, the body ends at the empty line or start line behind it,
 * and the difference is a matter for a rule.
 */
export function findMessageEnd(text: string, start: number, limit: number, octets = 0): MessageEnd {
  const firstEol = lineEnd(text, start);
  if (firstEol >= limit) return { end: limit, lacks: 'headers' };
  let length = -1;
  let mayHoldMessages = false;
  const seen = (at: number): void => {
    const c = text.charCodeAt(at) | 32;
    if (c !== LETTER_C && c !== LETTER_L) return;
    const line = text.slice(at, at + 80);
    const found = contentLength.exec(line);
    if (found) length = Number(found[1]);
    else mayHoldMessages ||= ownMessages.test(line);
  };
  let headers = findBlockEnd(text, firstEol + 1, limit, seen);
  // Below an empty line too many the headers go on (sip/blank-line-in-headers).
  while (headers.kind === 'blank' && length < 0 && !mayHoldMessages && mislaidHeader.test(text.slice(headers.end, headers.end + 20))) {
    headers = findBlockEnd(text, headers.end, limit, seen);
  }
  if (headers.kind !== 'blank') return { end: headers.start, lacks: 'headers' };
  const bodyStart = headers.end;
  // Without these bounds each message with a wrong length would cost the rest of the text.
  const farthest = mayHoldMessages ? limit : findMessage(text, bodyStart, limit);
  for (const end of octets > 0 ? octetEnds(text, start, farthest, octets) : none) {
    if (end >= bodyStart && isBlankAt(text, end, limit)) return { end };
  }
  if (length <= 0) {
    const hasBody = mayHoldMessages ? text.startsWith('--', bodyStart) : bodyText.test(text.slice(bodyStart, bodyStart + 8));
    return { end: hasBody ? findBlockEnd(text, bodyStart, farthest).start : bodyStart };
  }
  const ends = mayHoldMessages && length > LONGEST_MULTIPART ? none : octetEnds(text, bodyStart, farthest, length);
  const plausible = ends.find((end) => isGoodEnd(text, end, limit)) ?? (mayHoldMessages ? ends[0] : undefined);
  if (plausible !== undefined) return { end: plausible };
  const { start: end } = findBlockEnd(text, bodyStart, farthest);
  return ends.length > 0 ? { end } : { end, lacks: 'body' };
}

const LETTER_C = 99;
const LETTER_L = 108;
const LONGEST_MULTIPART = 262_144;
const none: readonly number[] = [];

/**
 * Where `octets` octets from `start` on may end, the likeliest first: with each bare LF counted as CRLF, as the text stands,
 * and with one octet for each character. Only what ends at `limit` or before.
 */
export function octetEnds(text: string, start: number, limit: number, octets: number): number[] {
  const isAscii = !beyondAscii.test(text.slice(start, Math.min(limit, start + octets)));
  const unitEnd = start + octets;
  const ends = [restoredEnd(text, start, limit, { octets, isAscii }), isAscii ? unitEnd : rawEnd(text, start, limit, octets), unitEnd];
  return ends.filter((end, i) => end > start && end <= limit && ends.indexOf(end) === i);
}

const beyondAscii = /[^\0-\x7f]/;

/** Line by line, since few lines are quicker than many characters. -1 where the octets end within a line end, or behind `limit`. */
function restoredEnd(text: string, start: number, limit: number, { octets, isAscii }: { octets: number; isAscii: boolean }): number {
  let left = octets;
  for (let at = start; at < limit; ) {
    const eol = Math.min(limit, lineEnd(text, at));
    const isBare = eol < limit && text.charCodeAt(eol - 1) !== CR;
    const end = Math.min(limit, eol + 1);
    const size = (isAscii ? end - at : utf8Size(text, at, end)) + (isBare ? 1 : 0);
    if (size > left) return isAscii ? (at + left <= eol ? at + left : -1) : rawEnd(text, at, eol, left);
    left -= size;
    if (left === 0) return end;
    at = end;
  }
  // The writer may have dropped the last line end.
  return left <= 2 ? limit : -1;
}

function rawEnd(text: string, start: number, limit: number, octets: number): number {
  let left = octets;
  let at = start;
  for (; at < limit && left > 0; at++) left -= octetsOf(text.charCodeAt(at));
  return left === 0 ? at : -1;
}

/** In UTF-8; a surrogate is half of a character of four octets. */
const octetsOf = (c: number): number => (c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c < 0xe000 ? 2 : 3);

function utf8Size(text: string, start: number, end: number): number {
  let size = 0;
  for (let i = start; i < end; i++) size += octetsOf(text.charCodeAt(i));
  return size;
}

/** How many octets the text had on the wire, with each bare LF as CRLF. */
export function countOctets(text: string, start: number, end: number): number {
  let octets = utf8Size(text, start, end);
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) !== CR) octets++;
  }
  return octets;
}

/** The next start line with a header behind it, or `limit`: a Content-Length that leads across it is wrong. */
function findMessage(text: string, from: number, limit: number): number {
  for (let at = findStartLine(text, from, limit); at >= 0; ) {
    const behind = lineEnd(text, at) + 1;
    if (isHeaderLine(text, behind)) return at;
    at = findStartLine(text, behind, limit);
  }
  return limit;
}

function isBlankAt(text: string, at: number, limit: number): boolean {
  if (at >= limit) return true;
  const c = text.charCodeAt(at);
  return c === LF || c === CR;
}

const sdpLine = /^[a-z]=/;

/** A line ends here, and what follows does not look like more of a session description. */
function isGoodEnd(text: string, end: number, limit: number): boolean {
  if (isBlankAt(text, end, limit)) return true;
  return text.charCodeAt(end - 1) === LF && !sdpLine.test(text.slice(end, end + 2));
}
