import { formats } from './formats/all.gen';
import { bare } from './formats/bare';
import type { PlacedFrame, TraceFormat } from './frame';

/** How much of a text is looked at to tell its formats, in UTF-16 units. */
export const HEAD = 262_144;

/**
 * The formats whose framing occurs in the head of a text, most hits first. Bare messages come last and always:
 * what no framing explains may still be a message. A ticket with several logs in it has several formats.
 */
export function detectFormats(head: string): readonly TraceFormat[] {
  const scored = formats
    .map((format) => ({ format, hits: format === bare ? 0 : format.detect(head) }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits);
  return [...scored.map(({ format }) => format), bare];
}

export const formatOf = (id: string): TraceFormat => formats.find((format) => format.id === id) ?? bare;

/**
 * Finds frames from a place on, one after the other; the earliest of all formats wins, at the same place the first format.
 * Bare messages are what stands between the frames of formats that have framing: a framing line ends them for certain.
 */
export function* splitFrames(text: string, active: readonly TraceFormat[], from = 0): Generator<PlacedFrame> {
  const framed = active.filter((format) => format !== bare);
  const upcoming: (PlacedFrame | undefined)[] = framed.map((format) => format.next(text, from));
  for (let at = from; ; ) {
    let best: PlacedFrame | undefined;
    for (let i = 0; i < framed.length; i++) {
      let found = upcoming[i];
      if (found && found.start < at) {
        found = framed[i]?.next(text, at);
        upcoming[i] = found;
      }
      if (found && (!best || found.start < best.start)) best = found;
    }
    yield* bareFrames(best ? text.slice(0, best.start) : text, at, text.length);
    if (!best) return;
    yield best;
    // A frame without length would hold the loop; no format makes one, and a new one that does must not hang the editor.
    at = best.start + Math.max(1, best.frame.length);
  }
}

/** `gap` ends where the next framing begins; `length` is that of the whole text. */
function* bareFrames(gap: string, from: number, length: number): Generator<PlacedFrame> {
  for (let at = from; at < gap.length; ) {
    const found = bare.next(gap, at);
    if (!found) return;
    // A start line that the text ends with is one that a user is just typing; before a framing line it is a quotation.
    const isQuoted = gap.length < length && gap.indexOf('\n', found.start) >= gap.length - 1;
    if (!isQuoted) yield found;
    at = found.start + Math.max(1, found.frame.length);
  }
}
