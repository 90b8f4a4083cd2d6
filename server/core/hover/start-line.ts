import { identityOf, requestOf } from '../editor/relations';
import { hopOf } from '../sip/hop';
import type { Header } from '../sip/message';
import { isProtected } from '../sip/next-hop';
import type { SipUri } from '../sip/parts';
import { createsDialog, isInitial } from '../sip/roles';
import { writeSocket } from '../sip/socket';
import { formatOf } from '../trace/split';
import type { Entry } from '../trace/trace';
import { headerFact, methodFact, statusFact, uriFact } from './facts';
import { after, type Here, hopLine, lineLink, nextHopLine, shown, transactionLine } from './here';
import type { HoverText } from './hover-text';
import { code, joined, say, text, type Words } from './words';

export function methodHover(here: Here): HoverText | undefined {
  const { message } = here;
  const fact = methodFact(message.method);
  const unknown = fact ? undefined : say`**${message.method}** is no registered method; a server that does not know it answers 405 or 501.`;
  return {
    here: [hopLine(here), unknown, dialogLine(here), message.method === 'ACK' ? ackLine(here) : transactionLine(here)],
    name: say`${code(message.method)}`,
    fact,
    cites: fact?.cites ?? ['RFC 3261 §8.2.1'],
  };
}

function dialogLine({ message }: Here): Words | undefined {
  if (!message.isRequest || !message.to) return undefined;
  if (createsDialog(message)) return say`**Begins a dialog**, if it succeeds: its To has no tag yet.`;
  return isInitial(message) ? undefined : say`**Inside a dialog**: its To has a tag, so it follows the route set and the peer's Contact.`;
}

/** The final answer that an ACK acknowledges: of its call, with the same CSeq number (RFC 3261 §13.2.2.4, §17.1.1.3). */
function ackLine(here: Here): Words | undefined {
  const { trace, entry, identity, call } = here;
  const answer = call.findLast((other) => {
    const { isRequest, method, cseq, status } = identityOf(trace, other);
    return other.start < entry.start && !isRequest && method === 'INVITE' && cseq === identity.cseq && status >= 200;
  });
  if (!answer) return say`**Acknowledges** an answer that is not in this trace.`;
  return say`**Acknowledges** the ${identityOf(trace, answer).status} on ${lineLink(here, answer)}${after(answer, entry)}.`;
}

/** The whole Request-URI and its scheme. */
export function requestUriHover(here: Here, uri: SipUri): HoverText | undefined {
  const { message } = here;
  const fact = uriFact(uri.scheme);
  const target = shown(here, { start: uri.user?.start ?? uri.hostSpan?.start ?? uri.start, end: uri.hostSpan?.end ?? uri.end });
  const route = message.routes[0]?.uri;
  const next = route ? nextHopLine('Next hop, by the top Route', route) : nextHopLine('Next hop by this URI', uri);
  if (!uri.isSips) return { here: [say`**Goes to** ${target}. The scheme asks for no protection; each hop chooses.`, next], fact };
  return {
    here: [say`**Promise: TLS on every hop** to ${target}.`, keptLine(here), next, mustFollowLine(here)],
    fact,
    check: say`416 means that the peer lacks ${code('sips:')}; 480 that the callee is not registered with a ${code('sips:')} Contact.`,
    cites: ['RFC 3261 §26.2.2', 'RFC 5630 §3.3', 'RFC 5630 §4'],
  };
}

/** On which hops of the trace the same request went over TLS. */
function keptLine(here: Here): Words | undefined {
  const { trace, identity, call } = here;
  const hops = call.flatMap((entry) => {
    const other = identityOf(trace, entry);
    if (!other.isRequest || other.method !== identity.method || other.cseq !== identity.cseq) return [];
    const { transport, source, destination } = hopOf(trace.message(entry), entry.frame, formatOf(entry.frame.format).loses);
    return transport ? [{ entry, transport, source, destination }] : [];
  });
  if (hops.length === 0) return undefined;
  const kept = hops.filter(({ transport }) => isProtected(transport)).length;
  const each = hops.slice(0, 3).map(({ entry, transport, source, destination }) => {
    const way = source && destination ? say` ${code(writeSocket(source))} → ${code(writeSocket(destination))}` : say``;
    return isProtected(transport) ? say`${transport}${way} ✓` : say`${transport}${way} ✗ (${lineLink(here, entry)})`;
  });
  return say`**Kept so far on ${kept} of ${hops.length} hops in this trace**: ${joined(each, '; ')}.`;
}

/** RFC 3261 §8.1.1.8, §12.1.1, §16.6: what a sips: Request-URI asks of the others. */
function mustFollowLine(here: Here): Words {
  const each = (['Contact', 'Route', 'Record-Route'] as const).map((name) => {
    const uris = here.message.addresses(name).flatMap(({ uri }) => (uri ? [uri] : []));
    if (uris.length === 0) return say`${name} (none)`;
    const other = uris.find((uri) => !uri.isSips);
    return other ? say`${name} (${code(`${other.scheme}:`)} ✗)` : say`${name} (${code('sips:')} ✓)`;
  });
  return say`**Must follow it**: ${joined(each, ', ')}.`;
}

export function statusHover(here: Here): HoverText | undefined {
  const { message } = here;
  if (message.startLine.kind !== 'response') return undefined;
  const fact = statusFact(message.status) ?? statusFact(Math.floor(message.status / 100) * 100);
  const isRegistered = statusFact(message.status) !== undefined;
  const unknown = isRegistered
    ? undefined
    : say`**${message.status}** is not registered; it counts as ${Math.floor(message.status / 100)}00 (RFC 3261 §8.1.3.2).`;
  const reason = fact && isRegistered ? renamed(here, fact.reason) : undefined;
  return {
    here: [senderLine(here), transactionLine(here), reason, unknown, retryLine(here), warningLine(here), aloneLine(here)],
    name: say`${message.status}`,
    fact,
    cites: fact?.cites ?? ['RFC 3261 §21'],
  };
}

function senderLine(here: Here): Words | undefined {
  const { hop, message } = here;
  const server = message.first('Server') ?? message.first('User-Agent');
  const software = server ? say` (${server.name}: ${text(here.masked.slice(server.value.start, server.value.end))})` : say``;
  const from = hop.source && code(writeSocket(hop.source));
  if (!from) return server ? say`**Written by** ${text(here.masked.slice(server.value.start, server.value.end))}.` : undefined;
  const over = hop.framing ? ` over ${hop.framing}` : '';
  // A 100 goes one hop only (RFC 3261 §16.7).
  const behind = message.status === 100 ? ' It answers for its own hop only.' : ' It may have been made further on.';
  return say`**Sent by** ${from}${over}, by the log${software}.${behind}`;
}

function renamed(here: Here, registered: string): Words | undefined {
  const line = here.message.startLine;
  if (line.kind !== 'response') return undefined;
  const reason = line.reason.trim();
  return reason !== '' && reason.toLowerCase() !== registered.toLowerCase()
    ? say`**Registered as** “${registered}”; the phrase is free text.`
    : undefined;
}

function retryLine({ message }: Here): Words | undefined {
  const value = message.items('Retry-After')[0]?.token ?? '';
  const seconds = /^\d+/.exec(value)?.[0];
  if (seconds === undefined || message.status !== 503) return undefined;
  return say`**Retry-After: ${seconds} s**, so it looks like a decision (overload, dispatcher), not like a failed connection.`;
}

function warningLine(here: Here): Words | undefined {
  const warning = here.message.first('Warning');
  return warning && say`**Warning**: ${shown(here, warning.value)}`;
}

/** A refusal of a request of which the trace holds no second hop. */
function aloneLine(here: Here): Words | undefined {
  const { trace, entry, identity, call, message } = here;
  if (message.status < 400 || message.status === 401 || message.status === 407) return undefined;
  const request = requestOf(trace, entry, call);
  if (!request) return undefined;
  const copies = call.filter((other) => isCopy(here, other, request));
  if (copies.length > 0) return undefined;
  return say`**No further hop** of this ${identity.method} is in the trace: nothing here shows that the far end was asked.`;
}

function isCopy({ trace, identity }: Here, other: Entry, request: Entry): boolean {
  const { isRequest, method, cseq, branch } = identityOf(trace, other);
  return other !== request && isRequest && method === identity.method && cseq === identity.cseq && branch !== identity.branch;
}

export function cseqHover(here: Here, header: Header): HoverText {
  const { message, identity } = here;
  const cseq = message.cseq;
  const line =
    cseq === undefined
      ? undefined
      : message.isRequest && cseq.method !== message.method
        ? say`**Number ${cseq.number}, method ${cseq.method}**, but the request is ${message.method}.`
        : say`**Number ${cseq.number}** of this side's requests in the call, method ${identity.method}.`;
  return {
    here: [line, identity.method === 'ACK' ? ackLine(here) : transactionLine(here)],
    name: say`${code(header.name)}`,
    fact: headerFact('CSeq'),
  };
}
