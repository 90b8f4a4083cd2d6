import type { Span } from '../text/span';
import type { Header, SipMessage } from './message';

/** Edits of whole header lines, with the line ends that the message has. */
export interface Edit {
  readonly at: Span;
  readonly text: string;
}

/** Puts a header line behind another one. */
export function lineBehind({ text }: SipMessage, header: Header, line: string): Edit {
  const at = header.line.end;
  const eol = lineEndOf(text);
  return { at: { start: at, end: at }, text: text[at - 1] === '\n' ? line + eol : eol + line };
}

/** Puts a header line at the end of the header part, in front of the empty line. */
export function lineAtEnd({ text, headerPart }: SipMessage, line: string): Edit {
  const at = headerPart.end;
  const eol = lineEndOf(text);
  return { at: { start: at, end: at }, text: text[at - 1] === '\n' ? line + eol : eol + line };
}

export const withoutLine = (header: Header): Edit => ({ at: header.line, text: '' });

const lineEndOf = (text: string): string => (text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n');
