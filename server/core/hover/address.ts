import type { Place } from '../editor/place';
import { identityOf } from '../editor/relations';
import type { Header } from '../sip/message';
import { isProtected, nextHop } from '../sip/next-hop';
import { type Address, param, type SipUri, unquoted } from '../sip/parts';
import { tagOf } from '../sip/roles';
import { hostName, isIpLiteral, writeSocket } from '../sip/socket';
import { headerFact } from './facts';
import { type Here, lineLink, nextHopLine, shown } from './here';
import type { HoverText } from './hover-text';
import { headerTitle } from './title';
import { code, say, text, type Words } from './words';

type AddressPlace = Place & { kind: 'address' | 'display' };

export function addressHover(here: Here, { header, address, index }: AddressPlace): HoverText {
  return { ...addressWords(here, header, address, index), name: headerTitle(header), fact: headerFact(header.name) };
}

export function displayHover(place: AddressPlace): HoverText {
  return {
    here: [say`**Display name**: free text, chosen by whoever wrote this header. Nothing proves it.`],
    name: headerTitle(place.header),
    fact: headerFact(place.header.name),
  };
}

export function addressWords(here: Here, header: Header, address: Address, index: number): Pick<HoverText, 'here' | 'check' | 'cites'> {
  switch (header.name) {
    case 'From':
      return fromWords(here, address);
    case 'To':
      return toWords(here, address);
    case 'Contact':
      return contactWords(here, address);
    case 'Record-Route':
      return recordRouteWords(here, address, index);
    case 'Route':
      return routeWords(here, address, index);
    case 'Path':
    case 'Service-Route':
      return { here: [address.uri && nextHopLine(header.name === 'Path' ? 'Way to the phone' : 'Way out', address.uri)] };
    case 'Refer-To':
      return { here: [address.uri && nextHopLine('The new request', address.uri)] };
    case 'P-Asserted-Identity':
    case 'P-Preferred-Identity':
    case 'Remote-Party-ID':
      return { here: [whoLine(here, 'Names', address)] };
    default:
      return { here: [address.uri && say`**Here**: ${shown(here, address.uri)}`] };
  }
}

function whoLine(here: Here, lead: string, { display, uri }: Address): Words | undefined {
  if (!uri) return undefined;
  const name = display ? say`${text(unquoted(here.masked.slice(display.start, display.end)))}, ` : say``;
  return say`**${lead}**: ${name}${shown(here, { start: uri.start, end: uri.hostSpan?.end ?? uri.end })}`;
}

function fromWords(here: Here, address: Address): Pick<HoverText, 'here' | 'check' | 'cites'> {
  const who = whoLine(here, 'Caller', address);
  const identity = here.message.has('Identity')
    ? say`**Identity header**: there, not verified here. **Client certificate**: not visible in a trace.`
    : say`**Identity header**: none. **Client certificate**: not visible in a trace.`;
  return {
    here: [
      who && say`${who}. The sender claims it; nothing in this message proves it.`,
      dialogLine(here),
      here.message.isRequest ? identity : undefined,
    ],
    check: noRouteCheck(address.uri),
    cites: ['RFC 3261 §20.20', 'RFC 3261 §19.1.1', 'RFC 8224'],
  };
}

function toWords(here: Here, address: Address): Pick<HoverText, 'here' | 'check' | 'cites'> {
  const who = whoLine(here, 'Called first', address);
  const route = here.message.isRequest ? ' The Request-URI and Route decide where it goes.' : '';
  return {
    here: [who && say`${who}.${route}`, dialogLine(here)],
    check: noRouteCheck(address.uri),
    cites: ['RFC 3261 §20.39', 'RFC 3261 §8.1.1.2'],
  };
}

function noRouteCheck(uri: SipUri | undefined): Words | undefined {
  if (!uri?.isSip) return undefined;
  const found = [uri.portSpan && 'port', ...['transport', 'maddr'].map((name) => param(uri.params, name) && name)].filter((name) => name);
  return found.length === 0
    ? say`transport, port or maddr do not belong here (they are absent ✓).`
    : say`transport, port or maddr do not belong here (${found.join(', ')} ✗).`;
}

/** Both tags and since when they are known. */
function dialogLine(here: Here): Words | undefined {
  const { message, trace, identity, call } = here;
  const from = tagOf(message.from);
  if (!from) return undefined;
  const to = tagOf(message.to);
  const count = call.length === 1 ? '1 message' : `${call.length} messages`;
  // These have tags and no dialog (RFC 3261 §10.2, §11; RFC 3428; RFC 3903).
  if (dialogless.has(identity.method))
    return say`**Tags**: From ${code(from)}, To ${to ? code(to) : 'none yet'}; ${count} of this Call-ID.`;
  if (!to) return say`**Dialog**: From tag ${code(from)}, no To tag yet; ${count} of this call.`;
  const first = call.find((entry) => [identityOf(trace, entry).toTag, identityOf(trace, entry).fromTag].includes(identity.toTag));
  const since = first && first !== here.entry ? say` since ${lineLink(here, first)}` : say``;
  return say`**Dialog**: From tag ${code(from)}, To tag ${code(to)}${since}; ${count} of this call.`;
}

const dialogless = new Set(['REGISTER', 'OPTIONS', 'MESSAGE', 'PUBLISH']);

function contactWords(here: Here, address: Address): Pick<HoverText, 'here' | 'check' | 'cites'> {
  const { message, hop } = here;
  if (address.isStar) return { here: [say`**Every binding** of this address is meant: with Expires 0 they are all removed.`] };
  const uri = address.uri;
  if (!uri) return { here: [] };
  const isRegister = message.method === 'REGISTER';
  const redirects = message.status >= 300 && message.status < 400;
  const what = redirects ? 'The new try' : isRegister ? 'Requests to the phone' : 'Next requests to this side';
  const next = nextHop(uri);
  const port = next.kind === 'known' ? next.port : uri.port;
  const same =
    message.isRequest && hop.source && hop.source.port === port && hop.source.host === hostName(uri.host)
      ? say`**Same socket as the connection** that this request came from, by the log.`
      : undefined;
  const leaves =
    hop.isTls && next.kind === 'known' && !isProtected(next.transport)
      ? say`**Leaves TLS**: this hop is ${hop.transport ?? ''}, by ${hop.framing ? 'the log' : 'Via'}, and the Contact leads to ${next.transport}.`
      : undefined;
  const usedBy =
    !isRegister && !redirects && message.recordRoutes.length > 0
      ? say`**Used by** the last proxy of the route set (Record-Route: ${message.recordRoutes.length}); others follow Record-Route.`
      : undefined;
  return {
    here: [nextHopLine(what, uri), usedBy, same, leaves, expiresLine(address)],
    check: contactCheck(uri),
    cites: ['RFC 3261 §20.10', 'RFC 3261 §12.1', ...(param(uri.params, 'transport') ? ['RFC 3261 §26.2.2'] : [])],
  };
}

function expiresLine(address: Address): Words | undefined {
  const expires = param(address.params, 'expires')?.value;
  if (expires === undefined || !/^\d+$/.test(expires)) return undefined;
  return expires === '0' ? say`**Removes** this binding.` : say`**Lives** ${expires} s.`;
}

function contactCheck(uri: SipUri): Words | undefined {
  const next = nextHop(uri);
  if (next.kind !== 'known' || !isProtected(next.transport)) return undefined;
  if (!isIpLiteral(uri.host)) return say`if the connection is gone, the peer connects to this name and has to find it in the certificate.`;
  return say`if the connection is gone, the peer must connect to this address and find its name in the certificate; an IP address is seldom in one.`;
}

function recordRouteWords(here: Here, address: Address, index: number): Pick<HoverText, 'here' | 'check' | 'cites'> {
  const { message } = here;
  const count = message.recordRoutes.length;
  const uri = address.uri;
  return {
    here: [
      uri && nextHopLine('Way back through this proxy', uri),
      count > 1 ? say`**Value ${index + 1} of ${count}**; the topmost was written last, by the proxy nearest to the callee.` : undefined,
      uri && pairLine(here, uri, index),
      index === 0
        ? say`**The callee begins here**: its ACK, BYE and re-INVITE take the topmost first${count === 1 ? ', and so do the caller’s' : ''}.`
        : index === count - 1
          ? say`**The caller begins here**: its ACK, BYE and re-INVITE take the list from the bottom.`
          : undefined,
    ],
    check: say`a single value without ${code('transport=tls')} where TLS and another transport meet sends ACK and BYE over UDP.`,
    cites: ['RFC 3261 §12.1', 'RFC 3261 §16.6', 'RFC 5658'],
  };
}

/** The two values of a proxy that changes the transport (Kamailio, OpenSIPS: r2=on on both). */
function pairLine(here: Here, uri: SipUri, index: number): Words | undefined {
  const isPaired = (other: SipUri | undefined) => other !== undefined && param(other.params, 'r2') !== undefined;
  if (!isPaired(uri)) return undefined;
  const routes = here.message.recordRoutes;
  const before = routes.slice(0, index).filter((route) => isPaired(route.uri)).length;
  const partner = routes[before % 2 === 0 ? index + 1 : index - 1]?.uri;
  if (!partner || !isPaired(partner)) return say`**Half of a pair**: ${code('r2=on')} stands here, the other value is missing.`;
  const next = nextHop(partner);
  const transport = next.kind === 'known' ? ` (${next.transport})` : '';
  const name = shown(here, {
    start: partner.hostSpan?.start ?? partner.start,
    end: partner.portSpan?.end ?? partner.hostSpan?.end ?? partner.end,
  });
  return say`**Pair**: with ${name}${transport} it marks the change of transport at this proxy; ${code('r2=on')} on both.`;
}

function routeWords(here: Here, address: Address, index: number): Pick<HoverText, 'here' | 'check' | 'cites'> {
  const { hop } = here;
  const uri = address.uri;
  const next = uri && nextHop(uri);
  const isHere =
    uri && hop.destination && hostName(uri.host) === hop.destination.host && next?.kind === 'known' && next.port === hop.destination.port
      ? say`**Came to this socket**: ${code(writeSocket(hop.destination))}${hop.framing ? ` over ${hop.framing}` : ''}, by the log.`
      : undefined;
  const strict =
    uri && !param(uri.params, 'lr') ? say`**No ${code('lr')}**: a strict router of RFC 2543, which rewrites the Request-URI.` : undefined;
  return {
    here: [
      uri && nextHopLine(index === 0 ? 'Next hop' : `Hop ${index + 1} from here`, uri),
      isHere,
      index === 0
        ? say`**It decides**, not the Request-URI: next hop, transport, and the name that the certificate must carry.`
        : undefined,
      strict,
    ],
    cites: ['RFC 3261 §20.34', 'RFC 3261 §16.12', 'RFC 3261 §12.2.1.1'],
  };
}
