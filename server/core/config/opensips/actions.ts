import type { Action, Call, Expression, SwitchCase } from '../kamailio/script';
import { nothing } from '../kamailio/script';
import type { SyntaxProblem } from '../model';
import { isPlain, placeFromTo, placeOf, type Token, valueOfToken } from './scanner';
import type { Tokens } from './tokens';

/**
 * Blocks and expressions of routing scripts (cfg.y). They are read tolerantly: a fault is told only where certainly one is, a missing `;`
 * or bracket; whatever is not understood is passed over up to the next `;`.
 */

/** How deep blocks and brackets may nest: the stack of this process is finite. */
const DEEPEST = 150;

export const blockWords: ReadonlySet<string> = new Set([
  'route',
  'failure_route',
  'onreply_route',
  'branch_route',
  'local_route',
  'startup_route',
  'timer_route',
  'event_route',
  'error_route',
]);

export class Body {
  readonly #tokens: Tokens;
  readonly #problems: SyntaxProblem[];
  #depth = 0;

  constructor(tokens: Tokens, problems: SyntaxProblem[]) {
    this.#tokens = tokens;
    this.#problems = problems;
  }

  /** From `{` to its `}`. */
  block(): Action[] {
    const tokens = this.#tokens;
    const open = tokens.take();
    const actions: Action[] = [];
    if (this.#depth >= DEEPEST) {
      tokens.skipBlock();
      return actions;
    }
    this.#depth++;
    while (!tokens.is('}')) {
      if (tokens.peek().kind === 'end' || this.#beginsRoute()) {
        this.#problem(open, 'No `}` closes this block; OpenSIPS does not start with it.');
        this.#depth--;
        return actions;
      }
      const before = tokens.peek();
      const action = this.#action();
      if (action) actions.push(action);
      // Whatever it was, the reading goes on.
      if (tokens.peek() === before) tokens.take();
    }
    tokens.take();
    this.#depth--;
    return actions;
  }

  /** A route begins inside of a block: the bracket that closes it is missing. */
  #beginsRoute(): boolean {
    const token = this.#tokens.peek();
    if (token.kind !== 'word' || !token.beginsLine || !blockWords.has(token.text)) return false;
    const after = this.#tokens.peek(1);
    return after.kind === 'sign' && (after.text === '[' || after.text === '{');
  }

  #problem(token: Token, message: string): void {
    this.#problems.push({ place: placeOf(token), message, isFatal: true });
  }

  #action(): Action | undefined {
    const tokens = this.#tokens;
    const token = tokens.peek();
    if (token.kind === 'variable') return this.#assignment();
    if (tokens.is('{')) return { kind: 'while', condition: nothing, body: this.block() };
    if (token.kind !== 'word') {
      tokens.skipStatement();
      return undefined;
    }
    switch (token.text) {
      case 'if': {
        tokens.take();
        const condition = this.#bracketed();
        const then = this.#statement();
        const otherwise = tokens.takeWord('else') ? this.#statement() : [];
        return { kind: 'if', place: placeOf(token), condition, then, otherwise };
      }
      case 'while':
      case 'for': {
        tokens.take();
        const condition = this.#bracketed();
        return { kind: 'while', condition, body: this.#statement() };
      }
      case 'switch':
        return this.#switch();
      case 'exit':
      case 'drop':
      case 'return':
      case 'break':
        return this.#leave(token);
      default:
        return this.#command(token);
    }
  }

  #statement(): readonly Action[] {
    if (this.#tokens.is('{')) return this.block();
    if (this.#depth >= DEEPEST) {
      this.#tokens.skipStatement();
      return [];
    }
    this.#depth++;
    const action = this.#action();
    this.#depth--;
    return action ? [action] : [];
  }

  #leave(token: Token): Action {
    const tokens = this.#tokens;
    tokens.take();
    const value = tokens.is(';') ? undefined : tokens.is('(') ? this.#bracketed() : this.#expression();
    this.#end(token);
    return { kind: 'leave', word: token.text, ...(value && { value }) };
  }

  #switch(): Action {
    const tokens = this.#tokens;
    tokens.take();
    const subject = this.#bracketed();
    const cases: SwitchCase[] = [];
    if (!tokens.is('{')) return { kind: 'switch', subject, cases };
    const open = tokens.take();
    while (!tokens.is('}')) {
      if (tokens.peek().kind === 'end' || this.#beginsRoute()) {
        this.#problem(open, 'No `}` closes this block; OpenSIPS does not start with it.');
        return { kind: 'switch', subject, cases };
      }
      const isCase = tokens.isWord('case');
      if (!isCase && !tokens.isWord('default')) {
        tokens.take();
        continue;
      }
      tokens.take();
      const label = isCase ? this.#expression() : undefined;
      if (tokens.is(':')) tokens.take();
      const body: Action[] = [];
      while (!tokens.is('}') && !tokens.isWord('case') && !tokens.isWord('default') && tokens.peek().kind !== 'end') {
        const before = tokens.peek();
        const action = this.#action();
        if (action) body.push(action);
        if (tokens.peek() === before) break;
      }
      cases.push({ ...(label && { label }), body });
    }
    tokens.take();
    return { kind: 'switch', subject, cases };
  }

  #assignment(): Action | undefined {
    const tokens = this.#tokens;
    const target = tokens.take();
    const operator = tokens.peek();
    if (operator.kind !== 'sign' || !/^(?::|[-+*/%&|^])?=$/.test(operator.text)) {
      tokens.skipStatement();
      return undefined;
    }
    tokens.take();
    const value = this.#expression();
    const whole = placeFromTo(target, tokens.last ?? target);
    this.#end(target);
    return { kind: 'assign', target: target.text, place: placeOf(target), value, whole };
  }

  #command(name: Token): Action | undefined {
    const tokens = this.#tokens;
    const after = tokens.peek(1);
    if (after.kind === 'sign' && after.text === '(') {
      tokens.take();
      const call = this.#call(name);
      this.#end(name);
      return { kind: 'call', call };
    }
    tokens.skipStatement();
    return undefined;
  }

  /** `;`, or what stands in its place. */
  #end(first: Token): void {
    const tokens = this.#tokens;
    if (tokens.is(';')) {
      tokens.take();
      return;
    }
    const next = tokens.peek();
    const { last } = tokens;
    const beginsAnother = next.beginsLine && (next.kind === 'word' || next.kind === 'variable');
    if (last && next.kind !== 'end' && (beginsAnother || tokens.is('}'))) {
      this.#problem(last, `\`;\` is missing behind \`${first.text.slice(0, 40)}\`; OpenSIPS stops here.`);
      return;
    }
    tokens.skipStatement();
  }

  #bracketed(): Expression {
    const tokens = this.#tokens;
    if (!tokens.is('(')) return this.#expression();
    tokens.take();
    if (this.#depth >= DEEPEST) return nothing;
    this.#depth++;
    const inner: Expression[] = [];
    while (!tokens.is(')') && !tokens.is(';') && !tokens.is('{') && !tokens.is('}') && tokens.peek().kind !== 'end') {
      const before = tokens.peek();
      inner.push(this.#expression());
      if (tokens.peek() === before) tokens.take();
    }
    if (tokens.is(')')) tokens.take();
    this.#depth--;
    const [only] = inner;
    return inner.length === 1 && only ? only : { kind: 'other', parts: inner };
  }

  #call(name: Token): Call {
    const tokens = this.#tokens;
    tokens.take();
    const parts: Expression[] = [];
    this.#depth++;
    while (!tokens.is(')') && !tokens.is(';') && !tokens.is('{') && !tokens.is('}') && tokens.peek().kind !== 'end') {
      if (tokens.is(',')) {
        // An argument may be left out.
        const { last } = tokens;
        if (last && (last.text === '(' || last.text === ',') && last.kind === 'sign') parts.push(nothing);
        tokens.take();
        continue;
      }
      const before = tokens.peek();
      parts.push(this.#depth >= DEEPEST ? nothing : this.#expression());
      if (tokens.peek() === before) tokens.take();
    }
    this.#depth--;
    if (tokens.is(')')) tokens.take();
    return { name: name.text, place: placeOf(name), arguments: parts, whole: placeFromTo(name, tokens.last ?? name) };
  }

  #expression(): Expression {
    let left = this.#conjunction();
    while (this.#tokens.is('||') || this.#tokens.isWord('or')) {
      this.#tokens.take();
      left = { kind: 'or', left, right: this.#conjunction() };
    }
    return left;
  }

  #conjunction(): Expression {
    let left = this.#comparison();
    while (this.#tokens.is('&&') || this.#tokens.isWord('and')) {
      this.#tokens.take();
      left = { kind: 'and', left, right: this.#comparison() };
    }
    return left;
  }

  #comparison(): Expression {
    const left = this.#sum();
    const operator = this.#tokens.peek();
    if (operator.kind !== 'sign' || !/^(?:==|!=|=~|!~|>=?|<=?)$/.test(operator.text)) return left;
    this.#tokens.take();
    return { kind: 'compare', operator: operator.text, left, right: this.#sum() };
  }

  #sum(): Expression {
    const first = this.#unary();
    const parts = [first];
    for (;;) {
      const token = this.#tokens.peek();
      if (token.kind !== 'sign' || !/^(?:[-+*/%&|^]|<<|>>)$/.test(token.text)) break;
      this.#tokens.take();
      parts.push(this.#unary());
    }
    return parts.length === 1 ? first : { kind: 'other', parts };
  }

  #unary(): Expression {
    const tokens = this.#tokens;
    if (this.#depth >= DEEPEST) {
      tokens.take();
      return nothing;
    }
    if (tokens.is('!') || tokens.isWord('not')) {
      tokens.take();
      this.#depth++;
      const of = this.#unary();
      this.#depth--;
      return { kind: 'not', of };
    }
    if (tokens.is('-') || tokens.is('~')) tokens.take();
    return this.#primary();
  }

  #primary(): Expression {
    const tokens = this.#tokens;
    const token = tokens.peek();
    if (tokens.is('(')) return this.#bracketed();
    // `[…]` stands around numbers in old scripts.
    if (tokens.is('[') || tokens.is('*')) {
      tokens.take();
      return nothing;
    }
    switch (token.kind) {
      case 'string': {
        tokens.take();
        let isWhole = isPlain(token);
        // Strings beside one another are one.
        while (tokens.peek().kind === 'string') {
          tokens.take();
          isWhole = false;
        }
        return { kind: 'text', value: valueOfToken(token), isPlain: isWhole };
      }
      case 'variable':
        tokens.take();
        return { kind: 'variable', name: token.text, place: placeOf(token) };
      case 'number':
      case 'word':
        return this.#word(token);
      default:
        return nothing;
    }
  }

  /** A name, a call, a number, or an address without quotes: `tls:10.0.0.1:5061`, `10.0.0.0/8`. */
  #word(first: Token): Expression {
    const tokens = this.#tokens;
    tokens.take();
    if (first.kind === 'word' && tokens.is('(')) return { kind: 'call', call: this.#call(first) };
    let last = first;
    let text = first.text;
    for (;;) {
      const next = tokens.peek();
      const isGlued = next.start === last.end && next.source === last.source;
      const isPart = next.kind === 'word' || next.kind === 'number' || (next.kind === 'sign' && /^[.:\-*]$/.test(next.text));
      if (!isGlued || !isPart || text.length > 200) break;
      last = tokens.take();
      text += last.text;
    }
    if (last === first && first.kind === 'number') return { kind: 'number', value: valueOfToken(first) };
    return { kind: 'word', name: text, place: placeFromTo(first, last) };
  }
}
