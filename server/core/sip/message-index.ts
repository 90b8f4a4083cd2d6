import { COLON, CR, isSpace, isTokenChar, LF, SPACE, skipSpace, TAB, trimEnd } from './chars';
import type { Codes } from './codes';
import { lookUpHeader, NOT_A_HEADER, UNKNOWN_HEADER } from './header-names';

/**
 * Where the header lines of one message stand, six numbers a line: start of the line, end of the name, start and end of the value
 * (without white space around it), end of the line with its line end, and the header's number (header-names.ts).
 * A folded line belongs to the header above it (RFC 3261 §7.3.1).
 */
export interface HeaderLines {
  cells: Int32Array;
  count: number;
  /** Where the start line ends, without its line end, and where the line behind it begins. */
  startLineEnd: number;
  headersStart: number;
  /** Where the empty line begins that ends the headers, or the end of the text. */
  headersEnd: number;
  /** Behind the empty line. Equal to headersEnd where there is none: the headers were cut off, or never ended. */
  bodyStart: number;
}

export const LINE_CELLS = 6;

export const newHeaderLines = (lines = 40): HeaderLines => ({
  cells: new Int32Array(lines * LINE_CELLS),
  count: 0,
  startLineEnd: 0,
  headersStart: 0,
  headersEnd: 0,
  bodyStart: 0,
});

/** A line that is no header, from `start` to behind its line end, ends the headers: it belongs to something else. */
export type EndsHeaders = (text: string, start: number, end: number) => boolean;

const never: EndsHeaders = () => false;

/**
 * Finds start line, header lines and body of the message that stands in `text` from `start` to `end`. Which header each line is,
 * is told by `nameHeaders`: who only looks for the end of a message need not know.
 */
export function indexMessage(text: string, start: number, end: number, lines: HeaderLines, ends: EndsHeaders = never): void {
  lines.count = 0;
  const first = lineEnd(text, start, end);
  lines.startLineEnd = first > start && text.charCodeAt(first - 1) === CR ? first - 1 : first;
  let pos = first < end ? first + 1 : end;
  lines.headersStart = pos;
  while (pos < end) {
    const c = text.charCodeAt(pos);
    if (c <= SPACE) {
      if (c === LF || (c === CR && pos + 1 < end && text.charCodeAt(pos + 1) === LF)) {
        lines.headersEnd = pos;
        lines.bodyStart = c === LF ? pos + 1 : pos + 2;
        return;
      }
      if ((c === SPACE || c === TAB) && lines.count > 0) {
        pos = foldLine(text, pos, end, lines);
        continue;
      }
    }
    if ((lines.count + 1) * LINE_CELLS > lines.cells.length) grow(lines);
    const cell = lines.count * LINE_CELLS;
    const next = indexLine(text, pos, end, lines.cells, cell);
    if (lines.cells[cell + 5] === NOT_A_HEADER && ends(text, pos, next)) break;
    pos = next;
    lines.count++;
  }
  lines.headersEnd = pos;
  lines.bodyStart = pos;
}

/** Reads the header line at `start`; returns where the next line begins. */
function indexLine(text: string, start: number, end: number, cells: Int32Array, cell: number): number {
  const eol = lineEnd(text, start, end);
  let at = start;
  let c = text.charCodeAt(at);
  while (at < eol && isTokenChar(c)) c = text.charCodeAt(++at);
  const nameEnd = at;
  while (at < eol && (c === SPACE || c === TAB)) c = text.charCodeAt(++at);
  const isHeader = c === COLON && at < eol && nameEnd > start;
  let value = start;
  if (isHeader) {
    value = at + 1;
    while (value < eol && isSpace(text.charCodeAt(value))) value++;
  }
  const next = eol < end ? eol + 1 : end;
  cells[cell] = start;
  cells[cell + 1] = isHeader ? nameEnd : start;
  cells[cell + 2] = value;
  cells[cell + 3] = trimEnd(text, value, eol);
  cells[cell + 4] = next;
  cells[cell + 5] = isHeader ? UNKNOWN_HEADER : NOT_A_HEADER;
  return next;
}

/** Puts the header's number to each line that is a header. */
export function nameHeaders(codes: Codes, { cells, count }: HeaderLines): void {
  for (let cell = 0; cell < count * LINE_CELLS; cell += LINE_CELLS) {
    if (cells[cell + 5] !== NOT_A_HEADER) cells[cell + 5] = lookUpHeader(codes, cells[cell] as number, cells[cell + 1] as number);
  }
}

/** Takes the line at `start` up into the header above it; returns where the next line begins. */
function foldLine(text: string, start: number, end: number, { cells, count }: HeaderLines): number {
  const cell = (count - 1) * LINE_CELLS;
  const eol = lineEnd(text, start, end);
  const next = eol < end ? eol + 1 : end;
  const last = trimEnd(text, start, eol);
  // A value may begin on a folded line only.
  const isEmpty = cells[cell + 2] === cells[cell + 3];
  if (last > start) {
    if (isEmpty) cells[cell + 2] = skipSpace(text, start, last);
    cells[cell + 3] = last;
  }
  cells[cell + 4] = next;
  return next;
}

function lineEnd(text: string, from: number, end: number): number {
  const eol = text.indexOf('\n', from);
  return eol < 0 || eol > end ? end : eol;
}

function grow(lines: HeaderLines): void {
  const cells = new Int32Array(lines.cells.length * 2);
  cells.set(lines.cells);
  lines.cells = cells;
}
