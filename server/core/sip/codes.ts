import { BACKSLASH, isSpace, QUOTE } from './chars';

/**
 * A text as the scanners see it: the code unit at `i` where it is ASCII, OTHER for everything else, since the grammar of SIP
 * asks nothing else of it. Scanning such an array is three times as fast as `charCodeAt` (measured), and offsets are those of the text.
 */
export type Codes = Uint8Array;

const OTHER = 128;
const encoder = new TextEncoder();
let scratch = new Uint8Array(65_536);

/** The codes of a text, in an array that is longer than the text and belongs to whoever called last. */
export function codesOf(text: string): Codes {
  if (scratch.length < text.length) scratch = new Uint8Array(text.length * 2);
  const { read, written } = encoder.encodeInto(text, scratch);
  if (read === text.length && written === read) return scratch;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    scratch[i] = c < OTHER ? c : OTHER;
  }
  return scratch;
}

export const unit = (codes: Codes, at: number): number => codes[at] as number;

/** Where a character first occurs from `from` on, -1 where it does not, or where `from` itself says that it searched in vain. */
export function find(codes: Codes, char: number, from: number, end: number): number {
  if (from < 0) return -1;
  for (let i = from; i < end; i++) if (unit(codes, i) === char) return i;
  return -1;
}

export function skipSpace(codes: Codes, at: number, end: number): number {
  while (at < end && isSpace(unit(codes, at))) at++;
  return at;
}

/** The end of what stands from `start` to `end` without the white space behind it. */
export function trimEnd(codes: Codes, start: number, end: number): number {
  while (end > start && isSpace(unit(codes, end - 1))) end--;
  return end;
}

/** Behind the closing quote of the quoted string that opens at `at`, or -1 where it stays open (RFC 3261 §25.1 quoted-string). */
export function skipQuoted(codes: Codes, at: number, end: number): number {
  for (let i = at + 1; i < end; i++) {
    const c = unit(codes, i);
    if (c === BACKSLASH) i++;
    else if (c === QUOTE) return i + 1;
  }
  return -1;
}
