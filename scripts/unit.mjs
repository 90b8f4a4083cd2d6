// Bundles test files into one and runs them by node:test. Arguments are parts of file names; none means all that need no editor.
// One bundle because a process for each file costs more than the tests do.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const files = readdirSync(join(root, 'test'), { recursive: true })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.test.ts') && !/^(?:host|ui|views)\//.test(file))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)));
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
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...options, out], { stdio: 'inherit', cwd: root });
process.exitCode = run.status ?? 1;
