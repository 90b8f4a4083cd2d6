import { COLON, CR, isDigit, isTokenChar, LF, SLASH, SPACE, TAB } from '../sip/chars';
import { headerId, headerIdOf, UNKNOWN_HEADER } from '../sip/header-names';
import { type EndsHeaders, type HeaderLines, indexMessage, LINE_CELLS, newHeaderLines } from '../sip/message-index';

/**
 * Where messages begin and end in running text. A log keeps no packet boundaries: what it keeps is start lines, the empty line,
 * Content-Length (in octets, while the log may have turned CRLF into LF and UTF-8 into characters) and its own framing lines.
 *
 * Searches backwards are bounded everywhere: a log can be one line of 10 MB.
 */

/** The line from `start` to `end` (without line end) is a request line or a status line, well-formed or nearly. */
export function isStartLine(text: string, start: number, end: number): boolean {
  if (end - start < 10 || end - start > 65_536) return false;
  return text.charCodeAt(start) === LETTER_S && text.startsWith('SIP/', start)
    ? isStatusLine(text, start + 4, end)
    : isRequestLine(text, start, end);
}

/** Behind `SIP/`: version, white space, a digit. */
function isStatusLine(text: string, start: number, end: number): boolean {
  const version = skipVersion(text, start, end);
  const status = skipBlanks(text, version, end);
  return version > 0 && status > version && isDigit(text.charCodeAt(status));
}

/** A token, white space, anything, white space, SIP/ with a version. Looked at from behind, since few lines end so. */
function isRequestLine(text: string, start: number, end: number): boolean {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) <= SPACE) last--;
  let slash = last - 1;
  while (slash > start && isVersionChar(text.charCodeAt(slash))) slash--;
  const version = slash - 3;
  if (version <= start || text.charCodeAt(slash) !== SLASH || !text.startsWith('SIP', version)) return false;
  if (!isBlank(text.charCodeAt(version - 1)) || skipVersion(text, slash + 1, last) !== last) return false;
  let method = start;
  while (method < version && isTokenChar(text.charCodeAt(method))) method++;
  return method > start && isBlank(text.charCodeAt(method)) && skipBlanks(text, method, version) < version;
}

const isVersionChar = (c: number): boolean => isDigit(c) || c === DOT;
const isBlank = (c: number): boolean => c === SPACE || c === TAB;

function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Behind `2.0`, or 0 where there is no such number. */
function skipVersion(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  if (at === start || text.charCodeAt(at) !== DOT) return 0;
  const minor = ++at;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  return at > minor ? at : 0;
}

/** What begins at `start` begins like a header line. */
export function isHeaderLine(text: string, start: number): boolean {
  let at = start;
  const end = Math.min(text.length, start + 128);
  while (at < end && isTokenChar(text.charCodeAt(at))) at++;
  return at > start && text.charCodeAt(skipBlanks(text, at, end)) === COLON;
}

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
  if (hasNoPrefix(text, start, end)) return start;
  const line = text.slice(start, Math.min(end, start + 1024));
  return start + (prefix.exec(line)?.[0].length ?? 0);
}

/** Quick look at the usual beginnings. */
function hasNoPrefix(text: string, start: number, end: number): boolean {
  if (text.startsWith('SIP/2.0 ', start)) return isDigit(text.charCodeAt(start + 8));
  let method = start;
  while (method < end && isCapital(text.charCodeAt(method))) method++;
  const length = method - start;
  return (
    length > 2 &&
    length <= 20 &&
    text.charCodeAt(method) === SPACE &&
    (text.startsWith('sip:', method + 1) || text.startsWith('sips:', method + 1))
  );
}

const isCapital = (c: number): boolean => c >= 65 && c <= 90;

/** What ends a block of lines: an empty line (`end` is behind it), a start line, or the limit. */
export interface BlockEnd {
  readonly kind: 'blank' | 'start' | 'limit';
  readonly start: number;
  readonly end: number;
}

/** The end of the block of lines of which the line at `from` is one. */
export function findBlockEnd(text: string, from: number, limit: number): BlockEnd {
  for (let at = from; at < limit; ) {
    const eol = text.indexOf('\n', at);
    const end = eol < 0 || eol > limit ? limit : eol;
    const c = text.charCodeAt(at);
    if (c === LF || (c === CR && at + 1 === end)) return { kind: 'blank', start: at, end: Math.min(limit, end + 1) };
    if (isStartLine(text, at, end)) return { kind: 'start', start: at, end: at };
    at = end + 1;
  }
  return { kind: 'limit', start: limit, end: limit };
}

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
  indexMessage(text, start, limit, framedLines, isStartLineFound);
  let length = lengthIn(text, framedLines);
  let mayHoldMessages = holdsMessages(text, framedLines);
  let headersEnd = framedLines.headersEnd;
  let bodyStart = framedLines.bodyStart;
  // Below an empty line too many the headers go on (sip/blank-line-in-headers).
  while (bodyStart > headersEnd && length < 0 && !mayHoldMessages && mislaidHeader.test(text.slice(bodyStart, bodyStart + 20))) {
    indexMessage(text, headersEnd, limit, framedLines, isStartLineFound);
    length = lengthIn(text, framedLines);
    mayHoldMessages = holdsMessages(text, framedLines);
    ({ headersEnd, bodyStart } = framedLines);
  }
  if (bodyStart === headersEnd) return { end: headersEnd, lacks: 'headers' };
  const quick = octets === 0 ? quickEnd(text, bodyStart, limit, length) : -1;
  if (quick >= 0) return { end: quick };
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

/** The header lines of the message whose end was found last. */
export const framedLines: HeaderLines = newHeaderLines(64);

const isStartLineFound: EndsHeaders = (text, start, end) => isStartLine(text, start, text.charCodeAt(end - 1) === LF ? end - 1 : end);

const contentLengthId = headerId('Content-Length');
const contentTypeId = headerId('Content-Type');

/** The number of the header in a line's cell, looked up only for lines whose first letter is that of the two headers that matter here. */
function idAt(text: string, cells: Int32Array, cell: number): number {
  const start = cells[cell] as number;
  const end = cells[cell + 1] as number;
  const first = text.charCodeAt(start) | 32;
  return (first === LETTER_C || first === LETTER_L) && end - start < 16 ? headerIdOf(text.slice(start, end)) : UNKNOWN_HEADER;
}

/** What the last Content-Length says, -1 where none says a number. */
function lengthIn(text: string, { cells, count }: HeaderLines): number {
  for (let cell = (count - 1) * LINE_CELLS; cell >= 0; cell -= LINE_CELLS) {
    if (idAt(text, cells, cell) !== contentLengthId) continue;
    const start = cells[cell + 2] as number;
    const end = cells[cell + 3] as number;
    let length = end > start && end - start < 10 ? 0 : -1;
    for (let at = start; at < end && length >= 0; at++) {
      const c = text.charCodeAt(at);
      length = isDigit(c) ? length * 10 + c - 48 : -1;
    }
    if (length >= 0) return length;
  }
  return -1;
}

const ownMessages = /^(?:message|multipart)\//i;

/** The body may hold messages itself, whose start lines end nothing. */
function holdsMessages(text: string, { cells, count }: HeaderLines): boolean {
  for (let cell = 0; cell < count * LINE_CELLS; cell += LINE_CELLS) {
    const value = cells[cell + 2] as number;
    if ((text.charCodeAt(value) | 32) !== LETTER_M || idAt(text, cells, cell) !== contentTypeId) continue;
    if (ownMessages.test(text.slice(value, value + 16))) return true;
  }
  return false;
}

/** The end of a message that is as it was on the wire and followed by the limit or another one at once; -1 where a closer look is needed. */
function quickEnd(text: string, bodyStart: number, limit: number, length: number): number {
  if (length < 0 || text.charCodeAt(bodyStart - 2) !== CR) return -1;
  const end = bodyStart + length;
  if (end > limit || (length > 0 && (text.charCodeAt(end - 1) !== LF || text.charCodeAt(end - 2) !== CR))) return -1;
  return end === limit || isStartLine(text, end, lineEnd(text, end)) ? end : -1;
}

const DOT = 46;
const LETTER_C = 99;
const LETTER_L = 108;
const LETTER_M = 109;
const LETTER_S = 83;
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
