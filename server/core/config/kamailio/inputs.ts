import type { FilePlace } from '../model';
import type { Source, Token } from './tokens';

/** Where the scanner reads: a file, or what a macro stands for, followed by what stands behind its use. */
export interface Input {
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

/** What a token has besides its kind and place. */
export type More = Pick<Token, 'isKnown' | 'inner' | 'isPlain' | 'through'> & { readonly text?: string };
const plain: More = { isKnown: true };

/** The files and macros that are open, one within the other. */
export class Inputs {
  readonly #open: Input[] = [];
  /** The last thing that was read, blanks included: where Kamailio says that a file ended too early. */
  #lastSource: Source;
  #lastStart = 0;

  constructor(source: Source, { start, end }: { readonly start: number; readonly end: number }) {
    this.#lastSource = source;
    this.#open.push({ text: source.text, at: start, end, source });
  }

  get depth(): number {
    return this.#open.length;
  }

  /** Where to go on; what is read to its end is left. undefined: everything is. */
  current(): Input | undefined {
    for (;;) {
      const input = this.#open.at(-1);
      if (!input || input.at < input.end) return input;
      this.leave(input);
    }
  }

  openFile(source: Source): void {
    this.#open.push({ text: source.text, at: 0, end: source.text.length, source });
  }

  /** Behind its name, which ends where `input` stands. */
  openMacro(input: Input, value: string, use: NonNullable<Input['use']>): void {
    const tail = input.text.slice(input.at, input.at + TAIL);
    this.#open.push({ text: value + tail, at: 0, end: value.length, source: input.source, use });
  }

  leave(input: Input): void {
    this.#open.pop();
    const below = this.#open.at(-1);
    // A token may have begun in a macro and ended behind its use.
    if (below && input.use) below.at += input.at - input.end;
  }

  /** Something that is not out of a macro was read. */
  passed({ source, use }: Input, start: number): void {
    if (use) return;
    this.#lastSource = source;
    this.#lastStart = start;
  }

  skip(input: Input, to: number): undefined {
    this.passed(input, Math.max(input.at, to - 1));
    input.at = to;
    return undefined;
  }

  /** All tokens have all fields, so that the engine sees one shape: a script has tens of thousands. */
  token(kind: string, input: Input, start: number, end: number, more: More = plain): Token {
    const { source, use, text } = input;
    const { isKnown, inner, isPlain } = more;
    input.at = end;
    this.passed(input, start);
    const through = more.through ?? use?.through;
    const whole = more.text ?? text.slice(start, end);
    return { kind, text: whole, source, start: use ? use.start : start, end: use ? use.end : end, inner, isPlain, isKnown, through };
  }

  endOfFile(): Token {
    const [source, start] = [this.#lastSource, this.#lastStart];
    return { kind: 'EOF', text: '', source, start, end: Math.max(start, source.text.length), isKnown: true };
  }
}
