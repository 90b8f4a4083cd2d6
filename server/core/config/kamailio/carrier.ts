import type { Transport } from '../model';
import type { SipAddress } from '../sip-address';

/** What carries it in Kamailio: UDP where a `sip:` URI says nothing (core/resolve.c), unless DNS decides, which a port forbids. */
export function carrierOf({ scheme, transport, port, host }: SipAddress): Transport | 'unknown' {
  if (scheme === 'sips') return 'tls';
  if (transport !== undefined) return transport;
  const isAddress = /^[\d.]+$|:/.test(host.text);
  return port !== undefined || (isAddress && host.isKnown) ? 'udp' : 'unknown';
}
