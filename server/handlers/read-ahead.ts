import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import { identityOf } from '#core/editor/relations';
import type { Entry, Trace } from '#core/trace/trace';

/**
 * Reads of every message what an answer needs, and lets other requests and a cancellation in between: a token that nobody can
 * set while we loop is no token. What was read is kept, so that the second time costs nothing. False where the answer is not wanted any more.
 */
export async function readAhead(
  trace: Trace,
  token: CancellationToken,
  read: (trace: Trace, entry: Entry) => unknown = identityOf,
): Promise<boolean> {
  let turn = performance.now();
  // The trace may be edited meanwhile; what is new then is read when it is needed.
  for (let i = 0; i < trace.entries.length; i++) {
    if ((i & 31) === 31 && performance.now() - turn > TURN_MS) {
      await nextTurn();
      turn = performance.now();
    }
    if (token.isCancellationRequested) return false;
    read(trace, trace.entries[i] as Entry);
  }
  return true;
}

const TURN_MS = 10;
