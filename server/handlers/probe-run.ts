import type { CancellationToken } from 'vscode-languageserver/node';
import type { ProbeView } from '#core/report/probe/model';
import type { ProbeAnswer, ProbeParams } from '../protocol';

/** Runs one probe with the settings of the session where the parameters say nothing. */
export type RunProbe = (params: ProbeParams, signal: AbortSignal, onProgress: (view: ProbeView) => void) => Promise<ProbeAnswer>;

/** Aborted when the first of them is cancelled. */
export function signalOf(...tokens: readonly CancellationToken[]): AbortSignal {
  const controller = new AbortController();
  for (const token of tokens) {
    if (token.isCancellationRequested) controller.abort();
    else token.onCancellationRequested(() => controller.abort());
  }
  return controller.signal;
}
