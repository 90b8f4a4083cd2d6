import { visible } from '../visible';
import type { ProbeView } from './model';

export interface ProgressOptions {
  /** Of all targets; with one target its addresses are counted instead. */
  readonly done: number;
  readonly of: number;
  readonly elapsedMs: number;
  /** Columns of the terminal; the line never fills the last one, where some terminals go on to the next line. */
  readonly width: number;
}

/** `probing 192.0.2.11:5061  handshake  3 of 4  2.1 s  (Ctrl+C shows what is known)` */
export function progressLine(view: ProbeView | undefined, { done, of, elapsedMs, width }: ProgressOptions): string {
  const progress = view?.progress;
  const now = progress?.waiting.find(({ step }) => step !== 'waiting') ?? progress?.waiting[0];
  const what = now?.socket ?? view?.report.target ?? '';
  const step = now ? (now.detail ?? now.step) : progress?.isResolving === false ? '' : 'DNS';
  const many = of > 1 ? `${done} of ${of} targets` : progress && progress.of > 0 ? `${progress.done} of ${progress.of}` : '';
  const parts = [`probing ${what}`.trimEnd(), step, many, `${(elapsedMs / 1000).toFixed(1)} s`].filter((part) => part !== '');
  const line = visible(parts.join('  '));
  const hint = '  (Ctrl+C shows what is known)';
  return line.length + hint.length < width ? line + hint : line.slice(0, Math.max(0, width - 1));
}
