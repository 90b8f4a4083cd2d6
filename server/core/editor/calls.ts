import type { Entry, Trace } from '../trace/trace';
import { type Cancelled, type Identity, identityOf, never } from './relations';

/** One call of a trace, in a few words. */
export interface CallSummary {
  readonly callId: string;
  readonly first: Entry;
  readonly method: string;
  readonly outcome: string;
  readonly messages: number;
}

/**
 * How many calls a trace has, in all places the same: Call-IDs that belong to an INVITE or a REGISTER. Pings, events, and messages that
 * stand alone have Call-IDs as well, and nobody calls them calls.
 */
export function callsIn(trace: Trace): number {
  const calls = new Set<string>();
  for (const entry of trace.entries) {
    const identity = identityOf(trace, entry);
    if (isOfCall(identity)) calls.add(identity.callId);
  }
  return calls.size;
}

/** The calls of a trace, in the order in which they begin. */
export function callsOf(trace: Trace, cancelled: Cancelled = never): CallSummary[] {
  const calls = new Map<string, { first: Entry; members: Identity[]; isCall: boolean }>();
  for (let i = 0; i < trace.entries.length; i++) {
    if ((i & 255) === 255 && cancelled()) break;
    const entry = trace.entries[i] as Entry;
    const identity = identityOf(trace, entry);
    if (identity.callId === '') continue;
    const call = calls.get(identity.callId);
    if (!call) calls.set(identity.callId, { first: entry, members: [identity], isCall: isOfCall(identity) });
    else {
      call.members.push(identity);
      call.isCall ||= isOfCall(identity);
    }
  }
  const summaries: CallSummary[] = [];
  for (const [callId, { first, members, isCall }] of calls) {
    if (!isCall) continue;
    const method = members[0]?.method ?? '';
    summaries.push({ callId, first, method, outcome: outcomeOf(method, members), messages: members.length });
  }
  return summaries;
}

const isOfCall = ({ callId, method }: Identity): boolean => callId !== '' && methodsOfCalls.has(method);

/** And what only comes with an INVITE: a trace may begin in the middle of a call. */
const methodsOfCalls: ReadonlySet<string> = new Set(['INVITE', 'REGISTER', 'ACK', 'BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO']);

/** How the request that begins the call ended, as far as the trace shows it. */
function outcomeOf(method: string, members: readonly Identity[]): string {
  const answers = members.filter((member) => !member.isRequest && member.method === method).map((member) => member.status);
  if (answers.some((status) => status >= 200 && status < 300)) return method === 'INVITE' ? 'answered' : 'succeeded';
  const last = answers.findLast((status) => status >= 300);
  if (last === 487) return 'cancelled';
  if (last !== undefined) return last === 401 || last === 407 ? `challenged (${last})` : `failed (${last})`;
  return answers.some((status) => status === 180 || status === 183) ? 'ringing' : 'no answer';
}
