import type { Finding } from '../../../contracts';
import { commandRows, type Page, row } from './rows';

/** A finding: what is wrong, what to do, and the line that shows the same. */
export function findingRows(finding: Finding & { readonly command?: string }, page: Page): string[] {
  const { rule, severity, message, remedy, cites, command } = finding;
  const { paint } = page;
  return [
    ...row({ at: 8, label: severity, paintLabel: paint[severity], text: message, hanging: 16 }, page),
    ...(remedy === undefined || remedy === '' ? [] : row({ at: 8, text: `Do: ${remedy}` }, page)),
    ...(command === undefined ? [] : ['                same with:', ...commandRows(command, { at: 18, page })]),
    ...row({ at: 8, text: [rule, ...cites].join(', '), paintText: paint.dim }, page),
  ];
}
