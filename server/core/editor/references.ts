import type { SipMessage } from '../sip/message';
import { param } from '../sip/parts';
import type { Span } from '../text/span';
import type { Entry, Trace } from '../trace/trace';
import { placesAt } from './place';
import { type Cancelled, identityOf, isSameTransaction, messagesOfCall, never, requestOf, responsesTo } from './relations';

/** What a cursor can stand on that ties messages together. */
export type Tie =
  | { readonly kind: 'callId' | 'branch' | 'tag'; readonly value: string }
  /** The start line or CSeq: the transaction of this message. */
  | { readonly kind: 'startLine' | 'cseq' };

export interface Occurrence {
  readonly entry: Entry;
  /** A span of the message's text. */
  readonly at: Span;
}

export interface TieHere {
  readonly tie: Tie;
  readonly entry: Entry;
  readonly at: Span;
}

/** The tie at an offset of a message. */
export function tieAt(message: SipMessage, offset: number): { tie: Tie; at: Span } | undefined {
  for (const place of placesAt(message, offset).toReversed()) {
    switch (place.kind) {
      case 'param': {
        const { name, value, valueSpan } = place.param;
        const kind = name === 'branch' ? 'branch' : name.endsWith('tag') && tagParams.has(name) ? 'tag' : undefined;
        if (kind && value && valueSpan) return { tie: { kind, value }, at: valueSpan };
        break;
      }
      case 'headerValue':
      case 'headerName':
      case 'header':
        if (place.header.name === 'Call-ID' && message.callId)
          return { tie: { kind: 'callId', value: message.callId }, at: place.header.value };
        if (place.header.name === 'CSeq') return { tie: { kind: 'cseq' }, at: place.header.value };
        break;
      case 'token':
        if (holdsCallId.has(place.header.name)) return { tie: { kind: 'callId', value: place.item.token }, at: place.at };
        break;
      case 'startLine':
        return { tie: { kind: 'startLine' }, at: message.startLine.span };
    }
  }
  return undefined;
}

const tagParams = new Set(['tag', 'to-tag', 'from-tag', 'local-tag', 'remote-tag']);
const holdsCallId = new Set(['Replaces', 'Join', 'Target-Dialog', 'In-Reply-To']);

/** Where it begins: the first message with that Call-ID or tag, the request of a response, the INVITE of an ACK or CANCEL. */
export function definitionOf(trace: Trace, { tie, entry }: TieHere, cancelled: Cancelled = never): Occurrence[] {
  if (tie.kind === 'callId' || tie.kind === 'tag') return occurrencesOf(trace, { tie, entry, at: nowhere }, cancelled).slice(0, 1);
  const call = messagesOfCall(trace, identityOf(trace, entry).callId, cancelled);
  const request = requestOf(trace, entry, call) ?? inviteOf(trace, entry, call);
  if (!request) return [];
  return [placed(trace, request, tie)];
}

const nowhere: Span = { start: 0, end: 0 };

/** What an ACK or a CANCEL belongs to (RFC 3261 §13.2.2.4, §9.1): the INVITE before it with the same number, of its hop where it can be told. */
function inviteOf(trace: Trace, entry: Entry, call: readonly Entry[]): Entry | undefined {
  const { isRequest, method, cseq, branch } = identityOf(trace, entry);
  if (!isRequest || (method !== 'ACK' && method !== 'CANCEL')) return undefined;
  const invites = call.filter((other) => {
    const found = identityOf(trace, other);
    return other.start < entry.start && found.isRequest && found.method === 'INVITE' && found.cseq === cseq;
  });
  const isOnSameHop = ({ frame }: Entry) => frame.source === entry.frame.source && frame.destination === entry.frame.destination;
  return invites.findLast((invite) => identityOf(trace, invite).branch === branch) ?? invites.findLast(isOnSameHop) ?? invites.at(-1);
}

/** All places of a tie, in the order of the trace. For a start line or CSeq: the request and its responses. */
export function occurrencesOf(trace: Trace, { tie, entry }: TieHere, cancelled: Cancelled = never): Occurrence[] {
  if (tie.kind === 'callId') {
    return messagesOfCall(trace, tie.value, cancelled).flatMap((other) => {
      const header = trace.message(other).first('Call-ID');
      return header ? [{ entry: other, at: header.value }] : [];
    });
  }
  const call = messagesOfCall(trace, identityOf(trace, entry).callId, cancelled);
  if (tie.kind === 'branch' || tie.kind === 'tag') {
    const { kind, value } = tie;
    return call.flatMap((other) => paramsWith(trace.message(other), kind, value).map((at) => ({ entry: other, at })));
  }
  const identity = identityOf(trace, entry);
  const request = identity.isRequest ? entry : requestOf(trace, entry, call);
  const members = request
    ? [request, ...responsesTo(trace, request, call)]
    : call.filter((other) => isSameTransaction(identityOf(trace, other), identity));
  return members.map((other) => placed(trace, other, tie));
}

function placed(trace: Trace, entry: Entry, tie: Tie): Occurrence {
  const message = trace.message(entry);
  const cseq = tie.kind === 'cseq' ? message.first('CSeq')?.value : undefined;
  const branch = tie.kind === 'branch' ? paramsWith(message, 'branch', tie.value)[0] : undefined;
  return { entry, at: cseq ?? branch ?? message.startLine.span };
}

function paramsWith(message: SipMessage, kind: 'branch' | 'tag', value: string): Span[] {
  const params =
    kind === 'branch'
      ? message.vias.map((via) => param(via.params, 'branch'))
      : [...message.addresses('From'), ...message.addresses('To')].map((address) => param(address.params, 'tag'));
  return params.flatMap((found) => (found?.value === value && found.valueSpan ? [found.valueSpan] : []));
}
