import { span } from '../../text/span';
import type { FilePlace } from '../model';
import { blanksEnd, type Directive, type Done, lineEnd, nameAt, type ScriptProblem } from './directive-lines';
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

const MOST_SUBSTITUTIONS = 512;

/** Defines and substitutions of a script (core/cfg.lex: pp_define, core/ppcfg.c). */
export class Macros {
  readonly #byName = new Map<string, Macro>();
  /** Of one name one may follow another (`#!redefine`). */
  readonly all: Macro[] = [];
  readonly substitutions: Substitution[] = [];
  readonly #problems: ScriptProblem[];

  constructor(problems: ScriptProblem[]) {
    this.#problems = problems;
  }

  /** With all that is defined there, and no more; what is defined here stays here. */
  static like(other: Macros): Macros {
    const copy = new Macros([]);
    for (const [name, macro] of other.#byName) copy.#byName.set(name, macro);
    copy.substitutions.push(...other.substitutions);
    return copy;
  }

  get(name: string): Macro | undefined {
    return this.#byName.get(name);
  }

  #add(macro: Macro): void {
    this.#byName.set(macro.name, macro);
    this.all.push(macro);
  }

  #refuse(place: FilePlace, message: string): void {
    this.#problems.push({ place, message, isFatal: true });
  }

  /** A string in which substitutions were made: names of macros in it are uses of theirs. */
  usedInString(text: string, { file, start }: { file: string; start: number }): void {
    for (const { pattern } of this.substitutions) {
      const macro = this.get(pattern);
      if (macro?.kind !== 'substdef') continue;
      for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + pattern.length))
        macro.uses.push({ file, at: span(start + at, start + at + pattern.length) });
    }
  }

  /** `#!define NAME value`, `#!trydefine`, `#!redefine`, `#!defexp`. The value goes to the end of the line, or on where a backslash hides that. */
  define({ source, word, at }: Directive): Done {
    const { text } = source;
    const name = nameAt(source, at);
    if (!name) return { end: text.length };
    const place = { file: source.file, at: name.at };
    if (text[name.at.end] === '-')
      this.#refuse(
        { file: source.file, at: span(name.at.start, name.at.end + 1) },
        'A define cannot have “-” in its name; Kamailio stops here.',
      );
    const from = blanksEnd(text, name.at.end);
    let close = text.indexOf('\n', from);
    while (close > from && text[close - 1] === '\\') close = text.indexOf('\n', close + 1);
    const end = Math.min((close < 0 ? text.length : close) + 1, text.length);
    const known = this.get(name.text);
    const isTry = word.startsWith('try');
    if (known && isTry) known.uses.push(place);
    else if (known && !word.startsWith('redef')) {
      this.#refuse(place, `“${name.text}” is defined already; Kamailio stops at the second definition (“#!redefine” would replace it).`);
      return { end, isInvalid: true };
    } else {
      // The last line of a file without a line end gives no value.
      const raw = close < 0 ? '' : text.slice(from, close);
      const valuePlace = { file: source.file, at: span(from, from + raw.trimEnd().length) };
      const isExpression = word.startsWith('defexp');
      this.#add({
        name: name.text,
        kind: isExpression ? 'expression' : 'define',
        place,
        ...(raw !== '' && { value: raw.replaceAll('\\\n', ''), valuePlace }),
        isKnown: !isExpression,
        isQuoted: word === 'defexps',
        uses: known?.uses ?? [],
      });
    }
    return { end };
  }

  undefine({ source, at }: Directive): Done {
    const name = nameAt(source, at);
    if (name) {
      this.get(name.text)?.uses.push({ file: source.file, at: name.at });
      this.#byName.delete(name.text);
    }
    return { end: lineEnd(source.text, name?.at.end ?? at) };
  }

  /** `#!defenv NAME=VARIABLE` */
  defineByEnvironment(source: Source, from: number, isQuoted: boolean): Done {
    const { text } = source;
    let start = from;
    while (start < text.length && /\s/.test(text[start] ?? '')) start++;
    let end = start;
    while (end < text.length && !/\s/.test(text[end] ?? '')) end++;
    const [name = ''] = text.slice(start, end).split('=');
    const place = { file: source.file, at: span(start, start + name.length) };
    if (name !== '' && !this.get(name)) this.#add({ name, kind: 'environment', place, isKnown: false, isQuoted, uses: [] });
    return { end };
  }

  /** `#!subst`, `#!substdef` and `#!substdefs`, whose string the parser has read. */
  substitution(kind: 'subst' | 'substdef' | 'substdefs', token: Token): void {
    const { source, inner, isPlain, start, end } = token;
    const parts = partsOf(token.text);
    const whole = { file: source.file, at: inner ?? span(start, end) };
    if (!parts) {
      this.#refuse(whole, 'This is not a substitution: an expression and a replacement between three equal characters are expected.');
      return;
    }
    const { pattern: name, replacement } = parts;
    const at = inner && isPlain ? span(inner.start + 1, inner.start + 1 + name.length) : whole.at;
    const place = { file: source.file, at };
    const rule = substitutionOf(parts, place);
    if (rule && this.substitutions.length < MOST_SUBSTITUTIONS) this.substitutions.push(rule);
    if (kind === 'subst') return;
    if (this.get(name)) {
      this.#refuse(place, `“${name}” is defined already; Kamailio stops at the second definition.`);
      return;
    }
    const isQuoted = kind === 'substdefs';
    this.#add({
      name,
      kind: 'substdef',
      place,
      value: isQuoted ? `"${replacement}"` : replacement,
      valuePlace: inner && isPlain ? { file: source.file, at: span(at.end + 1, at.end + 1 + replacement.length) } : whole,
      isKnown: !replacement.includes('$'),
      isQuoted,
      uses: [],
    });
  }
}
