import type { FilePlace } from '../model';
import type { Preprocessor } from './preprocessor';
import { type Decoded, decodeQuoted } from './strings';
import { type Substituted, substitute } from './substitutions';
import type { Source, Token } from './tokens';
import { truths, untruths, type Words } from './words';

/** Where the scanner reads: a file, or what a macro stands for, followed by what stands behind its use. */
interface Input {
  readonly text: string;
  at: number;
  /** What belongs to the macro; behind it stands what a last token may run on into. */
  readonly end: number;
  readonly source: Source;
  /** Where the macro is used, and out of which definitions it came. */
  readonly use?: { readonly start: number; readonly end: number; readonly through: readonly FilePlace[] };
}

/** How far a token may run on behind the end of a macro. */
const TAIL = 256;
/** Macros may stand for macros; a definition that names itself is endless. */
const DEEPEST = 24;
/** Together, macros do not grow a script beyond this. */
const LONGEST_EXPANSION = 1_000_000;
/** Characters of strings times rules: beyond that nobody knows what a string becomes. */
const MOST_SUBSTITUTION_WORK = 20_000_000;

type More = Pick<Token, 'isKnown' | 'inner' | 'isPlain' | 'through'> & { readonly text?: string };
const plain: More = { isKnown: true };

type State = 'script' | 'select' | 'attribute' | 'event-name' | 'variable';

/**
 * Kamailio's scanner (core/cfg.lex): one token after the other, includes and macros followed, what is switched off left out. Characters
 * that it does not know are skipped, as it does. It has no lookahead beyond a token, since a statement may define what the next one uses.
 */
export class Scanner {
  readonly #inputs: Input[] = [];
  readonly #words: Words;
  readonly preprocessor: Preprocessor;
  #state: State = 'script';
  #expanded = 0;
  #substitutionWork = 0;
  /** The last thing that was read, blanks included: where Kamailio says that a file ended too early. */
  #lastSource: Source;
  #lastStart = 0;
  /** Without `#!KAMAILIO` in the first line, `$name` is an attribute or a variable (core/sr_compat.c). */
  #isKamailioStyle = false;

  constructor(source: Source, { words, preprocessor }: { words: Words; preprocessor: Preprocessor }) {
    this.#words = words;
    this.preprocessor = preprocessor;
    this.#lastSource = source;
    this.#inputs.push(fileInput(source, 0, source.text.length));
  }

  /** Reads only a part of a file, one that is switched off: nothing is included or defined by it. */
  static ofPart(source: Source, part: { start: number; end: number }, { words, preprocessor }: Scanner['parts']): Scanner {
    const scanner = new Scanner(source, { words, preprocessor });
    scanner.#inputs[0] = fileInput(source, part.start, part.end);
    scanner.#isKamailioStyle = true;
    return scanner;
  }

  get parts(): { words: Words; preprocessor: Preprocessor } {
    return { words: this.#words, preprocessor: this.preprocessor };
  }

  next(): Token {
    for (;;) {
      const input = this.#inputs.at(-1);
      if (!input) return this.#endOfFile();
      if (input.at >= input.end) {
        this.#leave(input);
        continue;
      }
      const token = this.#read(input);
      if (token) return token;
    }
  }

  #endOfFile(): Token {
    const [source, start] = [this.#lastSource, this.#lastStart];
    return { kind: 'EOF', text: '', source, start, end: Math.max(start, source.text.length), isKnown: true };
  }

  #leave(input: Input): void {
    this.#inputs.pop();
    const below = this.#inputs.at(-1);
    // A token may have begun in a macro and ended behind its use.
    if (below && input.use) below.at += input.at - input.end;
  }

  /** Something that is not out of a macro was read. */
  #passed({ source, use }: Input, start: number): void {
    if (use) return;
    this.#lastSource = source;
    this.#lastStart = start;
  }

  /** All tokens have all fields, so that the engine sees one shape: a script has tens of thousands. */
  #token(kind: string, input: Input, start: number, end: number, more: More = plain): Token {
    const { source, use, text } = input;
    const { isKnown, inner, isPlain } = more;
    input.at = end;
    this.#passed(input, start);
    const through = more.through ?? use?.through;
    const whole = more.text ?? text.slice(start, end);
    return { kind, text: whole, source, start: use ? use.start : start, end: use ? use.end : end, inner, isPlain, isKnown, through };
  }

  #read(input: Input): Token | undefined {
    switch (this.#state) {
      case 'select':
        return this.#readSelect(input);
      case 'attribute':
        return this.#readAttribute(input);
      case 'event-name':
        return this.#readEventName(input);
      case 'variable':
        return this.#readVariable(input);
      case 'script':
        return this.#readScript(input);
    }
  }

  #skip(input: Input, to: number): undefined {
    this.#passed(input, Math.max(input.at, to - 1));
    input.at = to;
    return undefined;
  }

  #readScript(input: Input): Token | undefined {
    const { text, at } = input;
    const code = text.charCodeAt(at);
    if (isBlankCode(code)) {
      let end = at + 1;
      while (end < input.end && isBlankCode(text.charCodeAt(end))) end++;
      return this.#skip(input, end);
    }
    if (isWordCode(code) || code === 58) {
      const address = addressLength(text, at);
      const length = wordLength(text, at);
      if (address > 0 && address >= length) return this.#token('IPV6ADDR', input, at, at + address);
      if (length > 0) return this.#readWord(input, length);
    }
    switch (text[at]) {
      case '#':
        return this.#readHash(input);
      case '/':
        if (text[at + 1] === '/') return this.#skipLine(input);
        if (text[at + 1] === '*') return this.#skipComment(input);
        return this.#token('/', input, at, at + 1);
      case '"':
      case "'":
        return this.#readString(input);
      case '$':
        return this.#readDollar(input);
      case '@':
        this.#state = 'select';
        return this.#token('@', input, at, at + 1);
      case '%':
        this.#state = 'attribute';
        return this.#token('%', input, at, at + 1);
      case '!':
        if (text[at + 1] === '!') {
          const directive = this.#readDirective(input);
          if (directive !== 'none') return directive;
        }
        break;
      case '\\':
        // A line end that a backslash hides; a backslash elsewhere is none of the scanner's characters.
        return this.#skip(input, at + (text[at + 1] === '\n' ? 2 : 1));
    }
    const operator = operatorAt(text, at);
    return operator === '' ? this.#skip(input, at + 1) : this.#token(operator, input, at, at + operator.length);
  }

  #readWord(input: Input, length: number): Token | undefined {
    const { text, at, use } = input;
    const word = text.slice(at, at + length);
    if (isDigitCode(text.charCodeAt(at))) return this.#token(numberPattern.test(word) ? 'NUMBER' : 'NUM_ID', input, at, at + length);
    const joined = joinedWords.find((each) => each.startsWith(word) && text.startsWith(each, at));
    if (joined !== undefined && joined.length > length) return this.#token(joined, input, at, at + joined.length);
    const kind = this.#words.kinds.get(word);
    if (kind === 'include_file' || kind === 'import_file') return this.#include(input, length, kind === 'import_file');
    if (kind !== undefined) {
      if (kind === 'event_route') this.#state = 'event-name';
      return this.#token(kind, input, at, at + length);
    }
    const definition = this.preprocessor.definitions.get(word);
    if (!definition) return this.#token('ID', input, at, at + length);
    const place = { source: input.source, start: use?.start ?? at, end: use?.end ?? at + length };
    if (!use) this.preprocessor.used(definition, { file: input.source.file, at: { start: at, end: at + length } });
    const through = [...(use?.through ?? []), definition.place];
    const value = definition.value ?? '';
    this.#expanded += value.length;
    const isEndless = through.length > DEEPEST || this.#expanded > LONGEST_EXPANSION;
    if (!definition.isKnown || isEndless) {
      const kind = definition.isQuoted ? 'STRING' : 'UNKNOWN';
      return this.#token(kind, input, at, at + length, { isKnown: false, through });
    }
    input.at = at + length;
    this.#passed(input, at);
    if (value === '') return undefined;
    const tail = text.slice(input.at, Math.min(text.length, input.at + TAIL));
    this.#inputs.push({
      text: value + tail,
      at: 0,
      end: value.length,
      source: place.source,
      use: { start: place.start, end: place.end, through },
    });
    return undefined;
  }

  #readHash(input: Input): Token | undefined {
    const { text, at } = input;
    if (text[at + 1] !== '!') return this.#skipLine(input);
    const style = /#!(SER|KAMAILIO|OPENSER|MAXCOMPAT|ALL)\n/y;
    style.lastIndex = at;
    const [line, name] = style.exec(text) ?? [];
    if (line !== undefined) {
      this.#isKamailioStyle = name === 'KAMAILIO' || name === 'OPENSER';
      return this.#skip(input, at + line.length);
    }
    const directive = this.#readDirective(input);
    return directive === 'none' ? this.#skipLine(input) : directive;
  }

  /** What stands behind `#!` or `!!`; `none` where it is no directive. */
  #readDirective(input: Input): Token | undefined | 'none' {
    const { text, at } = input;
    directiveWord.lastIndex = at + 2;
    const [word = ''] = directiveWord.exec(text) ?? [];
    const behind = at + 2 + word.length;
    for (const name of ['substdefs', 'substdef', 'subst'] as const)
      if (word.startsWith(name)) return this.#token(name, input, at, at + 2 + name.length);
    // A macro cannot hold directives that read lines.
    if (input.use) return 'none';
    for (const name of ['include_file', 'import_file'] as const)
      if (word.startsWith(name)) return this.#include(input, 2 + name.length, name === 'import_file');
    const stopped = this.preprocessor.directive({ source: input.source, start: at, word, behind });
    if (stopped === undefined) return 'none';
    this.#skip(input, stopped.end);
    if (stopped.isInvalid) return this.#token('INVALID', input, at, stopped.end);
    return undefined;
  }

  #skipLine(input: Input): undefined {
    const end = input.text.indexOf('\n', input.at);
    if (input.use && (end < 0 || end >= input.end)) {
      // The comment began in a macro, and goes on behind its use.
      input.at = input.end;
      this.#leave(input);
      const below = this.#inputs.at(-1);
      if (below) this.#skipLine(below);
      return undefined;
    }
    const start = input.at;
    input.at = end < 0 ? input.end : Math.min(end + 1, input.end);
    this.#passed(input, start);
    return undefined;
  }

  #skipComment(input: Input): undefined {
    let nesting = 0;
    const { text } = input;
    const sign = /\/\*|\*\//g;
    sign.lastIndex = input.at;
    for (let found = sign.exec(text); found && found.index < input.end; found = sign.exec(text)) {
      nesting += found[0] === '/*' ? 1 : -1;
      if (nesting === 0) return this.#skip(input, sign.lastIndex);
    }
    this.preprocessor.problem(
      input.source,
      { start: input.at, end: Math.min(input.at + 2, input.end) },
      'This comment is never closed.',
      false,
    );
    return this.#skip(input, input.end);
  }

  #readString(input: Input): Token | undefined {
    const decoded = decodeQuoted(input.text, input.at, input.use ? input.text.length : input.end);
    if (!decoded) {
      const start = input.at;
      this.#passed(input, start);
      this.preprocessor.problem(
        input.source,
        { start: input.use?.start ?? start, end: input.use?.end ?? start + 1 },
        'This string is never closed.',
        true,
      );
      input.at = input.end;
      return undefined;
    }
    return this.#string(input, decoded);
  }

  #string(input: Input, { text, inner, isPlain, end }: Decoded): Token {
    const changed = this.#substitute(text);
    if (isPlain && !input.use && changed.through.length > 0)
      this.preprocessor.usedInString(text, { file: input.source.file, start: inner.start });
    return this.#token('STRING', input, input.at, end, {
      text: changed.text,
      isKnown: changed.isKnown,
      isPlain: isPlain && changed.through.length === 0,
      inner: input.use ? undefined : inner,
      through: changed.through.length > 0 ? [...changed.through, ...(input.use?.through ?? [])] : undefined,
    });
  }

  #substitute(text: string): Substituted {
    const { substitutions } = this.preprocessor;
    this.#substitutionWork += substitutions.length * (text.length + 1);
    if (this.#substitutionWork > MOST_SUBSTITUTION_WORK) return { text, isKnown: false, through: [] };
    return substitute(text, substitutions);
  }

  #readDollar(input: Input): Token | undefined {
    const { text, at } = input;
    if (text[at + 1] === '(') return this.#variableInParens(input, at + 1);
    for (const code of ['$retcode', '$rc', '$?']) if (text.startsWith(code, at)) return this.#token('PVAR', input, at, at + code.length);
    if (!this.#isKamailioStyle) {
      this.#state = 'variable';
      return this.#readVariable(input, at + 1);
    }
    let end = at + 1;
    for (;;) {
      if (isLetterCode(text.charCodeAt(end))) end += wordLength(text, end);
      else if (text.startsWith("'.'", end)) end += 3;
      else break;
    }
    if (text[end] === '(') return this.#variableInParens(input, end);
    return this.#variable(input, at, end);
  }

  /** Up to the bracket that closes the one at `open`. A line end in between makes the scanner forget what was before it. */
  #variableInParens(input: Input, open: number): Token | undefined {
    const { text, source, use } = input;
    let start = input.at;
    let nesting = 0;
    for (let at = open; at < input.text.length; at++) {
      const char = text[at];
      if (char === '(') nesting++;
      else if (char === ')') nesting--;
      else if (char === '\n') {
        if (!use) source.uncounted.push(at);
        start = at + 1;
      }
      if (nesting === 0) return this.#variable(input, start, at + 1);
    }
    this.preprocessor.problem(
      source,
      { start: use?.start ?? input.at, end: use?.end ?? open + 1 },
      'A bracket of this variable is never closed.',
      true,
    );
    input.at = input.end;
    return undefined;
  }

  #variable(input: Input, start: number, end: number): Token {
    this.#state = 'script';
    const { text, isKnown, through } = this.#substitute(input.text.slice(start, end));
    return this.#token('PVAR', input, start, end, { text, isKnown, through: through.length > 0 ? through : undefined });
  }

  /** What follows a `$` where both attributes and variables begin with it. */
  #readVariable(input: Input, from = input.at): Token | undefined {
    const { text } = input;
    const start = from === input.at ? from : from - 1;
    attributeStart.lastIndex = from;
    const isAttribute = attributeStart.test(text);
    if (isAttribute) {
      this.#state = 'attribute';
      return this.#token('%', input, start, from);
    }
    if (!isLetterCode(text.charCodeAt(from))) return this.#skipUncounted(input, from);
    const end = from + wordLength(text, from);
    if (text[end] === '(') return this.#variableInParens(input, end);
    this.#state = 'script';
    return this.#token('AVP_OR_PVAR', input, start, end);
  }

  #readSelect(input: Input): Token | undefined {
    const { text, at } = input;
    const code = text.charCodeAt(at);
    if (isLetterCode(code)) return this.#token('ID', input, at, at + wordLength(text, at));
    const [number] = matchAt(selectNumber, text, at) ?? [];
    if (number !== undefined) return this.#token('NUMBER', input, at, at + number.length);
    const char = text[at] ?? '';
    if (char === '"') return this.#readString(input);
    if (char === '.' || char === '[' || char === ']') return this.#token(char, input, at, at + 1);
    if (char === '\n') return this.#skipUncounted(input, at);
    this.#state = 'script';
    return undefined;
  }

  #readAttribute(input: Input): Token | undefined {
    const { text, at } = input;
    const code = text.charCodeAt(at);
    if (isLetterCode(code)) {
      const end = at + wordLength(text, at);
      const isClass = attributeClasses.has(text.slice(at, end));
      if (!isClass) this.#state = 'script';
      return this.#token(isClass ? 'ATTRIBUTE_CLASS' : 'ID', input, at, end);
    }
    const [number] = matchAt(attributeNumber, text, at) ?? [];
    if (number !== undefined) return this.#token('NUMBER', input, at, at + number.length);
    const char = text[at] ?? '';
    if ('.[]*'.includes(char)) return this.#token(char, input, at, at + 1);
    return this.#skipUncounted(input, at);
  }

  #readEventName(input: Input): Token | undefined {
    const { text, at } = input;
    const char = text[at] ?? '';
    if (char === '[') return this.#token('[', input, at, at + 1);
    if (char === ']') {
      this.#state = 'script';
      return this.#token(']', input, at, at + 1);
    }
    const [name] = matchAt(eventName, text, at) ?? [];
    return name === undefined ? this.#skip(input, at + 1) : this.#token('EVENT_NAME', input, at, at + name.length);
  }

  /** A character that the scanner neither knows nor counts in its present state. */
  #skipUncounted(input: Input, at: number): undefined {
    if (input.text[at] === '\n' && !input.use) input.source.uncounted.push(at);
    input.at = at + 1;
    return undefined;
  }

  #include(input: Input, length: number, isOptional: boolean): Token | undefined {
    const start = input.at;
    const { text, source } = input;
    let from = start + length;
    while (from < input.end && /\s/.test(text[from] ?? '')) {
      if (text[from] === '\n' && !input.use) source.uncounted.push(from);
      from++;
    }
    const [name = ''] = matchAt(/[^ \t\r\n]+/y, text, from) ?? [];
    input.at = from + name.length;
    this.#passed(input, start);
    if (name === '' || input.use) return undefined;
    const found = this.preprocessor.include({ source, start, nameStart: from, name, isOptional, depth: this.#inputs.length });
    if (found) this.#inputs.push(fileInput(found, 0, found.text.length));
    return undefined;
  }
}

const fileInput = (source: Source, at: number, end: number): Input => ({ text: source.text, at, end, source });

const isBlankCode = (code: number): boolean => code === 32 || (code >= 8 && code <= 10) || code === 13;
const isDigitCode = (code: number): boolean => code >= 48 && code <= 57;
const isLetterCode = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isWordCode = (code: number): boolean => isDigitCode(code) || isLetterCode(code);

function wordLength(text: string, at: number): number {
  let end = at;
  while (isWordCode(text.charCodeAt(end))) end++;
  return end - at;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const directiveWord = /[a-z_]+/y;
const numberPattern = /^(?:0|[1-9]\d*|0x[\da-fA-F]+|0[0-7]+|[01]+b)$/;
const selectNumber = /0x[\da-fA-F]+|[01]+b|0[0-7]*|[1-9]\d*/y;
const attributeNumber = /0|[1-9]\d*/y;
const eventName = /[a-zA-Z][\da-zA-Z-]*(?::[a-zA-Z][\da-zA-Z_-]*)+/y;
const attributeStart = /(?:[ft][rud]?|g)\.|[A-Za-z_]\w*\[/y;
const attributeClasses: ReadonlySet<string> = new Set(['f', 't', 'fr', 'tr', 'fu', 'tu', 'fd', 'td', 'g']);
const joinedWords = ['uri:host', 'uri:port', 'msg:len'];

const addressForms = [
  /(?:[\da-fA-F]{1,4}:){7}[\da-fA-F]{1,4}/y,
  /(?:[\da-fA-F]{1,4}:){1,7}(?::[\da-fA-F]{1,4}){1,7}/y,
  /:(?::[\da-fA-F]{1,4}){1,7}/y,
  /(?:[\da-fA-F]{1,4}:){1,7}:/y,
  /::/y,
];
const mayBeAddress = /[\da-fA-F]{0,4}:[\da-fA-F:]/y;

function addressLength(text: string, at: number): number {
  if (!matchAt(mayBeAddress, text, at)) return 0;
  return Math.max(0, ...addressForms.map((form) => matchAt(form, text, at)?.[0].length ?? 0));
}

/** Longest first. */
const operators = ['(int)', '(str)', '==', '=~', '!=', '>=', '>>', '<=', '<<', '&&', '||', '+='];
const singles = '=><!&|~^+-,;:*()[]{}.';

function operatorAt(text: string, at: number): string {
  const char = text[at] ?? '';
  if (!singles.includes(char)) return '';
  return operators.find((each) => text.startsWith(each, at)) ?? char;
}

/** The value of a number as the scanner has it; `yes` is 1. */
export function numberOf(text: string): number | undefined {
  if (truths.has(text)) return 1;
  if (untruths.has(text)) return 0;
  if (!numberPattern.test(text)) return undefined;
  if (/^[01]+b$/.test(text)) return Number.parseInt(text, 2);
  if (text.startsWith('0x')) return Number.parseInt(text, 16);
  return Number.parseInt(text, /^0[0-7]+$/.test(text) ? 8 : 10);
}
