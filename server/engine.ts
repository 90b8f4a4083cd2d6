import { Worker } from 'node:worker_threads';
import type { Asked } from '#core/probe/asked';
import type { ProbeView } from '#core/report/probe/model';
import type { EngineReply, EngineRequest } from './engine-messages';
import type { ProbeAnswer } from './protocol';

export interface EngineListeners {
  readonly signal: AbortSignal;
  readonly onProgress: (view: ProbeView) => void;
}

/**
 * Runs probes in a thread of their own, started at the first one and kept for the next. Whatever becomes of the thread, each probe gets
 * its answer: one that does not end after a cancellation is answered with what was last known, and its thread takes nothing new.
 */
export class Engine {
  readonly #file: string;
  readonly #log: (line: string) => void;
  #thread: EngineThread | undefined;

  /** `file`: the bundle of engine-worker.ts. */
  constructor(file: string, log: (line: string) => void) {
    this.#file = file;
    this.#log = log;
  }

  probe(asked: Asked, listeners: EngineListeners): Promise<ProbeAnswer> {
    if (!this.#thread?.isUsable) this.#thread = new EngineThread(this.#file, this.#log);
    return this.#thread.probe(asked, listeners);
  }
}

interface Job {
  readonly onProgress: (view: ProbeView) => void;
  readonly end: (answer: ProbeAnswer) => void;
  view?: ProbeView;
}

class EngineThread {
  readonly #worker: Worker;
  readonly #log: (line: string) => void;
  readonly #jobs = new Map<number, Job>();
  #lastJob = 0;
  #heardAt = 0;
  /** Nothing new is given to it: it is gone, or a job in it did not end when it was told to. */
  isUsable = true;

  constructor(file: string, log: (line: string) => void) {
    this.#log = log;
    // Its standard output would go into the protocol of a server that speaks over stdio. The limit keeps a fault from taking the server along.
    this.#worker = new Worker(file, { stdout: true, resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
    this.#worker.unref();
    this.#worker.on('message', (reply: EngineReply) => this.#hear(reply));
    this.#worker.on('messageerror', (error) => this.#fail(error));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(`its thread ended with code ${code}`));
  }

  probe(asked: Asked, { signal, onProgress }: EngineListeners): Promise<ProbeAnswer> {
    const job = ++this.#lastJob;
    return new Promise((resolve) => {
      let grace: NodeJS.Timeout | undefined;
      const abort = (): void => {
        const at = performance.now();
        this.#send({ kind: 'abort', job });
        grace = setTimeout(() => this.#giveUp(job, at), GRACE_MS);
      };
      const end = (answer: ProbeAnswer): void => {
        clearTimeout(grace);
        signal.removeEventListener('abort', abort);
        this.#jobs.delete(job);
        if (!this.isUsable && this.#jobs.size === 0) void this.#worker.terminate();
        resolve(answer);
      };
      this.#jobs.set(job, { onProgress, end });
      this.#send({ kind: 'probe', job, asked });
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  }

  #send(request: EngineRequest): void {
    this.#worker.postMessage(request);
  }

  #hear(reply: EngineReply): void {
    this.#heardAt = performance.now();
    const job = this.#jobs.get(reply.job);
    if (!job) return;
    if (reply.kind === 'progress') {
      job.view = reply.view;
      job.onProgress(reply.view);
      return;
    }
    if (reply.stack !== undefined) this.#log(reply.stack);
    job.end(reply.answer);
  }

  /** Whether the whole thread stands still, or only this job, is told by whether anything came from it since. */
  #giveUp(number: number, abortedAt: number): void {
    const job = this.#jobs.get(number);
    if (!job) return;
    this.isUsable = false;
    this.#log(`a probe did not end within ${GRACE_MS} ms after it was cancelled`);
    const view = job.view && cancelled(job.view);
    job.end(view ? { kind: 'done', view } : { kind: 'failed', why: 'Cancelled before anything was known.' });
    if (this.#heardAt >= abortedAt) return;
    this.#fail('its thread stood still');
    void this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.isUsable = false;
    if (this.#jobs.size === 0) return;
    this.#log(`the probe's thread failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const why = `The probe stopped by a fault of its own (${error instanceof Error ? error.message : String(error)}); the log has more.`;
    for (const job of [...this.#jobs.values()]) job.end({ kind: 'failed', why });
  }
}

const GRACE_MS = 1500;
const MOST_MEGABYTES = 512;

const cancelled = (view: ProbeView): ProbeView => ({
  ...view,
  progress: { isResolving: false, waiting: [], done: view.details.length, of: view.details.length, ...view.progress, state: 'cancelled' },
});
