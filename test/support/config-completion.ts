import assert from 'node:assert/strict';
import { completionAt } from '#core/config/completion/complete';
import type { Completion } from '#core/config/completion/place';
import type { Dialect } from '#core/config/dialect';
import { dialectById, type Files, readFiles } from './config-examples';

export interface Proposed extends Completion {
  readonly labels: readonly string[];
}

/** What is proposed where `¦` stands in the first of the files. */
export function proposedIn(dialect: Dialect, files: Files): Proposed {
  const [[name, marked] = ['', '']] = Object.entries(files);
  const offset = marked.indexOf('¦');
  assert.ok(offset >= 0, 'no ¦');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const completion = completionAt(dialect, { text, file: name, offset, before }, readFiles(dialect, { ...files, [name]: text }));
  return { ...completion, labels: completion.proposals.map(({ label }) => label) };
}

/** Labels in one line; `…` behind the first ones where there are more. */
export function shownLabels({ labels, path }: Proposed, most = 6): string {
  const shown = [...labels.slice(0, most), ...(labels.length > most ? ['…'] : [])].join(' ');
  return path ? `${shown}path ${path.typed}`.trim() : shown;
}

/** Text with the cursor, and what is proposed there; `''` is nothing at all. */
export type Case = readonly [text: string, labels: string | RegExp];

export function checkProposed(id: string, file: string, cases: readonly Case[], others: Files = {}): void {
  for (const [text, expected] of cases) {
    const found = shownLabels(proposedIn(dialectById(id), { [file]: text, ...others }), 60);
    if (typeof expected === 'string') assert.equal(found, expected, text);
    else assert.match(found, expected, text);
  }
}
