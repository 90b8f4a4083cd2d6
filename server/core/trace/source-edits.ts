import type { Span } from '../text/span';
import { messageText, toFrame } from './frame';
import { formatOf } from './split';
import type { Entry, Trace } from './trace';

interface Edit {
  readonly at: Span;
  readonly text: string;
}

/**
 * Edits of a message as edits of the text that it stands in. Where the log writes the message in another way (escapes, prefixes,
 * indentation) there are none, unless each edit lies between those, and the log so edited reads as the message so edited.
 */
export function sourceEdits(trace: Trace, entry: Entry, edits: readonly Edit[]): readonly Edit[] | undefined {
  const { frame } = entry;
  if (!frame.decoded) return edits.map(({ at, text }) => ({ at: trace.spanOf(entry, at), text }));
  const message = frame.decoded.text;
  const moved: Edit[] = [];
  for (const { at, text } of edits) {
    const start = entry.start + toFrame(frame, at.start);
    const end = start + at.end - at.start;
    const isPlain = trace.source.slice(start, end) === message.slice(at.start, at.end);
    if (!isPlain || /[\r\n]/.test(text)) return undefined;
    moved.push({ at: { start, end }, text });
  }
  const from = lineStart(trace, entry.start);
  const window = trace.source.slice(from, entry.start + frame.length + FAR);
  const mended = applied(
    window,
    moved.map(({ at, text }) => ({ at: { start: at.start - from, end: at.end - from }, text })),
  );
  const again = formatOf(frame.format).next(mended, entry.start - from);
  const isSame = again?.start === entry.start - from && messageText(again.frame, mended, again.start) === applied(message, edits);
  return isSame ? moved : undefined;
}

function applied(text: string, edits: readonly Edit[]): string {
  let result = text;
  // The last one first, so that the others still fit; of two at one place the second stands behind the first.
  for (const { at, text: inserted } of [...edits].reverse().sort((a, b) => b.at.start - a.at.start))
    result = result.slice(0, at.start) + inserted + result.slice(at.end);
  return result;
}

/** Where the line begins on which the frame does: a format reads what stands before its framing. */
function lineStart(trace: Trace, offset: number): number {
  const before = trace.source.slice(Math.max(0, offset - FAR), offset);
  return offset - before.length + before.lastIndexOf('\n') + 1;
}

/** More than a framing looks to either side. */
const FAR = 4096;
