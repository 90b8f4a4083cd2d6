/**
 * Asterisk and our parser, on the same files: which sections come out of templates, additions, comments and escapes, with which lines; is the
 * file refused, and in which line; which lines are left out with a warning? As the files are, with one line or token broken at random, and
 * made up of pieces. SEED repeats a run, MUTATIONS says how many each file gets. Without Asterisk nothing is compared.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { words } from '#core/config/asterisk/lines';
import { readAsteriskFiles } from '#core/config/asterisk/sections';
import type { ConfigWorld } from '#core/config/dialect';
import { configRules } from '#core/rules/config.gen';
import { ASTERISK, type Asterisk, isAsteriskHere, type ReadFile, startAsterisk } from '../support/asterisk';
import { garble, randomBy } from '../support/garble';

const skip = isAsteriskHere ? false : `no Asterisk at ${ASTERISK}: nothing was compared with it`;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const mutations = Number(process.env.MUTATIONS ?? 40);
const corpus = resolve(process.env.SIP_TLS_CORPUS ?? '../shared/corpus', 'configs/asterisk');

describe(`Asterisk agrees with our parser (SEED=${seed})`, { skip }, () => {
  let asterisk: Asterisk;
  before(async () => {
    asterisk = await startAsterisk({ [EMPTY]: '' }, []);
  });
  after(() => asterisk.stop());

  const compare = async (text: string, what: string): Promise<Verdict> => {
    writeFileSync(join(asterisk.folder, NAME), text);
    const read = await asterisk.read(NAME);
    const ours = verdictOfOurs(text);
    const real = verdictOf(read);
    // Behind a stray “--;” Asterisk's count of open comments has gone astray too.
    assert.deepEqual(
      ours,
      ours.isCommentOpen === undefined ? { ...real, isCommentOpen: undefined } : real,
      `${what}\n${text.length < 2000 ? text : ''}\n${read.log.join('\n')}\nSEED=${seed}`,
    );
    return real;
  };

  const samples = existsSync(corpus) ? readdirSync(corpus) : [];
  for (const name of samples)
    it(`on ${name} and its mutations`, async (context) => {
      const text = readFileSync(join(corpus, name), 'utf8');
      const random = randomBy(seed);
      await compare(text, 'as it is');
      // The comments that the samples mostly are.
      await compare(text.replace(/^;(?=[\w[])/gm, ''), 'with its settings switched on');
      let refused = 0;
      for (let count = 0; count < mutations; count++) {
        const garbled = garble(count % 2 === 0 ? text : text.replace(/^;(?=[\w[])/gm, ''), random);
        const { refusedAt } = await compare(garbled.text, garbled.what);
        if (refusedAt !== undefined) refused++;
      }
      context.diagnostic(`${mutations} mutations: ${refused} refused`);
    });
  if (samples.length === 0) it('on the samples', { skip: `no corpus at ${corpus}` }, () => undefined);

  it('on the examples of our rules and their mutations', async (context) => {
    const texts = configRules.flatMap(({ examples }) =>
      (examples ?? []).flatMap(({ dialect, files }) => (dialect.startsWith('asterisk-') ? Object.values(files) : [])),
    );
    const random = randomBy(seed);
    for (const text of texts) {
      await compare(text, 'as it is');
      for (let count = 0; count < mutations / 10; count++) {
        const garbled = garble(text, random);
        await compare(garbled.text, garbled.what);
      }
    }
    assert.ok(texts.length > 80);
    context.diagnostic(`${texts.length} files`);
  });

  it('on files made up of pieces', async (context) => {
    const random = randomBy(seed);
    const pick = (): string => pieces[Math.floor(random() * pieces.length)] ?? '';
    let refused = 0;
    const count = mutations * 25;
    for (let index = 0; index < count; index++) {
      // With sections to inherit from and to add to: nearly all others are refused at their first lines.
      const begin = index % 4 === 0 ? '' : '[a](!)\nx=1\n[a]\nx=3\n[b](a)\ny=b\n';
      const text = begin + Array.from({ length: 1 + Math.floor(random() * 12) }, pick).join('');
      const { refusedAt } = await compare(text, JSON.stringify(text));
      if (refusedAt !== undefined) refused++;
    }
    context.diagnostic(`${count} files: ${refused} refused`);
  });
});

const NAME = 'case.conf';
const EMPTY = 'empty.conf';

const pieces = [
  ...['\n', '\n', '\n', '\n', '\r\n', ' ', '\t', ' = ', '=>', '+=', '=', ',', '.'],
  ...['[a]', '[b]\n', '\n[A](!)\n', '\n[b](a)\n', '\n[c](a,b)\n', '\n[a](+)\n', '\n[b](!,a)\n', '\n[a](+x=1)\n', '\n[c](+,b)', '\n[d] (a)'],
  ...[
    '[',
    ']',
    '(',
    ')',
    '(!',
    '(+)',
    '!',
    '+',
    '[]',
    '[ a ]',
    '()',
    '( )',
    '(a,)',
    '(!)(a)',
    '\n[b](!, a)\n',
    '\n[a](+TEMPLATES=include)\n',
    '\n[b](+x=1&y=b)\n',
    '\n[a](+ X = ^3$ )\n',
  ],
  ...['x=1\n', 'x=2\n', 'X = 3\n', 'y+=z\n', 'Y += 5\n', 'x += 4\n', 'y => b\n', 'x', 'y', 'type=aor\n', '\\x=1\n', '\n\\\n'],
  ...[';', ';c\n', '\\;', ';--', '--;', ';---', ';--;', '-', '--', ';-- c --;', '\n;--\n', '\n--;\n'],
  ...[
    '#include nope.conf\n',
    '#tryinclude nope.conf\n',
    '#foo\n',
    '#',
    '# include "x"',
    '\n#include\n',
    '#tryinclude <nope>\n',
    'xé',
    '"',
    "'",
  ],
];

interface Verdict {
  /** The line in which it refuses the file; 0: it does not say in which. */
  readonly refusedAt?: number;
  /** Those that are no templates. Keys in lower case. */
  readonly sections: readonly string[];
  /** Lines that are left out with a warning. */
  readonly leftOut: readonly number[];
  /** A comment over lines never ends. Of nested ones Asterisk names the inner one, we the outer one. */
  readonly isCommentOpen: boolean | undefined;
}

function verdictOf({ sections, log }: ReadFile): Verdict {
  const lineIn = (text: string): number => Number(/ (?:in|at|beginning on|,|for)? ?line (\d+)/.exec(text)?.[1] ?? 0);
  if (!sections) {
    const last = log.find((line) => /parse error|requested|does not exist|Invalid escape/.test(line)) ?? '';
    return { refusedAt: lineIn(last), sections: [], leftOut: [], isCommentOpen: false };
  }
  return {
    sections: sections.filter(({ isTemplate }) => !isTemplate).map(({ name, lines }) => shown(name, lines)),
    leftOut: sorted(log.filter((line) => /equal sign|variable name|nknown directive|needs an argument/.test(line)).map(lineIn)),
    isCommentOpen: log.some((line) => /Unterminated comment .* line [1-9]/.test(line)),
  };
}

function verdictOfOurs(text: string): Verdict {
  const file = NAME;
  // What is included is empty: an optional one that is missing, and those that are there.
  let found = 0;
  const world: ConfigWorld = { find: (name) => [`${name} ${++found}`], text: () => '', version: () => undefined };
  const { sections, problems, includes } = readAsteriskFiles({ file, text }, world, true);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const fatal = problems.filter(({ isFatal }) => isFatal).map(({ place }) => lineAt(place.at.start));
  const missing = includes.filter(({ raw, isOptional }) => !isOptional && raw !== EMPTY).map(({ place }) => lineAt(place.at.start));
  const refusedAt = Math.min(...fatal, ...missing);
  if (Number.isFinite(refusedAt))
    return { refusedAt: fatal.includes(refusedAt) ? refusedAt : 0, sections: [], leftOut: [], isCommentOpen: false };
  return {
    sections: sections
      .filter(({ isTemplate }) => !isTemplate)
      .map(({ name, entries }) =>
        shown(
          name,
          entries.map(({ key, value }) => `${key}=${value.text}`),
        ),
      ),
    leftOut: sorted(problems.filter(({ message }) => !otherwise.includes(message)).map(({ place }) => lineAt(place.at.start))),
    isCommentOpen: problems.some(({ message }) => message === words.strayClose)
      ? undefined
      : problems.some(({ message }) => message === words.openComment),
  };
}

/** What Asterisk says nothing of, or says at another place. */
const otherwise: readonly string[] = [words.apart, words.strayClose, words.openComment];

const shown = (name: string, lines: readonly string[]): string =>
  [`[${name}]`, ...lines.map((line) => line.replace(/^[^=]*/, (key) => key.toLowerCase()))].join('\n');

const sorted = (lines: readonly number[]): number[] => [...new Set(lines)].sort((a, b) => a - b);
