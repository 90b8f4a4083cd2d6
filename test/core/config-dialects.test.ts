import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { describeFacts } from '#core/config/describe-facts';
import { detectDialect } from '#core/config/detect';
import type { Dialect } from '#core/config/dialect';
import { dialects } from '#core/config/dialects/all.gen';
import type { ConfigFacts, FilePlace, Value } from '#core/config/model';
import { type Files, readFiles } from '../support/config-examples';

// DIALECT=kamailio runs those whose id contains it; UPDATE=1 writes what was read into the dialect's file.
const wanted = dialects.filter(({ id }) => id.includes(process.env.DIALECT ?? ''));

describe('examples of dialects', () => {
  for (const dialect of wanted)
    it(dialect.id, () => {
      assert.ok(dialect.examples.length > 0, 'no example');
      for (const { title, files: written, facts } of dialect.examples) {
        const files = Object.fromEntries(Object.entries(written).map(([name, text]) => [name, text.replace(/^\n/, '')]));
        const read = readFiles(dialect, files);
        checkPlaces(read, files);
        const found = describeFacts(read, (file) => files[file]);
        const expected = facts.replace(/^\n/, '').trimEnd();
        if (found !== expected && process.env.UPDATE === '1') update(dialect, facts, found);
        else assert.equal(found, expected, title);
      }
    });
});

describe('dialects', () => {
  for (const dialect of wanted) {
    it(`${dialect.id} knows its own examples, and nobody else claims them`, () => {
      for (const { files } of dialect.examples) {
        const [[, text] = ['', '']] = Object.entries(files);
        const sure = dialects.filter((other) => other !== dialect && other.shape(text) > dialect.shape(text));
        assert.deepEqual(
          sure.map(({ id }) => id),
          [],
        );
      }
    });

    it(`${dialect.id} is known by its names`, () => {
      for (const name of dialect.names) if (!/[*/]/.test(name)) assert.equal(detectDialect(`/etc/x/${name}`, '', dialects)?.id, dialect.id);
    });

    it(`${dialect.id} says what its settings mean`, () => {
      const keys = dialect.settings.map(({ key, where }) => `${where} ${key}`);
      assert.deepEqual(
        keys.filter((key, index) => keys.indexOf(key) !== index),
        [],
        'twice the same setting',
      );
      for (const { key, meaning, pitfall, values = [] } of dialect.settings) {
        assert.match(meaning, /^[A-Z0-9`].*[.)]$/s, key);
        if (pitfall !== undefined) assert.match(pitfall, /^[A-Z0-9`].*[.)]$/s, key);
        assert.equal(new Set(values.map(({ value }) => value)).size, values.length, key);
      }
    });
  }
});

/** Every place of the model lies in the text of its file. */
function checkPlaces(facts: ConfigFacts, files: Files): void {
  const seen = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    if (isPlace(node)) {
      const length = files[node.file]?.length ?? -1;
      const { start, end } = node.at;
      assert.ok(start >= 0 && start <= end && end <= length, `${start} to ${end} of ${node.file}`);
    }
    for (const value of Object.values(node)) visit(value);
  };
  const { own: _own, ...common } = facts;
  visit(common);
  assert.equal(facts.files[0], facts.root);
  for (const { value } of facts.settings) assert.equal(typeof (value satisfies Value).text, 'string');
}

const isPlace = (node: object): node is FilePlace =>
  'file' in node && typeof node.file === 'string' && 'at' in node && typeof node.at === 'object' && node.at !== null && 'start' in node.at;

function update(dialect: Dialect, expected: string, found: string): void {
  const path = join(process.cwd(), 'server/core/config/dialects', `${dialect.id}.ts`);
  const source = readFileSync(path, 'utf8');
  const inTemplate = (text: string) => text.replace(/[\\`]|\$\{/g, '\\$&');
  assert.ok(source.includes(`facts: \`${inTemplate(expected)}\``), 'the facts must stand in the file as a template literal');
  writeFileSync(
    path,
    source.replace(`facts: \`${inTemplate(expected)}\``, () => `facts: \`\n${inTemplate(found)}\n\``),
  );
}
