import { type Span, span } from '../../text/span';

/** What a quoted string comes to. */
export interface Decoded {
  readonly text: string;
  /** Between the first and the last quote. */
  readonly inner: Span;
  /** Nothing in it is escaped or joined: offsets in `text` are offsets from the start of `inner`. */
  readonly isPlain: boolean;
  /** Behind the last quote. */
  readonly end: number;
}

/** Reads the string whose quote stands at `open`. Strings in double quotes that follow each other are one. undefined: it is not closed. */
export function decodeQuoted(text: string, open: number, limit: number): Decoded | undefined {
  if (text[open] === "'") {
    const close = text.indexOf("'", open + 1);
    if (close < 0 || close >= limit) return undefined;
    return { text: text.slice(open + 1, close), inner: span(open + 1, close), isPlain: true, end: close + 1 };
  }
  const pieces: string[] = [];
  let isPlain = true;
  for (let from = open; ; ) {
    const piece = decodePiece(text, from, limit);
    if (!piece) return undefined;
    pieces.push(piece.text);
    isPlain &&= piece.isPlain;
    const next = behindBlanks(text, piece.end, limit);
    if (text[next] !== '"' || next >= limit)
      return { text: pieces.join(''), inner: span(open + 1, piece.end - 1), isPlain: isPlain && pieces.length === 1, end: piece.end };
    from = next;
  }
}

function behindBlanks(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && ' \t\b\r\n'.includes(text[at] ?? 'x')) at++;
  return at;
}

function decodePiece(text: string, open: number, limit: number): { text: string; end: number; isPlain: boolean } | undefined {
  const close = text.indexOf('"', open + 1);
  if (close < 0 || close >= limit) return undefined;
  const piece = text.slice(open + 1, close);
  if (!piece.includes('\\')) return { text: piece, end: close + 1, isPlain: true };
  let result = '';
  for (let at = open + 1; at < limit; ) {
    const char = text[at];
    if (char === '"') return { text: result, end: at + 1, isPlain: false };
    if (char === '\\') {
      escapeForm.lastIndex = at;
      const [whole = '\\'] = escapeForm.exec(text) ?? [];
      result += unescaped(whole);
      at += whole.length;
    } else {
      const stop = nextOf(text, at, limit);
      result += text.slice(at, stop);
      at = stop;
    }
  }
  return undefined;
}

function nextOf(text: string, from: number, limit: number): number {
  let at = from + 1;
  while (at < limit && text[at] !== '"' && text[at] !== '\\') at++;
  return at;
}

// A single digit is left alone, so that back references of regular expressions survive.
const escapeForm = /\\(?:[nrat"\\\n]|x[\da-fA-F]{1,2}|[0-7]{2,3})/y;
const simple: { readonly [written: string]: string } = {
  '\\n': '\n',
  '\\r': '\r',
  '\\a': '\x07',
  '\\t': '\t',
  '\\"': '"',
  '\\\\': '\\',
  '\\\n': '',
};

function unescaped(whole: string): string {
  const known = simple[whole];
  if (known !== undefined) return known;
  if (whole === '\\') return '\\';
  return String.fromCharCode((whole[1] === 'x' ? Number.parseInt(whole.slice(2), 16) : Number.parseInt(whole.slice(1), 8)) & 0xff);
}
