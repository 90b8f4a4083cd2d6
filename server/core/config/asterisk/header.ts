import type { Span } from '../../text/span';
import { type IniLine, spanIn } from '../ini';
import { words } from './lines';

export type Report = (at: Span, message: string, isFatal: boolean) => void;

type Header = Extract<IniLine, { kind: 'section' }>;

export interface Option {
  readonly text: string;
  readonly at: Span;
}

/** What stands between the parentheses behind the name: templates, `!` and `+`. */
export function optionsOf({ rest, isRestApart }: Header, report: Report): Option[] {
  if (!rest.text.startsWith('(')) return [];
  // Only what follows the bracket at once is read as options.
  if (isRestApart) {
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
  // Blanks are part of the names here, and a name may be empty.
  for (const text of rest.text.slice(1, close).split(',')) {
    options.push({ text, at: text === '' ? spanIn(rest, 0, close + 1) : spanIn(rest, from, from + text.length) });
    from += text.length + 1;
  }
  return options;
}

/** What `(+key=value&key=value)` asks of the section that it adds to. */
export interface Filter {
  readonly templates: 'none' | 'also' | 'only';
  readonly settings: readonly { readonly key: string; readonly value: string }[];
}

export function filterOf(option: string): Filter {
  const parts = option
    .slice(1)
    .split('&')
    .map((part): [string, string] => [
      part.split('=', 1).join('').trim(),
      part.includes('=') ? part.slice(part.indexOf('=') + 1).trim() : '',
    ]);
  const [, said] = parts.find(([key]) => key === 'TEMPLATES') ?? [];
  return {
    templates: said === 'include' ? 'also' : said === 'restrict' ? 'only' : 'none',
    settings: parts.flatMap(([key, value]) => (key === '' || key === 'TEMPLATES' ? [] : [{ key, value }])),
  };
}

/** Key and value of a filter are regular expressions, of which only those are tried that are plain text; another one is taken to match. */
export function matches(text: string, pattern: string): boolean {
  const [, start = '', plain = '', end = ''] = /^(\^?)([\w /:@,-]*)(\$?)$/.exec(pattern) ?? [];
  if (start + plain + end !== pattern) return true;
  return start && end ? text === plain : start ? text.startsWith(plain) : end ? text.endsWith(plain) : text.includes(plain);
}
