import type { Span } from '../text/span';

/** What the writer of a log loses, so that rules stay silent on what the log cannot know. */
export type Loss =
  /** No word says what carried the message. */
  | 'transport'
  /** The word does not tell TLS from TCP. */
  | 'tls'
  /** Content-Length may be dropped or belong to another rendering of the message. */
  | 'contentLength'
  /** CRLF becomes LF (or the other way round). */
  | 'lineEnds'
  /** Values are masked, or characters are replaced. */
  | 'masked'
  /** Blanks at line ends come or go. */
  | 'blanks'
  /** Headers are printed in another order than they were sent. */
  | 'headerOrder'
  /** Long messages end early. */
  | 'tail';

export type Direction = 'sent' | 'received';

/** Names a frame as long as it lives; says nothing about where it stands now. */
export type FrameId = number;

/**
 * One SIP message in a log, with what the framing says of it. All spans are relative to where the frame begins,
 * so that a frame that an edit moves stays the same value.
 */
export interface Frame {
  readonly format: string;
  /** From the framing line to behind the message and its end marker, in UTF-16 units. */
  readonly length: number;
  /** The framing line or lines, without the line end. */
  readonly header?: Span;
  /** Where the message stands. */
  readonly payload: Span;
  /** The message as it was on the wire, where the log writes it in another way: with escapes, prefixes, indentation. */
  readonly decoded?: Decoded;
  /** As written, in ISO 8601 where the log has a date: `2026-11-23T18:59:08.293994`, with `Z` where it has a zone. */
  readonly time?: string;
  /** `192.0.2.1:5061`, `[2001:db8::1]:5061`. */
  readonly source?: string;
  readonly destination?: string;
  readonly direction?: Direction;
  /** In capitals, as in Via. Absent where the framing does not say. */
  readonly transport?: string;
  /** The writer cut the message off. */
  readonly cut?: true;
  /** A sent message, printed as it had come in: what this host put in (its Via, Record-Route, Request-URI) is not to be seen. */
  readonly isAsReceived?: true;
}

/** A message text that is not its source text, with the way back. */
export interface Decoded {
  readonly text: string;
  /** Pairs: offset in `text`, offset in the frame from which on both go in step. Ascending in both. */
  readonly runs: Int32Array;
}

export interface PlacedFrame {
  readonly start: number;
  readonly frame: Frame;
}

/**
 * One way of writing SIP messages into a log. One file each in formats/.
 *
 * `next` has no memory: it finds the first frame that begins at or behind `from`, and what it finds depends on the text from there to
 * the end of the line behind the frame, on nothing before or after. So a frame can be found again from its own start, which is
 * what makes an edit cheap: frames are read anew from the one before the edit until an old frame's start is met again.
 */
export interface TraceFormat {
  readonly id: string;
  /** As users know it: `Asterisk pjsip logger`. */
  readonly title: string;
  readonly loses: readonly Loss[];
  /** How often the format's own framing occurs in `head`, 0 for not at all. */
  detect(head: string): number;
  next(text: string, from: number): PlacedFrame | undefined;
  readonly examples: readonly FormatExample[];
}

export interface FormatExample {
  readonly text: string;
  /** What must be found: start line and framing of each message. */
  readonly frames: readonly ({ readonly start: string } & Partial<
    Pick<Frame, 'time' | 'source' | 'destination' | 'direction' | 'transport' | 'cut'>
  >)[];
}

/** The message of a frame, as it was on the wire as far as the log allows. `text` begins where the frame begins. */
export const messageText = (frame: Frame, text: string, start = 0): string =>
  frame.decoded ? frame.decoded.text : text.slice(start + frame.payload.start, start + frame.payload.end);

/** From an offset in the message text to an offset in the frame. */
export function toFrame(frame: Frame, offset: number): number {
  if (!frame.decoded) return frame.payload.start + offset;
  const { runs } = frame.decoded;
  let low = 0;
  let high = runs.length / 2 - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle * 2] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  const from = runs[low * 2] ?? 0;
  const source = runs[low * 2 + 1] ?? 0;
  const nextSource = runs[low * 2 + 3];
  const at = source + (offset - from);
  return Math.min(nextSource === undefined ? at : Math.min(at, nextSource), frame.length);
}

/** From an offset in the frame to an offset in the message text, or undefined outside of the message. */
export function toMessage(frame: Frame, offset: number): number | undefined {
  if (offset < frame.payload.start || offset > frame.payload.end) return undefined;
  if (!frame.decoded) return offset - frame.payload.start;
  const { runs, text } = frame.decoded;
  let run = 0;
  while ((run + 1) * 2 < runs.length && (runs[run * 2 + 3] as number) <= offset) run++;
  const at = (runs[run * 2] ?? 0) + Math.max(0, offset - (runs[run * 2 + 1] ?? 0));
  return Math.min(at, runs[run * 2 + 2] ?? text.length);
}
