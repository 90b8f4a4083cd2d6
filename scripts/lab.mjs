// The lab: endpoints on loopback, each with one fault or none. Bundled from test/support/lab and run as a program of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const START_LIMIT_MS = 60_000;

/** Returns `{ lab, stop }`; `lab` is what test/support/lab/main.ts says of itself with --json. */
export async function startLab() {
  const program = join(root, 'dist-test/lab.cjs');
  await build({
    entryPoints: [join(root, 'test/support/lab/main.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    outfile: program,
    logLevel: 'warning',
  });
  const child = spawn(process.execPath, [program, '--json'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  const ended = new Promise((done) => child.once('exit', done));
  const line = new Promise((done) => createInterface({ input: child.stdout }).once('line', done));
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  const late = new Promise((done) => limit.addEventListener('abort', () => done(undefined)));
  const said = await Promise.race([line, ended.then(() => undefined), late]);
  if (said === undefined) {
    kill();
    throw new Error('The lab did not start.');
  }
  const stop = async () => {
    process.removeListener('exit', kill);
    kill();
    await ended;
  };
  return { lab: JSON.parse(said), stop };
}
