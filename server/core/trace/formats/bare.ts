import { CR, LF } from '../../sip/chars';
import type { PlacedFrame, TraceFormat } from '../frame';
import { findBlockEnd, findMessageEnd, findStartLine, isHeaderLine, isStartLine, lineEnd, lineStart, skipPrefix } from '../message-end';

/** Messages as they are, one behind the other, with anything or nothing between them. Also what is left between the frames of other formats. */
export const bare: TraceFormat = {
  id: 'bare',
  title: 'bare messages',
  loses: ['transport', 'lineEnds'],
  detect: () => 0,
  next(text, from) {
    let at = skipBlankLines(text, from);
    // Nearly always one message follows the other.
    const eol = lineEnd(text, at);
    if (isStartLine(text, at, eol) && skipPrefix(text, at, eol) === at && hasHeaders(text, at) && !hasDots(text, at))
      return place(text, at);
    at = from;
    for (;;) {
      const start = findStartLine(text, at, text.length);
      const orphan = findOrphan(text, at, start < 0 ? text.length : start);
      if (orphan >= 0) return place(text, orphan);
      if (start < 0) return undefined;
      if (hasHeaders(text, start) && !hasDots(text, start)) return place(text, start);
      at = lineEnd(text, start) + 1;
    }
  },
  examples: [
    {
      text: `OPTIONS sip:example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
Call-ID: a
Content-Length: 0

SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
Call-ID: a
Content-Length: 0

`,
      frames: [{ start: 'OPTIONS sip:example.com SIP/2.0' }, { start: 'SIP/2.0 200 OK' }],
    },
    {
      text: `a log line that quotes "INVITE sip:bob@example.com SIP/2.0"
ACK sip:bob@example.com SIP/2.0
is no message without headers
`,
      frames: [],
    },
    {
      text: `INVITE sip:bob@example.com
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
Call-ID: a
CSeq: 1 INVITE
`,
      frames: [{ start: 'INVITE sip:bob@example.com' }],
    },
    {
      text: `some log
BYE sip:bob@example.com
From: <sip:bob@example.com>
Call-ID: a

Go to sip:bob@example.com
now: or never
`,
      frames: [{ start: 'BYE sip:bob@example.com' }],
    },
    {
      text: `[12:00:00] TX INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
Call-ID: a

[12:00:01] something else
[12:00:01] RX SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
Call-ID: a

`,
      frames: [{ start: 'INVITE sip:bob@example.com SIP/2.0' }, { start: 'SIP/2.0 200 OK' }],
    },
    {
      text: `INVITE sip:bob@example.com SIP/2.0.
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1.
Call-ID: a.
.
`,
      frames: [],
    },
  ],
};

function place(text: string, start: number): PlacedFrame {
  const { end } = findMessageEnd(text, start, text.length);
  return { start, frame: { format: 'bare', length: end - start, payload: { start: 0, end: end - start } } };
}

function skipBlankLines(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === CR || text.charCodeAt(at) === LF) at++;
  return at;
}

const FARTHEST_HEADER = 16_384;

/** The line behind a start line is a header, or the start line ends the text: one that a user is just typing. */
function hasHeaders(text: string, start: number): boolean {
  const next = lineEnd(text, start) + 1;
  return next >= text.length || isHeaderLine(text, next);
}

/** ngrep and its kin print each CR as a dot: not a message as it was, but one that a format of its own must read. */
function hasDots(text: string, start: number): boolean {
  let at = start;
  for (let lines = 0; lines < 3; lines++) {
    const end = lineEnd(text, at);
    if (text[text[end - 1] === '\r' ? end - 2 : end - 1] !== '.') return false;
    at = end + 1;
  }
  return true;
}

const via = /^(?:via|v)[ \t]*:[ \t]*SIP[ \t]*\/[ \t]*2/i;
const callId = /\n(?:call-id|i)[ \t]*:/i;
const versionless = /^[A-Z]{3,20} sips?:\S{1,1024}[ \t]*\r?$/;

/** A message whose start line cannot be read, before `limit`: it has a Call-ID, and a Via or a method with a URI. -1 where there is none. */
function findOrphan(text: string, from: number, limit: number): number {
  const byVia = findLine(text, 'SIP/2', { from, limit }, (line, end) => {
    if (!via.test(text.slice(line, Math.min(end, line + 64)))) return -1;
    const first = firstOfBlock(text, line, from);
    if (first === line || !hasCallId(text, first, end + 1) || hasDots(text, first)) return -1;
    const start = skipPrefix(text, first, lineEnd(text, first));
    // Behind a start line that can be read there is nothing to guess.
    return isStartLine(text, start, lineEnd(text, start)) && !hasHeaders(text, start) ? -1 : start;
  });
  const byMethod = findLine(text, ' sip', { from, limit: byVia < 0 ? limit : byVia }, (line, end) => {
    if (end - line > 2048 || !versionless.test(text.slice(line, end)) || !isHeaderLine(text, end + 1)) return -1;
    return hasCallId(text, line, end + 1) ? line : -1;
  });
  return byMethod >= 0 ? byMethod : byVia;
}

/** The first line before `limit` that holds the literal and of which `look` makes something. */
function findLine(
  text: string,
  literal: string,
  { from, limit }: { from: number; limit: number },
  look: (line: number, end: number) => number,
): number {
  let behind = from;
  for (let at = text.indexOf(literal, behind); at >= 0 && at < limit; at = text.indexOf(literal, behind)) {
    const end = lineEnd(text, at);
    const found = look(lineStart(text, at, behind), end);
    if (found >= 0) return found;
    behind = end + 1;
  }
  return -1;
}

/** From `start` to the end of the block of which the line at `inside` is one. */
function hasCallId(text: string, start: number, inside: number): boolean {
  const end = findBlockEnd(text, inside, Math.min(text.length, inside + FARTHEST_HEADER)).start;
  return callId.test(text.slice(start, end));
}

/** The line before the headers around `line`, or the first of them where an empty line or `from` stands before it. */
function firstOfBlock(text: string, line: number, from: number): number {
  let start = line;
  for (let lines = 0; start > from && lines < 60; lines++) {
    const before = lineStart(text, start - 1, from);
    if (text.slice(before, Math.min(start, before + 256)).trim() === '') break;
    start = before;
    if (!isHeaderLine(text, before) && text[before] !== ' ' && text[before] !== '\t') break;
  }
  return start;
}
