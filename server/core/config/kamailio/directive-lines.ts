import { type Span, span } from '../../text/span';
import type { FilePlace } from '../model';
import type { Source } from './tokens';

/** What the directives of the preprocessor have in common: how their lines are read. */

export interface ScriptProblem {
  readonly place: FilePlace;
  readonly message: string;
  readonly isFatal: boolean;
}

/** Where a directive ends; `isInvalid`: Kamailio stops at it. */
export interface Done {
  readonly end: number;
  readonly isInvalid?: boolean;
}

/** `#!word`: where it begins, and where what follows the blanks behind it does. */
export interface Directive {
  readonly source: Source;
  readonly word: string;
  readonly start: number;
  readonly at: number;
}

export function blanksEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\b\r'.includes(text[at] ?? 'x')) at++;
  return at;
}

/** Behind the line end. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** The next name from there on. What stands before it is skipped, line ends uncounted, as Kamailio's scanner does. */
export function nameAt({ text, uncounted }: Source, from: number): { readonly text: string; readonly at: Span } | undefined {
  let start = from;
  while (start < text.length && !/[A-Za-z_]/.test(text[start] ?? '')) {
    if (text[start] === '\n') uncounted.push(start);
    start++;
  }
  let end = start;
  while (end < text.length && /\w/.test(text[end] ?? '')) end++;
  return end > start ? { text: text.slice(start, end), at: span(start, end) } : undefined;
}
