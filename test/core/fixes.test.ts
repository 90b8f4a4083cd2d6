import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules } from '#core/rules/all.gen';
import type { MessageFinding } from '#core/rules/engine';
import type { Fix, Rule } from '#core/rules/rule';
import type { Span } from '#core/text/span';
import { caseOf, runAllRules, runRule } from '../support/examples';
import { unmarked } from '../support/marked';

type Case = ReturnType<typeof caseOf>;

/** As most logs write it, and as the wire has it. */
const lineEnds: readonly [string, (text: string) => string][] = [
  ['LF', (text) => text],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
];

describe('quick fixes mend what they were offered for', () => {
  for (const rule of rules) {
    const cases = (rule.examples ?? []).map((example) => caseOf(rule, example));
    const isFixable = cases.some((example) => runRule(rule, unmarked(example.text), example).some(({ fix }) => fix));
    if (!isFixable) continue;
    for (const [name, write] of lineEnds) {
      it(`${rule.id}, ${name}`, () => {
        for (const example of cases) {
          const text = write(unmarked(example.text));
          for (const finding of runRule(rule, text, example)) if (finding.fix) checkFix(rule, example, { text, finding, fix: finding.fix });
        }
      });
    }
  }
});

interface Offer {
  readonly text: string;
  readonly finding: MessageFinding;
  readonly fix: Fix;
}

function checkFix(rule: Rule, example: Case, { text, finding, fix }: Offer): void {
  const edits = fix.edits.map((edit) => edit.at).sort((a, b) => a.start - b.start);
  for (const [i, at] of edits.entries()) {
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, `${fix.title}: the edit lies in the text`);
    assert.ok(i === 0 || (edits[i - 1] as Span).end <= at.start, `${fix.title}: edits do not overlap`);
  }
  const mended = applied(text, fix);
  assert.notEqual(mended, text, `${fix.title} changes something`);
  assert.equal(mended.includes('\r\n'), text.includes('\r\n'));
  assert.ok(!/\r\n/.test(text) || !/(?<!\r)\n/.test(mended), `${fix.title} keeps the line ends`);
  const before = runRule(rule, text, example);
  const after = runRule(rule, mended, example);
  assert.ok(after.length < before.length, `${fix.title} leaves the finding:\n${mended}`);
  const start = moved(finding.at.start, fix);
  assert.ok(!after.some(({ at }) => at.start === start && at.end > start), `${fix.title}: the place is marked again:\n${mended}`);
  const harm = newErrors(example, text, mended);
  assert.deepEqual(harm, [], `${fix.title} makes an error:\n${mended}`);
}

/** Errors of any rule that were not there before. */
function newErrors(example: Case, text: string, mended: string): string[] {
  const errors = (of: string) =>
    runAllRules(rules, of, example)
      .filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);
  const before = new Set(errors(text));
  return errors(mended).filter((rule) => !before.has(rule));
}

function applied(text: string, { edits }: Fix): string {
  // Edits at one place come in the order in which they are given, as an editor applies them.
  const inOrder = edits.map((edit, i) => ({ ...edit, i })).sort((a, b) => b.at.start - a.at.start || b.at.end - a.at.end || b.i - a.i);
  return inOrder.reduce((rest, { at, text: put }) => rest.slice(0, at.start) + put + rest.slice(at.end), text);
}

/** Where an offset of the text stands after the edits in front of it. */
const moved = (offset: number, { edits }: Fix): number =>
  edits.reduce((at, edit) => (edit.at.end <= offset ? at + edit.text.length - (edit.at.end - edit.at.start) : at), offset);
