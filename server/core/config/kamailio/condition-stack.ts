import { type Span, span } from '../../text/span';
import type { FilePlace } from '../model';
import { isAtLeast } from '../product-version';
import { type Condition, conditionOf, isOwnDefinition } from './conditions';
import { type Directive, lineEnd, nameAt, type ScriptProblem } from './directive-lines';
import type { Macros } from './macros';
import type { Source } from './tokens';

/** A part of a file that a condition switches off. */
export interface InactivePart {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  /** It stands inside of a route. */
  isInBlock: boolean;
}

interface Open {
  state: Condition;
  readonly place: FilePlace;
}

const oldDirective = (): RegExp => /(?:#!|!!)(?:(ifdef|ifndef)[ \t\b\r]+|(else|endif)[ \t\b\r]*\n)/g;
const newDirective = (): RegExp => /(?:#!|!!)(?:(ifdef|ifndef|ifexp)[ \t\b\r]+|(else|endif)[ \t\b\r]*\n)/g;

/** `#!ifdef` and its kin: which conditions are open, and what they switch off (core/cfg.lex: pp_ifdef). */
export class ConditionStack {
  readonly inactive: InactivePart[] = [];
  /** Names that conditions ask for, defined or not. */
  readonly asked: { readonly name: string; readonly place: FilePlace }[] = [];
  readonly #open: Open[] = [];
  /** How many of them do not hold. */
  #failing = 0;
  readonly #macros: Macros;
  readonly #version: string | undefined;
  readonly #problems: ScriptProblem[];

  constructor(macros: Macros, version: string | undefined, problems: ScriptProblem[]) {
    this.#macros = macros;
    this.#version = version;
    this.#problems = problems;
  }

  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  /** Opens a condition; gives where its line ends. */
  begin({ source, word, start, at }: Directive): number {
    const { text } = source;
    const place = { file: source.file, at: span(start, start + 2 + word.length) };
    if (word === 'ifexp') {
      const end = lineEnd(text, at);
      this.#push(conditionOf(text.slice(at, end).trim(), this.#macros, this.#version), place);
      return end;
    }
    const name = nameAt(source, at);
    if (!name) return text.length;
    const macro = this.#macros.get(name.text);
    const namePlace = { file: source.file, at: name.at };
    macro?.uses.push(namePlace);
    this.asked.push({ name: name.text, place: namePlace });
    const isDefined = macro ? true : isOwnDefinition(name.text, this.#version);
    this.#push(isDefined === 'unknown' ? 'unknown' : isDefined === (word === 'ifdef') ? 'on' : 'off', place);
    return lineEnd(text, name.at.end);
  }

  #push(state: Condition, place: FilePlace): void {
    this.#open.push({ state, place });
    if (state !== 'on') this.#failing++;
  }

  /** `#!else` and `#!endif`. */
  turn(source: Source, at: Span, word: string): void {
    const open = this.#open.at(-1);
    if (!open) {
      const message = `This “#!${word}” belongs to no “#!ifdef”; Kamailio does not start with conditions that do not pair.`;
      this.#problems.push({ place: { file: source.file, at }, message, isFatal: word === 'endif' });
      return;
    }
    if (open.state !== 'on') this.#failing--;
    if (word === 'endif') {
      this.#open.pop();
      return;
    }
    if (open.state !== 'unknown') open.state = open.state === 'on' ? 'off' : 'on';
    if (open.state !== 'on') this.#failing++;
  }

  /** From a line on: to the end of all that the open conditions switch off. */
  skipInactive(source: Source, from: number): number {
    const { text } = source;
    let start = from;
    const directive = isAtLeast(this.#version, '5.7') === false ? oldDirective() : newDirective();
    while (this.#failing > 0) {
      directive.lastIndex = start;
      const found = directive.exec(text);
      const end = found?.index ?? text.length;
      if (end > start) this.inactive.push({ source, start, end, isInBlock: false });
      if (!found) return text.length;
      const [whole, word = '', last] = found;
      const behind = found.index + whole.length;
      if (last !== undefined) {
        this.turn(source, span(found.index, found.index + 2 + last.length), last);
        start = behind;
      } else start = this.begin({ source, word, start: found.index, at: behind });
    }
    return start;
  }

  /** At the end of all: conditions that are still open. */
  finish(): void {
    const message = 'This condition has no “#!endif”; Kamailio does not start with conditions that do not pair.';
    for (const { place } of this.#open) this.#problems.push({ place, message, isFatal: true });
  }
}
