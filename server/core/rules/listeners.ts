import type { SipMessage } from '../sip/message';
import type { PlacedUri } from '../sip/message-uris';
import type { Via } from '../sip/parts';
import { isSpokenOn } from './digest';
import type { MessageContext } from './rule';

/** What the framing and the rest of the trace show of who listens where: an odd port is right where it is really used. */

/** TLS is spoken on the port that this URI names. */
export function speaksTls({ hop, trace }: MessageContext, { place, uri }: PlacedUri): boolean {
  if (uri.port === undefined) return false;
  if (isSpokenOn(trace, 'TLS', uri.host, uri.port)) return true;
  // This request went there, and it was TLS: the name of the URI stands for the address of the framing.
  return place === 'Request-URI' && hop.framing === 'TLS' && hop.destination?.port === uri.port;
}

/** The element that wrote the top Via speaks that transport on that port. */
export function speaksAsVia(message: SipMessage, { hop, trace }: MessageContext, via: Via): boolean {
  if (via.port === undefined) return false;
  if (isSpokenOn(trace, via.transport, via.host, via.port)) return true;
  // The top Via names who sent the request on this hop, perhaps by a name or an address inside of a NAT.
  const sender = message.isRequest ? hop.source : hop.destination;
  return hop.framing === via.transport && sender?.port === via.port;
}
