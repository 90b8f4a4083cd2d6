import { parseBlock } from './actions';
import { parseCommand } from './commands';
import { beginsComparison, parseComparison } from './comparisons';
import { type Expression, nothing } from './script';
import { mayBeMacro, type TokenStream } from './stream';
import { placeOf, type Token, valueOfToken } from './tokens';

/** Expressions of routing scripts (core/cfg.y: rval_expr). What binds tighter has the greater number. */
const strength: { readonly [operator: string]: number } = {
  or: 1,
  '||': 1,
  and: 2,
  '&&': 2,
  '|': 3,
  '&': 4,
  '^': 5,
  '<<': 6,
  '>>': 7,
  '==': 8,
  '!=': 8,
  '=~': 8,
  ieq: 8,
  ine: 8,
  eq: 8,
  ne: 8,
  '>': 9,
  '<': 9,
  '>=': 9,
  '<=': 9,
  '+': 10,
  '-': 10,
  '*': 11,
  '/': 11,
  mod: 11,
};

export const COMPARISON = 8;
const UNARY = 12;

export const parseExpression = (stream: TokenStream): Expression => parseFrom(stream, 1);

/** A chain of operators that bind at least as tight as `least`. */
export function parseFrom(stream: TokenStream, least: number): Expression {
  return stream.deeper(() => chained(stream, parseUnary(stream), least), nothing);
}

export function chained(stream: TokenStream, first: Expression, least: number): Expression {
  let left = first;
  for (;;) {
    const operator = stream.peek().kind;
    const own = strength[operator];
    if (own === undefined || own < least) return left;
    stream.take();
    left = joined(operator, left, parseFrom(stream, own + 1));
  }
}

function joined(operator: string, left: Expression, right: Expression): Expression {
  if (operator === 'and' || operator === '&&') return { kind: 'and', left, right };
  if (operator === 'or' || operator === '||') return { kind: 'or', left, right };
  const own = strength[operator];
  if (own === COMPARISON || own === COMPARISON + 1) return { kind: 'compare', operator, left, right };
  return { kind: 'other', parts: [left, right] };
}

function parseUnary(stream: TokenStream): Expression {
  const { kind } = stream.peek();
  switch (kind) {
    case 'not':
    case '!':
      stream.take();
      return { kind: 'not', of: parseFrom(stream, UNARY) };
    case '~':
    case '-':
    case '(int)':
    case '(str)':
    case 'defined':
      stream.take();
      return { kind: 'other', parts: [parseFrom(stream, UNARY)] };
    case 'strlen':
    case 'strempty':
    case 'selval':
      return parseBuiltIn(stream, kind === 'selval' ? 3 : 1);
    default:
      return parsePrimary(stream);
  }
}

/** `strlen(…)` takes one expression, `selval(…)` three. */
function parseBuiltIn(stream: TokenStream, count: number): Expression {
  stream.take();
  stream.expect('“(”', '(');
  const parts = [parseExpression(stream)];
  while (parts.length < count && !stream.isPanicking) {
    stream.expect('“,”', ',');
    parts.push(parseExpression(stream));
  }
  stream.expect('“)”', ')');
  return { kind: 'other', parts };
}

function parsePrimary(stream: TokenStream): Expression {
  const token = stream.peek();
  switch (token.kind) {
    case 'NUMBER':
      return { kind: 'number', value: valueOfToken(stream.take()) };
    case 'STRING':
      return textOf(stream.take());
    case 'UNKNOWN':
      stream.take();
      return nothing;
    case 'PVAR':
    case 'AVP_OR_PVAR':
      return { kind: 'variable', name: token.text, place: placeOf(stream.take()) };
    case '%':
      return parseAttribute(stream).expression;
    case '@':
      return parseSelect(stream);
    case '(':
      return parseBrackets(stream);
    case '{':
      return { kind: 'block', body: parseBlock(stream) };
    case 'ID':
      return parseCallOrMacro(stream);
    default: {
      if (beginsComparison(token)) return parseComparison(stream);
      const call = parseCommand(stream);
      return call ? { kind: 'call', call } : nothing;
    }
  }
}

function parseCallOrMacro(stream: TokenStream): Expression {
  const name = stream.take();
  if (!stream.is('(') && mayBeMacro(name)) {
    stream.missMacro('“(” of a function');
    return nothing;
  }
  const call = parseCommand(stream, name);
  return call ? { kind: 'call', call } : nothing;
}

export const textOf = (token: Token): Expression => ({ kind: 'text', value: valueOfToken(token), isPlain: token.isPlain ?? false });

/** `(expression)`, or an assignment whose value counts: `($var(x) = 5)`. */
function parseBrackets(stream: TokenStream): Expression {
  stream.take();
  return insideBrackets(stream);
}

function insideBrackets(stream: TokenStream): Expression {
  const isTarget = stream.is('PVAR', 'AVP_OR_PVAR', '%');
  const inner = parseExpression(stream);
  if (isTarget && inner.kind === 'variable' && stream.takeIf('=')) {
    const value = parseExpression(stream);
    stream.expect('“)”', ')');
    return { kind: 'other', parts: [inner, value] };
  }
  stream.expect('an operator or “)”', ')');
  return inner;
}

/** An expression whose first bracket was taken already. */
export const parseFromBracket = (stream: TokenStream): Expression => chained(stream, insideBrackets(stream), 1);

/** `%f.name[1]`: attributes of the old SER. `isTarget`: it may stand left of `=`. */
export function parseAttribute(stream: TokenStream): { readonly expression: Expression; readonly isTarget: boolean } {
  const first = stream.take();
  if (stream.takeIf('ATTRIBUTE_CLASS')) stream.expect('“.”', '.');
  stream.expect('the name of an attribute', 'ID');
  let isTarget = true;
  if (stream.takeIf('[')) {
    if (stream.is('NUMBER', '-')) {
      stream.takeIf('-');
      stream.expect('a number', 'NUMBER');
      isTarget = false;
    }
    stream.expect('“]”', ']');
  }
  return { expression: { kind: 'variable', name: '%', place: stream.placeSince(first) }, isTarget };
}

/** `@to.tag`, `@tls.peer["x"]`. */
function parseSelect(stream: TokenStream): Expression {
  const first = stream.take();
  do {
    stream.expect('the name of a part', 'ID');
    if (stream.takeIf('[')) {
      if (!stream.takeIf('STRING')) {
        stream.takeIf('-');
        stream.expect('a number or a string', 'NUMBER');
      }
      stream.expect('“]”', ']');
    }
  } while (stream.takeIf('.'));
  return { kind: 'word', name: '@', place: stream.placeSince(first) };
}
