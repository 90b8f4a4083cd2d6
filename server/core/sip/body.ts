import type { Span } from '../text/span';
import { trimEnd } from './chars';
import type { SipMessage } from './message';
import { type HeaderLines, indexMessage, LINE_CELLS, newHeaderLines } from './message-index';
import { param, unquoted } from './parts';

/** A body or one part of a multipart body. `type` is the media type in lower case, '' where none is given. */
export interface BodyPart {
  readonly type: string;
  /** Headers of the part; empty for a body that is not multipart. */
  readonly headers: Span;
  readonly content: Span;
}

const MOST_PARTS = 64;

/** The body of a message as parts (RFC 2046 §5.1.1). A multipart body without a readable boundary is one part of its own type. */
export function bodyPartsOf(message: SipMessage): BodyPart[] {
  const content = message.body;
  if (content.end <= content.start) return [];
  const type = message.items('Content-Type')[0];
  const whole: BodyPart = { type: message.contentType ?? '', headers: { start: content.start, end: content.start }, content };
  const boundary = type && param(type.params, 'boundary')?.value;
  if (!whole.type.startsWith('multipart/') || !boundary) return [whole];
  const parts = splitParts(message.text, content, `--${unquoted(boundary)}`);
  return parts.length > 0 ? parts : [whole];
}

function splitParts(text: string, body: Span, delimiter: string): BodyPart[] {
  const parts: BodyPart[] = [];
  let at = findDelimiter(text, delimiter, body.start, body);
  while (at >= 0 && parts.length < MOST_PARTS) {
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0 || text.startsWith('--', at + delimiter.length)) break;
    const next = findDelimiter(text, delimiter, lineEnd, body);
    // The line end in front of a delimiter belongs to the delimiter.
    const end = next < 0 ? body.end : text.charCodeAt(next - 2) === 13 ? next - 2 : next - 1;
    parts.push(readPart(text, lineEnd + 1, Math.max(lineEnd + 1, end)));
    at = next;
  }
  return parts;
}

function findDelimiter(text: string, delimiter: string, from: number, body: Span): number {
  for (let at = text.indexOf(delimiter, from); at >= 0 && at < body.end; at = text.indexOf(delimiter, at + 1)) {
    if (at === body.start || text.charCodeAt(at - 1) === 10) return at;
  }
  return -1;
}

const lines: HeaderLines = newHeaderLines(8);

function readPart(text: string, start: number, end: number): BodyPart {
  // The reader takes a start line first; a part has none, so it begins one line early, at the delimiter's line end.
  indexMessage(text, start - 1, end, lines);
  let type = 'text/plain';
  for (let i = 0; i < lines.count; i++) {
    const at = i * LINE_CELLS;
    const name = text.slice(lines.cells[at], lines.cells[at + 1]).toLowerCase();
    if (name === 'content-type' || name === 'c') {
      const value = text.slice(lines.cells[at + 2], lines.cells[at + 3]);
      const stop = value.indexOf(';');
      type = value.slice(0, trimEnd(value, 0, stop < 0 ? value.length : stop)).toLowerCase();
    }
  }
  return { type, headers: { start, end: lines.headersEnd }, content: { start: lines.bodyStart, end } };
}
