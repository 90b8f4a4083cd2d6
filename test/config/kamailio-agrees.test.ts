/**
 * `kamailio -c` and our parser, on the same scripts: is there a syntax error, and in which line is the first? As the scripts are, and with one
 * line or token broken at random. SEED repeats a run, MUTATIONS says how many each script gets. Without Kamailio nothing is compared;
 * KAMAILIO names another program than /usr/sbin/kamailio, such as one of another version.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';
import { sinceOf, wordsOf } from '#core/config/kamailio/words';
import { isAtLeast } from '#core/config/product-version';
import { garble, randomBy } from '../support/garble';
import { checkWithKamailio, checkWithOurs, isKamailioHere, KAMAILIO, modulesFolder, versionOfKamailio } from '../support/kamailio-check';

const skip = isKamailioHere ? false : `no Kamailio at ${KAMAILIO}: nothing was compared with it`;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const mutations = Number(process.env.MUTATIONS ?? 12);
const corpus = resolve(process.env.SIP_TLS_CORPUS ?? '../shared/corpus', 'configs/kamailio');
const own = resolve('test/fixtures/configs/kamailio');

const folder = skip ? '' : mkdtempSync(join(tmpdir(), 'sip-tls-kamailio-'));
after(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

/** Modules are looked for where they are, so that what they define is known. */
function prepared(path: string): string {
  return readFileSync(path, 'utf8').replace(/^(mpath|loadpath)\s*=?\s*".*"/gm, `$1="${modulesFolder()}"`);
}

/** Everything that a script switches off by a condition, switched on. */
function withAllDefined(text: string): string {
  const names = new Set([...text.matchAll(/^#!ifn?def (WITH_\w+)/gm)].map(([, name]) => name));
  return text.replace('#!KAMAILIO\n', () => `#!KAMAILIO\n${[...names].map((name) => `#!define ${name}\n`).join('')}`);
}

interface Script {
  readonly name: string;
  readonly path: string;
  /** The version whose grammar it needs within its lines. */
  readonly since?: string;
  readonly change?: (text: string) => string;
}

const scripts: readonly Script[] = [
  { name: 'the whole grammar', path: join(own, 'grammar.cfg'), since: '5.5' },
  {
    name: 'the whole grammar, without the mark of Kamailio',
    path: join(own, 'grammar.cfg'),
    since: '5.5',
    change: (text) => text.replace('#!KAMAILIO', '#'),
  },
  {
    name: 'the whole grammar, with other line ends',
    path: join(own, 'grammar.cfg'),
    since: '5.5',
    change: (text) => text.replaceAll('\\\n', '').replaceAll('\n', '\r\n'),
  },
  {
    name: 'the whole grammar, without a line end at the end',
    path: join(own, 'grammar.cfg'),
    since: '5.5',
    change: (text) => text.trimEnd(),
  },
  { name: 'the grammar of 6.1', path: join(own, 'grammar-6.cfg'), since: '6.1' },
  { name: 'kamailio.cfg', path: join(corpus, 'kamailio.cfg') },
  { name: 'kamailio.cfg with everything on', path: join(corpus, 'kamailio.cfg'), change: withAllDefined },
  { name: 'websocket.cfg', path: join(corpus, 'websocket.cfg') },
  { name: 'pcscf-kamailio.cfg', path: join(corpus, 'pcscf-kamailio.cfg') },
];

describe(`kamailio -c agrees with our parser (SEED=${seed})`, { skip }, () => {
  for (const { name, path, since, change = (text: string) => text } of scripts) {
    const isTooNew = since !== undefined && !skip && isAtLeast(versionOfKamailio(), since) === false;
    const why = isTooNew ? `${versionOfKamailio()} is older than ${since}` : existsSync(path) ? undefined : `no ${path}`;
    it(`${name}`, { skip: why === undefined ? false : `${why}: nothing of it was compared` }, async (context) => {
      const text = withoutNewer(context, withoutMissing(context, change(prepared(path))));
      const random = randomBy(seed);
      const { stopped: end } = await compare(context, text, 'as it is');
      if (end) context.diagnostic(`Kamailio stops at line ${end.line}, ${end.why}: nothing behind it was compared`);
      const missing = new Set<string>();
      let [refused, stopped] = [0, 0];
      for (let count = 0; count < mutations; count++) {
        const garbled = garble(text, random);
        const verdict = await compare(context, garbled.text, garbled.what);
        for (const module of verdict.missingModules) missing.add(module);
        if (verdict.syntaxError !== undefined) refused++;
        if (verdict.stopped) stopped++;
      }
      context.diagnostic(
        `${mutations} mutations: ${refused} with a syntax error, ${stopped} stopped by something else, ${mutations - refused - stopped} read`,
      );
      if (missing.size > 0)
        context.diagnostic(`modules that are not installed here, so that their functions are unknown: ${[...missing].join(', ')}`);
    });
  }
});

/** What this Kamailio does not know yet is named and left out, so that the rest is compared. */
function withoutNewer(context: TestContext, text: string): string {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const [word = ''] = /^\w+/.exec(line) ?? [];
    const since = sinceOf(word);
    if (since === undefined || isAtLeast(versionOfKamailio(), since)) continue;
    context.diagnostic(`line ${index + 1}, \`${line}\`: only since ${since}, left out`);
    lines[index] = '';
  }
  return lines.join('\n');
}

/** Names that are defined in files which the sample does not have. */
function withoutMissing(context: TestContext, text: string): string {
  const names = [...new Set([...text.matchAll(/^modparam\(.*, *([A-Z][A-Z_]+)\)/gm)].map(([, name = '']) => name))];
  const missing = names.filter((name) => !new RegExp(`^#!\\w+ ?["!]?${name}\\b`, 'm').test(text));
  if (missing.length > 0) context.diagnostic(`defined nowhere in this sample, here as 1: ${missing.join(', ')}`);
  return text.replace(/^.*\n/, (line) => line + missing.map((name) => `#!trydefine ${name} 1\n`).join(''));
}

describe('each word that Kamailio knows is a setting for it and for us, or for neither', { skip }, () => {
  for (const value of ['1', '"x"'])
    it(`with the value ${value}`, async (context) => {
      const words = [...wordsOf(undefined).kinds.keys()].filter((word) => !/^(?:include|import)_file$/.test(word));
      for (const word of words) await compare(context, `${word}=${value}\n`, word);
    });
});

async function compare(context: TestContext, text: string, what: string): ReturnType<typeof checkWithKamailio> {
  const file = join(folder, 'kamailio.cfg');
  writeFileSync(file, text);
  const real = await checkWithKamailio(file);
  const ours = checkWithOurs({ file, text }, versionOfKamailio());
  const about = `${what}\nKamailio: ${JSON.stringify(real)}\nours: ${JSON.stringify(ours)}\nSEED=${seed}`;
  const isRefusedThere = real.syntaxError === undefined && ours.line !== undefined && real.refused?.includes(ours.line);
  if (isRefusedThere) context.diagnostic(`refused in the same line in other words: ${what}`);
  // Where it stops for another reason, it says nothing of what stands behind that.
  else if (real.stopped) assert.ok(ours.line === undefined || ours.line >= real.stopped.line, about);
  else assert.equal(ours.line, real.syntaxError, about);
  return real;
}
