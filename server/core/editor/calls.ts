import type { Entry, Trace } from '../trace/trace';
import { type Cancelled, type Identity, identityOf, never } from './relations';

/** One Call-ID of a trace, in a few words. */
export interface CallSummary {
  readonly callId: string;
  readonly first: Entry;
  readonly method: string;
  readonly outcome: string;
  readonly messages: number;
}

export function callsOf(trace: Trace, cancelled: Cancelled = never): CallSummary[] {
  const calls = new Map<string, { first: Entry; members: Identity[] }>();
  for (let i = 0; i < trace.entries.length; i++) {
    if ((i & 255) === 255 && cancelled()) break;
    const entry = trace.entries[i] as Entry;
    const identity = identityOf(trace, entry);
    if (identity.callId === '') continue;
    const call = calls.get(identity.callId);
    if (call) call.members.push(identity);
    else calls.set(identity.callId, { first: entry, members: [identity] });
  }
  return [...calls].map(([callId, { first, members }]) => {
    const method = members[0]?.method ?? '';
    return { callId, first, method, outcome: outcomeOf(method, members), messages: members.length };
  });
}

/** How the request that begins the call ended, as far as the trace shows it. */
function outcomeOf(method: string, members: readonly Identity[]): string {
  const answers = members.filter((member) => !member.isRequest && member.method === method).map((member) => member.status);
  if (answers.some((status) => status >= 200 && status < 300)) return method === 'INVITE' ? 'answered' : 'succeeded';
  const last = answers.findLast((status) => status >= 300);
  if (last === 487) return 'cancelled';
  if (last !== undefined) return last === 401 || last === 407 ? `challenged (${last})` : `failed (${last})`;
  return answers.some((status) => status === 180 || status === 183) ? 'ringing' : 'no answer';
}
