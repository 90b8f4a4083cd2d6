import { type Span, span } from '../../text/span';

/**
 * FreeSWITCH goes through its files line by line before anything reads them as XML (switch_xml.c, preprocess). That is why an order within
 * a comment is carried out all the same, and why nothing else may share a line with one.
 */

export interface Directive {
  readonly kind: 'set' | 'exec-set' | 'stun-set' | 'env-set' | 'include' | 'exec' | 'other';
  /** `<X-PRE-PROCESS cmd="…" data="…"/>`, or the older `<!--#cmd "data"-->`. */
  readonly spelling: 'tag' | 'comment';
  /** `X-PRE-PROCESS`; the command where it stands in a comment. */
  readonly name: Span;
  readonly data: { readonly text: string; readonly at: Span };
  /** Its line, without the line end. */
  readonly line: Span;
  /** It stands in a comment, and the writer may think that it does nothing. */
  readonly isInComment: boolean;
  /** The line is dropped and carries nothing out: it lacks the command, the data or the double quotes. */
  readonly isUnreadable: boolean;
}

export interface Preprocessed {
  /** As the XML reader gets it, offsets unchanged: what is dropped is blank. */
  readonly text: string;
  readonly directives: readonly Directive[];
  /** Tags that are dropped because `<include>` or `<?` stands on their line. */
  readonly lost: readonly Span[];
}

/** Never throws; linear in the size of the text. */
export function preprocess(text: string): Preprocessed {
  const directives: Directive[] = [];
  const lost: Span[] = [];
  const dropped: Span[] = [];
  for (let at = nextOrder(text, 0); at >= 0; ) {
    const line = lineAt(text, at);
    const words = text.slice(line.start, line.end);
    const tag = words.search(/x-pre-process/i);
    let end = line.end;
    if (/<\/?include>|<\?/.test(words)) {
      dropped.push(line);
      const other = /<(?!\/?include>|[?!])[\w/][^>]*>?/.exec(words.replace(/<!--.*?-->/g, blanked));
      if (other) lost.push(span(line.start + other.index, line.start + other.index + other[0].length));
    } else if (tag >= 0) {
      dropped.push(line);
      const order = words[tag - 1] === '<' ? tagOrder(text, line, line.start + tag) : undefined;
      if (order) directives.push(order);
    } else {
      const open = line.start + words.indexOf('<!--#');
      const close = text.indexOf('-->', open);
      const behind = close < 0 ? text.length : close + 3;
      dropped.push(span(open, behind));
      // Of a line only the first one counts.
      end = Math.max(end, behind);
      directives.push(commentOrder(text, line, open, close < 0 ? line.end : Math.min(close, line.end)));
    }
    at = nextOrder(text, end);
  }
  return { text: withBlanks(text, dropped), directives: inComments(text, directives), lost };
}

/** Where the next thing stands that makes a line special. */
function nextOrder(text: string, from: number): number {
  const order = /x-pre-process|<!--#|<\/?include>|<\?/gi;
  order.lastIndex = from;
  return order.exec(text)?.index ?? -1;
}

function lineAt(text: string, at: number): Span {
  const start = text.lastIndexOf('\n', at) + 1;
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return span(start, end > start && text[end - 1] === '\r' ? end - 1 : end);
}

/** What comes behind the words that it looks for does not count, as long as the double quotes are there. */
function tagOrder(text: string, line: Span, at: number): Directive {
  const words = text.slice(line.start, line.end).toLowerCase();
  const quoted = (word: string, from: number): Span | undefined => {
    const found = words.indexOf(word, from);
    const sign = found < 0 ? -1 : words.indexOf('=', found);
    const open = sign < 0 ? -1 : words.indexOf('"', sign);
    if (open < 0) return undefined;
    const end = words.indexOf('"', open + 1);
    return span(line.start + open + 1, end < 0 ? line.end : line.start + end);
  };
  const command = quoted('cmd', at - line.start);
  const data = command && quoted('data', command.end - line.start);
  return {
    kind: kindOf(command ? text.slice(command.start, command.end) : ''),
    spelling: 'tag',
    name: span(at, at + NAME.length),
    data: data ? { text: text.slice(data.start, data.end), at: data } : { text: '', at: span(line.end, line.end) },
    line,
    isInComment: false,
    isUnreadable: !data,
  };
}

const NAME = 'X-PRE-PROCESS';

/** The data may have quotes, and ends with the line. */
function commentOrder(text: string, line: Span, open: number, end: number): Directive {
  const words = text.slice(open + 5, end);
  const blank = words.indexOf(' ');
  const command = blank < 0 ? words : words.slice(0, blank);
  const rest = blank < 0 ? '' : words.slice(blank + 1);
  const [, lead = '', inner] = /^([^"]*")([^"]*)"/.exec(rest) ?? [];
  const start = open + 5 + command.length + 1 + (inner === undefined ? 0 : lead.length);
  const data = blank < 0 ? span(end, end) : span(start, inner === undefined ? end : start + inner.length);
  return {
    kind: kindOf(command),
    spelling: 'comment',
    name: span(open + 5, open + 5 + command.length),
    data: { text: text.slice(data.start, data.end), at: data },
    line,
    isInComment: false,
    isUnreadable: blank < 0,
  };
}

function kindOf(command: string): Directive['kind'] {
  const word = command.toLowerCase();
  switch (word) {
    case 'set':
    case 'exec-set':
    case 'stun-set':
    case 'env-set':
    case 'include':
    case 'exec':
      return word;
    default:
      return 'other';
  }
}

/** With the mark of those that stand in a comment of the file as it is written. */
function inComments(text: string, directives: readonly Directive[]): Directive[] {
  let open = -1;
  let close = -1;
  return directives.map((directive) => {
    if (directive.spelling === 'comment') return directive;
    while (close >= 0 ? close <= directive.name.start : open < 0) {
      open = text.indexOf('<!--', close < 0 ? 0 : close);
      const end = open < 0 ? -1 : text.indexOf('-->', open);
      close = end < 0 ? text.length : end + 3;
      if (open < 0) break;
    }
    return open >= 0 && open < directive.name.start && directive.name.start < close ? { ...directive, isInComment: true } : directive;
  });
}

const blanked = (part: string): string => ' '.repeat(part.length);

function withBlanks(text: string, dropped: readonly Span[]): string {
  if (dropped.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of dropped) {
    parts.push(text.slice(from, start), ' '.repeat(end - start));
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
