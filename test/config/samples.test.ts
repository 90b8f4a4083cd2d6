/**
 * What the shipped samples of the products are to give: a table of data, and this test reads it. The samples are no part of this project
 * (SIP_TLS_CORPUS names the folder): without them the test is skipped and says so. A table beside the samples, `configs/expected.json`, is
 * read in place of our own.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { detectDialect } from '#core/config/detect';
import { SURE } from '#core/config/dialect';
import { dialects } from '#core/config/dialects/all.gen';
import { configRules } from '#core/rules/config.gen';
import { judgeConfig } from '#core/rules/config-engine';
import { selectRules } from '#core/rules/engine';
import { NOW } from '../core/x509/issue';
import { dialectById, type Files, readFiles } from '../support/config-examples';
import { corpus, findingLines, skipCorpus } from '../support/xml-configs';

/** One sample, as it is shipped or with something switched on. */
interface Sample {
  /** Below `configs/`. */
  readonly file: string;
  readonly dialect: string;
  /** Nothing in it tells whose it is. */
  readonly isKnownByNameOnly?: boolean;
  /** What is switched on. */
  readonly case?: string;
  readonly version?: string;
  /** Samples that lie in the same folder. */
  readonly beside?: readonly string[];
  /** Lines of which the comment sign is taken away: `[first, last]`, from 1. */
  readonly uncomment?: readonly [first: number, last: number];
  readonly replace?: readonly { readonly file?: string; readonly from: string; readonly to: string }[];
  /** `severity rule line`, `file:line` for a file beside. */
  readonly findings: readonly string[];
}

const own = 'test/fixtures/config-samples.json';
const beside = join(corpus, 'expected.json');
const samples = (JSON.parse(readFileSync(existsSync(beside) ? beside : own, 'utf8')) as { samples: readonly Sample[] }).samples;
const rules = selectRules(configRules, 'practical');

const nameIn = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

function textsOf({ file, beside: others = [], uncomment, replace = [] }: Sample): Files {
  const folder = file.slice(0, file.indexOf('/'));
  const names = [nameIn(file), ...others];
  return Object.fromEntries(
    names.map((name, index) => {
      let text = readFileSync(join(corpus, folder, name), 'utf8');
      if (index === 0 && uncomment)
        text = text
          .split('\n')
          .map((line, number) => (number + 1 >= uncomment[0] && number + 1 <= uncomment[1] ? line.replace(/^[;#]/, '') : line))
          .join('\n');
      for (const each of replace) {
        if ((each.file ?? nameIn(file)) !== name) continue;
        assert.ok(text.includes(each.from), `${name} has no ${each.from}`);
        text = text.replace(each.from, () => each.to);
      }
      return [name, text];
    }),
  );
}

it('samples of configurations: they are there', { skip: skipCorpus }, () => assert.ok(samples.length > 0));

describe('samples of configurations', { skip: skipCorpus }, () => {
  for (const sample of samples) {
    const { file, dialect, version, findings } = sample;
    it(`${file}${sample.case === undefined ? '' : `, ${sample.case}`}: no false fault, and the findings of the table`, () => {
      const files = textsOf(sample);
      const facts = readFiles(dialectById(dialect), files, version);
      assert.deepEqual(
        facts.problems.map(({ message }) => message),
        [],
      );
      const found = judgeConfig(
        facts,
        { profile: 'practical', now: NOW, version: () => version, file: () => ({ kind: 'elsewhere' }), others: [] },
        rules,
      );
      assert.deepEqual(
        findingLines(found, files).map((line) => line.replace(` ${nameIn(file)}:`, ' ')),
        findings,
      );
    });
  }

  it('each is in the table, is detected as what it is, and has the shape of nothing else', () => {
    const expected = new Map(samples.map(({ file, dialect }) => [file, dialect]));
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.includes('/') && statSync(join(corpus, file)).isFile());
    assert.deepEqual(files.toSorted(), [...expected.keys()].toSorted());
    for (const file of files) {
      const text = readFileSync(join(corpus, file), 'utf8');
      assert.equal(detectDialect(`/home/me/${file}`, text, dialects)?.id, expected.get(file), file);
      const isNameNeeded = samples.some((sample) => sample.file === file && sample.isKnownByNameOnly);
      assert.equal(detectDialect('/srv/x.txt', text, dialects)?.id, isNameNeeded ? undefined : expected.get(file), `${file} by its shape`);
      for (const dialect of dialects)
        if (dialect.id !== expected.get(file)) assert.ok(dialect.shape(text.slice(0, 65_536)) < SURE, `${dialect.id} claims ${file}`);
    }
  });
});
