import { CR, isSpace, isTokenChar, LF, SPACE, TAB, trimEnd } from './chars';
import { lookUpHeader, NOT_A_HEADER } from './header-names';

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

const COLON = 58;

/** Finds start line, header lines and body of the message that stands in `text` from `start` to `end`. */
export function indexMessage(text: string, start: number, end: number, lines: HeaderLines): void {
  lines.count = 0;
  const first = lineEnd(text, start, end);
  lines.startLineEnd = withoutCr(text, start, first);
  let pos = first < end ? first + 1 : end;
  lines.headersStart = pos;
  let cells = lines.cells;
  while (pos < end) {
    const eol = lineEnd(text, pos, end);
    const next = eol < end ? eol + 1 : end;
    const c = text.charCodeAt(pos);
    if (c === LF || (c === CR && pos + 1 === eol)) {
      lines.headersEnd = pos;
      lines.bodyStart = next;
      return;
    }
    if ((c === SPACE || c === TAB) && lines.count > 0) {
      const cell = (lines.count - 1) * LINE_CELLS;
      const value = cells[cell + 2] as number;
      const last = trimEnd(text, Math.max(value, pos), eol);
      if (last > pos) cells[cell + 3] = last;
      // The value may begin on a folded line only.
      if (isSpace(text.charCodeAt(value))) cells[cell + 2] = firstInk(text, value, cells[cell + 3] as number);
      cells[cell + 4] = next;
    } else {
      if ((lines.count + 1) * LINE_CELLS > cells.length) cells = grow(lines);
      indexLine(text, pos, eol, next, cells, lines.count * LINE_CELLS);
      lines.count++;
    }
    pos = next;
  }
  lines.headersEnd = end;
  lines.bodyStart = end;
}

function indexLine(text: string, start: number, eol: number, next: number, cells: Int32Array, cell: number): void {
  let nameEnd = start;
  while (nameEnd < eol && isTokenChar(text.charCodeAt(nameEnd))) nameEnd++;
  let colon = nameEnd;
  while (colon < eol && (text.charCodeAt(colon) === SPACE || text.charCodeAt(colon) === TAB)) colon++;
  cells[cell] = start;
  cells[cell + 4] = next;
  if (colon >= eol || text.charCodeAt(colon) !== COLON || nameEnd === start) {
    cells[cell + 1] = start;
    cells[cell + 2] = start;
    cells[cell + 3] = trimEnd(text, start, eol);
    cells[cell + 5] = NOT_A_HEADER;
    return;
  }
  let value = colon + 1;
  while (value < eol && isSpace(text.charCodeAt(value))) value++;
  cells[cell + 1] = nameEnd;
  cells[cell + 2] = value;
  cells[cell + 3] = trimEnd(text, value, eol);
  cells[cell + 5] = lookUpHeader(text, start, nameEnd);
}

function firstInk(text: string, from: number, end: number): number {
  while (from < end && isSpace(text.charCodeAt(from))) from++;
  return from;
}

function lineEnd(text: string, from: number, end: number): number {
  const eol = text.indexOf('\n', from);
  return eol < 0 || eol > end ? end : eol;
}

const withoutCr = (text: string, start: number, end: number): number => (end > start && text.charCodeAt(end - 1) === CR ? end - 1 : end);

function grow(lines: HeaderLines): Int32Array {
  const cells = new Int32Array(lines.cells.length * 2);
  cells.set(lines.cells);
  lines.cells = cells;
  return cells;
}
