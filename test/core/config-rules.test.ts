import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { configRules } from '#core/rules/config.gen';
import type { ConfigFinding } from '#core/rules/config-engine';
import type { ConfigRule } from '#core/rules/config-rule';
import { selectRules } from '#core/rules/engine';
import { hrefOf } from '#core/text/citations';
import { type ConfigCase, configCase, type Files, onlyRule, withFix } from '../support/config-examples';
import { commentSign, readMarks, writeMarks } from '../support/config-marks';
import { configMutations } from '../support/config-mutations';

// RULE=config/kam- runs those whose id contains it; UPDATE=1 writes the marks that were found into the rule's file.
const wanted = configRules.filter((rule) => rule.id.includes(process.env.RULE ?? ''));
const casesOf = (rule: ConfigRule): Promise<ConfigCase[]> => Promise.all((rule.examples ?? []).map((example) => configCase(rule, example)));
const all = selectRules(configRules, 'practical');

describe('examples of rules about configurations', () => {
  for (const rule of wanted)
    it(rule.id, async () => {
      const cases = await casesOf(rule);
      const fired = cases.map((each) => checkExample(rule, each));
      assert.ok(fired.includes(true), 'no example that fires');
      assert.ok(fired.includes(false), 'no example that stays silent');
    });
});

describe('rules about configurations find the same however the file is written', () => {
  for (const rule of wanted)
    it(rule.id, async () => {
      for (const each of await casesOf(rule)) {
        const plain = each.judge(unmarkedFiles(each), onlyRule(rule, each.profile)).findings.map(asLine);
        for (const mutation of configMutations) {
          const files = mapped(unmarkedFiles(each), (text, file) => mutation.text(text, file, each.dialect.id));
          const { findings } = each.judge(files, onlyRule(rule, each.profile));
          assert.deepEqual(findings.map(asLine), plain, `${each.example.title}: ${mutation.name} makes a difference`);
          checkFixes(rule, each, files, findings);
        }
      }
    });
});

it('all rules run over all examples', async () => {
  const strict = selectRules(configRules, 'strict', Object.fromEntries(configRules.flatMap(onInStrict)));
  for (const rule of wanted)
    for (const each of await casesOf(rule))
      for (const finding of each.judge(unmarkedFiles(each), strict).findings) {
        assert.notEqual(finding.rule, 'internal/rule-failed', `${rule.id}, ${each.example.title}: ${finding.message}`);
        checkTexts(finding);
      }
});

const onInStrict = ({ id, severity }: ConfigRule): [string, 'info'][] => (severity.strict === 'off' ? [[id, 'info']] : []);

it('each rule about configurations is named as its file, and cites what can be looked up', () => {
  const files = readdirSync(join(process.cwd(), 'server/core/rules/config')).map((file) => `config/${file.slice(0, -3)}`);
  assert.deepEqual(configRules.map(({ id }) => id).sort(), files.sort());
  for (const { id, title, remedy, cites } of configRules) {
    assert.match(title, /^\S.*[^.\s]$/, id);
    assert.match(remedy, /^\S.*[.!?)]$/, id);
    // What cannot be read is each dialect's own matter, and its words say why.
    assert.ok(cites.length > 0 || id === 'config/syntax', `${id} cites nothing`);
    assert.equal(new Set(cites).size, cites.length, id);
    for (const cite of cites)
      if (cite.startsWith('RFC'))
        assert.ok(/^RFC \d+(?: (?:§[A-Z]?[\d.]*\d|Appendix [A-Z]))?$/.test(cite) && hrefOf(cite), `${id}: ${cite}`);
  }
});

/** Compares marks with findings, and tries the fixes; true where the rule fired. */
function checkExample(rule: ConfigRule, each: ConfigCase): boolean {
  const files = unmarkedFiles(each);
  const { facts, findings } = each.judge(files, onlyRule(rule, each.profile));
  const places = [
    ...findings.flatMap(({ place, related = [] }) => [place, ...related.map((other) => other.place)]),
    ...facts.problems.map(({ place }) => place),
  ];
  for (const { file, at } of places)
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= (files[file]?.length ?? -1), `${at.start} to ${at.end} lies in ${file}`);
  for (const finding of findings) checkTexts(finding);
  for (const [file, marked] of Object.entries(each.example.files)) {
    const sign = commentSign(each.dialect.id, file);
    const { text, marks } = readMarks(marked);
    const found = writeMarks(
      text,
      findings.filter(({ place }) => place.file === file).map((finding) => ({ ...finding.place.at, rule: finding.rule })),
      sign,
    );
    const expected = writeMarks(text, marks, sign);
    if (found !== expected && process.env.UPDATE === '1') update(rule, marked.replace(/^\n/, ''), found);
    else assert.equal(found, expected, each.example.title);
  }
  checkFixes(rule, each, files, findings);
  return findings.length > 0;
}

/** With the fix the finding is gone, nothing else got worse, and the line ends are the file's own. */
function checkFixes(rule: ConfigRule, each: ConfigCase, files: Files, findings: readonly ConfigFinding[]): void {
  const before = each.judge(files, all);
  for (const { fix } of findings) {
    if (!fix) continue;
    const about = `${each.example.title}: ${fix.title}`;
    const mended = withFix(files, fix);
    const own = each.judge(mended, onlyRule(rule, each.profile)).findings;
    assert.ok(own.length < findings.length, `${about}: the finding is still there\n${shownFiles(mended)}`);
    const after = each.judge(mended, all);
    assert.ok(
      weightOf(after.findings) <= weightOf(before.findings),
      `${about}: something else got worse: ${after.findings.map(asLine).join(', ')}\n${shownFiles(mended)}`,
    );
    assert.ok(after.facts.problems.length <= before.facts.problems.length, `${about}: a new fault\n${shownFiles(mended)}`);
    for (const [file, text] of Object.entries(files))
      if (text.includes('\r\n') && !/[^\r]\n/.test(text)) assert.doesNotMatch(mended[file] ?? '', /[^\r]\n/, `${about}: line ends`);
  }
}

/** Mending one thing may show a lesser one behind it, or one of its kind. */
const weightOf = (findings: readonly ConfigFinding[]): number =>
  findings.reduce((sum, { severity }) => sum + (severity === 'error' || severity === 'warning' ? 1 : 0), 0);

const unmarkedFiles = ({ example }: ConfigCase): Files => mapped(example.files, (text) => readMarks(text).text);

const mapped = (files: Files, change: (text: string, file: string) => string): Files =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [file, change(text, file)]));

const shownFiles = (files: Files): string =>
  Object.entries(files)
    .map(([file, text]) => `--- ${file}\n${text}`)
    .join('\n');

const asLine = ({ severity, rule, message }: ConfigFinding): string => (rule === 'internal/rule-failed' ? message : `${severity} ${rule}`);

function checkTexts({ rule, message, remedy = '', fix, related = [] }: ConfigFinding): void {
  for (const text of [message, remedy, fix?.title ?? '', ...related.map((each) => each.message)]) {
    assert.doesNotMatch(text, /\bundefined\b|\bNaN\b|\[object|\s\s|\s$/, `${rule}: ${text}`);
    assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\u2028\u2029]/u, `${rule}: characters that do not show`);
    assert.ok(text.length < 1500, `${rule}: ${text.length} characters`);
  }
  assert.match(message, /[.!?)”"`]$/, `${rule}: ${message}`);
}

function update(rule: ConfigRule, expected: string, found: string): void {
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
