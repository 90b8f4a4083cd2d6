import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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

export interface RunningCli {
  readonly child: ChildProcess;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly stdout: string;
    readonly stderr: string;
  }>;
}

export interface StartOptions extends CliOptions {
  /** A module that is loaded first: JavaScript. */
  readonly before?: string;
}

/** Starts the program and lets this process run on, so that it can be the peer. */
export function startCli(words: readonly string[], { input = '', cwd, env, terminal, before = '' }: StartOptions = {}): RunningCli {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...environment } = process.env;
  const asTerminal = terminal === undefined ? '' : `Object.assign(process.stdout,{isTTY:true,columns:${terminal}});`;
  const first = asTerminal + before;
  const node = first === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(first)}`];
  const child = spawn(process.execPath, [...node, program, ...words], { cwd, env: { ...environment, TERM: 'xterm', ...env } });
  // It may end before it has read all.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, ended: ended.then(({ code, signal }) => ({ code, signal, stdout, stderr })) };
}
