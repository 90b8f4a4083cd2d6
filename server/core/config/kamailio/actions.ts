import { blockWords } from './block-words';
import { isCommand, parseCommand } from './commands';
import { parseAttribute, parseExpression, parseFromBracket } from './expressions';
import type { Action, Expression, SwitchCase } from './script';
import type { TokenStream } from './stream';
import { placeOf } from './tokens';

/** Blocks and actions of routing scripts (core/cfg.y: actions). */

/** `{ … }`; at least one action has to stand in it. */
export function parseBlock(stream: TokenStream): Action[] {
  stream.expect('“{”', '{');
  stream.openBlocks++;
  const body = stream.deeper(() => parseActions(stream), []);
  // The bracket is looked for while the block is open: what is switched off in front of it belongs to it.
  stream.is('}');
  stream.openBlocks--;
  stream.expect('“}”', '}');
  return body;
}

/** Up to a bracket or a label that ends them. A broken action costs that action. */
export function parseActions(stream: TokenStream): Action[] {
  const actions: Action[] = [];
  do {
    const action = parseAction(stream);
    if (action) actions.push(action);
    if (stream.isPanicking && !skipAction(stream)) break;
  } while (!stream.is('}', 'case', 'default', 'EOF', 'PANIC'));
  return actions;
}

/** Skips what is left of an action. false: the block is broken, and whoever began it has to see to it. */
function skipAction(stream: TokenStream): boolean {
  stream.recover();
  for (let depth = 0; ; ) {
    if (stream.is('EOF', ...blockWords) || (stream.is('[') && stream.last?.kind === 'route')) {
      stream.fail('“}”');
      return false;
    }
    if (stream.is('}') && depth === 0) return true;
    const { kind } = stream.take();
    if (kind === '{') depth++;
    else if (kind === '}') {
      depth--;
      if (depth === 0) return true;
    } else if (kind === ';' && depth === 0) return true;
  }
}

/** undefined: an empty one, or one that could not be read. */
function parseAction(stream: TokenStream): Action | undefined {
  const token = stream.peek();
  switch (token.kind) {
    case ';':
      stream.take();
      return undefined;
    case 'UNKNOWN':
      stream.take();
      return undefined;
    case 'if':
      return parseIf(stream);
    case 'switch':
      return parseSwitch(stream);
    case 'while': {
      stream.take();
      const condition = parseExpression(stream);
      return { kind: 'while', condition, body: parseStatement(stream) };
    }
    case 'drop':
    case 'exit':
    case 'return':
    case 'break':
      return parseLeave(stream);
    case 'PVAR':
    case 'AVP_OR_PVAR':
    case '%':
      return parseAssignment(stream);
    default: {
      if (!isCommand(stream)) {
        stream.fail('an action');
        return undefined;
      }
      const call = parseCommand(stream);
      stream.expect('“;”', ';');
      return call && { kind: 'call', call };
    }
  }
}

function parseAssignment(stream: TokenStream): Action {
  const token = stream.peek();
  if (token.kind === '%') {
    const { isTarget } = parseAttribute(stream);
    if (!isTarget) stream.fail('an attribute without an index');
  } else stream.take();
  stream.expect('“=”', '=');
  const value = parseExpression(stream);
  const whole = stream.placeSince(token);
  stream.expect('“;”', ';');
  return { kind: 'assign', target: token.text, place: placeOf(token), value, whole };
}

function parseLeave(stream: TokenStream): Action {
  const word = stream.take().kind;
  let value: Expression | undefined;
  if (word !== 'break' && !stream.is(';')) value = parseLeaveValue(stream);
  stream.expect('“;”', ';');
  return { kind: 'leave', word, ...(value && { value }) };
}

/** `exit()` has brackets with nothing in them; else what stands there is an expression. */
function parseLeaveValue(stream: TokenStream): Expression | undefined {
  if (!stream.takeIf('(')) return parseExpression(stream);
  return stream.takeIf(')') ? undefined : parseFromBracket(stream);
}

/** One action, or several in brackets. */
function parseStatement(stream: TokenStream): Action[] {
  if (stream.is('{')) return parseBlock(stream);
  return stream.deeper(() => {
    const action = parseAction(stream);
    return action ? [action] : [];
  }, []);
}

function parseIf(stream: TokenStream): Action {
  const place = placeOf(stream.take());
  const condition = parseExpression(stream);
  const then = parseStatement(stream);
  const otherwise = stream.takeIf('else') ? parseStatement(stream) : [];
  return { kind: 'if', place, condition, then, otherwise };
}

function parseSwitch(stream: TokenStream): Action {
  stream.take();
  const subject = parseExpression(stream);
  stream.expect('“{”', '{');
  const cases: SwitchCase[] = [];
  while (stream.is('case', 'default')) cases.push(parseCase(stream));
  stream.expect('“case”, “default” or “}”', '}');
  return { kind: 'switch', subject, cases };
}

function parseCase(stream: TokenStream): SwitchCase {
  let label: Expression | undefined;
  if (stream.take().kind === 'case') {
    stream.takeIf('/');
    label = parseExpression(stream);
  }
  stream.expect('“:”', ':');
  const body = stream.is('case', 'default', '}') ? [] : stream.deeper(() => parseActions(stream), []);
  return { ...(label && { label }), body };
}
