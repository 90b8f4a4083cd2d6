import { type Identity, identityOf, messagesOfCall, requestOf, responsesTo } from '../editor/relations';
import { type Hop, hopOf } from '../sip/hop';
import type { SipMessage } from '../sip/message';
import { nextHop, type Transport } from '../sip/next-hop';
import type { SipUri } from '../sip/parts';
import { hostName, isIpLiteral, writeSocket } from '../sip/socket';
import { maskSecrets } from '../text/secrets';
import type { Span } from '../text/span';
import { formatOf } from '../trace/split';
import { delayBetween, writeDelay } from '../trace/time';
import type { Entry, Trace } from '../trace/trace';
import { code, joined, link, listed, say, type Words } from './words';

/** The message under the cursor, with what the trace around it tells. */
export interface Here {
  readonly trace: Trace;
  readonly entry: Entry;
  readonly message: SipMessage;
  readonly hop: Hop;
  readonly identity: Identity;
  /** Messages of the same call, this one included. */
  readonly call: readonly Entry[];
  /** The message's text with its secrets masked: what is shown comes from here. */
  readonly masked: string;
  readonly lineOf: (offset: number) => number;
  readonly uri: string;
}

export function hereAt(trace: Trace, entry: Entry, { lineOf, uri }: { lineOf: (offset: number) => number; uri: string }): Here {
  const message = trace.message(entry);
  const identity = identityOf(trace, entry);
  const call = identity.callId === '' ? [entry] : messagesOfCall(trace, identity.callId);
  const hop = hopOf(message, entry.frame, formatOf(entry.frame.format).loses);
  return { trace, entry, message, hop, identity, call, masked: maskSecrets(message.text), lineOf, uri };
}

/** A span of the message as code, secrets masked. */
export const shown = (here: Here, at: Span): Words => code(here.masked.slice(at.start, at.end));

/** `line 60`, as a link to it. */
export function lineLink(here: Here, entry: Entry, at = 0): Words {
  const line = here.lineOf(entry.start + entry.frame.payload.start + at) + 1;
  return link(`line ${line}`, `${here.uri.replace(/[()<>\s]/g, encodeURIComponent)}#L${line}`);
}

const article = (transport: Transport): string => (transport === 'SCTP' ? 'an' : 'a');
export const aHop = (transport: Transport): string => `${article(transport)} ${transport} hop`;

/** `**This hop: TLS** from … to …, by the log. Via says TLS too.` */
export function hopLine({ hop }: Here): Words | undefined {
  const { framing, via, source, destination } = hop;
  const ends = [source && say` from ${code(writeSocket(source))}`, destination && say` to ${code(writeSocket(destination))}`];
  const way = joined(
    ends.filter((end) => end !== undefined),
    '',
  );
  if (framing) {
    const agreement = via === undefined ? '' : via === framing ? ` Via says ${via} too.` : ` Via says ${via}.`;
    return say`**This hop: ${framing}**${way}, by the log.${agreement}`;
  }
  if (via) return say`**This hop: ${via}**${way}, by Via; the log does not say.`;
  return source || destination ? say`**This hop**${way}, by the log.` : undefined;
}

/** `**Transaction** z9hG…: answered by 100, 180 and 200 (206 ms).` */
export function transactionLine(here: Here): Words | undefined {
  const { trace, entry, identity, call } = here;
  const name = identity.branch ? say`**Transaction** ${code(identity.branch)}` : say`**Transaction**`;
  if (!identity.isRequest) {
    const request = requestOf(trace, entry, call);
    if (!request) return identity.status > 0 ? say`${name}: its request is not in this trace.` : undefined;
    return say`${name}: answers the ${identity.method} on ${lineLink(here, request)}${after(request, entry)}.`;
  }
  if (identity.method === 'ACK') return undefined;
  const responses = responsesTo(trace, entry, call);
  const last = responses.at(-1);
  if (!last) return say`${name}: no answer in this trace.`;
  const codes = [...new Set(responses.map((response) => String(identityOf(trace, response).status)))];
  return say`${name}: answered by ${listed(codes)}${after(entry, last)}.`;
}

export function after(earlier: Entry, later: Entry): string {
  const delay = delayBetween(earlier.frame.time, later.frame.time);
  return delay === undefined ? '' : ` (${writeDelay(delay)})`;
}

/** Where a request to this URI goes: `**TLS** to …, by transport=tls`. `what` begins the sentence. */
export function nextHopLine(what: string, uri: SipUri): Words | undefined {
  const next = nextHop(uri);
  if (next.kind === 'unknown') return undefined;
  if (next.kind === 'dns') return say`**${what}**: DNS decides, by NAPTR and SRV of ${code(next.host)}. It was not asked.`;
  if (Number.isNaN(next.port)) return say`**${what}**: nowhere, its port is no number.`;
  const host = next.host.includes(':') ? `[${hostName(next.host)}]` : next.host;
  const target = code(`${host}:${next.port}`);
  return say`**${what}: ${next.transport}** to ${target}, ${why(uri, next.host)}`;
}

function why(uri: SipUri, host: string): Words {
  const transport = uri.params.find((p) => p.name === 'transport')?.value;
  if (uri.isSips && transport) return say`by ${code('sips:')} and ${code(`transport=${transport}`)}.`;
  if (uri.isSips) {
    const srv = uri.port === undefined && !isIpLiteral(host) ? ' DNS may name another port (SRV).' : '';
    return say`by ${code('sips:')}.${srv}`;
  }
  if (transport) {
    const srv = uri.port === undefined && !isIpLiteral(host) ? ' DNS may name another port (SRV).' : '';
    return say`by ${code(`transport=${transport}`)}.${srv}`;
  }
  return isIpLiteral(host)
    ? say`predicted: an address without ${code('transport')} (RFC 3263 §4.1).`
    : say`predicted: a port without ${code('transport')} (RFC 3263 §4.1).`;
}
