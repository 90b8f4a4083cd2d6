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

/** Finds frames from a place on, one after the other; the earliest of all formats wins, at the same place the first format. */
export function* splitFrames(text: string, active: readonly TraceFormat[], from = 0): Generator<PlacedFrame> {
  const upcoming: (PlacedFrame | undefined)[] = active.map((format) => format.next(text, from));
  for (let at = from; ; ) {
    let best: PlacedFrame | undefined;
    for (let i = 0; i < active.length; i++) {
      let found = upcoming[i];
      if (found && found.start < at) {
        found = active[i]?.next(text, at);
        upcoming[i] = found;
      }
      if (found && (!best || found.start < best.start)) best = found;
    }
    if (!best) return;
    if (best.frame.format === bare.id) best = upTo(best, upcoming);
    yield best;
    // A frame without length would hold the loop; no format makes one, and a new one that does must not hang the editor.
    at = best.start + Math.max(1, best.frame.length);
  }
}

/** A bare message knows no framing lines, so one that lacks its end would take the next message's into its headers. */
function upTo({ start, frame }: PlacedFrame, upcoming: readonly (PlacedFrame | undefined)[]): PlacedFrame {
  let end = start + frame.length;
  for (const next of upcoming) if (next && next.start > start && next.start < end) end = next.start;
  const length = end - start;
  return length === frame.length ? { start, frame } : { start, frame: { ...frame, length, payload: { start: 0, end: length } } };
}
