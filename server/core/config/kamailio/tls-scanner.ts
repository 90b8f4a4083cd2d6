import { type Span, span } from '../../text/span';
import { visibleName } from '../../text/visible-name';

/**
 * The words of a TLS profile file, as core/cfg_parser.c reads them. Names and delimiters are single words; a value is one word up to a
 * blank, or stands in double quotes.
 */
export interface TlsWord {
  readonly kind: 'word' | 'text' | 'sign' | 'line-end' | 'end' | 'fault';
  /** Without quotes and escapes; of a fault: what is wrong. */
  readonly text: string;
  /** Without quotes. */
  readonly at: Span;
  readonly end: number;
}

const blank = /[ \t\r]/;
const wordChar = /\w/;
const signs = "=:;.,?[]/@!$%&*()-+|'";
const escapes: { readonly [letter: string]: string } = { '#': '#', '"': '"', '\\': '\\', r: '\r', n: '\n', t: '\t', ' ': ' ', '\n': '' };

/** The next word from there on. `isValue`: delimiters belong to it. */
export function nextTlsWord(text: string, from: number, isValue: boolean): TlsWord {
  let at = from;
  for (;;) {
    const char = text[at];
    if (char === undefined) return { kind: 'end', text: '', at: span(text.length, text.length), end: text.length };
    if (blank.test(char)) at++;
    else if (char === '#') at = commentEnd(text, at);
    else if (char === '\\' && text[at + 1] === '\n' && !isValue) at += 2;
    else break;
  }
  const char = text[at] ?? '';
  if (char === '\n') return { kind: 'line-end', text: char, at: span(at, at + 1), end: at + 1 };
  if (char === '"') return quoted(text, at);
  if (isValue || wordChar.test(char)) return word(text, at, isValue);
  if (signs.includes(char)) return { kind: 'sign', text: char, at: span(at, at + 1), end: at + 1 };
  return fault(at, `“${visibleName(char)}” cannot stand here without quotes.`);
}

const fault = (at: number, text: string): TlsWord => ({ kind: 'fault', text, at: span(at, at + 1), end: at + 1 });

/** The line end behind a comment; one that a backslash hides belongs to it. */
function commentEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at, text.length);
}

function quoted(text: string, open: number): TlsWord {
  let result = '';
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '"') return { kind: 'text', text: result, at: span(open + 1, at), end: at + 1 };
    if (char === '\\') {
      at++;
      const letter = text[at] ?? '';
      const known = letter === '#' || letter === ' ' ? undefined : escapes[letter];
      if (known === undefined) return fault(at - 1, `“\\${visibleName(letter.trim())}” is no escape in quotes here.`);
      result += known;
    } else result += char;
  }
  return fault(open, 'These quotes are never closed.');
}

function word(text: string, from: number, isValue: boolean): TlsWord {
  let result = '';
  let at = from;
  for (; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\\' && !(isValue && at === from)) {
      at++;
      const letter = text[at] ?? '';
      const known = escapes[letter];
      if (known === undefined) return fault(at - 1, `“\\${visibleName(letter.trim())}” is no escape.`);
      result += known;
    } else if (wordChar.test(char) || (isValue && (signs.includes(char) || char === '"' || char === '\\'))) result += char;
    else if (blank.test(char) || '#\n'.includes(char) || (!isValue && (signs.includes(char) || char === '"'))) break;
    else return fault(at, `“${visibleName(char)}” cannot stand in a value without quotes.`);
  }
  return { kind: 'word', text: result, at: span(from, at), end: at };
}
