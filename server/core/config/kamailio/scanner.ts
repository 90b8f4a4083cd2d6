import { addressLength, isBlankCode, isDigitCode, isNumber, isWordCode, joinedWord, matchAt, operatorAt, wordLength } from './characters';
import { type Input, Inputs } from './inputs';
import { attributeStep, dollarStep, eventNameStep, type Mode, type Step, selectStep, variableStep } from './modes';
import type { Preprocessor } from './preprocessor';
import { type Decoded, decodeQuoted } from './strings';
import { type Substituted, substitute } from './substitutions';
import type { Source, Token } from './tokens';
import type { Words } from './words';

/** Macros may stand for macros; a definition that names itself is endless. */
const DEEPEST = 24;
/** Together, macros do not grow a script beyond this. */
const LONGEST_EXPANSION = 1_000_000;
/** Characters of strings times rules: beyond that nobody knows what a string becomes. */
const MOST_SUBSTITUTION_WORK = 20_000_000;

export interface ScannerParts {
  readonly words: Words;
  readonly preprocessor: Preprocessor;
}

/**
 * Kamailio's scanner (core/cfg.lex): one token after the other, includes and macros followed, what is switched off left out. Characters
 * that it does not know are skipped, as it does. It has no lookahead beyond a token, since a statement may define what the next one uses.
 */
export class Scanner {
  #inputs: Inputs;
  readonly #words: Words;
  readonly preprocessor: Preprocessor;
  #mode: Mode = 'script';
  #expanded = 0;
  #substitutionWork = 0;
  /** Without `#!KAMAILIO` in the first line, `$name` is an attribute or a variable (core/sr_compat.c). */
  #isKamailioStyle = false;

  constructor(source: Source, { words, preprocessor }: ScannerParts) {
    this.#words = words;
    this.preprocessor = preprocessor;
    this.#inputs = new Inputs(source, { start: 0, end: source.text.length });
  }

  /** Reads only a part of a file, one that is switched off: nothing is included or defined by it. */
  static ofPart(source: Source, part: { readonly start: number; readonly end: number }, parts: ScannerParts): Scanner {
    const scanner = new Scanner(source, parts);
    scanner.#inputs = new Inputs(source, part);
    scanner.#isKamailioStyle = true;
    return scanner;
  }

  next(): Token {
    for (;;) {
      const input = this.#inputs.current();
      if (!input) return this.#inputs.endOfFile();
      const token = this.#read(input);
      if (token) return token;
    }
  }

  #read(input: Input): Token | undefined {
    const { text, at } = input;
    switch (this.#mode) {
      case 'select': {
        const step = selectStep(text, at);
        return step === 'string' ? this.#readString(input) : this.#take(input, step);
      }
      case 'attribute':
        return this.#take(input, attributeStep(text, at));
      case 'event-name':
        return this.#take(input, eventNameStep(text, at));
      case 'variable':
        return this.#take(input, variableStep(text, at));
      case 'script':
        return this.#readScript(input);
    }
  }

  #readScript(input: Input): Token | undefined {
    const { text, at } = input;
    const code = text.charCodeAt(at);
    if (isBlankCode(code)) {
      let end = at + 1;
      while (end < input.end && isBlankCode(text.charCodeAt(end))) end++;
      return this.#inputs.skip(input, end);
    }
    if (isWordCode(code) || code === 58) {
      const address = addressLength(text, at);
      const length = wordLength(text, at);
      if (address > 0 && address >= length) return this.#inputs.token('IPV6ADDR', input, at, at + address);
      if (length > 0) return this.#readWord(input, length);
    }
    switch (text[at]) {
      case '#':
        return this.#readHash(input);
      case '/':
        if (text[at + 1] === '/') return this.#skipLine(input);
        if (text[at + 1] === '*') return this.#skipComment(input);
        return this.#inputs.token('/', input, at, at + 1);
      case '"':
      case "'":
        return this.#readString(input);
      case '$':
        return this.#readDollar(input);
      case '@':
        this.#mode = 'select';
        return this.#inputs.token('@', input, at, at + 1);
      case '%':
        this.#mode = 'attribute';
        return this.#inputs.token('%', input, at, at + 1);
      case '!':
        if (text[at + 1] === '!') {
          const directive = this.#readDirective(input);
          if (directive !== 'none') return directive;
        }
        break;
      case '\\':
        // A line end that a backslash hides; a backslash elsewhere is none of the scanner's characters.
        return this.#inputs.skip(input, at + (text[at + 1] === '\n' ? 2 : 1));
    }
    const operator = operatorAt(text, at);
    return operator === '' ? this.#inputs.skip(input, at + 1) : this.#inputs.token(operator, input, at, at + operator.length);
  }

  #readWord(input: Input, length: number): Token | undefined {
    const { text, at, use } = input;
    const word = text.slice(at, at + length);
    if (isDigitCode(text.charCodeAt(at))) return this.#inputs.token(isNumber(word) ? 'NUMBER' : 'NUM_ID', input, at, at + length);
    const joined = joinedWord(text, at, word);
    if (joined !== undefined) return this.#inputs.token(joined, input, at, at + joined.length);
    const kind = this.#words.kinds.get(word);
    if (kind === 'include_file' || kind === 'import_file') return this.#include(input, length, kind === 'import_file');
    if (kind !== undefined) {
      if (kind === 'event_route') this.#mode = 'event-name';
      return this.#inputs.token(kind, input, at, at + length);
    }
    const definition = this.preprocessor.macros.get(word);
    if (!definition) return this.#inputs.token('ID', input, at, at + length);
    if (!use) definition.uses.push({ file: input.source.file, at: { start: at, end: at + length } });
    const through = [...(use?.through ?? []), definition.place];
    const value = definition.value ?? '';
    this.#expanded += value.length;
    const isEndless = through.length > DEEPEST || this.#expanded > LONGEST_EXPANSION;
    if (!definition.isKnown || isEndless) {
      const kind = definition.isQuoted ? 'STRING' : 'UNKNOWN';
      return this.#inputs.token(kind, input, at, at + length, { isKnown: false, through });
    }
    input.at = at + length;
    this.#inputs.passed(input, at);
    if (value === '') return undefined;
    this.#inputs.openMacro(input, value, { start: use?.start ?? at, end: use?.end ?? at + length, through });
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
      return this.#inputs.skip(input, at + line.length);
    }
    const directive = this.#readDirective(input);
    return directive === 'none' ? this.#skipLine(input) : directive;
  }

  /** What stands behind `#!` or `!!`; `none` where it is no directive. */
  #readDirective(input: Input): Token | undefined | 'none' {
    const { text, at } = input;
    const [word = ''] = matchAt(directiveWord, text, at + 2) ?? [];
    const behind = at + 2 + word.length;
    for (const name of ['substdefs', 'substdef', 'subst'] as const)
      if (word.startsWith(name)) return this.#inputs.token(name, input, at, at + 2 + name.length);
    // A macro cannot hold directives that read lines.
    if (input.use) return 'none';
    for (const name of ['include_file', 'import_file'] as const)
      if (word.startsWith(name)) return this.#include(input, 2 + name.length, name === 'import_file');
    const stopped = this.preprocessor.directive({ source: input.source, start: at, word, behind });
    if (stopped === undefined) return 'none';
    this.#inputs.skip(input, stopped.end);
    if (stopped.isInvalid) return this.#inputs.token('INVALID', input, at, stopped.end);
    return undefined;
  }

  #skipLine(input: Input): undefined {
    const end = input.text.indexOf('\n', input.at);
    if (input.use && (end < 0 || end >= input.end)) {
      // The comment began in a macro, and goes on behind its use.
      input.at = input.end;
      this.#inputs.leave(input);
      const below = this.#inputs.current();
      if (below) this.#skipLine(below);
      return undefined;
    }
    const start = input.at;
    input.at = end < 0 ? input.end : Math.min(end + 1, input.end);
    this.#inputs.passed(input, start);
    return undefined;
  }

  #skipComment(input: Input): undefined {
    let nesting = 0;
    const { text } = input;
    const sign = /\/\*|\*\//g;
    sign.lastIndex = input.at;
    for (let found = sign.exec(text); found && found.index < input.end; found = sign.exec(text)) {
      nesting += found[0] === '/*' ? 1 : -1;
      if (nesting === 0) return this.#inputs.skip(input, sign.lastIndex);
    }
    this.preprocessor.problem(
      input.source,
      { start: input.at, end: Math.min(input.at + 2, input.end) },
      'This comment is never closed.',
      false,
    );
    return this.#inputs.skip(input, input.end);
  }

  #readString(input: Input): Token | undefined {
    const decoded = decodeQuoted(input.text, input.at, input.use ? input.text.length : input.end);
    if (!decoded) {
      const start = input.at;
      this.#inputs.passed(input, start);
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
      this.preprocessor.macros.usedInString(text, { file: input.source.file, start: inner.start });
    return this.#inputs.token('STRING', input, input.at, end, {
      text: changed.text,
      isKnown: changed.isKnown,
      isPlain: isPlain && changed.through.length === 0,
      inner: input.use ? undefined : inner,
      through: changed.through.length > 0 ? [...changed.through, ...(input.use?.through ?? [])] : undefined,
    });
  }

  #substitute(text: string): Substituted {
    const { substitutions } = this.preprocessor.macros;
    this.#substitutionWork += substitutions.length * (text.length + 1);
    if (this.#substitutionWork > MOST_SUBSTITUTION_WORK) return { text, isKnown: false, through: [] };
    return substitute(text, substitutions);
  }

  /** Takes a step in a mode of its own. */
  #take(input: Input, { kind, start = input.at, end, mode, isUncounted, isOpen }: Step): Token | undefined {
    if (mode) this.#mode = mode;
    const { text, source, use } = input;
    // Line ends that Kamailio forgets, or does not count: those within a variable, and those that its mode does not know.
    if (!use && (isUncounted || kind === 'PVAR' || isOpen))
      for (let at = input.at; at < end; at++) if (text[at] === '\n') source.uncounted.push(at);
    if (isOpen) {
      const place = { start: use?.start ?? input.at, end: use?.end ?? Math.min(input.at + 2, end) };
      this.preprocessor.problem(source, place, 'A bracket of this variable is never closed.', true);
      input.at = input.end;
      return undefined;
    }
    if (kind === undefined) {
      if (isUncounted) input.at = end;
      else if (end > input.at) this.#inputs.skip(input, end);
      return undefined;
    }
    if (kind !== 'PVAR') return this.#inputs.token(kind, input, start, end);
    const { text: name, isKnown, through } = this.#substitute(text.slice(start, end));
    return this.#inputs.token(kind, input, start, end, { text: name, isKnown, through: through.length > 0 ? through : undefined });
  }

  #readDollar(input: Input): Token | undefined {
    const step = dollarStep(input.text, input.at, this.#isKamailioStyle);
    if (step) return this.#take(input, step);
    this.#mode = 'variable';
    return this.#take(input, variableStep(input.text, input.at + 1));
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
    this.#inputs.passed(input, start);
    if (name === '' || input.use) return undefined;
    const found = this.preprocessor.include({ source, start, nameStart: from, name, isOptional, depth: this.#inputs.depth });
    if (found) this.#inputs.openFile(found);
    return undefined;
  }
}

const directiveWord = /[a-z_]+/y;
