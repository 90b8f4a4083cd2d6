import type { Scanned, Scanner, Token } from './scanner';

/** The tokens of a script as its reader takes them, two of them looked at ahead at most. */
export class Tokens {
  readonly #scanner: Scanner;
  #ahead: Token[] = [];
  #last: Token | undefined;

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  /** The one that was taken last. */
  get last(): Token | undefined {
    return this.#last;
  }

  peek(distance: 0 | 1 = 0): Token {
    for (;;) {
      const token = this.#ahead[distance];
      if (token) return token;
      this.#ahead.push(this.#scanner.next());
    }
  }

  take(): Token {
    const token = this.peek();
    this.#ahead = this.#ahead.slice(1);
    this.#last = token;
    return token;
  }

  is(sign: string): boolean {
    const { kind, text } = this.peek();
    return kind === 'sign' && text === sign;
  }

  isWord(word: string): boolean {
    const { kind, text } = this.peek();
    return kind === 'word' && text === word;
  }

  /** Takes a word if it stands here. */
  takeWord(word: string): boolean {
    const isHere = this.isWord(word);
    if (isHere) this.take();
    return isHere;
  }

  /** An address, read as one from here. */
  address(): Scanned | undefined {
    const [next] = this.#ahead;
    if (next) this.#scanner.rewind(next);
    this.#ahead = [];
    return this.#scanner.address();
  }

  /** Up to behind the next `;`, or in front of a `}` that closes what is around. */
  skipStatement(): void {
    for (let depth = 0; this.peek().kind !== 'end'; ) {
      if (depth === 0 && this.is('}')) return;
      const { kind, text } = this.take();
      if (kind !== 'sign') continue;
      if (text === ';' && depth === 0) return;
      if (text === '{') depth++;
      if (text === '}' && --depth === 0) return;
    }
  }

  /** Behind the `}` of a block whose `{` was taken. */
  skipBlock(): void {
    for (let depth = 1; this.peek().kind !== 'end' && depth > 0; ) {
      const { kind, text } = this.take();
      if (kind === 'sign' && text === '{') depth++;
      if (kind === 'sign' && text === '}') depth--;
    }
  }

  /** What is left of the line on which the last token stands; brackets are skipped as wholes. */
  skipLine(): void {
    for (let depth = 0; this.peek().kind !== 'end'; ) {
      if (depth <= 0 && this.peek().beginsLine) return;
      if (depth <= 0 && this.is('}')) return;
      const { kind, text } = this.take();
      if (kind !== 'sign') continue;
      if (text === '{' || text === '(') depth++;
      if (text === '}' || text === ')') depth--;
    }
  }
}
