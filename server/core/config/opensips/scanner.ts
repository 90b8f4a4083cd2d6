import { span } from '../../text/span';
import type { FilePlace, SyntaxProblem, Value } from '../model';

/** A file of a script as it is scanned. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'variable' | 'sign' | 'end';
  /** Of a string: without its quotes, escapes undone. */
  readonly text: string;
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  /** It is the first of its line. */
  readonly beginsLine: boolean;
}

export const placeOf = ({ source, start, end }: Token): FilePlace => ({ file: source.file, at: span(start, end) });

/** From one token to another; where an included file stands between them, as far as the file of the first goes. */
export const placeFromTo = (first: Token, last: Token): FilePlace => ({
  file: first.source.file,
  at: span(first.start, last.source === first.source && last.end >= first.start ? last.end : first.end),
});

export function valueOfToken(token: Token): Value {
  const { kind, text, source, start, end } = token;
  const isQuoted = kind === 'string' && end - start >= 2;
  return { text, place: { file: source.file, at: isQuoted ? span(start + 1, end - 1) : span(start, end) }, isKnown: isKnown(text) };
}

/** Offsets in a string are offsets in its file: it holds no escapes. */
export const isPlain = ({ text, start, end }: Token): boolean => text.length === end - start - 2;

/** Scripts may come out of any preprocessor (`opensips -p`): what looks like one of its variables is not known. */
export const isKnown = (text: string): boolean => !/\$\{|\{\{|\{%|<%|@\w+@|__\w+__|%\w+%|\$[A-Z][A-Z\d_]+\b/.test(text) && !isMacro(text);

/** Names of m4 and of envsubst are written in capitals, and no value of a setting is but for those of syslog. */
export const isMacro = (text: string): boolean => /^(?!LOG_|L_|SIGN|NULL$|TLS$|TCP$|UDP$|WSS$)[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(text);

const signs = ['<<', '>>', '==', '!=', '>=', '<=', '=~', '!~', '&&', '||', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', ':='];
const word = /[A-Za-z_][A-Za-z\d_]*/y;
const number = /0x[\da-fA-F]+|\d+/y;
const variable = /\$[A-Za-z_][\w.]*|\$\$/y;
const address =
  /(?:([A-Za-z]\w*):(?!:))?(\[[^\]\s]*\]|\*|"[^"\n]*"|\{\{[^}\n]*\}\}|\$\{[^}\n]*\}|\$?[\w.-]+)(?::(\d+|\*|\w+|\{\{[^}\n]*\}\}|\$\{[^}\n]*\}|\$\w+)(?:-(\d+))?)?/y;

export interface Scanned {
  readonly protocol?: Value;
  readonly host: Value;
  readonly port?: Value;
  readonly place: FilePlace;
}

/** What scanning asks of whoever follows includes. undefined: the file is not here. */
export type OpenInclude = (name: Value, place: FilePlace) => readonly Source[];

/**
 * The words of a script (cfg.lex): `#` and nested C comments; no `//`, and no orders of a preprocessor but `include_file` and `import_file`
 * at the start of a line (cfg_pp.c).
 */
export class Scanner {
  readonly problems: SyntaxProblem[] = [];
  /** What was open when the scanner got to a file's end. */
  readonly #stack: { readonly source: Source; readonly at: number }[] = [];
  readonly #open: OpenInclude;
  /** In m4 templates, quotes of m4 stand everywhere, and `'` begins no string. */
  readonly #isTemplate: boolean;
  #source: Source;
  #at = 0;
  /** A quote was not closed: from then on strings end with their line, so that no text is looked at twice. */
  #isBroken = false;

  constructor(source: Source, { open, isTemplate }: { readonly open: OpenInclude; readonly isTemplate: boolean }) {
    this.#source = source;
    this.#at = source.text.startsWith('\uFEFF') ? 1 : 0;
    this.#open = open;
    this.#isTemplate = isTemplate;
  }

  next(): Token {
    for (;;) {
      const beginsLine = this.#skip();
      const { text } = this.#source;
      if (this.#at >= text.length) {
        const back = this.#stack.pop();
        if (!back) return { kind: 'end', text: '', source: this.#source, start: text.length, end: text.length, beginsLine };
        this.#source = back.source;
        this.#at = back.at;
        continue;
      }
      const token = this.#read(beginsLine);
      if (beginsLine && token.kind === 'word' && (token.text === 'include_file' || token.text === 'import_file')) this.#include(token);
      else return token;
    }
  }

  /** `tls:10.0.0.1:5061` where a socket stands, from the next word on; undefined: none is there. */
  address(): Scanned | undefined {
    this.#skip();
    const { file, text } = this.#source;
    address.lastIndex = this.#at;
    const match = address.exec(text);
    if (!match) return undefined;
    const [whole, protocol, host = '', port] = match;
    const start = this.#at;
    this.#at += whole.length;
    const place: FilePlace = { file, at: span(start, this.#at) };
    const part = (from: number, written: string): Value => ({
      text: written.replace(/^"(.*)"$/, '$1'),
      place: { file, at: span(start + from, start + from + written.length) },
      isKnown: isKnown(written) && !written.startsWith('$'),
    });
    // `10:5061` would be a protocol without a host: it is a name with a port.
    if (protocol !== undefined && port === undefined && /^\d+$/.test(host))
      return { host: part(0, protocol), port: part(protocol.length + 1, host), place };
    const hostAt = protocol === undefined ? 0 : protocol.length + 1;
    const bare = host.startsWith('[') ? 1 : 0;
    return {
      ...(protocol !== undefined && { protocol: part(0, protocol) }),
      host: part(hostAt + bare, bare === 1 ? host.slice(1, -1) : host),
      ...(port !== undefined && { port: part(hostAt + host.length + 1, port) }),
      place,
    };
  }

  /** Takes back what was read ahead. */
  rewind({ source, start }: Token): void {
    if (source === this.#source) this.#at = start;
  }

  #include(token: Token): void {
    this.#skip();
    const { source, end } = token;
    const quote = source.text[this.#at];
    if (quote !== '"' && quote !== "'") {
      const lineEnd = lineEndAt(source.text, end);
      this.problems.push({
        place: placeOf(token),
        message: `\`${token.text}\` needs the name of a file in quotes; OpenSIPS stops here.`,
        isFatal: true,
      });
      this.#at = lineEnd;
      return;
    }
    const name = this.#read(false);
    const files = this.#open(valueOfToken(name), placeFromTo(token, name));
    this.#stack.push({ source: this.#source, at: this.#at });
    for (const next of [...files].reverse()) this.#stack.push({ source: next, at: 0 });
    const first = this.#stack.pop();
    if (!first) return;
    this.#source = first.source;
    this.#at = first.at;
  }

  /** Blanks and comments. true: what stands behind them is the first of its line. */
  #skip(): boolean {
    const { file, text } = this.#source;
    let isNew = this.#at === 0 || text[this.#at - 1] === '\n';
    while (this.#at < text.length) {
      const char = text[this.#at];
      if (char === '\n') isNew = true;
      if (char === ' ' || char === '\t' || char === '\r' || char === '\n' || char === '\b') this.#at++;
      else if (this.#isTemplate && (char === '`' || char === "'")) this.#at++;
      else if (char === '#') {
        this.#at = lineEndAt(text, this.#at);
      } else if (char === '/' && text[this.#at + 1] === '*') {
        const start = this.#at;
        this.#at = commentEnd(text, start) ?? text.length;
        if (this.#at === text.length && !text.endsWith('*/'))
          this.problems.push({
            place: { file, at: span(start, start + 2) },
            message: 'This comment is never closed: OpenSIPS reads the rest of the file as a part of it.',
            isFatal: true,
          });
      } else break;
    }
    return isNew;
  }

  #read(beginsLine: boolean): Token {
    const source = this.#source;
    const { text } = source;
    const start = this.#at;
    const char = text[start] ?? '';
    const make = (kind: Token['kind'], end: number, shown = text.slice(start, end)): Token => {
      this.#at = end;
      return { kind, text: shown, source, start, end, beginsLine };
    };
    if (char === '"' || char === "'") return this.#string(char, make);
    if (char === '$') return make('variable', this.#variableEnd(start));
    for (const [pattern, kind] of [
      [word, 'word'],
      [number, 'number'],
    ] as const) {
      pattern.lastIndex = start;
      const match = pattern.exec(text);
      if (match) return make(kind, start + match[0].length);
    }
    const pair = text.slice(start, start + 2);
    return make('sign', signs.includes(pair) ? start + 2 : start + 1);
  }

  #string(quote: '"' | "'", make: (kind: 'string', end: number, shown: string) => Token): Token {
    const { file, text } = this.#source;
    const start = this.#at;
    const limit = this.#isBroken ? lineEndAt(text, start) : text.length;
    let at = start + 1;
    let hasEscapes = false;
    for (; at < limit && text[at] !== quote; at++) {
      // Only strings in double quotes have escapes (cfg.lex).
      if (text[at] === '\\' && quote === '"') {
        at++;
        hasEscapes = true;
      }
    }
    if (at < limit) {
      const inner = text.slice(start + 1, at);
      return make('string', at + 1, hasEscapes ? inner.replace(/\\([\s\S])/g, unescaped) : inner);
    }
    if (!this.#isBroken)
      this.problems.push({
        place: { file, at: span(start, start + 1) },
        message: `No ${quote === '"' ? 'double' : 'single'} quote closes this string: OpenSIPS reads the rest of the file as a part of it.`,
        isFatal: true,
      });
    this.#isBroken = true;
    const end = lineEndAt(text, start);
    return make('string', end, text.slice(start + 1, end));
  }

  /** `$name`, `$name(…)`, `$(name…{…})[…]`. */
  #variableEnd(start: number): number {
    const { text } = this.#source;
    variable.lastIndex = start;
    const name = variable.exec(text);
    let end = start + (name ? name[0].length : 1);
    if (text[end] === '(') end = bracketEnd(text, end, '(', ')');
    else if (!name && text[end] === '{') end = bracketEnd(text, end, '{', '}');
    if (text[end] === '[' && /^\[(?:[^\]\s]{0,80})\]/.test(text.slice(end, end + 90))) end = text.indexOf(']', end) + 1;
    return Math.max(end, start + 1);
  }
}

const unescaped = (_: string, char: string): string => ({ n: '\n', r: '\r', t: '\t', a: '\x07' })[char] ?? char;

function lineEndAt(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Comments may be nested. */
function commentEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length - 1; at++) {
    if (text[at] === '/' && text[at + 1] === '*') {
      depth++;
      at++;
    } else if (text[at] === '*' && text[at + 1] === '/') {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** How long the brackets of a variable may be: what is longer is none. */
const LONGEST_VARIABLE = 512;

function bracketEnd(text: string, start: number, open: string, close: string): number {
  let depth = 0;
  for (let at = start; at < Math.min(text.length, start + LONGEST_VARIABLE); at++) {
    const char = text[at];
    if (char === '\n') break;
    if (char === open) depth++;
    if (char === close && --depth === 0) return at + 1;
  }
  return start;
}
