import { type Span, span } from '../../text/span';
import type { ConfigWorld } from '../dialect';
import type { Include } from '../model';
import { isAtLeast } from '../product-version';
import { ConditionStack } from './condition-stack';
import { blanksEnd, type Done, type ScriptProblem } from './directive-lines';
import { Macros } from './macros';
import type { Source } from './tokens';

const DEEPEST_INCLUDE = 10;
const LONGEST_NAME = 128;
/** Beyond what anybody includes. */
const MOST_FILES = 256;
const LARGEST = 16_000_000;

/** `include_file "name"` as it stands in a file. */
interface IncludeLine {
  readonly source: Source;
  readonly start: number;
  readonly nameStart: number;
  readonly name: string;
  readonly isOptional: boolean;
  /** How many files are open. */
  readonly depth: number;
}

/** The lines of a script that are none of its statements: macros, conditions and includes (core/cfg.lex, core/ppcfg.c). */
export class Preprocessor {
  readonly problems: ScriptProblem[] = [];
  readonly macros: Macros;
  readonly conditions: ConditionStack;
  readonly sources: Source[] = [];
  readonly includes: Include[] = [];
  readonly #world: ConfigWorld;
  readonly #version: string | undefined;
  #size = 0;

  constructor(world: ConfigWorld, version: string | undefined, macros?: Macros) {
    this.#world = world;
    this.#version = version;
    this.macros = macros ?? new Macros(this.problems);
    this.conditions = new ConditionStack(this.macros, version, this.problems);
  }

  open(file: string, text: string): Source {
    const source: Source = { file, text, uncounted: [] };
    this.sources.push(source);
    this.#size += text.length;
    return source;
  }

  problem(source: Source, at: Span, message: string, isFatal: boolean): void {
    this.problems.push({ place: { file: source.file, at }, message, isFatal });
  }

  /** `#!word`; `behind` is where the word ends. undefined: it is none. */
  directive({ source, start, word, behind }: { source: Source; start: number; word: string; behind: number }): Done | undefined {
    const { text } = source;
    const [environment] = /^(?:try)?defenvs?/.exec(word) ?? [];
    if (environment !== undefined)
      return this.macros.defineByEnvironment(source, start + 2 + environment.length, environment.endsWith('s'));
    const at = blanksEnd(text, behind);
    const line = { source, word, start, at };
    if (word === 'else' || word === 'endif') {
      if (text[at] === '\n') {
        this.conditions.turn(source, span(start, at), word);
        return { end: this.conditions.skipInactive(source, at + 1) };
      }
      // Nothing may stand behind the word, in the last line of a file not even its end.
      if (this.conditions.isOpen)
        this.problem(
          source,
          span(start, behind),
          `Nothing but a line end may follow “#!${word}”; Kamailio takes this for a comment.`,
          false,
        );
      return undefined;
    }
    if (at === behind || !this.#knows(word)) return undefined;
    if (word.startsWith('if')) return { end: this.conditions.skipInactive(source, this.conditions.begin(line)) };
    return /undef/.test(word) ? this.macros.undefine(line) : this.macros.define(line);
  }

  #knows(word: string): boolean {
    if (/^(?:ifn?def|def(?:ine)?|trydef(?:ine)?|redef(?:ine)?)$/.test(word)) return true;
    if (/^(?:ifexp|defexps?)$/.test(word)) return isAtLeast(this.#version, '5.7') !== false;
    return /^(?:try)?undef(?:ine)?$/.test(word) && isAtLeast(this.#version, '6.0') !== false;
  }

  include({ source, start, nameStart, name, isOptional, depth }: IncludeLine): Source | undefined {
    const fault = includeFault(name, depth);
    if (fault !== undefined) {
      this.problem(source, span(start, nameStart + name.length), fault, true);
      return undefined;
    }
    const written = name.slice(1, -1).replace(/\\(.)/g, '$1');
    const raw = this.macros.substitutions.reduce(
      (path, { pattern, replacement = '' }) => path.replaceAll(pattern, () => replacement),
      written,
    );
    const [file] = this.#world.find(raw, source.file, 'beside-file');
    const isTooMuch = this.sources.length >= MOST_FILES || this.#size > LARGEST;
    const text = file === undefined || isTooMuch ? undefined : this.#world.text(file);
    const place = { file: source.file, at: span(nameStart + 1, nameStart + name.length - 1) };
    this.includes.push({ place, raw, files: file === undefined ? [] : [file], isOptional });
    return file === undefined || text === undefined ? undefined : this.open(file, text);
  }
}

function includeFault(name: string, depth: number): string | undefined {
  if (depth > DEEPEST_INCLUDE) return `Files are included more than ${DEEPEST_INCLUDE} deep; Kamailio stops here.`;
  if (name.length >= LONGEST_NAME) return `The name of an included file has to be shorter than ${LONGEST_NAME} characters.`;
  if (name.length < 3 || !name.startsWith('"') || !name.endsWith('"'))
    return 'The name of an included file has to stand in double quotes, without blanks.';
  return undefined;
}
