import { parentPort } from 'node:worker_threads';
import type { Asked } from '#core/probe/asked';
import type { EngineReply, EngineRequest } from './engine-messages';
import { readAsked } from './probe/asked';
import { probe } from './probe/probe';
import type { ProbeAnswer } from './protocol';

// The entry of dist/engine.js, which the language server runs in a thread of its own: a probe that is busy keeps no editor waiting, and
// sockets here are Node's own, while VS Code replaces those of its extension host.

const running = new Map<number, AbortController>();

parentPort?.on('message', (request: EngineRequest) => {
  if (request.kind === 'abort') running.get(request.job)?.abort();
  else void run(request.job, request.asked);
});

const reply = (message: EngineReply): void => parentPort?.postMessage(message);

async function run(job: number, asked: Asked): Promise<void> {
  const controller = new AbortController();
  running.set(job, controller);
  try {
    reply({ kind: 'ended', job, answer: await answerOf(job, asked, controller.signal) });
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error);
    reply({ kind: 'ended', job, answer: { kind: 'failed', why: 'The probe stopped by a fault of its own; the log has it.' }, stack });
  } finally {
    running.delete(job);
  }
}

async function answerOf(job: number, asked: Asked, signal: AbortSignal): Promise<ProbeAnswer> {
  const read = await readAsked(asked);
  if (read.kind === 'refused') return read;
  const steps = probe(read.request, signal);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    reply({ kind: 'progress', job, view: step.value });
  }
}
