import type { PlacedFrame, TraceFormat } from '../frame';
import { findBlockEnd, findMessageEnd, findStartLine, isHeaderLine, lineEnd, lineStart } from '../message-end';

/** Messages as they are, one behind the other, with anything or nothing between them. Also what is left between the frames of other formats. */
export const bare: TraceFormat = {
  id: 'bare',
  title: 'bare messages',
  loses: ['transport', 'lineEnds'],
  detect: () => 0,
  next(text, from) {
    let at = from;
    for (;;) {
      const start = findStartLine(text, at, text.length);
      const orphan = findOrphan(text, at, start < 0 ? text.length : start);
      if (orphan >= 0) return place(text, orphan);
      if (start < 0) return undefined;
      if (hasHeaders(text, start)) return place(text, start);
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
  ],
};

function place(text: string, start: number): PlacedFrame {
  const { end } = findMessageEnd(text, start, text.length);
  return { start, frame: { format: 'bare', length: end - start, payload: { start: 0, end: end - start } } };
}

const FARTHEST_HEADER = 16_384;

/** The line behind a start line is a header, or the start line ends the text: one that a user is just typing. */
function hasHeaders(text: string, start: number): boolean {
  const next = lineEnd(text, start) + 1;
  return next >= text.length || isHeaderLine(text, next);
}

const via = /^(?:via|v)[ \t]*:[ \t]*SIP[ \t]*\/[ \t]*2/i;
const callId = /\n(?:call-id|i)[ \t]*:/i;

/** A message whose start line cannot be read: a block of lines with a Via and a Call-ID, up to `limit`. -1 where there is none. */
function findOrphan(text: string, from: number, limit: number): number {
  let behind = from;
  for (let at = text.indexOf('SIP/2', behind); at >= 0 && at < limit; at = text.indexOf('SIP/2', behind)) {
    const line = lineStart(text, at, behind);
    behind = lineEnd(text, at) + 1;
    if (!via.test(text.slice(line, Math.min(at + 5, line + 64)))) continue;
    const start = blockStart(text, line, from);
    const end = findBlockEnd(text, behind, Math.min(text.length, at + FARTHEST_HEADER)).start;
    if (start < line && callId.test(text.slice(start, end))) return start;
  }
  return -1;
}

/** The first line of the block of lines around `line`: behind an empty line, or `from`. */
function blockStart(text: string, line: number, from: number): number {
  let start = line;
  for (let lines = 0; start > from && lines < 60; lines++) {
    const before = lineStart(text, start - 1, from);
    if (text.slice(before, start).trim() === '') break;
    start = before;
  }
  return start;
}
