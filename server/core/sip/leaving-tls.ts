import type { Hop } from './hop';
import { isClear, nextHop, type Transport } from './next-hop';
import type { SipUri } from './parts';
import { reusesConnection } from './roles';
import { hostName, writeSocket } from './socket';

/** The hop is TLS itself; on a secure WebSocket the connection is the address, whatever a URI says. */
export const isOverTls = ({ transport }: Hop): boolean => transport === 'TLS' || transport === 'TLS-SCTP';

/** Where a request to this URI goes in clear by the URI's own word. undefined where it does not, or takes the connection that is there. */
export function clearTargetOf(uri: SipUri): { readonly transport: Transport; readonly target: string } | undefined {
  if (!uri.isSip || uri.isSips || reusesConnection(uri)) return undefined;
  const next = nextHop(uri);
  if (next.kind !== 'known' || !isClear(next.transport) || next.transport === 'WS') return undefined;
  return { transport: next.transport, target: writeSocket({ host: hostName(next.host), port: next.port }) };
}
