import type { Span } from '../../text/span';
import { type IniText, spanIn } from '../ini';
import { words } from './lines';

export type Report = (at: Span, message: string, isFatal: boolean) => void;

export interface Option {
  readonly text: string;
  readonly at: Span;
}

/** What stands between the parentheses behind the name: templates, `!` and `+`. */
export function optionsOf(rest: IniText, expected: number, report: Report): Option[] {
  if (!rest.text.startsWith('(')) return [];
  // Only what follows the bracket at once is read as options.
  if (rest.at.start !== expected) {
    report(rest.at, words.apart, false);
    return [];
  }
  const close = rest.text.indexOf(')');
  if (close < 0) {
    report(rest.at, words.openParenthesis, true);
    return [];
  }
  const options: Option[] = [];
  let from = 1;
  for (const text of rest.text.slice(1, close).split(',')) {
    const start = from + text.length - text.trimStart().length;
    const trimmed = text.trim();
    if (trimmed !== '') options.push({ text: trimmed, at: spanIn(rest, start, start + trimmed.length) });
    from += text.length + 1;
  }
  return options;
}
