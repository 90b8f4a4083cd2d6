import { param, type SipUri } from './parts';
import { isIpLiteral } from './socket';

/** The transports that Via names (RFC 3261 §20.42, RFC 7118, RFC 4168). */
export const transports = ['UDP', 'TCP', 'TLS', 'SCTP', 'TLS-SCTP', 'WS', 'WSS'] as const;
export type Transport = (typeof transports)[number];

export const isTransport = (word: string): word is Transport => (transports as readonly string[]).includes(word);

/** TLS below SIP or below its WebSocket. */
export const isProtected = (transport: string): boolean => transport === 'TLS' || transport === 'TLS-SCTP' || transport === 'WSS';

/** Known and sent in clear. */
export const isClear = (transport: string): boolean => isTransport(transport) && !isProtected(transport);

/**
 * Where a request to a URI goes by RFC 3263 §4.1 and §4.2, as far as it can be told without asking DNS.
 *
 * `known`: the URI itself decides. `dns`: a domain without port and transport, NAPTR and SRV decide, and they may lead to TLS.
 * `unknown`: not a SIP URI, no readable host and port, or a transport that nobody knows. `port` is the one that is used where no SRV record says another.
 * `explicit` is true where a transport parameter or sips decides rather than the default.
 */
export type NextHop =
  | { kind: 'known'; transport: Transport; host: string; port: number; explicit: boolean }
  | { kind: 'dns'; host: string }
  | { kind: 'unknown' };

export function nextHop(uri: SipUri): NextHop {
  if (!uri.isSip || uri.host === '' || Number.isNaN(uri.port)) return { kind: 'unknown' };
  const maddr = param(uri.params, 'maddr')?.value;
  const host = maddr ?? uri.host;
  const word = param(uri.params, 'transport')?.value?.toUpperCase();
  if (word !== undefined) {
    if (!isTransport(word)) return { kind: 'unknown' };
    return known(uri.isSips ? secured(word) : word, host, uri.port, true);
  }
  if (uri.isSips) return known('TLS', host, uri.port, true);
  if (isIpLiteral(host) || uri.port !== undefined) return known('UDP', host, uri.port, false);
  return { kind: 'dns', host };
}

function known(transport: Transport, host: string, port: number | undefined, explicit: boolean): NextHop {
  return { kind: 'known', transport, host, port: port ?? defaultPort(transport), explicit };
}

export function defaultPort(transport: Transport): number {
  switch (transport) {
    case 'TLS':
    case 'TLS-SCTP':
      return 5061;
    case 'WS':
      return 80;
    case 'WSS':
      return 443;
    default:
      return 5060;
  }
}

/** In a sips URI the transport parameter names what runs below TLS (RFC 3261 §26.2.2). */
function secured(transport: Transport): Transport {
  if (transport === 'SCTP' || transport === 'TLS-SCTP') return 'TLS-SCTP';
  if (transport === 'WS' || transport === 'WSS') return 'WSS';
  return 'TLS';
}
