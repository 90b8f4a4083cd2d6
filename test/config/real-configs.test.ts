import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import type { FilePlace, Product } from '#core/config/model';
import { configRules } from '#core/rules/config.gen';
import { type ConfigFinding, judgeConfig } from '#core/rules/config-engine';
import type { ConfigContext } from '#core/rules/config-rule';
import { selectRules } from '#core/rules/engine';
import { type Files, withFix, worldOf } from '../support/config-examples';

/** `faults.json`: what is wrong with a configuration, written down before any rule had read it. */
interface Planted {
  /** The files that nobody else names, in the order in which they are read. */
  readonly roots: readonly string[];
  /** Where the files lie on the machine, which absolute paths in them count from. */
  readonly installed: string;
  readonly versions?: { readonly [product in Product]?: string };
  readonly faults: readonly Fault[];
  /** Planted, and then found to be no faults at all; nothing may be said of them. */
  readonly withdrawn?: readonly Fault[];
}

/** A word says why a fault was not among the planted ones, or stands at another line. */
interface Fault {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly says: string;
  readonly word?: string;
  /** Another rule, whose finding hides this one: it shows when that one is mended by its fix. */
  readonly after?: string;
}

const folder = join(process.cwd(), 'test/fixtures/real-configs');
const rules = selectRules(configRules, 'practical');

/** Their dialects or rules are not there; they run, and are listed by the test's report as what they are. */
const notJudgedYet: { readonly [name: string]: string } = {};

describe('configurations as they lie in repositories', () => {
  for (const name of readdirSync(folder).sort())
    it(name, { todo: notJudgedYet[name] }, (test) => {
      const planted = JSON.parse(readFileSync(join(folder, name, 'faults.json'), 'utf8')) as Planted;
      const files = filesOf(join(folder, name), `${planted.installed}/`);
      const found = judged(files, planted);
      const lines = planted.faults.map(lineOf);
      const misses = planted.faults.filter((fault) => !shows(fault, fault.after ? mended(files, planted, fault.after) : found)).map(lineOf);
      const extras = found.filter(({ line, finding }) => finding.severity !== 'hint' && !lines.includes(line));
      test.diagnostic(`${name}: ${lines.length - misses.length} of ${lines.length} found, ${extras.length} extras`);
      assert.deepEqual(
        { misses, extras: extras.map(({ line, finding }) => `${line}: ${finding.severity}: ${finding.message}`) },
        { misses: [], extras: [] },
      );
    });
});

interface Found {
  readonly line: string;
  readonly finding: ConfigFinding;
}

const lineOf = ({ file, line, rule }: Fault): string => `${file}:${line} ${rule}`;
const shows = (fault: Fault, found: readonly Found[]): boolean => found.some(({ line }) => line === lineOf(fault));

/** What is found when the fix of this rule's finding has been applied. */
function mended(files: Files, planted: Planted, rule: string): Found[] {
  const fix = judged(files, planted).find(({ finding }) => finding.rule === rule)?.finding.fix;
  assert.ok(fix, `${rule} offers no fix`);
  return judged(withFix(files, fix), planted);
}

function judged(files: Files, { roots, installed, versions = {} }: Planted): Found[] {
  const lineAt = ({ file, at }: FilePlace): string =>
    `${file.slice(installed.length + 1)}:${(files[file] ?? '').slice(0, at.start).split('\n').length}`;
  const all = roots.map((root) => {
    const file = `${installed}/${root}`;
    const text = files[file] ?? '';
    const dialect = detectDialect(file, text, dialects);
    assert.ok(dialect, `${root} is of no dialect`);
    // The file that is opened is the first one of a world.
    return dialect.read({ file, text }, worldOf({ [file]: text, ...files }, versions));
  });
  return all.flatMap((facts) => {
    const context: ConfigContext = {
      profile: 'practical',
      now: new Date('2026-03-01'),
      version: (product) => versions[product],
      file: () => ({ kind: 'elsewhere' }),
      others: all.filter((other) => other !== facts),
    };
    assert.deepEqual(facts.problems, [], 'no broken lines were planted');
    return judgeConfig(facts, context, rules).map((finding) => ({ finding, line: `${lineAt(finding.place)} ${finding.rule}` }));
  });
}

function filesOf(path: string, prefix: string): Files {
  const names = readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile() && each.name !== 'faults.json');
  return Object.fromEntries(
    names
      .map((each) => join(each.parentPath, each.name))
      .sort()
      .map((file) => [`${prefix}${file.slice(path.length + 1)}`, readFileSync(file, 'utf8')]),
  );
}
