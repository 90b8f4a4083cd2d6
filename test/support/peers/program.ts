import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { connect } from 'node:tls';

/** A program on loopback that is not ours. */
export interface Peer {
  readonly port: number;
  /** All that it has said up to now. */
  readonly log: () => string;
  /** Ends it and waits until it is gone. May be called again. */
  readonly stop: () => Promise<void>;
}

export interface Program {
  readonly name: string;
  readonly words: readonly string[];
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  /** Its port once it takes connections; undefined as long as it does not. Asked again and again, with what it has said. */
  readonly portOf: (log: string) => Promise<number | undefined> | number | undefined;
}

export class DoesNotStart extends Error {}

const START_MS = 10_000;
const TERM_MS = 5000;
const PATIENCE_MS = 1000;
const LOOK_MS = 20;
const LONGEST_LOG = 1 << 20;

/** Starts a program and waits until it listens. Throws `DoesNotStart`, with its own words, where it ends before that. */
export async function startProgram({ name, words, cwd, env, portOf }: Program): Promise<Peer> {
  // In this process's group on purpose: whoever ends the group reaches it too.
  const child = spawn(findProgram(name), words, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  const hear = (chunk: Buffer): void => {
    if (said.length < LONGEST_LOG) said += chunk.toString('utf8');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(String(code ?? signal)));
  });
  const abandon = (): void => void child.kill();
  process.once('exit', abandon);
  const stop = async (): Promise<void> => {
    await end(child, ended);
    process.off('exit', abandon);
  };

  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    const port = await portOf(said);
    if (port !== undefined) return { port, log: () => said, stop };
    const how = await Promise.race([ended, after(LOOK_MS)]);
    if (how !== undefined) {
      process.off('exit', abandon);
      throw new DoesNotStart(`${name} ended with ${how}:\n${said}`);
    }
  }
  await stop();
  throw new DoesNotStart(`${name} did not listen within ${START_MS} ms:\n${said}`);
}

/** A port that was free just now, for programs that cannot let the system choose; `start` may find it taken and is then given another. */
export async function withFreePort(start: (port: number) => Promise<Peer>): Promise<Peer> {
  for (let attempts = 5; ; attempts--) {
    const port = await freePort();
    try {
      return await start(port);
    } catch (error) {
      const isTaken = error instanceof DoesNotStart && /in use|bind\(\) failed|bind\(.*failed/i.test(error.message);
      if (!isTaken || attempts === 1) throw error;
    }
  }
}

/** The port, if somebody there speaks TLS: a program may take connections before it knows whether it can start at all. */
export function portIfTls(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
    const end = (isTls: boolean): void => {
      socket.destroy();
      resolve(isTls ? port : undefined);
    };
    socket.setTimeout(PATIENCE_MS, () => end(false));
    socket.once('secureConnect', () => end(true));
    // An alert is an answer too.
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code?.startsWith('ERR_SSL_') === true));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** Servers are often beside the PATH of ordinary users. */
export function findProgram(name: string): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? name;
}

async function end(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const workers = childrenOf(child.pid);
  child.stdin?.destroy();
  child.kill();
  const patience = new AbortController();
  const isGone = await Promise.race([ended.then(() => true), after(TERM_MS, false, { signal: patience.signal }).catch(() => false)]);
  patience.abort();
  if (isGone) return;
  for (const pid of workers) if (childrenOf(child.pid).includes(pid)) process.kill(pid, 'SIGKILL');
  child.kill('SIGKILL');
  await ended;
}

/** The processes that it has started itself, as far as the system tells. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'latin1').trim().split(' ').filter(Boolean).map(Number) : [];
}
