import { isLetterCode, matchAt, wordLength } from './characters';

/**
 * Parts of a script that have words of their own: what follows `@`, `%`, `$` or `event_route`. Each function says what stands at a place: the
 * kind of token, where it ends, and in which mode the scanner goes on.
 */
export type Mode = 'script' | 'select' | 'attribute' | 'event-name' | 'variable';

export interface Step {
  /** Absent: nothing, the character is stepped over. */
  readonly kind?: string;
  /** Where the token begins, if it is not where the scanner stands. */
  readonly start?: number;
  readonly end: number;
  /** Absent: the same as before. */
  readonly mode?: Mode;
  /** Kamailio does not count what is stepped over. */
  readonly isUncounted?: boolean;
  /** A variable whose bracket is never closed. */
  readonly isOpen?: boolean;
}

const selectNumber = /0x[\da-fA-F]+|[01]+b|0[0-7]*|[1-9]\d*/y;
const attributeNumber = /0|[1-9]\d*/y;
const eventName = /[a-zA-Z][\da-zA-Z-]*(?::[a-zA-Z][\da-zA-Z_-]*)+/y;

/** `@to.tag`, `@hdr_value["Subject"]`; `string`: a string begins. */
export function selectStep(text: string, at: number): Step | 'string' {
  if (isLetterCode(text.charCodeAt(at))) return { kind: 'ID', end: at + wordLength(text, at) };
  const [number] = matchAt(selectNumber, text, at) ?? [];
  if (number !== undefined) return { kind: 'NUMBER', end: at + number.length };
  const char = text[at] ?? '';
  if (char === '"') return 'string';
  if (char === '.' || char === '[' || char === ']') return { kind: char, end: at + 1 };
  if (char === '\n') return { end: at + 1, isUncounted: true };
  return { end: at, mode: 'script' };
}

const attributeClasses: ReadonlySet<string> = new Set(['f', 't', 'fr', 'tr', 'fu', 'tu', 'fd', 'td', 'g']);

/** `%f.name[1]` */
export function attributeStep(text: string, at: number): Step {
  if (isLetterCode(text.charCodeAt(at))) {
    const end = at + wordLength(text, at);
    return attributeClasses.has(text.slice(at, end)) ? { kind: 'ATTRIBUTE_CLASS', end } : { kind: 'ID', end, mode: 'script' };
  }
  const [number] = matchAt(attributeNumber, text, at) ?? [];
  if (number !== undefined) return { kind: 'NUMBER', end: at + number.length };
  const char = text[at] ?? '';
  return '.[]*'.includes(char) ? { kind: char, end: at + 1 } : { end: at + 1, isUncounted: true };
}

/** `[tls:connection-out]` */
export function eventNameStep(text: string, at: number): Step {
  const char = text[at] ?? '';
  if (char === '[') return { kind: '[', end: at + 1 };
  if (char === ']') return { kind: ']', end: at + 1, mode: 'script' };
  const [name] = matchAt(eventName, text, at) ?? [];
  return name === undefined ? { end: at + 1 } : { kind: 'EVENT_NAME', end: at + name.length };
}

/** A `$` in the style of Kamailio, or with a bracket at once. `null`: in the other style, `variableStep` has to say what follows. */
export function dollarStep(text: string, at: number, isKamailioStyle: boolean): Step | null {
  if (text[at + 1] === '(') return bracketStep(text, at, at + 1);
  for (const code of ['$retcode', '$rc', '$?']) if (text.startsWith(code, at)) return { kind: 'PVAR', end: at + code.length };
  if (!isKamailioStyle) return null;
  let end = at + 1;
  for (;;) {
    if (isLetterCode(text.charCodeAt(end))) end += wordLength(text, end);
    else if (text.startsWith("'.'", end)) end += 3;
    else break;
  }
  return text[end] === '(' ? bracketStep(text, at, end) : { kind: 'PVAR', end };
}

const attributeStart = /(?:[ft][rud]?|g)\.|[A-Za-z_]\w*\[/y;

/** What follows a `$` where both attributes and variables begin with it; `at` is behind the `$`. */
export function variableStep(text: string, at: number): Step {
  const start = text[at - 1] === '$' ? at - 1 : at;
  if (matchAt(attributeStart, text, at)) return { kind: '%', start, end: at, mode: 'attribute' };
  if (!isLetterCode(text.charCodeAt(at))) return { end: at + 1, isUncounted: true };
  const end = at + wordLength(text, at);
  return text[end] === '(' ? { ...bracketStep(text, start, end), mode: 'script' } : { kind: 'AVP_OR_PVAR', start, end, mode: 'script' };
}

/** Up to the bracket that closes the one at `open`. A line end in between makes Kamailio's scanner forget what was before it. */
function bracketStep(text: string, from: number, open: number): Step {
  let start = from;
  let nesting = 0;
  for (let at = open; at < text.length; at++) {
    const char = text[at];
    if (char === '(') nesting++;
    else if (char === ')') nesting--;
    else if (char === '\n') start = at + 1;
    if (nesting === 0) return { kind: 'PVAR', start, end: at + 1 };
  }
  return { start, end: text.length, isOpen: true };
}
