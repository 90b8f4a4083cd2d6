// Bundles the extension: client, server and command line, one file each. --production minifies; --out=FOLDER builds elsewhere than dist.
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
    onLoad({ filter: /[\\/]server[\\/]core[\\/](?:rules|trace[\\/]formats)[\\/].*\.ts$/ }, ({ path }) => ({
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
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [leaveOutExamples],
};

const bundles = [
  { name: 'client', entryPoints: ['client/extension.ts'], external: ['vscode'] },
  { name: 'server', entryPoints: ['server/main.ts'] },
  {
    name: 'cli',
    entryPoints: ['server/cli/main.ts'],
    banner: { js: '#!/usr/bin/env node' },
    define: { SIP_TLS_VERSION: JSON.stringify(version) },
  },
];

async function bundle({ name, ...options }) {
  const result = await build({ ...node, ...options, outfile: join(out, `${name}.js`) });
  writeFileSync(join(out, `meta-${name}.json`), JSON.stringify(result.metafile));
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
        export const rules = [...messageRules, ...endpointRules];`,
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
const present = bundles.filter(({ entryPoints }) => existsSync(join(root, entryPoints[0])));
const [files] = await Promise.all([Promise.all(present.map(bundle)), writeRules()]);
writeLicences(files.flat());
