import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { rules } from '#core/rules/all.gen';
import type { ExampleCase, ExampleFraming, Rule } from '#core/rules/rule';
import { caseOf, runRule } from '../support/examples';
import { unmarked, withMarks } from '../support/marked';
import { type Mutation, mutations } from '../support/mutations';

// RULE=sip/via- runs those whose id contains it; UPDATE=1 writes the marks that were found into the rule's file.
const wanted = rules.filter((rule) => rule.id.includes(process.env.RULE ?? ''));

describe('rule examples', () => {
  for (const rule of wanted) {
    it(rule.id, () => {
      const examples = (rule.examples ?? []).map((example) => caseOf(rule, example));
      let fires = 0;
      for (const example of examples) fires += checkExample(rule, example) ? 1 : 0;
      assert.ok(fires > 0, 'no example that fires');
      assert.ok(fires < examples.length, 'no example that stays silent');
    });
  }
});

/** Where a mutation changes what the rule is about, and why. */
const exempt: { readonly [rule: string]: { readonly [mutation: string]: string } } = {};

describe('rules find the same however the message is written', () => {
  for (const rule of wanted) {
    it(rule.id, () => {
      for (const example of (rule.examples ?? []).map((each) => caseOf(rule, each))) {
        const text = unmarked(example.text);
        const plain = runRule(rule, text, example);
        for (const mutation of mutations) {
          if (exempt[rule.id]?.[mutation.name] !== undefined) continue;
          const changed = mutation.text(text);
          const found = runRule(rule, changed, mutated(example, mutation));
          assert.equal(
            found.map((finding) => `${finding.severity} ${finding.rule}`).join('\n'),
            plain.map((finding) => `${finding.severity} ${finding.rule}`).join('\n'),
            `${mutation.name} makes a difference:\n${changed}`,
          );
        }
      }
    });
  }
});

/** The same example with the framing and the other messages changed likewise. */
function mutated<T extends ExampleCase>(example: T, mutation: Mutation): T {
  const { socket } = mutation;
  const frame = (framing: ExampleFraming | undefined) =>
    framing && {
      ...framing,
      ...(framing.from && socket && { from: socket(framing.from) }),
      ...(framing.to && socket && { to: socket(framing.to) }),
    };
  return {
    ...example,
    framing: frame(example.framing),
    others: example.others?.map((other) => ({ text: mutation.text(unmarked(other.text)), framing: frame(other.framing) })),
  };
}

/** Compares marks with findings; true where the rule fired. */
function checkExample(rule: Rule, example: ExampleCase & { profile: 'practical' | 'strict' }): boolean {
  const text = unmarked(example.text);
  const findings = runRule(rule, text, example);
  const failure = findings.find((finding) => finding.rule === 'internal/rule-failed');
  assert.equal(failure?.message, undefined);
  for (const finding of findings) {
    assert.ok(finding.at.start >= 0 && finding.at.start <= finding.at.end && finding.at.end <= text.length, 'the span lies in the text');
    assert.ok(
      !/undefined|NaN|\[object|\{[a-zA-Z]+\}/.test(finding.message + finding.remedy),
      `a hole in the text: ${finding.message} ${finding.remedy}`,
    );
  }
  const found = withMarks(
    text,
    findings.map((finding) => ({ ...finding.at, rule: finding.rule })),
  );
  const expected = example.text.replace(/^\n/, '');
  if (found !== expected && process.env.UPDATE === '1') update(rule, expected, found);
  else assert.equal(found, expected);
  return findings.length > 0;
}

function update(rule: Rule, expected: string, found: string): void {
  const path = join(process.cwd(), 'server/core/rules', `${rule.id}.ts`);
  const source = readFileSync(path, 'utf8');
  assert.ok(source.includes(inTemplate(expected)), 'the example must stand in the file as a template literal');
  writeFileSync(
    path,
    source.replace(inTemplate(expected), () => inTemplate(found)),
  );
}

const inTemplate = (text: string): string =>
  text
    .replace(/[\\`]|\$\{/g, '\\$&')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
