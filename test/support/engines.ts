import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildServer, serverFile } from './lsp-client';

/**
 * The real server beside an engine that is none: it does what its target's first label says. The real one cannot be brought to
 * crash, to stand still or to swallow its answer, and the server has to outlive all of these.
 */
export async function serverWithScriptedEngine(): Promise<string> {
  await buildServer();
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-engine-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  copyFileSync(serverFile, join(folder, 'server.cjs'));
  writeFileSync(join(folder, 'engine.js'), `(${String(engine)})(require('node:worker_threads').parentPort)`);
  return join(folder, 'server.cjs');
}

interface Port {
  on(event: 'message', listener: (request: { kind: string; job: number; asked: { target: string } }) => void): void;
  postMessage(message: unknown): void;
}

/** Runs as text in the thread, so it uses nothing from outside of itself. */
function engine(port: Port): void {
  const aborts = new Map<number, () => void>();
  const view = (target: string) => ({
    report: {
      target,
      policy: { names: 'full', trust: [] },
      resolution: { steps: [], candidates: [] },
      endpoints: [],
      findings: [],
      summary: { errors: 0, warnings: 0, infos: 0, hints: 0, endpoints: 0, reachable: 0 },
    },
    details: [],
    titles: {},
    durationMs: 1,
    progress: {
      state: 'running',
      isResolving: false,
      waiting: [{ socket: '192.0.2.1:5061', serverName: null, step: 'handshake' }],
      done: 0,
      of: 1,
    },
    traffic: { dnsQueries: 0, connections: 0, hellos: 0, options: 0 },
    commands: [],
    sni: [],
  });
  port.on('message', ({ kind, job, asked }) => {
    if (kind === 'abort') return aborts.get(job)?.();
    const say = (): void => port.postMessage({ kind: 'progress', job, view: view(asked.target) });
    const end = (answer: unknown): void => port.postMessage({ kind: 'ended', job, answer });
    console.log('a line on standard output, which belongs to the protocol');
    const { progress: _running, ...done } = view(asked.target);
    switch (asked.target.split('.')[0]) {
      case 'quick':
        return end({ kind: 'done', view: done });
      case 'exit':
        return process.exit(7);
      case 'throw':
        throw new Error('thrown on purpose');
      case 'stuck':
        say();
        setTimeout(() => {
          for (;;);
        }, 80);
        return;
      case 'mute':
        return;
      case 'memory': {
        const all: unknown[] = [];
        for (;;) all.push(new Array(1e6).fill(all.length));
      }
      case 'slow':
        say();
        aborts.set(job, () => end({ kind: 'done', view: { ...done, progress: { ...view('').progress, state: 'cancelled' } } }));
        return;
      default:
        end({ kind: 'refused', what: 'identity', why: JSON.stringify(asked) });
    }
  });
}
