import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const out = 'dist-test/cli';
export const program = `${process.cwd()}/${out}/cli.js`;

/** Builds what users get, in a folder of its own. */
export function buildCli(): void {
  const done = spawnSync(process.execPath, ['esbuild.mjs', `--out=${out}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
}

export interface CliOptions {
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  /** Columns of the terminal that standard output shall be taken for. */
  readonly terminal?: number;
}

/** Runs the program; nothing of this process's environment tells it about colours. */
export function runCli(words: readonly string[], { input = '', cwd, env, terminal }: CliOptions = {}) {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...environment } = process.env;
  const asTerminal = `data:text/javascript,Object.assign(process.stdout,{isTTY:true,columns:${terminal}})`;
  const node = terminal === undefined ? [] : ['--import', asTerminal];
  const done = spawnSync(process.execPath, [...node, program, ...words], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...environment, TERM: 'xterm', ...env },
    maxBuffer: 1 << 28,
  });
  assert.equal(done.error, undefined);
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

/** Holds a text against a file; UPDATE=1 writes the file instead. */
export function isGolden(path: string, text: string): void {
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, existsSync(path) ? readFileSync(path, 'utf8') : `(there is no ${path})`);
}
