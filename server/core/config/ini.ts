import { type Span, span } from '../text/span';

/** Reads files of lines like `key = value` below headers like `[section]`, as many products write them, each a little differently. */

/** How one product writes such files. */
export interface IniSyntax {
  /** What begins a comment: `;`, `#`. */
  readonly comments: readonly string[];
  /** Where it begins one: as the first thing of a line only, also behind a blank, or wherever it stands. */
  readonly commentsStand: 'at-line-start' | 'behind-blank' | 'anywhere';
  /** A backslash in front of the sign makes it an ordinary character, and goes itself. */
  readonly hasEscapes?: boolean;
  /** Comments over lines, which may be nested. `open` begins with a comment sign and `close` ends with it. */
  readonly block?: { readonly open: string; readonly notBefore: string; readonly close: string };
  /** What may stand between key and value: `=`, `=>`, `+=`, `:`. The first in the line counts, and of those at one place the longest. */
  readonly separators: readonly string[];
  /** `[` at the start of a line is a header. */
  readonly hasSections: boolean;
  /** `[ a ]` is called ` a `. */
  readonly keepsBlanksOfNames?: boolean;
  /** What begins a line that is an order to the reader (`#include`), if there is such. */
  readonly directive?: string;
  /** How a line goes on in the next: by a backslash at its end, or because the next one is indented. */
  readonly continuation?: 'backslash' | 'indented';
}

/** A part of a file, blanks around it left out. `text` lacks the escapes, inner comments and line ends that `at` spans. */
export interface IniText {
  readonly text: string;
  readonly at: Span;
  /** Which offset of the text is which of the file, where it is not simply counted from `at.start`. */
  readonly pieces?: readonly Piece[];
}

interface Piece {
  readonly from: number;
  readonly at: number;
}

export type IniLine =
  | {
      readonly kind: 'section';
      readonly name: IniText /** What stands behind the bracket. */;
      readonly rest: IniText;
      /** Blanks stand between the bracket and that. */
      readonly isRestApart: boolean;
      readonly whole: Span;
    }
  | IniSetting
  | { readonly kind: 'directive'; readonly name: IniText; readonly argument: IniText; readonly whole: Span }
  /** Neither header nor setting. */
  | { readonly kind: 'other'; readonly text: IniText; readonly whole: Span; readonly fault: 'no-separator' | 'no-key' | 'no-bracket' };

export interface IniSetting {
  readonly kind: 'setting';
  readonly key: IniText;
  readonly separator: string;
  readonly value: IniText;
  /** The line or lines, without the line end. */
  readonly whole: Span;
  /** The comment at its end, the sign included. */
  readonly comment?: Span;
}

export interface IniFile {
  /** What is not blank and no comment, in order. */
  readonly lines: readonly IniLine[];
  /** Where a comment over lines begins that never ends. */
  readonly openComment?: Span;
  /** The closing signs of comments over lines that none is open for. */
  readonly strayCloses: readonly Span[];
}

/** The settings below one header; those above the first have no header. Headers of one name are not put together. */
export interface IniSection {
  readonly header?: Extract<IniLine, { kind: 'section' }>;
  readonly settings: readonly IniSetting[];
}

/** Never throws; linear in the size of the text. */
export function readIni(text: string, syntax: IniSyntax): IniFile {
  const lines: IniLine[] = [];
  const comments: Comments = { open: [], below: 0, strayCloses: [] };
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    let line = readLine(text, start, comments, syntax);
    const logical: Logical = { pieces: [...line.pieces], start, end: line.end, comment: line.comment };
    while (goesOn(text, line, logical, syntax)) {
      line = readLine(text, line.next, comments, syntax);
      addLine(text, logical, line, syntax);
    }
    start = line.next;
    const content = contentOf(text, logical.pieces);
    if (content.text !== '') lines.push(classified(content, logical, syntax));
  }
  const { open, strayCloses } = comments;
  const [unclosed] = open;
  return { lines, ...(unclosed && { openComment: unclosed }), strayCloses };
}

export function sectionsOf({ lines }: IniFile): IniSection[] {
  const sections: { header?: IniSection['header']; settings: IniSetting[] }[] = [{ settings: [] }];
  for (const line of lines) {
    if (line.kind === 'section') sections.push({ header: line, settings: [] });
    else if (line.kind === 'setting') sections.at(-1)?.settings.push(line);
  }
  return sections;
}

/** A part of it, by offsets in its text, blanks around it left out. */
export function partOf(whole: IniText, start: number, end: number): IniText {
  const from = skipBlanks(whole.text, start, end);
  return exactPartOf(whole, from, trimmedEnd(whole.text, from, end));
}

function exactPartOf(whole: IniText, from: number, to: number): IniText {
  const pieces = whole.pieces?.map((piece) => ({ from: piece.from - from, at: piece.at }));
  return { text: whole.text.slice(from, to), at: spanIn(whole, from, to), ...(pieces && { pieces }) };
}

/** Where in the file a part of it stands, by offsets in its text. */
export function spanIn(whole: IniText, start: number, end: number): Span {
  const first = offsetIn(whole, start);
  return span(first, end > start ? offsetIn(whole, end - 1) + 1 : first);
}

function offsetIn({ at, pieces }: IniText, offset: number): number {
  if (!pieces) return at.start + offset;
  const piece = pieces.findLast(({ from }) => from <= offset) ?? pieces[0];
  return piece ? piece.at + offset - piece.from : at.start;
}

/** Where in comments over lines the reader stands. */
interface Comments {
  readonly open: Span[];
  /** How many closing signs no comment was open for. Asterisk counts them, and leaves out all that follows until as many are opened. */
  below: number;
  readonly strayCloses: Span[];
}

interface Line {
  /** What is left of it without comments and escapes. */
  readonly pieces: readonly Span[];
  readonly comment?: Span;
  /** In front of the line end. */
  readonly end: number;
  readonly next: number;
}

/** One line in the file's sense, or several that go on. */
interface Logical {
  readonly pieces: Span[];
  readonly start: number;
  end: number;
  comment: Span | undefined;
}

function readLine(text: string, start: number, comments: Comments, syntax: IniSyntax): Line {
  const { open, strayCloses } = comments;
  const feed = text.indexOf('\n', start);
  const next = feed < 0 ? text.length : feed + 1;
  const last = feed < 0 ? text.length : feed;
  const end = last > start && text[last - 1] === '\r' ? last - 1 : last;
  const line = text.slice(start, end);
  const pieces: Span[] = [];
  let from = 0;
  let at = 0;
  // Of a line that begins below, nothing counts, not even what follows its opening sign.
  let isLost = comments.below > 0;
  const keep = (to: number) => {
    if (to > from && open.length === 0 && !isLost) pieces.push(span(start + from, start + to));
  };
  for (;;) {
    const sign = nextSign(line, at, open.length > 0 || comments.below > 0 ? { ...syntax, commentsStand: 'anywhere' } : syntax);
    if (sign < 0) break;
    const { block } = syntax;
    if (syntax.hasEscapes && sign > at && line[sign - 1] === '\\') {
      keep(sign - 1);
      from = sign;
      at = sign + 1;
    } else if (block && line.startsWith(block.open, sign) && line[sign + block.open.length] !== block.notBefore) {
      keep(sign);
      at = sign + block.open.length;
      if (comments.below > 0) {
        comments.below--;
        isLost = true;
      } else open.push(span(start + sign, start + at));
    } else if (block && sign + 1 - block.close.length >= at && line.startsWith(block.close, sign + 1 - block.close.length)) {
      at = sign + 1;
      if (open.length > 0) {
        open.pop();
        from = at;
      } else {
        comments.below++;
        strayCloses.push(span(start + at - block.close.length, start + at));
      }
    } else if (open.length > 0 || comments.below > 0) at = sign + 1;
    else {
      keep(sign);
      return { pieces, comment: span(start + sign, end), end, next };
    }
  }
  keep(line.length);
  return { pieces, end, next };
}

/** Where the next comment sign stands that may begin a comment; -1: nowhere. */
function nextSign(line: string, from: number, { comments, commentsStand }: IniSyntax): number {
  if (commentsStand === 'at-line-start') {
    const first = skipBlanks(line, 0, line.length);
    return first >= from && comments.some((sign) => line.startsWith(sign, first)) ? first : -1;
  }
  let found = -1;
  for (const sign of comments)
    for (let at = line.indexOf(sign, from); at >= 0 && (found < 0 || at < found); at = line.indexOf(sign, at + 1))
      if (commentsStand === 'anywhere' || at === 0 || isBlank(line, at - 1)) found = at;
  return found;
}

function goesOn(text: string, line: Line, { pieces, comment }: Logical, { continuation, comments }: IniSyntax): boolean {
  const last = pieces.at(-1);
  if (!continuation || !last || comment || line.next >= text.length) return false;
  if (continuation === 'backslash') return text[last.end - 1] === '\\' && last.end === line.end;
  const first = skipBlanks(text, line.next, text.length);
  return first > line.next && !text.slice(line.next, first).includes('\n') && !comments.some((sign) => text.startsWith(sign, first));
}

function addLine(text: string, logical: Logical, line: Line, { continuation }: IniSyntax): void {
  const last = logical.pieces.pop();
  if (last) logical.pieces.push(continuation === 'backslash' ? span(last.start, last.end - 1) : last);
  const [first, ...more] = line.pieces;
  if (first) {
    // One blank of the indentation stays, and keeps the words of both lines apart.
    const start = continuation === 'indented' ? skipBlanks(text, first.start, first.end) - 1 : first.start;
    logical.pieces.push(span(Math.max(first.start, start), first.end), ...more);
  }
  logical.end = line.end;
  logical.comment = line.comment;
}

function contentOf(text: string, spans: readonly Span[]): IniText {
  const [only] = spans;
  if (!only) return { text: '', at: span(0, 0) };
  if (spans.length === 1) {
    const start = skipBlanks(text, only.start, only.end);
    const end = trimmedEnd(text, start, only.end);
    return { text: text.slice(start, end), at: span(start, end) };
  }
  const pieces: Piece[] = [];
  let joined = '';
  for (const { start, end } of spans) {
    pieces.push({ from: joined.length, at: start });
    joined += text.slice(start, end);
  }
  return partOf({ text: joined, at: span(only.start, only.start), pieces }, 0, joined.length);
}

function classified(content: IniText, { start, end, comment }: Logical, syntax: IniSyntax): IniLine {
  const { text } = content;
  const whole = span(start, end);
  if (syntax.hasSections && text.startsWith('[')) {
    const close = text.indexOf(']');
    if (close < 0) return { kind: 'other', text: content, whole, fault: 'no-bracket' };
    const name = syntax.keepsBlanksOfNames ? exactPartOf(content, 1, close) : partOf(content, 1, close);
    return { kind: 'section', name, rest: partOf(content, close + 1, text.length), isRestApart: isBlank(text, close + 1), whole };
  }
  if (syntax.directive !== undefined && text.startsWith(syntax.directive)) {
    const name = syntax.directive.length;
    let behind = name;
    while (behind < text.length && !isBlank(text, behind)) behind++;
    return { kind: 'directive', name: partOf(content, name, behind), argument: partOf(content, behind, text.length), whole };
  }
  const found = separatorIn(text, syntax.separators);
  if (!found) return { kind: 'other', text: content, whole, fault: 'no-separator' };
  const key = partOf(content, 0, found.at);
  if (key.text === '') return { kind: 'other', text: content, whole, fault: 'no-key' };
  const value = partOf(content, found.at + found.separator.length, text.length);
  return { kind: 'setting', key, separator: found.separator, value, whole, ...(comment && { comment }) };
}

function separatorIn(text: string, separators: readonly string[]): { separator: string; at: number } | undefined {
  let best: { separator: string; at: number } | undefined;
  for (const separator of separators) {
    const at = text.indexOf(separator);
    if (at >= 0 && (!best || at < best.at || (at === best.at && separator.length > best.separator.length))) best = { separator, at };
  }
  return best;
}

/** As the C programs have it that read such files: what is no larger than a blank is one. */
const isBlank = (text: string, at: number): boolean => text.charCodeAt(at) <= 32;

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text, at)) at++;
  return at;
}

function trimmedEnd(text: string, start: number, from: number): number {
  let end = from;
  while (end > start && isBlank(text, end - 1)) end--;
  return end;
}
