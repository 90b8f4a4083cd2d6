import type { Span } from '../text/span';
import { headerIdOf } from './header-names';
import type { SipMessage } from './message';

/** The writer of the log cut the message inside of this part, so what it lacks says nothing. */
export const isCutIn = (message: SipMessage, at: Span): boolean => message.isCut && at.end >= message.text.trimEnd().length;

/**
 * What stands here begins in the middle of a message, or is no SIP at all: its first line is not even a bad start line.
 * A log that was cut, a body of its own frame, and binary data look like that.
 */
export function isFragment(message: SipMessage): boolean {
  const { kind, span } = message.startLine;
  if (kind !== 'malformed') return false;
  const line = message.text.slice(span.start, span.end);
  // Some loggers write a dot for the CR at the end of a line.
  return !resemblesStartLine.test(line) || /SIP\/\d\.\d\.$/.test(line);
}

const resemblesStartLine = /^(?:(?:SIP|HTTP|RTSP)\/|[A-Z][A-Z-]{2,31}[ \t]+(?:[A-Za-z][A-Za-z0-9+.-]{0,31}:[^\s:]|\/|\*|SIP\/))/;

/** The names of the known headers that the body begins with: an empty line stands above them that should not be there. */
export function headersBelow(message: SipMessage): Span[] {
  const { text, body } = message;
  const names: Span[] = [];
  for (let at = firstInk(text, body.start); at < body.end; ) {
    const eol = text.indexOf('\n', at);
    const end = eol < 0 ? body.end : eol;
    const name = /^([A-Za-z-]+)[ \t]*:/.exec(text.slice(at, Math.min(end, at + 64)))?.[1];
    const isFolded = names.length > 0 && /[ \t]/.test(text[at] ?? '');
    if (name !== undefined && headerIdOf(name) > 0) names.push({ start: at, end: at + name.length });
    else if (name === undefined && !isFolded) break;
    at = end + 1;
  }
  return names;
}

/** Where the first line begins that is not empty. */
function firstInk(text: string, from: number): number {
  let at = from;
  while (text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n')) at++;
  return at;
}
