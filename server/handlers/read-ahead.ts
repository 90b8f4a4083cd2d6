import type { CancellationToken } from 'vscode-languageserver/node';
import { identityOf } from '#core/editor/relations';
import type { Entry, Trace } from '#core/trace/trace';
import { Turn } from '../turn';

/**
 * Reads of every message what an answer needs, in turns with other requests. What was read is kept, so that the second time costs
 * nothing. False where the answer is not wanted any more.
 */
export async function readAhead(
  trace: Trace,
  token: CancellationToken,
  read: (trace: Trace, entry: Entry) => unknown = identityOf,
): Promise<boolean> {
  const turn = new Turn();
  // The trace may be edited meanwhile; what is new then is read when it is needed.
  for (let i = 0; i < trace.entries.length; i++) {
    if ((i & 31) === 31 && turn.isOver()) await turn.next();
    if (token.isCancellationRequested) return false;
    read(trace, trace.entries[i] as Entry);
  }
  return true;
}
