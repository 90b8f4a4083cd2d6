import type { ProbeView } from '#core/report/probe/model';
import { progressLine } from '#core/report/probe/progress-line';

export interface Progress {
  /** What is known of a target that is under way. */
  tell(view: ProbeView): void;
  /** A target is done. */
  ended(): void;
  /** Takes the line away, so that something else can be printed; it comes back by itself. */
  clear(): void;
  stop(): void;
}

const EVERY_MS = 100;

/** One line on standard error that is written again and again; nothing where that is no terminal. */
export function progressOf(targets: number): Progress {
  const { stderr } = process;
  if (!stderr.isTTY || process.env.TERM === 'dumb') return silent;
  const start = performance.now();
  let view: ProbeView | undefined;
  let done = 0;
  let isShown = false;
  const draw = (): void => {
    const line = progressLine(view, { done, of: targets, elapsedMs: performance.now() - start, width: stderr.columns || 80 });
    stderr.write(`\r${line}\u001b[K`);
    isShown = true;
  };
  const clear = (): void => {
    if (isShown) stderr.write('\r\u001b[K');
    isShown = false;
  };
  const timer = setInterval(draw, EVERY_MS);
  return {
    tell(now) {
      view = now;
    },
    ended() {
      done++;
    },
    clear,
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}

const silent: Progress = { tell: () => undefined, ended: () => undefined, clear: () => undefined, stop: () => undefined };
