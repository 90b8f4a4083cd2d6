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

type Ends = Pick<Frame, 'source' | 'destination' | 'transport' | 'isAsReceived'>;

export function hopOf(message: SipMessage, frame: Ends, loses: readonly Loss[]): Hop {
  // What is printed as it was received says nothing of the hop on which it was sent.
  if (frame.isAsReceived) return hopOf(message, {}, loses);
  const word = message.topVia?.transport ?? '';
  const via = isTransport(word) ? word : undefined;
  const framing = framingTransport(frame.transport, via, loses);
  const transport = framing ?? via;
  const source = frame.source === undefined ? undefined : readSocket(frame.source);
  const destination = frame.destination === undefined ? undefined : readSocket(frame.destination);
  const isSameHost = source !== undefined && destination !== undefined && source.host === destination.host;
  const ends = [source, destination].filter((end) => end !== undefined);
  return {
    framing,
    via,
    transport,
    isTls: transport === undefined ? undefined : isProtected(transport),
    source,
    destination,
    isLoopback: isSameHost || (ends.length > 0 && ends.every((end) => isLoopback(end.host))),
  };
}

function framingTransport(word: string | undefined, via: Transport | undefined, loses: readonly Loss[]): Transport | undefined {
  if (word === undefined || !isTransport(word) || loses.includes('transport')) return undefined;
  // The word TCP of a wrapper below TLS says nothing against a Via that says TLS.
  if (loses.includes('tls') && word === 'TCP' && via !== undefined && isProtected(via)) return undefined;
  return word;
}
