import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry, type StackElement } from 'vscode-textmate';
import { detectDialect } from '#core/config/detect';
import type { Dialect } from '#core/config/dialect';
import { dialects } from '#core/config/dialects/all.gen';
import { nestedRepeat } from '../support/nested-repeat';

interface Contribution {
  readonly language?: string;
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

const manifest: { readonly contributes: { readonly grammars: readonly Contribution[] } } = JSON.parse(readFileSync('package.json', 'utf8'));
const ours = manifest.contributes.grammars;
const files = new Map([
  ...ours.map(({ scopeName, path }): [string, string] => [scopeName, path]),
  ['text.xml', 'test/grammar/xml.tmLanguage.json'],
]);

/** What the editor gives a line before it leaves it without colours; where one is given up, the limit was met. */
const LIMIT_MS = 5000;

const onigLib = (async () => {
  await loadWASM(new Uint8Array(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'))).buffer);
  return {
    createOnigScanner: (patterns: string[]) => new OnigScanner(patterns),
    createOnigString: (text: string) => new OnigString(text),
  };
})();

const registry = new Registry({
  onigLib,
  loadGrammar: async (scope) => {
    const path = files.get(scope);
    return path === undefined ? null : parseRawGrammar(readFileSync(path, 'utf8'), path);
  },
  getInjections: (scope) => ours.filter(({ injectTo }) => injectTo?.includes(scope)).map(({ scopeName }) => scopeName),
});

async function grammarOf(scope: string): Promise<IGrammar> {
  const grammar = await registry.loadGrammar(scope);
  assert.ok(grammar, scope);
  return grammar;
}

/** Tokenizes a text as the editor does; how deep the grammar is in constructs that are not closed at its end. */
function depthAfter(grammar: IGrammar, text: string): number {
  let state: StackElement = INITIAL;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const { ruleStack, stoppedEarly } = grammar.tokenizeLine2(line, state, LIMIT_MS);
    assert.equal(stoppedEarly, false, `line ${index + 1}: ${line.slice(0, 80)}`);
    state = ruleStack;
  }
  return state.depth;
}

const scopeFor = ({ language }: Dialect): string | undefined => ours.find((grammar) => grammar.language === language?.id)?.scopeName;

describe('grammars of configurations', () => {
  it('each language of a dialect has one, under a scope that nobody else has', () => {
    for (const dialect of dialects) if (dialect.language) assert.ok(scopeFor(dialect), dialect.id);
    const scopes = ours.map(({ scopeName }) => scopeName);
    assert.deepEqual(scopes, [...new Set(scopes)]);
    // Other extensions have these languages as well, and would have their grammars taken away under the usual names.
    for (const language of ['kamailio', 'opensips', 'asterisk'])
      assert.match(ours.find((grammar) => grammar.language === language)?.scopeName ?? '', /\.sip-tls$/);
  });

  for (const [path, name, text] of configurations())
    it(`${path} is read to its end, with nothing left open`, async () => {
      const dialect = detectDialect(name, text, dialects);
      const scope = /\.xml$/.test(path) ? 'text.xml' : dialect && scopeFor(dialect);
      if (scope !== undefined) assert.equal(depthAfter(await grammarOf(scope), text), 1);
    });

  for (const dialect of dialects)
    for (const { title, files: examples } of scopeFor(dialect) ? dialect.examples : [])
      it(`${dialect.id}: ${title}`, async () => {
        for (const [name, text] of Object.entries(examples)) {
          const found = detectDialect(name, text, dialects);
          const scope = found && scopeFor(found);
          if (scope !== undefined) assert.equal(depthAfter(await grammarOf(scope), text), 1, name);
        }
      });
});

/** What makes bad expressions go back and forth, repeated to 10,000 characters. */
const hostile = [
  ...[
    'a',
    ' ',
    '\t',
    '"',
    "'",
    '\\',
    '\\"',
    '$',
    '$(',
    '$(a{',
    '$a(',
    '[',
    '[a](',
    '{',
    '(',
    '=',
    '=a',
    'a=',
    '#',
    '#!',
    '/*',
    '/**',
    '*/',
    '//',
  ],
  ...[
    ';',
    ';-',
    ';--',
    '--;',
    '\\;a',
    '!a',
    '-',
    '+',
    'a ',
    'a.',
    'a:',
    '1.',
    '1:',
    '192.0.2.1',
    '<',
    '<!--',
    '<![CDATA[',
    'sip:',
    'sip:a@',
  ],
  ...['tls:', 'route[', '@a', '${', '$${a', '<a b="', ',', '"!a', 'modparam("a', 'modparam("tls_mgm", "a", ', ' SIP/2.0', '[field0 '],
];
/** Where such a line stands, besides at the beginning of a text. */
const leads: { readonly [scope: string]: readonly string[] } = {
  'source.asterisk.sip-tls': ['x = ', 'cipher = ', '#include ', '['],
  'source.baresip-accounts': ['<sip:', '<sip:a>;auth_pass='],
  'source.flexisip': ['transports = ', 'tls-ciphers = '],
  'source.kamailio.sip-tls': ['x = ', '#!define A ', '#!substdef "', 'listen=', 'modparam("a", "b", "', '$(', '['],
  'source.kamailio-tls': ['server_name = ', 'cipher_list = ', '['],
  'source.opensips.sip-tls': ['socket=', 'modparam("tls_mgm", "certificate", "', '"'],
  'source.repro': ['x = ', 'OpenSSLCipherList = '],
  'text.xml': ['<a b="', '<!--', '<![CDATA[\nINVITE sip:a SIP/2.0\nVia: ', '<![CDATA[\nINVITE sip:a SIP/2.0\n'],
};

describe('hostile lines of 10,000 characters', () => {
  it('are tried on each grammar', () => {
    const scopes = ours.filter(({ language }) => language !== undefined && language !== 'sip-trace').map(({ scopeName }) => scopeName);
    assert.deepEqual(Object.keys(leads).sort(), [...scopes, 'text.xml'].sort());
  });

  for (const [scope, starts] of Object.entries(leads))
    it(`do not stop ${scope}`, async () => {
      const grammar = await grammarOf(scope);
      for (const start of ['', ...starts])
        for (const part of hostile) depthAfter(grammar, start + part.repeat(Math.ceil(10_000 / part.length)));
    });
});

describe('regular expressions', () => {
  for (const file of readdirSync('syntaxes').filter((name) => name.endsWith('.json')))
    it(`of ${file} repeat nothing that repeats`, () => {
      const all = [
        ...readFileSync(join('syntaxes', file), 'utf8').matchAll(/"(?:match|begin|end|while|\w+Pattern|start)": ("(?:[^"\\]|\\.)*")/g),
      ];
      const bad = all.map(([, text = '""']): string => JSON.parse(text)).filter((source) => nestedRepeat(source) !== undefined);
      assert.deepEqual(bad, []);
    });

  it('that repeat what repeats are found', () => {
    for (const source of ['(a+)*', '(?:a|b*)+x', '((?:a{2,})b)*', '(?:[)]*)+']) assert.notEqual(nestedRepeat(source), undefined, source);
    for (const source of ['(a|b)*c+', '(?:a{1,3})*', '(?:[*+]|\\+)*', '(?:a++)?', '(?:\\.\\w++)*+'])
      assert.equal(nestedRepeat(source), undefined, source);
  });
});

/** Own files, and the public samples where they are: where each lies, by which name a dialect knows it, its text. */
function configurations(): [path: string, name: string, text: string][] {
  const corpus = join(process.env.SIP_TLS_CORPUS ?? '../shared/corpus', 'configs');
  const folders = ['samples', 'test/fixtures', 'bench', ...(existsSync(corpus) ? [corpus] : [])];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((path) => /\.(?:cfg|conf|config|inc|xml|sample)$|\/accounts$/.test(path) && statSync(path).isFile())
      .map((path): [string, string, string] => [path, path.replace(/\.sample$/, ''), readFileSync(path, 'utf8')]),
  );
}
