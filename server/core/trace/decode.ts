import { type Lead, leadLength } from './carrier';
import type { Decoded } from './frame';
import { lineEnd } from './message-end';

/** How a log writes line ends: as they are, as `#015#012` (syslog), as `\r\n` in four characters, or so inside of a JSON string. */
export type Writing = 'lines' | 'hash' | 'backslash' | 'json';

/** A text that was put together from pieces of another one, with the way back. */
export interface Decoding {
  readonly text: string;
  /** Pairs: offset in `text`, offset in the source from which on both go in step. The last pair is the end of both. */
  readonly runs: readonly number[];
}

/** No message is longer; a bound so that a frame never costs more than this. */
const LONGEST = 262_144;

/** The lines from `start` on without their leads, up to `limit` or a line that has another lead. */
export function decodeLines(text: string, start: number, limit: number, lead: Lead): Decoding {
  const parts: string[] = [];
  const runs: number[] = [];
  const stop = Math.min(limit, start + LONGEST);
  let length = 0;
  let at = start;
  while (at < stop) {
    const eol = Math.min(stop, lineEnd(text, at));
    const skip = leadLength(text, at, eol, lead);
    if (skip < 0) break;
    const end = Math.min(stop, eol + 1);
    runs.push(length, at + skip);
    parts.push(text.slice(at + skip, end));
    length += end - at - skip;
    at = end;
  }
  runs.push(length, at);
  return { text: parts.join(''), runs };
}

const letters: { readonly [letter: string]: string } = { r: '\r', n: '\n', t: '\t', b: '\b', f: '\f' };

/** What stands from `start` to `limit` with its escapes undone. */
export function decodeEscapes(text: string, start: number, limit: number, writing: Exclude<Writing, 'lines'>): Decoding {
  const source = text.slice(start, Math.min(limit, start + LONGEST));
  const end = writing === 'json' ? closingQuote(source) : source.length;
  const sign = writing === 'hash' ? '#' : '\\';
  const parts: string[] = [];
  const runs: number[] = [];
  let length = 0;
  let at = 0;
  const put = (piece: string, from: number) => {
    if (piece === '') return;
    runs.push(length, start + from);
    parts.push(piece);
    length += piece.length;
  };
  for (let hit = source.indexOf(sign); hit >= 0 && hit < end; ) {
    const size = escapeSize(source, hit, writing);
    if (size > 0) {
      put(source.slice(at, hit), at);
      put(unescaped(source.slice(hit + 1, hit + size)), hit);
      at = hit + size;
    }
    hit = source.indexOf(sign, hit + Math.max(1, size));
  }
  put(source.slice(at, end), at);
  runs.push(length, start + end);
  return { text: parts.join(''), runs };
}

const control = /^#(?:0[0-3][0-7]|177)/;
const inJson = /^\\(?:[rntbf"\\/]|u[0-9a-fA-F]{4})/;

/** How long the escape is that begins at `at`; 0 where there is none. */
function escapeSize(source: string, at: number, writing: Writing): number {
  if (writing === 'hash') return control.test(source.slice(at, at + 4)) ? 4 : 0;
  if (writing === 'json') return inJson.exec(source.slice(at, at + 6))?.[0].length ?? 0;
  return 'rnt'.includes(source.charAt(at + 1) || ' ') ? 2 : 0;
}

/** `name` is an escape without its first sign: `015`, `r`, `u0041`. */
function unescaped(name: string): string {
  if (name.length === 3) return String.fromCharCode(Number.parseInt(name, 8));
  if (name.length === 5) return String.fromCharCode(Number.parseInt(name.slice(1), 16));
  return letters[name] ?? name;
}

function closingQuote(source: string): number {
  for (let at = source.indexOf('"'); at >= 0; at = source.indexOf('"', at + 1)) {
    let before = at;
    while (source.charCodeAt(before - 1) === 92) before--;
    if ((at - before) % 2 === 0) return at;
  }
  return source.length;
}

/** Where in the source the text stands that ends at `offset`, its last escape included, the lead of the next line left out. */
export function sourceEnd({ runs }: Decoding, offset: number, writing: Writing): number {
  let at = 0;
  let high = runs.length / 2 - 1;
  while (at < high) {
    const middle = (at + high + 1) >> 1;
    if ((runs[middle * 2] as number) < offset) at = middle;
    else high = middle - 1;
  }
  const next = runs[at * 2 + 2];
  if (writing !== 'lines' && next === offset) return runs[at * 2 + 3] as number;
  return (runs[at * 2 + 1] as number) + offset - (runs[at * 2] as number);
}

/** The first `end` characters of a decoding, which stand before `source`, as a frame that begins at `base` keeps them. */
export function decodedUpTo(decoding: Decoding, end: number, { source, base }: { source: number; base: number }): Decoded {
  let count = 0;
  while (count < decoding.runs.length && (decoding.runs[count] as number) < end) count += 2;
  const runs = new Int32Array(count + 2);
  for (let i = 0; i < count; i += 2) {
    runs[i] = decoding.runs[i] as number;
    runs[i + 1] = (decoding.runs[i + 1] as number) - base;
  }
  runs[count] = end;
  runs[count + 1] = source - base;
  return { text: decoding.text.slice(0, end), runs };
}
