import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { before, describe, it } from 'node:test';

/** What esbuild says of a bundle: the files in it, and what each of them imports. */
interface Metafile {
  readonly inputs: { readonly [path: string]: { readonly imports: readonly { readonly path: string; readonly external?: boolean }[] } };
}

const built = 'dist-test/production';

const run = (program: string, ...words: string[]) => {
  const done = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
  assert.equal(done.status, 0, `${program} ${words.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
};

const metafile = (bundle: string): Metafile => JSON.parse(readFileSync(`${built}/meta-${bundle}.json`, 'utf8'));
const filesIn = (bundle: string) => Object.keys(metafile(bundle).inputs);
const externalsOf = (bundle: string) =>
  new Set(
    Object.values(metafile(bundle).inputs).flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path)),
  );

describe('boundaries', () => {
  before(() => {
    rmSync(built, { recursive: true, force: true });
    run('esbuild.mjs', '--production', `--out=${built}`);
  });

  const allowed: { readonly [bundle: string]: readonly string[] } = {
    client: ['client/', 'server/core/', 'server/protocol.ts', 'server/settings.ts', 'node_modules/'],
    server: ['server/', 'node_modules/'],
    engine: ['server/', 'node_modules/'],
    cli: ['server/', 'node_modules/'],
  };
  for (const [bundle, folders] of Object.entries(allowed))
    it(`${bundle}: files from the folders that it may know`, () => {
      assert.deepEqual(
        filesIn(bundle).filter((file) => !folders.some((folder) => file.startsWith(folder))),
        [],
      );
    });

  const packages: { readonly [bundle: string]: readonly string[] } = {
    client: ['vscode-languageclient', 'vscode-languageserver-protocol', 'vscode-languageserver-types', 'vscode-jsonrpc', ...clientNeeds()],
    server: serverPackages(),
    engine: ['dns-packet', '@leichtgewicht/ip-codec'],
    cli: [...serverPackages(), 'dns-packet', '@leichtgewicht/ip-codec'],
  };
  for (const [bundle, names] of Object.entries(packages))
    it(`${bundle}: no package that nobody decided on`, () => {
      const found = filesIn(bundle).flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
      assert.deepEqual(
        [...new Set(found)].filter((name) => !names.includes(name)),
        [],
      );
    });

  it('the editor is known to the client only', () => {
    assert.ok(externalsOf('client').has('vscode'));
    for (const bundle of ['server', 'engine', 'cli']) assert.ok(!externalsOf(bundle).has('vscode'), bundle);
  });

  /** Readers of formats that others read better: whose package each of these files may know. */
  const readers: { readonly [file: string]: string } = {
    'server/core/config/yaml-tree.ts': 'node_modules/yaml/browser/',
    'server/core/config/json-tree.ts': 'node_modules/jsonc-parser/',
  };

  it('the core imports nothing from Node', () => {
    for (const bundle of Object.keys(allowed))
      for (const [file, { imports }] of Object.entries(metafile(bundle).inputs))
        if (file.startsWith('server/core/'))
          assert.deepEqual(
            imports.filter(
              ({ external, path }) => external || (path.startsWith('node_modules/') && !path.startsWith(readers[file] ?? ' ')),
            ),
            [],
            file,
          );
  });

  it('client and server connect nowhere; what probes is in the engine and the command line', () => {
    for (const bundle of ['client', 'server']) {
      const found = [...externalsOf(bundle)].filter((name) => /^(?:node:)?(?:tls|dgram|dns|http2?|https|undici)(?:\/|$)/.test(name));
      assert.deepEqual(found, [], bundle);
      // Reading a target, a file or a certificate is no probe.
      const readers = ['target', 'files', 'certificates'].map((name) => `server/probe/${name}.ts`);
      assert.deepEqual(
        filesIn(bundle).filter((file) => file.startsWith('server/probe/') && !readers.includes(file)),
        [],
        bundle,
      );
    }
    for (const name of ['node:tls', 'node:net', 'node:dgram']) assert.ok(externalsOf('engine').has(name), name);
  });

  it('nothing speaks HTTP but what asks about revocation and fetches issuers, on consent: no telemetry, no download', () => {
    for (const bundle of Object.keys(allowed)) {
      const speakers = Object.entries(metafile(bundle).inputs).filter(([, { imports }]) =>
        imports.some(({ path, external }) => external && /^(?:node:)?(?:https?|http2|undici)(?:\/|$)/.test(path)),
      );
      assert.deepEqual(
        speakers.map(([file]) => file).filter((file) => !mayFetch.includes(file)),
        [],
        bundle,
      );
      assert.doesNotMatch(readFileSync(`${built}/${bundle}.js`, 'utf8'), /\bfetch\(|XMLHttpRequest|new WebSocket/, bundle);
    }
  });

  it('inside of a webview run events, and nothing of what is drawn or found out', () => {
    assert.deepEqual(filesIn('views-probe'), ['client/views/probe/client.ts']);
    assert.deepEqual([...externalsOf('views-probe')], []);
    assert.doesNotMatch(readFileSync(`${built}/views/probe.js`, 'utf8'), /\bfetch\(|XMLHttpRequest|new WebSocket|\beval\(|new Function/);
  });

  it('examples of rules and formats are in rules.json and in no bundle', () => {
    const rules: readonly { id: string; examples: readonly unknown[] }[] = JSON.parse(readFileSync(`${built}/rules.json`, 'utf8'));
    assert.ok(rules.length > 100);
    assert.deepEqual(
      rules.filter(({ examples }) => !(examples?.length >= 2)).map(({ id }) => id),
      [],
    );
    for (const bundle of Object.keys(allowed))
      assert.doesNotMatch(readFileSync(`${built}/${bundle}.js`, 'utf8'), /\bexamples: ?\[/, bundle);
  });

  it('bundles stay within their budgets', () => {
    for (const [file, most] of [
      // 450 KB are the library; the rest draws reports, so that a saved file and a view are the same.
      ['client.js', 620_000],
      ['server.js', 1_700_000],
      ['engine.js', 900_000],
      ['views/probe.js', 10_000],
      ['views/probe.css', 30_000],
    ] as const)
      assert.ok(statSync(`${built}/${file}`).size <= most, `${file} has ${statSync(`${built}/${file}`).size} bytes`);
  });
});

/** Plain HTTP, to the addresses that certificates name (RFC 5280 §4.2.2.1, §4.2.1.13). */
const mayFetch = ['server/probe/http-fetch.ts'];

/** What vscode-languageclient brings along. */
function clientNeeds(): string[] {
  return ['vscode-languageserver-textdocument', 'minimatch', 'brace-expansion', 'balanced-match', 'semver', 'lru-cache'];
}

function serverPackages(): string[] {
  return [
    'vscode-languageserver',
    'vscode-languageserver-protocol',
    'vscode-languageserver-types',
    'vscode-jsonrpc',
    'vscode-languageserver-textdocument',
    'yaml',
    'jsonc-parser',
  ];
}
