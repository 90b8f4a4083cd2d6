import type { FilePlace, Peer, RouteUse } from '../model';
import type { SipAddress } from '../sip-address';
import { carrierOf } from './carrier';
import type { Routing, Step } from './routing';

/** Servers that a script sends to, by URIs that it states. A host that a variable holds is not known, and yet says what carries it. */
export function peersOf({ steps }: Routing): Peer[] {
  return steps.flatMap(({ kind, uri, place, isInactive }) => {
    if (kind !== 'destination' || !uri || isInactive) return [];
    return [peerOf(uri, place)];
  });
}

export function peerOf(uri: SipAddress, place: FilePlace): Peer {
  const { scheme, host, port, portPlace, transport, value } = uri;
  return {
    id: value.text,
    place,
    scheme,
    host,
    ...(port !== undefined && { port }),
    ...(portPlace && { portPlace }),
    ...(transport !== undefined && { transport }),
    carriedBy: carrierOf(uri),
    direction: 'out',
    media: { value: 'unknown' },
  };
}

export const routesOf = ({ steps }: Routing): RouteUse[] => steps.filter(({ isInactive }) => !isInactive).map(routeOf);

function routeOf({ kind, place, uri, address, transport, value, guards }: Step): RouteUse {
  const carrier = uri ? carrierOf(uri) : transport;
  const target = uri ?? address;
  return {
    place,
    kind,
    ...(carrier !== undefined && { transport: carrier }),
    ...(target ? { host: target.host, ...(target.port !== undefined && { port: target.port }) } : value && { host: value }),
    guards,
  };
}
