import type { Span } from '../text/span';
import { CR, LF } from './chars';
import type { SipMessage } from './message';

/** How many octets a part of a message has: as its text stands, and on the wire, where a line ends with CRLF (RFC 3261 §7). */
export interface Octets {
  readonly written: number;
  /** `written`, with each bare LF counted as CRLF: what a log that turned line ends into LF took away. */
  readonly restored: number;
}

/** Size on the wire of a part of the message, with CRLF restored where the text has bare LF. */
export const octetsOf = (message: SipMessage, at: Span): number => countedOctets(message, at).restored;

/** Both sizes of a part of the message. A text that came from octets that are no UTF-8 has one character for each octet. */
export function countedOctets({ text, options }: Pick<SipMessage, 'text' | 'options'>, at: Span): Octets {
  let written = 0;
  let bareLineFeeds = 0;
  for (let i = at.start; i < at.end; i++) {
    const c = text.charCodeAt(i);
    written += options.bytes || c < 0x80 ? 1 : c < 0x800 || isSurrogate(c) ? 2 : 3;
    if (c === LF && text.charCodeAt(i - 1) !== CR) bareLineFeeds++;
  }
  return { written, restored: written + bareLineFeeds };
}

/** Two of them make one character of four octets. */
const isSurrogate = (c: number): boolean => c >= 0xd800 && c < 0xe000;
