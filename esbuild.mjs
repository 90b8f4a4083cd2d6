// Bundles the extension: client, server, the engine that the server runs in a thread of its own, and command line, one file each; and
// what runs inside of views, script and style sheet each. --production minifies; --out=FOLDER builds elsewhere than dist.
// Beside each bundle stands its metafile, from which test/boundaries.test.ts reads what is inside. rules.json holds what
// "Explain finding" shows of the rules; the examples in it are left out of the bundles. licences.txt names what others wrote.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { withoutExamples } from './scripts/examples.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const production = process.argv.includes('--production');
const out = resolve(root, process.argv.find((word) => word.startsWith('--out='))?.slice('--out='.length) ?? 'dist');

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const leaveOutExamples = {
  name: 'leave-out-examples',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]core[\\/](?:rules|trace[\\/]formats|config[\\/]dialects)[\\/].*\.ts$/ }, ({ path }) => ({
      contents: withoutExamples(readFileSync(path, 'utf8'), path),
      loader: 'ts',
    }));
  },
};

const node = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The module entries of the LSP packages and jsonc-parser bundle smaller, and the latter's UMD entry not at all.
  mainFields: ['module', 'main'],
  // The build for browsers knows nothing of Node, as the core that reads YAML, and what is not used of it stays out.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [leaveOutExamples],
  define: { SIP_TLS_VERSION: JSON.stringify(version) },
};

const bundles = [
  { name: 'client', entryPoints: ['client/extension.ts'], external: ['vscode'] },
  { name: 'server', entryPoints: ['server/main.ts'] },
  { name: 'engine', entryPoints: ['server/engine-worker.ts'] },
  {
    name: 'cli',
    entryPoints: ['server/cli/main.ts'],
    banner: { js: '#!/usr/bin/env node' },
  },
];

/** They run in the editor's browser, so nothing of Node is there for them. */
const browser = { ...node, platform: 'browser', format: 'iife', target: 'es2022', define: {} };

const views = ['probe'].flatMap((name) => [
  { ...browser, name: `views/${name}`, kind: 'js', entryPoints: [`client/views/${name}/client.ts`] },
  { ...browser, name: `views/${name}`, kind: 'css', entryPoints: [`client/views/${name}/view.css`] },
]);

async function bundle({ name, kind = 'js', ...options }) {
  const result = await build({ ...node, ...options, outfile: join(out, `${name}.${kind}`) });
  if (kind === 'js') writeFileSync(join(out, `meta-${name.replace('/', '-')}.json`), JSON.stringify(result.metafile));
  return Object.keys(result.metafile.inputs);
}

/** The licences of what others wrote and the bundles hold: most of them ask for their text to go along. */
function writeLicences(files) {
  const packages = new Set(files.flatMap((file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const texts = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
    if (!file) throw new Error(`${folder} comes without the text of its licence`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n`;
  });
  writeFileSync(join(out, 'licences.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
}

async function writeRules() {
  const result = await build({
    ...node,
    stdin: {
      contents: `import { rules as messageRules } from './server/core/rules/all.gen';
        import { endpointRules } from './server/core/rules/endpoint.gen';
        import { configRules } from './server/core/rules/config.gen';
        export const rules = [...messageRules, ...endpointRules, ...configRules];`,
      resolveDir: root,
      loader: 'ts',
    },
    format: 'esm',
    plugins: [],
    write: false,
    minify: false,
    sourcemap: false,
  });
  const code = Buffer.from(result.outputFiles[0].contents).toString('base64');
  const { rules } = await import(`data:text/javascript;base64,${code}`);
  const texts = rules.map(({ id, severity, title, remedy, cites, examples }) => ({ id, severity, title, remedy, cites, examples }));
  writeFileSync(join(out, 'rules.json'), JSON.stringify(texts));
}

mkdirSync(out, { recursive: true });
const present = [...bundles, ...views].filter(({ entryPoints }) => existsSync(join(root, entryPoints[0])));
const [files] = await Promise.all([Promise.all(present.map(bundle)), writeRules()]);
writeLicences(files.flat());
