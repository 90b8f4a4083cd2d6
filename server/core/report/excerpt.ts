import { maskSecrets } from '../text/secrets';
import type { Span } from '../text/span';
import type { Entry, Trace } from '../trace/trace';

/** One line of a text with a place in it. `start` and `end` are offsets in `text`. */
export interface Excerpt {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Gives the line on which a place begins, without its line end and without secrets. Whether a character belongs to a secret shows
 * only in what stands around it, so the whole frame is masked and then cut; it is kept for the next place, which mostly is in it too.
 */
export function excerptsOf(trace: Trace): (place: Span) => Excerpt {
  const { source } = trace;
  const line = (from: number, to: number) => maskSecrets(source.slice(from, to));
  let last: { readonly entry: Entry; readonly masked: string } | undefined;
  return ({ start, end }) => {
    const entry = trace.entryAt(start);
    if (!entry) return { text: '', start: 0, end: 0 };
    if (last?.entry !== entry) last = { entry, masked: line(entry.start, entry.start + entry.frame.length) };
    const { masked } = last;
    const at = start - entry.start;
    const lineStart = lineStartIn(masked, at);
    const lineEnd = lineEndIn(masked, at);
    // What stands before and behind the frame on its line, such as the rest of a log line; left out where it is long.
    const before = lineStart === 0 ? lastLine(line(Math.max(0, entry.start - FAR), entry.start)) : '';
    const behind = lineEnd === masked.length ? firstLine(line(entry.start + masked.length, entry.start + masked.length + FAR)) : '';
    const markStart = before.length + at - lineStart;
    return {
      text: before + masked.slice(lineStart, lineEnd) + behind,
      start: markStart,
      end: markStart + Math.max(0, Math.min(end - entry.start, lineEnd) - at),
    };
  };
}

const FAR = 256;

function lineStartIn(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return start;
}

function lineEndIn(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  return end;
}

function lastLine(text: string): string {
  const start = lineStartIn(text, text.length);
  return start === 0 && text.length >= FAR ? '' : text.slice(start);
}

function firstLine(text: string): string {
  const end = lineEndIn(text, 0);
  return end === text.length && text.length >= FAR ? '' : text.slice(0, end);
}

const isLineEnd = (c: number): boolean => c === 10 || c === 13;
