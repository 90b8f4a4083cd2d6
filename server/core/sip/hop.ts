import type { Frame, Loss } from '../trace/frame';
import type { SipMessage } from './message';
import { isProtected, isTransport, type Transport } from './next-hop';
import { isLoopback, readSocket, type Socket } from './socket';

/** What is known of the hop on which a message was seen, from its framing and its topmost Via. Computed once a message. */
export interface Hop {
  /** What carried the message by the log's word; undefined where the log does not know. */
  readonly framing?: Transport;
  /** What the topmost Via says, where it is a transport that is known. */
  readonly via?: Transport;
  /** framing, or else via. */
  readonly transport?: Transport;
  /** The transport is TLS, TLS-SCTP or WSS. undefined where it is unknown. */
  readonly isTls?: boolean;
  readonly source?: Socket;
  readonly destination?: Socket;
  /** Both ends are on this host: a TLS sidecar such as stunnel or HAProxy looks like that. */
  readonly isLoopback: boolean;
}

/** What the framing says, as far as a hop needs it. */
export type Ends = Pick<Frame, 'source' | 'destination' | 'transport' | 'isAsReceived'>;

export function hopOf(message: SipMessage, frame: Ends, loses: readonly Loss[]): Hop {
  const via = viaTransport(message);
  const framing = framingOf(message, frame, loses);
  const transport = framing ?? via;
  const source = socketOf(frame, frame.source);
  const destination = socketOf(frame, frame.destination);
  return {
    framing,
    via,
    transport,
    isTls: transport === undefined ? undefined : isProtected(transport),
    source,
    destination,
    isLoopback: source || destination ? staysOnHost(source, destination) : false,
  };
}

/** What carried the message by the log's word; undefined where the log does not know. */
export function framingOf(message: SipMessage, frame: Ends, loses: readonly Loss[]): Transport | undefined {
  const word = frame.transport;
  // What is printed as it was received says nothing of the hop on which it was sent.
  if (word === undefined || frame.isAsReceived || !isTransport(word) || loses.includes('transport')) return undefined;
  if (word !== 'TCP' || !loses.includes('tls')) return word;
  // The word TCP of a wrapper below TLS says nothing against a Via that says TLS.
  return isProtected(viaTransport(message) ?? '') ? undefined : word;
}

function viaTransport(message: SipMessage): Transport | undefined {
  const word = message.topVia?.transport ?? '';
  return isTransport(word) ? word : undefined;
}

const socketOf = (frame: Ends, socket: string | undefined): Socket | undefined =>
  socket === undefined || frame.isAsReceived ? undefined : readSocket(socket);

function staysOnHost(source: Socket | undefined, destination: Socket | undefined): boolean {
  if (source && destination && source.host === destination.host) return true;
  return (!source || isLoopback(source.host)) && (!destination || isLoopback(destination.host));
}
