import { type Span, span } from '../../text/span';
import type { ConfigWorld } from '../dialect';
import type { FilePlace, Include } from '../model';
import { isAtLeast } from '../product-version';
import { type Condition, conditionOf, isOwnDefinition } from './conditions';
import { partsOf, type Substitution, substitutionOf } from './substitutions';
import type { Source, Token } from './tokens';

/** What a macro stands for. */
export interface Macro {
  readonly name: string;
  readonly kind: 'define' | 'substdef' | 'environment' | 'expression';
  /** Of the name. */
  readonly place: FilePlace;
  readonly value?: string;
  readonly valuePlace?: FilePlace;
  readonly isKnown: boolean;
  /** What it stands for is a string in any case. */
  readonly isQuoted: boolean;
  readonly uses: FilePlace[];
}

/** A part of a file that a condition switches off. */
export interface InactivePart {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  /** It stands inside of a route. */
  isInBlock: boolean;
}

export interface ScriptProblem {
  readonly place: FilePlace;
  readonly message: string;
  readonly isFatal: boolean;
}

/** Where a directive ends; `isInvalid`: Kamailio stops at it. */
interface Done {
  readonly end: number;
  readonly isInvalid?: boolean;
}

interface Open {
  state: Condition;
  readonly place: FilePlace;
}

const DEEPEST_INCLUDE = 10;
const LONGEST_NAME = 128;
/** Beyond what anybody includes. */
const MOST_FILES = 256;
const LARGEST = 16_000_000;
const MOST_SUBSTITUTIONS = 512;

/** Defines, substitutions, conditions and includes of a script, as core/cfg.lex and core/ppcfg.c have them. */
export class Preprocessor {
  readonly macros = new Map<string, Macro>();
  /** Of one name one may follow another (`#!redefine`): the latest is in `macros`, all of them here. */
  readonly allMacros: Macro[] = [];
  readonly substitutions: Substitution[] = [];
  readonly sources: Source[] = [];
  readonly includes: Include[] = [];
  readonly inactive: InactivePart[] = [];
  readonly problems: ScriptProblem[] = [];
  /** Names that conditions ask for, defined or not. */
  readonly asked: { readonly name: string; readonly place: FilePlace }[] = [];
  readonly #open: Open[] = [];
  readonly #world: ConfigWorld;
  readonly #version: string | undefined;
  #size = 0;

  constructor(world: ConfigWorld, version: string | undefined) {
    this.#world = world;
    this.#version = version;
  }

  get definitions(): ReadonlyMap<string, Macro> {
    return this.macros;
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

  used(macro: Macro, place: FilePlace): void {
    macro.uses.push(place);
  }

  /** A string in which substitutions were made: names of macros in it are uses of theirs. */
  usedInString(text: string, { file, start }: { file: string; start: number }): void {
    for (const { pattern } of this.substitutions) {
      const macro = this.macros.get(pattern);
      if (macro?.kind !== 'substdef') continue;
      for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + pattern.length))
        macro.uses.push({ file, at: span(start + at, start + at + pattern.length) });
    }
  }

  /** `#!word`; `behind` is where the word ends. undefined: it is none. */
  directive({ source, start, word, behind }: { source: Source; start: number; word: string; behind: number }): Done | undefined {
    const { text } = source;
    const isFollowedByBlank = /[ \t\b\r]/.test(text[behind] ?? '');
    const at = blanksEnd(text, behind);
    const [environment] = /^(?:try)?defenvs?/.exec(word) ?? [];
    if (environment !== undefined) return this.#defineByEnvironment(source, start + 2 + environment.length, environment.endsWith('s'));
    const isNewer = isAtLeast(this.#version, '5.7') !== false;
    switch (word) {
      case 'define':
      case 'def':
      case 'trydefine':
      case 'trydef':
      case 'redefine':
      case 'redef':
        return isFollowedByBlank ? this.#define(source, { start, at, word }) : undefined;
      case 'defexp':
      case 'defexps':
        return isFollowedByBlank && isNewer ? this.#define(source, { start, at, word }) : undefined;
      case 'undefine':
      case 'undef':
      case 'tryundefine':
      case 'tryundef':
        return isFollowedByBlank && isAtLeast(this.#version, '6.0') !== false ? this.#undefine(source, at) : undefined;
      case 'ifdef':
      case 'ifndef':
      case 'ifexp':
        if (!isFollowedByBlank || (word === 'ifexp' && !isNewer)) return undefined;
        return this.#skipInactive(source, this.#begin(source, { start, at, word }));
      case 'else':
      case 'endif':
        if (text[at] !== '\n') {
          this.#missed(source, start, word);
          return undefined;
        }
        this.#turn(source, { start, end: at }, word);
        return this.#skipInactive(source, at + 1);
      default:
        return undefined;
    }
  }

  /** `#!endif # of tls` is a comment for Kamailio: nothing may stand behind the word, the last line of a file included. */
  #missed(source: Source, start: number, word: string): void {
    if (this.#open.length > 0)
      this.problem(
        source,
        span(start, start + 2 + word.length),
        `Nothing but a line end may follow “#!${word}”; Kamailio takes this for a comment.`,
        false,
      );
  }

  #define(source: Source, { start, at, word }: { start: number; at: number; word: string }): Done {
    const { text } = source;
    const name = this.#nameAt(source, at);
    if (!name) return { end: text.length };
    const { end: nameEnd } = name.at;
    if (text[nameEnd] === '-')
      this.problem(source, span(name.at.start, nameEnd + 1), 'A define cannot have “-” in its name; Kamailio stops here.', true);
    const from = blanksEnd(text, nameEnd);
    let end = text.indexOf('\n', from);
    while (end > from && text[end - 1] === '\\') end = text.indexOf('\n', end + 1);
    const stop = end < 0 ? text.length : end;
    const raw = text.slice(from, stop);
    const known = this.macros.get(name.text);
    const place = { file: source.file, at: name.at };
    const isTry = word.startsWith('try');
    if (known && !word.startsWith('redef') && !isTry) {
      this.problem(
        source,
        name.at,
        `“${name.text}” is defined already; Kamailio stops at the second definition (“#!redefine” would replace it).`,
        true,
      );
      return { end: Math.min(stop + 1, text.length), isInvalid: true };
    }
    const isExpression = word.startsWith('defexp');
    if (!(known && isTry))
      this.#add({
        name: name.text,
        kind: isExpression ? 'expression' : 'define',
        place,
        // The last line of a file without a line end gives no value.
        ...(raw !== '' &&
          end >= 0 && {
            value: raw.replaceAll('\\\n', ''),
            valuePlace: { file: source.file, at: span(from, from + raw.trimEnd().length) },
          }),
        isKnown: !isExpression,
        isQuoted: word === 'defexps',
        uses: known?.uses ?? [],
      });
    else known.uses.push(place);
    void start;
    return { end: Math.min(stop + 1, text.length) };
  }

  #add(macro: Macro): void {
    this.macros.set(macro.name, macro);
    this.allMacros.push(macro);
  }

  #undefine(source: Source, at: number): Done {
    const name = this.#nameAt(source, at);
    if (name) {
      this.macros.get(name.text)?.uses.push({ file: source.file, at: name.at });
      this.macros.delete(name.text);
    }
    return { end: lineEnd(source.text, name?.at.end ?? at) };
  }

  #defineByEnvironment(source: Source, from: number, isQuoted: boolean): Done {
    const { text } = source;
    let start = from;
    while (start < text.length && /\s/.test(text[start] ?? '')) start++;
    let end = start;
    while (end < text.length && !/\s/.test(text[end] ?? '')) end++;
    const [name = ''] = text.slice(start, end).split('=');
    const place = { file: source.file, at: span(start, start + name.length) };
    if (name !== '' && !this.macros.has(name)) this.#add({ name, kind: 'environment', place, isKnown: false, isQuoted, uses: [] });
    return { end };
  }

  /** The next name from there on. What stands before it is skipped, line ends uncounted, as Kamailio's scanner does. */
  #nameAt(source: Source, from: number): { readonly text: string; readonly at: Span } | undefined {
    const { text, uncounted } = source;
    let start = from;
    while (start < text.length && !/[A-Za-z_]/.test(text[start] ?? '')) {
      if (text[start] === '\n') uncounted.push(start);
      start++;
    }
    let end = start;
    while (end < text.length && /\w/.test(text[end] ?? '')) end++;
    return end > start ? { text: text.slice(start, end), at: span(start, end) } : undefined;
  }

  /** Opens a condition; gives where its line ends. */
  #begin(source: Source, { start, at, word }: { start: number; at: number; word: string }): number {
    const { text } = source;
    const place = { file: source.file, at: span(start, start + 2 + word.length) };
    if (word === 'ifexp') {
      const end = lineEnd(text, at);
      this.#open.push({ state: conditionOf(text.slice(at, end).trim(), this.macros, this.#version), place });
      return end;
    }
    const name = this.#nameAt(source, at);
    if (!name) return text.length;
    const macro = this.macros.get(name.text);
    const namePlace = { file: source.file, at: name.at };
    macro?.uses.push(namePlace);
    this.asked.push({ name: name.text, place: namePlace });
    const isDefined = macro ? true : isOwnDefinition(name.text, this.#version);
    const state = isDefined === 'unknown' ? 'unknown' : isDefined === (word === 'ifdef') ? 'on' : 'off';
    this.#open.push({ state, place });
    return lineEnd(text, name.at.end);
  }

  #turn(source: Source, at: Span, word: string): void {
    const open = this.#open.at(-1);
    if (!open) {
      this.problem(
        source,
        at,
        `This “#!${word}” belongs to no “#!ifdef”; Kamailio does not start with conditions that do not pair.`,
        word === 'endif',
      );
      return;
    }
    if (word === 'endif') this.#open.pop();
    else if (open.state !== 'unknown') open.state = open.state === 'on' ? 'off' : 'on';
  }

  /** From a line on: over all that the open conditions switch off. */
  #skipInactive(source: Source, from: number): Done {
    const { text } = source;
    let start = from;
    const directive = isAtLeast(this.#version, '5.7') === false ? oldDirective() : newDirective();
    while (this.#open.some(({ state }) => state !== 'on')) {
      directive.lastIndex = start;
      const found = directive.exec(text);
      const end = found?.index ?? text.length;
      if (end > start) this.inactive.push({ source, start, end, isInBlock: false });
      if (!found) return { end: text.length };
      const [whole, word = '', last] = found;
      if (last !== undefined) {
        this.#turn(source, span(found.index, found.index + 2 + last.length), last);
        start = found.index + whole.length;
      } else start = this.#begin(source, { start: found.index, at: found.index + whole.length, word });
    }
    return { end: start };
  }

  /** At the end of all: conditions that are still open. */
  finish(): void {
    for (const { place } of this.#open)
      this.problems.push({
        place,
        message: 'This condition has no “#!endif”; Kamailio does not start with conditions that do not pair.',
        isFatal: true,
      });
  }

  include({
    source,
    start,
    nameStart,
    name,
    isOptional,
    depth,
  }: {
    source: Source;
    start: number;
    nameStart: number;
    name: string;
    isOptional: boolean;
    depth: number;
  }): Source | undefined {
    const place = { file: source.file, at: span(start, nameStart + name.length) };
    const fault = includeFault(name, depth);
    if (fault !== undefined) {
      this.problems.push({ place, message: fault, isFatal: true });
      return undefined;
    }
    const raw = name.slice(1, -1).replace(/\\(.)/g, '$1');
    const substituted = this.substitutions.reduce(
      (path, { pattern, replacement = '' }) => path.replaceAll(pattern, () => replacement),
      raw,
    );
    const [file] = this.#world.find(substituted, source.file, 'beside-file');
    const text = file === undefined || this.sources.length >= MOST_FILES || this.#size > LARGEST ? undefined : this.#world.text(file);
    const at = { file: source.file, at: span(nameStart + 1, nameStart + name.length - 1) };
    this.includes.push({ place: at, raw: substituted, files: file === undefined ? [] : [file], isOptional });
    return file === undefined || text === undefined ? undefined : this.open(file, text);
  }

  /** `#!subst`, `#!substdef` and `#!substdefs`, whose string the parser has read. */
  substitution(kind: 'subst' | 'substdef' | 'substdefs', token: Token): void {
    const { source, inner, isPlain, start, end } = token;
    const parts = partsOf(token.text);
    const whole = { file: source.file, at: inner ?? span(start, end) };
    if (!parts) {
      this.problems.push({
        place: whole,
        message: 'This is not a substitution: an expression and a replacement between three equal characters are expected.',
        isFatal: true,
      });
      return;
    }
    const at = inner && isPlain ? span(inner.start + 1, inner.start + 1 + parts.pattern.length) : whole.at;
    const place = { file: source.file, at };
    const rule = substitutionOf(parts, place);
    if (rule && this.substitutions.length < MOST_SUBSTITUTIONS) this.substitutions.push(rule);
    if (kind === 'subst') return;
    if (this.macros.has(parts.pattern)) {
      this.problems.push({
        place,
        message: `“${parts.pattern}” is defined already; Kamailio stops at the second definition.`,
        isFatal: true,
      });
      return;
    }
    const isKnown = !parts.replacement.includes('$');
    const from = at.end + 1;
    this.#add({
      name: parts.pattern,
      kind: 'substdef',
      place,
      value: kind === 'substdefs' ? `"${parts.replacement}"` : parts.replacement,
      valuePlace: inner && isPlain ? { file: source.file, at: span(from, from + parts.replacement.length) } : whole,
      isKnown,
      isQuoted: kind === 'substdefs',
      uses: [],
    });
  }
}

const oldDirective = (): RegExp => /(?:#!|!!)(?:(ifdef|ifndef)[ \t\b\r]+|(else|endif)[ \t\b\r]*\n)/g;
const newDirective = (): RegExp => /(?:#!|!!)(?:(ifdef|ifndef|ifexp)[ \t\b\r]+|(else|endif)[ \t\b\r]*\n)/g;

function includeFault(name: string, depth: number): string | undefined {
  if (depth > DEEPEST_INCLUDE) return `Files are included more than ${DEEPEST_INCLUDE} deep; Kamailio stops here.`;
  if (name.length >= LONGEST_NAME) return `The name of an included file has to be shorter than ${LONGEST_NAME} characters.`;
  if (name.length < 3 || !name.startsWith('"') || !name.endsWith('"'))
    return 'The name of an included file has to stand in double quotes, without blanks.';
  return undefined;
}

function blanksEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\b\r'.includes(text[at] ?? 'x')) at++;
  return at;
}

/** Behind the line end. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}
