// Bundles test files into one and runs them by node:test. Arguments are parts of file names; none means all that need no editor.
// --report=FILE also writes the results as JSON; other options go to node:test. One bundle because a process for each file costs
// more than the tests do.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const wanted = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('--'))
  .map((word) => word.replace(/^(?:\.\/)?test\//, ''));
const report = process.argv.find((word) => word.startsWith('--report='))?.slice('--report='.length);
const options = process.argv.slice(2).filter((word) => word.startsWith('--') && !word.startsWith('--report='));
const files = readdirSync(join(root, 'test'), { recursive: true })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.test.ts') && !/^(?:host|ui)\//.test(file))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)));
if (files.length === 0) throw new Error(`no test is called ${wanted.join(' or ')}`);
const out = join(root, 'dist-test', `unit-${wanted.join('-').replaceAll(/[^\w-]/g, '_') || 'all'}.cjs`);
await build({
  stdin: { contents: files.map((file) => `import ${JSON.stringify(`./test/${file}`)};`).join('\n'), resolveDir: root, loader: 'ts' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['esbuild', 'playwright-core', 'vscode', 'vscode-oniguruma', 'vscode-textmate'],
  define: { 'import.meta.url': 'undefined' },
  sourcemap: 'inline',
  outfile: out,
  logLevel: 'warning',
});
const reporters = [`--test-reporter=${join(root, 'scripts/report-json.mjs')}`, `--test-reporter-destination=${report}`];
if (report) options.push('--test-reporter=spec', '--test-reporter-destination=stdout', ...reporters);
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...options, out], { stdio: 'inherit', cwd: root });
process.exitCode = run.status ?? 1;
