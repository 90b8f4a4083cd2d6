/** Character classes of RFC 3261 §25.1, by UTF-16 code unit. */

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const STAR = 42;
export const COMMA = 44;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const QUESTION = 63;
export const AT = 64;
export const BRACKET_OPEN = 91;
export const BACKSLASH = 92;
export const BRACKET_CLOSE = 93;
export const AMPERSAND = 38;

const tokenTable = new Uint8Array(128);
for (const c of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~") tokenTable[c.charCodeAt(0)] = 1;

/** `token` of RFC 3261 §25.1. */
export const isTokenChar = (c: number): boolean => c < 128 && tokenTable[c] === 1;

export const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** Linear white space, line ends of folded lines included. */
export const isSpace = (c: number): boolean => c <= SPACE && (c === SPACE || c === TAB || c === CR || c === LF);

export function isToken(text: string, start = 0, end = text.length): boolean {
  if (start >= end) return false;
  for (let i = start; i < end; i++) if (!isTokenChar(text.charCodeAt(i))) return false;
  return true;
}

export function skipSpace(text: string, at: number, end: number): number {
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The end of `text` from `start` to `end` without the white space behind it. */
export function trimEnd(text: string, start: number, end: number): number {
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Behind the closing quote of the quoted string that opens at `at`, or -1 where it stays open (RFC 3261 §25.1 quoted-string). */
export function skipQuoted(text: string, at: number, end: number): number {
  for (let i = at + 1; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH) i++;
    else if (c === QUOTE) return i + 1;
  }
  return -1;
}
