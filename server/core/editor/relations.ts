import { param } from '../sip/parts';
import { tagOf } from '../sip/roles';
import type { Entry, Trace } from '../trace/trace';

/** What ties a message to others: dialog and transaction identifiers (RFC 3261 §12, §17.1.3, §17.2.3). */
export interface Identity {
  readonly callId: string;
  readonly isRequest: boolean;
  /** Of the request, or the one that a response's CSeq names. */
  readonly method: string;
  readonly status: number;
  readonly cseq: number;
  /** Of the topmost Via. */
  readonly branch: string;
  readonly fromTag: string;
  readonly toTag: string;
}

const known = new WeakMap<Entry, Identity>();

/** Read once an entry; entries that an edit does not touch keep theirs. */
export function identityOf(trace: Trace, entry: Entry): Identity {
  let identity = known.get(entry);
  if (!identity) {
    const message = trace.message(entry);
    const via = message.topVia;
    identity = {
      callId: own(message.callId),
      isRequest: message.isRequest,
      method: own(message.method),
      status: message.status,
      cseq: message.cseq?.number ?? Number.NaN,
      branch: own(via && param(via.params, 'branch')?.value),
      fromTag: own(tagOf(message.from)),
      toTag: own(tagOf(message.to)),
    };
    known.set(entry, identity);
  }
  return identity;
}

/** A copy that does not hold the message's text alive, as a slice of it would. */
export const own = (text: string | undefined): string => (text ? ` ${text}`.slice(1) : '');

export type Cancelled = () => boolean;
export const never: Cancelled = () => false;

/** All messages of a Call-ID, in the order of the trace. The first time it reads the whole trace, then what is new in it; not for every keystroke. */
export function messagesOfCall(trace: Trace, callId: string, cancelled: Cancelled = never): Entry[] {
  const found: Entry[] = [];
  for (let i = 0; i < trace.entries.length; i++) {
    if ((i & 255) === 255 && cancelled()) break;
    const entry = trace.entries[i] as Entry;
    if (identityOf(trace, entry).callId === callId) found.push(entry);
  }
  return found;
}

/** Request and response of one transaction on one hop: same branch, CSeq and method (RFC 3261 §17.1.3). */
export function isSameTransaction(a: Identity, b: Identity): boolean {
  return a.callId === b.callId && a.cseq === b.cseq && a.method === b.method && a.branch === b.branch;
}

/** The request that a response answers: the last one before it of the same transaction. `among` are messages of its call. */
export function requestOf(trace: Trace, response: Entry, among: readonly Entry[]): Entry | undefined {
  const identity = identityOf(trace, response);
  if (identity.isRequest) return undefined;
  const before = among.filter((entry) => entry.start < response.start && identityOf(trace, entry).isRequest);
  return before.findLast((entry) => isSameTransaction(identityOf(trace, entry), identity));
}

/** The responses to a request. `among` are messages of its call. */
export function responsesTo(trace: Trace, request: Entry, among: readonly Entry[]): Entry[] {
  const identity = identityOf(trace, request);
  if (!identity.isRequest || identity.method === 'ACK') return [];
  return among.filter((entry) => {
    const other = identityOf(trace, entry);
    return entry.start > request.start && !other.isRequest && isSameTransaction(other, identity);
  });
}
