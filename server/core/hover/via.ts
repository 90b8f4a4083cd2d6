import type { Place } from '../editor/place';
import { defaultPort, isProtected, isTransport } from '../sip/next-hop';
import { param, type Via } from '../sip/parts';
import { hostName, isIpLiteral, isPrivate, isPublic, writeSocket } from '../sip/socket';
import { headerFact, transportFact } from './facts';
import { type Here, hopLine, shown, transactionLine } from './here';
import type { HoverText } from './hover-text';
import { code, ours, say, type Words } from './words';

type ViaPlace = Place & { kind: 'via' | 'viaProtocol' | 'viaTransport' | 'sentBy' };

export function viaHover(here: Here, { via, index }: ViaPlace): HoverText {
  const isTop = index === 0;
  return {
    here: isTop ? [hopLine(here), answersLine(here, via), transactionLine(here)] : [earlierLine(here, via, index)],
    check: say`a TCP or UDP here on a TLS hop means that TLS ended earlier, or never began.`,
    name: say`${code('Via')} (compact ${code('v')})`,
    fact: headerFact('Via'),
    cites: ['RFC 3261 §20.42', 'RFC 3261 §18.2.2', 'RFC 3581'],
  };
}

/** RFC 3261 §18.2.2 and RFC 3581 §4: where the answers to this request go. */
function answersLine({ message, hop }: Here, via: Via): Words | undefined {
  if (!message.isRequest || !isTransport(via.transport) || Number.isNaN(via.port)) return undefined;
  const transport = hop.framing ?? via.transport;
  const sentBy = { host: hostName(via.host), port: via.port ?? defaultPort(via.transport) };
  const received = param(via.params, 'received')?.value ?? (hop.framing ? hop.source?.host : undefined);
  const host = hostName(received ?? sentBy.host);
  if (transport === 'UDP') {
    const rport = param(via.params, 'rport');
    const port = rport ? (rport.value ? Number(rport.value) : hop.source?.port) : sentBy.port;
    if (Number.isNaN(port)) return undefined;
    if (port === undefined) return say`**Answers come back** to the port that the request came from, by ${code('rport')}.`;
    return say`**Answers come back** to ${code(writeSocket({ host, port }))} over UDP, by ${code(rport ? 'rport' : 'sent-by')}.`;
  }
  return say`**Answers come back** on this connection; if it is gone, to ${code(writeSocket({ host, port: sentBy.port }))} over ${transport}.`;
}

function earlierLine(here: Here, via: Via, index: number): Words {
  const count = here.message.vias.length;
  const received = param(via.params, 'received')?.value;
  const rport = param(via.params, 'rport')?.value;
  const seen = received ? `${received}${rport ? `:${rport}` : ''}` : undefined;
  const came = seen ? say` It came from ${code(seen)}, as the next hop noted.` : say``;
  return say`**Earlier hop: ${via.transport}**, by this Via; value ${index + 1} of ${count}. Sent by ${shown(here, via.sentBy)}.${came}`;
}

export function viaTransportHover(here: Here, place: ViaPlace): HoverText {
  const fact = transportFact(place.via.transport);
  const line = place.index === 0 ? hopLine(here) : earlierLine(here, place.via, place.index);
  const { framing } = here.hop;
  const differs =
    place.index === 0 && framing && place.via.transport !== framing && isProtected(framing) !== isProtected(place.via.transport)
      ? say`**They differ**: a gateway or sidecar between the two ends TLS, or the sender writes a wrong Via.`
      : undefined;
  const unknown = fact ? undefined : say`**${place.via.transport}** is no transport that Via knows.`;
  return { here: [line, differs, unknown], name: say`${code(place.via.transport)}`, fact, cites: fact?.cites ?? ['RFC 3261 §20.42'] };
}

export function sentByHover(here: Here, place: ViaPlace): HoverText {
  const { via, index } = place;
  const host = hostName(via.host);
  const { source } = here.hop;
  const isSender = index === 0 && here.message.isRequest && source !== undefined;
  const kind = isIpLiteral(host) ? (isPrivate(host) ? 'a private address' : 'a public address') : 'a name';
  const differs =
    isSender && isIpLiteral(host) && source.host !== host
      ? say`**The packet came from** ${code(writeSocket(source))}, by the log${isPrivate(host) && isPublic(source.host) ? ': a NAT is between' : ''}.`
      : undefined;
  const port = via.port === undefined && isTransport(via.transport) ? ` Without a port it means ${defaultPort(via.transport)}.` : '';
  return {
    here: [
      say`**Written by the sender** of this hop: ${shown(here, via.sentBy)}, ${kind}.${port}`,
      differs,
      index === 0 ? answersLine(here, via) : earlierLine(here, via, index),
    ],
    check: ours('on TLS a private address here does no harm while the connection lives: answers come back on it.'),
    fact: headerFact('Via'),
    name: say`${code('Via')}, sent-by`,
    cites: ['RFC 3261 §18.1.1', 'RFC 3261 §18.2.2', 'RFC 3581'],
  };
}
