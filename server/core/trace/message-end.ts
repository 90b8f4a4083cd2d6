import { CR, isDigit, LF, SPACE, TAB } from '../sip/chars';

/**
 * Where messages begin and end in running text. A log keeps no packet boundaries: what it keeps is start lines, the empty line,
 * Content-Length (in octets, while the log may have turned CRLF into LF and UTF-8 into characters) and its own framing lines.
 */

const statusLine = /^SIP\/\d+\.\d+[ \t]+\d/i;
const requestLine = /^[A-Za-z0-9\-.!%*_+`'~]+[ \t]+\S.*[ \t]SIP\/\d+\.\d+[ \t]*$/;

/** The line from `start` to `end` (without line end) is a request line or a status line, well-formed or nearly. */
export function isStartLine(text: string, start: number, end: number): boolean {
  if (end - start < 10 || end - start > 65_536) return false;
  const line = text.slice(start, text.charCodeAt(end - 1) === CR ? end - 1 : end);
  return text.startsWith('SIP/', start) ? statusLine.test(line) : requestLine.test(line);
}

export function lineStart(text: string, at: number, from: number): number {
  const before = text.lastIndexOf('\n', at - 1);
  return before < from ? from : before + 1;
}

/** The end of the line that holds `at`, without its line end's LF. */
export function lineEnd(text: string, at: number): number {
  const eol = text.indexOf('\n', at);
  return eol < 0 ? text.length : eol;
}

/** The first start line that begins a line at or behind `from` and before `limit`; -1 where there is none. */
export function findStartLine(text: string, from: number, limit: number): number {
  for (let at = text.indexOf('SIP/', from); at >= 0 && at < limit; at = text.indexOf('SIP/', at + 4)) {
    const before = at === from ? LF : text.charCodeAt(at - 1);
    if (before === LF) {
      if (isStartLine(text, at, lineEnd(text, at))) return at;
    } else if (before === SPACE || before === TAB) {
      const start = lineStart(text, at, from);
      if (start < at && isStartLine(text, start, lineEnd(text, at))) return start;
    }
  }
  return -1;
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
    if (mayBeStartLine(text, at, end) && isStartLine(text, at, end)) return { kind: 'start', start: at, end: at };
    seen?.(at);
    at = end + 1;
  }
  return { kind: 'limit', start: limit, end: limit };
}

/** Quick look at both ends of a line, so that the patterns run on few. */
function mayBeStartLine(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) === 83 && text.startsWith('SIP/', start)) return true;
  let last = end - 1;
  while (last > start && text.charCodeAt(last) <= SPACE) last--;
  return isDigit(text.charCodeAt(last)) && text.lastIndexOf('SIP/', last) > Math.max(start, last - 12);
}

const contentLength = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*\r?(?:\n|$)/i;
const ownMessages = /^(?:content-type|c)[ \t]*:[ \t]*(?:message|multipart)\//i;
const bodyText = /^(?:v=0|<\?xml|<[a-z]|--|[a-z]=)/i;

/**
 * The end of the message that begins at `start`, at most `limit`, where the next framing line (or the text) ends it for certain.
 *
 * Content-Length is believed where it leads to a plausible end: the limit, white space, a start line, or at least a line end.
 * Where it does not, the body ends at the empty line or start line behind it, and the difference is a matter for a rule.
 */
export function findMessageEnd(text: string, start: number, limit: number): number {
  const firstEol = lineEnd(text, start);
  if (firstEol >= limit) return limit;
  let octets = -1;
  let mayHoldStartLines = false;
  const headers = findBlockEnd(text, firstEol + 1, limit, (at) => {
    const c = text.charCodeAt(at) | 32;
    if (c !== LETTER_C && c !== LETTER_L) return;
    const line = text.slice(at, at + 80);
    const found = contentLength.exec(line);
    if (found) octets = Number(found[1]);
    else mayHoldStartLines ||= ownMessages.test(line);
  });
  if (headers.kind !== 'blank') return headers.start;
  const bodyStart = headers.end;
  if (bodyStart >= limit) return limit;
  if (octets > 0) {
    const ends = countOctets(text, bodyStart, limit, octets);
    for (const end of ends) if (isGoodEnd(text, end, limit)) return end;
    if (mayHoldStartLines && ends[0] !== undefined) return ends[0];
    return findBlockEnd(text, bodyStart, limit).start;
  }
  return bodyText.test(text.slice(bodyStart, bodyStart + 8)) ? findBlockEnd(text, bodyStart, limit).start : bodyStart;
}

const LETTER_C = 99;
const LETTER_L = 108;

/** Where `octets` octets from `start` on end: counted as the text stands, and with each bare LF as CRLF. Only what ends before `limit`. */
export function countOctets(text: string, start: number, limit: number, octets: number): number[] {
  const ends: number[] = [];
  let raw = 0;
  let restored = 0;
  let i = start;
  for (; i < limit && restored < octets; i++) {
    const c = text.charCodeAt(i);
    const size = c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c < 0xe000 ? 2 : 3;
    raw += size;
    restored += size + (c === LF && text.charCodeAt(i - 1) !== CR ? 1 : 0);
  }
  // The writer may have dropped the last line end.
  if (restored === octets || (i === limit && octets - restored <= 2)) ends.push(i);
  for (; i < limit && raw < octets; i++) {
    const c = text.charCodeAt(i);
    raw += c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c < 0xe000 ? 2 : 3;
  }
  if (raw === octets && ends[0] !== i) ends.push(i);
  return ends;
}

function isGoodEnd(text: string, end: number, limit: number): boolean {
  if (end >= limit) return true;
  const c = text.charCodeAt(end);
  if (c === LF || c === CR) return true;
  return text.charCodeAt(end - 1) === LF;
}
