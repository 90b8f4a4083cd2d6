import type { FilePlace } from '../model';
import type { Scanner } from './scanner';
import { placeFromTo, type Token } from './tokens';

/** A token at which Kamailio reports `syntax error`. */
export interface SyntaxFault {
  readonly token: Token;
  readonly expected: string;
  /** The token is a name that may be a macro of the command line, or of a file that is not here. */
  readonly mayBeMacro: boolean;
  /** What stands in front of it. */
  readonly before?: Token;
}

/** How deep brackets, blocks and operators may nest: the stack of this process is finite, and no script needs as much. */
const DEEPEST = 200;

/**
 * The tokens of a script as its parser takes them. After a fault the stream is in panic: whatever is asked for is a token that fits nowhere,
 * so that all rules return by themselves, until `recover` is called.
 */
export class TokenStream {
  readonly scanner: Scanner;
  readonly faults: SyntaxFault[] = [];
  #next: Token | undefined;
  #panic: Token | undefined;
  #last: Token | undefined;
  #depth = 0;
  /** How many calls of functions are open, in whose arguments no other function may be called. */
  openCalls = 0;
  /** How many blocks of actions are open. */
  openBlocks = 0;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
  }

  get isPanicking(): boolean {
    return this.#panic !== undefined;
  }

  /** The token that was taken last. */
  get last(): Token | undefined {
    return this.#last;
  }

  peek(): Token {
    if (this.#panic) return this.#panic;
    this.#next ??= this.#read();
    return this.#next;
  }

  #read(): Token {
    const { inactive } = this.scanner.preprocessor.conditions;
    const before = inactive.length;
    const token = this.scanner.next();
    for (let index = before; index < inactive.length; index++) {
      const part = inactive[index];
      if (part) part.isInBlock = this.openBlocks > 0;
    }
    return token;
  }

  is(...kinds: readonly string[]): boolean {
    const { kind } = this.peek();
    return kinds.length === 1 ? kinds[0] === kind : kinds.includes(kind);
  }

  take(): Token {
    const token = this.peek();
    if (this.#panic || token.kind === 'EOF') return token;
    this.#next = undefined;
    this.#last = token;
    return token;
  }

  takeIf(...kinds: readonly string[]): Token | undefined {
    return this.is(...kinds) ? this.take() : undefined;
  }

  /**
   * Takes a token of one of these kinds. What a macro without a known value stands for fits everywhere, and so does a name that looks like
   * a macro which is defined elsewhere.
   */
  expect(expected: string, ...kinds: readonly string[]): Token {
    const token = this.peek();
    if (kinds.includes(token.kind) || token.kind === 'UNKNOWN') return this.take();
    if (mayBeMacro(token) && kinds.some((kind) => valueKinds.has(kind))) {
      this.faults.push({ token, expected, mayBeMacro: true });
      return { ...this.take(), isKnown: false };
    }
    return this.fail(expected);
  }

  /** Behind a name that may be a macro which is defined elsewhere: it is taken for one. */
  missMacro(expected: string): void {
    if (!this.#panic) this.faults.push({ token: this.peek(), expected, mayBeMacro: true });
  }

  /** Nothing fits here. */
  fail(expected: string): Token {
    const token = this.peek();
    if (this.#panic) return this.#panic;
    this.faults.push({ token, expected, mayBeMacro: false, ...(this.#last && { before: this.#last }) });
    this.#panic = { ...token, kind: 'PANIC', text: '', isKnown: false };
    return this.#panic;
  }

  /** Goes on from the token that did not fit. */
  recover(): void {
    this.#panic = undefined;
  }

  /** Runs a rule one level deeper. */
  deeper<T>(rule: () => T, instead: T): T {
    if (this.#depth >= DEEPEST) {
      this.fail('less nesting');
      return instead;
    }
    this.#depth++;
    const result = rule();
    this.#depth--;
    return result;
  }

  /** From a token to the one that was taken last. */
  placeSince(first: Token): FilePlace {
    return placeFromTo(first, this.#last ?? first);
  }
}

const valueKinds: ReadonlySet<string> = new Set(['NUMBER', 'STRING']);

/** Macros are written in capitals, and nothing else is. */
export const mayBeMacro = ({ kind, text }: Token): boolean => kind === 'ID' && /^[A-Z][A-Z\d_]+$/.test(text);
