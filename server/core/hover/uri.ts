import type { Place } from '../editor/place';
import { isProtected, nextHop } from '../sip/next-hop';
import type { SipUri } from '../sip/parts';
import { hostName, isIpLiteral, isPrivate } from '../sip/socket';
import { transportFact, uriFact } from './facts';
import { type Here, nextHopLine, shown } from './here';
import type { HoverText } from './hover-text';
import { code, say, type Words } from './words';

type UriPlace = Place & { kind: 'uri' | 'scheme' | 'user' | 'password' | 'host' | 'port' };
type ParamPlace = Place & { kind: 'uriParam' | 'uriHeader' };

/** Headers whose URI is an address to send to; in the others a URI is a name. */
const targets = new Set(['Contact', 'Route', 'Record-Route', 'Path', 'Service-Route', 'Refer-To']);

/** Whether requests are sent to this URI as it stands. A Route takes the Request-URI's place (RFC 3261 §8.1.2). */
function isTarget({ message }: Here, header: { readonly name: string } | undefined): boolean {
  return header ? targets.has(header.name) : message.routes.length === 0;
}

export function uriPartHover(here: Here, place: UriPlace): HoverText {
  const { kind, uri, header } = place;
  const isSentTo = isTarget(here, header);
  const next = isSentTo ? nextHopLine('By this URI', uri) : notSentTo(header);
  const check = isSentTo ? undefined : null;
  if (kind === 'scheme')
    return {
      here: [isSentTo ? schemeLine(uri) : undefined, next],
      name: say`${code(`${uri.scheme}:`)} in a URI`,
      fact: uriFact(uri.scheme),
      check,
    };
  const fact = uriFact(kind);
  const name = say`URI, ${kind}`;
  if (kind === 'password') return { here: [say`**A password** stands here in clear. It is not shown.`], name, fact };
  if (kind === 'user') return { here: [userLine(here, uri)], name, fact };
  if (kind === 'host') return { here: [hostLine(here, uri, isSentTo), next], name, fact, check };
  return { here: [isSentTo ? portLine(uri) : undefined, next], name, fact, check: isSentTo || !header ? undefined : null };
}

function notSentTo(header: { readonly name: string } | undefined): Words {
  return header
    ? say`**A name**, not an address to send to: ${header.name} does not route.`
    : say`**The top Route decides** the next hop, not this URI.`;
}

function schemeLine(uri: SipUri): Words | undefined {
  if (uri.isSips) return say`**Asks for TLS on every hop**, hop by hop: each proxy still reads the message.`;
  return uri.isSip ? say`**Asks for no protection**: whether TLS is used is up to each hop.` : undefined;
}

function userLine(here: Here, uri: SipUri): Words | undefined {
  if (!uri.user) return undefined;
  const at = uri.hostSpan ? say` at ${shown(here, uri.hostSpan)}` : say``;
  return say`**User** ${shown(here, uri.user)}${at}.`;
}

function hostLine(here: Here, uri: SipUri, isSentTo: boolean): Words | undefined {
  if (!uri.hostSpan) return undefined;
  const host = shown(here, uri.hostSpan);
  if (!isIpLiteral(uri.host))
    return isSentTo ? say`**Host** ${host}: a name. Over TLS the certificate has to carry it.` : say`**Domain** ${host}.`;
  const kind = isPrivate(hostName(uri.host)) ? 'private address' : 'public address';
  return say`**Host** ${host}: a ${kind}.${isSentTo ? ' Certificates seldom name an address.' : ''}`;
}

function portLine(uri: SipUri): Words | undefined {
  const next = nextHop(uri);
  if (uri.port === undefined || Number.isNaN(uri.port) || next.kind !== 'known') return undefined;
  if (uri.port === 5061 && !isProtected(next.transport))
    return say`**5061 does not mean TLS**: by this URI it is ${next.transport} to 5061, which probably does not answer.`;
  if (uri.port === 5060 && isProtected(next.transport)) return say`**5060 with ${next.transport}**: unusual, 5061 is the port of TLS.`;
  return say`**Port ${uri.port}**, written out: no SRV record is asked.`;
}

export function uriParamHover(here: Here, place: ParamPlace): HoverText | undefined {
  const { param: found, uri } = place;
  if (place.kind === 'uriHeader')
    return {
      here: [say`**Header for the new request**: ${shown(here, found)}`],
      name: say`${code('?…')} in a URI`,
      fact: uriFact('headers'),
    };
  const fact = uriFact(found.name, found.value);
  const name = say`${code(fact?.name ?? found.name)} in a URI`;
  if (found.name !== 'transport') {
    if (!fact)
      return {
        here: [say`**Not a registered URI parameter**: ${shown(here, found.nameSpan)}. Whoever does not know it passes it on.`],
        cites: ['RFC 3261 §19.1.1'],
      };
    return { here: found.valueSpan && !unshown.has(found.name) ? [say`**Here**: ${shown(here, found)}`] : [], name, fact };
  }
  const what = isTarget(here, place.header) ? nextHopLine('Requests to this URI', uri) : notSentTo(place.header);
  const transport = transportFact(found.value ?? '');
  const outside = fact || transport ? undefined : say`${shown(here, found)} is no transport that is registered.`;
  return { here: [what, outside], name, fact: fact ?? transport, cites: fact?.cites ?? ['RFC 3261 §19.1.1', 'RFC 3261 §26.2.2'] };
}

/** Values that act as keys. */
const unshown = new Set(['pn-prid', 'pn-param', 'pn-purr']);
