import { shortened } from '../../text/shortened';
import { visible } from '../visible';

/** Text as text, wherever it stands in a line of Markdown: no markup, no HTML, no link, not even one that is guessed, no mention. */
export function plain(value: string, most = 600): string {
  return visible(shortened(value, most))
    .replace(/[\\`*_[\]<>&~|!#@$^{}]/g, '\\$&')
    .replace(/:\/\//g, '\\://')
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}\\.`)
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** As code, also in the cell of a table, which a bar would end even there. The fence is longer than any in the text. */
export function code(value: string, most = 300): string {
  const text = visible(shortened(value, most)).trim();
  if (text === '') return '';
  const fence = '`'.repeat(1 + longestRun(text));
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  // A code span cannot escape; another bar looks the same and ends no cell.
  return `${fence}${pad}${text.replaceAll('|', '∣')}${pad}${fence}`;
}

/** Lines to be copied. */
export function block(text: string): string {
  const fence = '`'.repeat(Math.max(3, 1 + longestRun(text)));
  return `${fence}sh\n${visible(text)}\n${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
