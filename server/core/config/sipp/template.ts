import { type Span, span } from '../../text/span';

/**
 * The SIP message that a scenario sends, as it stands in a CDATA section: blanks at the start of a line do not count, and what stands
 * between brackets is filled in when it is sent (call.cpp). Spans are those of the file, so that what knows SIP can work inside.
 */
export interface Template {
  /** The content of the CDATA section. */
  readonly at: Span;
  /** From the start line on; the blank lines in front of it are left out. */
  readonly lines: readonly TemplateLine[];
  readonly keywords: readonly Keyword[];
}

export interface TemplateLine {
  /** Without indentation and line end. */
  readonly text: string;
  readonly at: Span;
  readonly part: 'start' | 'header' | 'blank' | 'body';
}

/** `[transport]`, `[field0 file="users.csv"]`, `[last_Via:]`, `[$1]`, `[branch-5]`. */
export interface Keyword {
  /** Without what is added to it: `branch`, `field`, `last_`, `$`. */
  readonly name: string;
  /** With the brackets. */
  readonly at: Span;
  /** What stands between them, up to the first blank. */
  readonly inner: Span;
}

export function templateIn(text: string, at: Span): Template {
  const lines: TemplateLine[] = [];
  let isBody = false;
  for (let start = at.start; start < at.end; ) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 || feed >= at.end ? at.end : feed + 1;
    const line = trimmed(text, start, next);
    const isBlank = line.start === line.end;
    if (lines.length > 0 || !isBlank) {
      const part = lines.length === 0 ? 'start' : isBody ? 'body' : isBlank ? 'blank' : 'header';
      lines.push({ text: text.slice(line.start, line.end), at: line, part });
      isBody ||= isBlank;
    }
    start = next;
  }
  while (lines.at(-1)?.text === '') lines.pop();
  return { at, lines, keywords: lines.flatMap(keywordsIn) };
}

/** A message that can be read as SIP, with line ends as SIP has them, and the way back into the file. */
export function messageOf({ lines, at }: Template): { readonly text: string; spanOf(part: Span): Span } {
  const starts: number[] = [];
  let text = '';
  for (const line of lines) {
    starts.push(text.length);
    text += `${line.text}\r\n`;
  }
  const offsetOf = (offset: number): number => {
    const index = starts.findLastIndex((start) => start <= offset);
    const line = lines[index];
    return line ? Math.min(line.at.start + offset - (starts[index] ?? 0), line.at.end) : at.start;
  };
  return { text, spanOf: ({ start, end }) => span(offsetOf(start), Math.max(offsetOf(start), offsetOf(end))) };
}

/** Does it have a body? */
export const hasBody = ({ lines }: Template): boolean => lines.some(({ part, text }) => part === 'body' && text !== '');

function keywordsIn({ text, at }: TemplateLine): Keyword[] {
  const keywords: Keyword[] = [];
  let close = -1;
  for (let open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
    if (close <= open) close = text.indexOf(']', open);
    if (close < 0) break;
    const inner = /^[$\w-]+[:\w+-]*/.exec(text.slice(open + 1, Math.min(close, open + 80)))?.[0] ?? '';
    if (inner === '' || text.slice(open + 1, close).includes('[')) continue;
    keywords.push({
      name: keywordName(inner),
      at: span(at.start + open, at.start + close + 1),
      inner: span(at.start + open + 1, at.start + open + 1 + inner.length),
    });
  }
  return keywords;
}

function keywordName(inner: string): string {
  if (inner.startsWith('$')) return '$';
  if (inner.startsWith('last_')) return 'last_';
  if (/^field\d/.test(inner)) return 'field';
  return inner.replace(/[+-]\d+$/, '');
}

function trimmed(text: string, start: number, end: number): Span {
  let from = start;
  while (from < end && /[ \t\r\n]/.test(text[from] ?? '')) from++;
  let to = end;
  while (to > from && /[ \t\r\n]/.test(text[to - 1] ?? '')) to--;
  return from === to ? span(start, start) : span(from, to);
}
