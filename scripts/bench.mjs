// Bundles and runs the benchmarks: `npm run bench [-- reader edit …]`. Ratios in one run; no test depends on them.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const outfile = join(root, 'dist-test/bench.cjs');
await build({
  entryPoints: [join(root, 'bench/main.ts')],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['jssip', 'jssip/*', 'sip', 'sip/*'],
  outfile,
  logLevel: 'warning',
});
process.exitCode =
  spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=4096', outfile, ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd: root,
  }).status ?? 1;
