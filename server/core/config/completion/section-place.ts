import { lineStart } from './line-start';

/** Where in a file of sections and settings an offset is, told from the text around it alone. */
export type SectionPlace =
  | { readonly kind: 'comment' }
  /** Between the bracket that opens a header and its end: `[server:`. */
  | { readonly kind: 'header'; readonly typed: string }
  /** In the brackets behind a header: `[phone](`. */
  | { readonly kind: 'base'; readonly typed: string }
  | { readonly kind: 'key'; readonly typed: string; readonly section: SectionText }
  | { readonly kind: 'value'; readonly key: string; readonly typed: string; readonly section: SectionText };

export interface SectionText {
  /** Between the brackets; empty above the first section. */
  readonly name: string;
  /** What stands behind the bracket: `(base)`. */
  readonly rest: string;
  /** The lines below the header, up to the next one. */
  readonly body: string;
}

const LONGEST = 20_000;

/** `comment`: the signs that begin one. `.` and `/` are parts of keys; `:` in them is for Flexisip. */
export function sectionPlaceAt(text: string, offset: number, before: string, comment: RegExp): SectionPlace {
  if (comment.test(before)) return { kind: 'comment' };
  const header = /^\s*\[([^\]]*)$/.exec(before);
  if (header) return { kind: 'header', typed: header[1] ?? '' };
  const base = /^\s*\[[^\]]*\]\((?:[^()]*,)?\s*([^(),]*)$/.exec(before);
  if (base) return { kind: 'base', typed: base[1] ?? '' };
  const section = sectionAt(text, offset);
  const key = /^\s*([\w./:-]*)$/.exec(before);
  if (key) return { kind: 'key', typed: key[1] ?? '', section };
  const [, name = '', typed = ''] = /^\s*([\w./:-]+)\s*\+?=>?\s*(.*)$/.exec(before) ?? [];
  return name === '' ? { kind: 'comment' } : { kind: 'value', key: name, typed, section };
}

function sectionAt(text: string, offset: number): SectionText {
  let start = lineStart(text, offset);
  const least = Math.max(0, offset - LONGEST);
  while (start > least && text[start] !== '[') start = lineStart(text, start - 1);
  const [whole = '', name = '', rest = ''] = /^\[([^\]\n]*)\]([^\n]*)/.exec(text.slice(start, start + 500)) ?? [];
  if (whole === '') return { name: '', rest: '', body: '' };
  const bodyStart = start + whole.length;
  const next = text.indexOf('\n[', bodyStart);
  return { name, rest, body: text.slice(bodyStart, next < 0 ? bodyStart + LONGEST : next) };
}
