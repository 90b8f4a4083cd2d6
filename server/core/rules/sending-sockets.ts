import type { ConfigFacts, FilePlace, Transport, Value } from '../config/model';
import type { SipAddress } from '../config/sip-address';
import { readSocket } from '../sip/socket';
import type { ConfigReport } from './config-rule';
import { listenersInForce } from './config-words';

/** What a script of Kamailio or OpenSIPS does about the way of a message. */
interface Step {
  readonly kind: 'destination' | 'socket' | 'relay' | 'record-route';
  readonly by: string;
  readonly place: FilePlace;
  readonly uri?: SipAddress;
  readonly transport?: Transport | 'unknown';
  readonly value?: Value;
  readonly list: number;
}

/**
 * Sockets for UDP or TCP with a destination that is reached by TLS, as a list of actions leaves the two behind. Each of them may be changed
 * several times on the way there. A socket for TLS of the same address and port takes the place of the other one (forward.c).
 */
function clearSocketsForTls(facts: ConfigFacts, steps: readonly Step[]): { readonly socket: Step; readonly destination: Step }[] {
  const tlsPorts = new Set(listenersInForce(facts).flatMap(({ transport, port }) => (transport === 'tls' ? [port] : [])));
  const left = new Map<number, { socket?: Step; destination?: Step }>();
  for (const step of steps) {
    const ends = left.get(step.list) ?? {};
    if (step.kind === 'socket') left.set(step.list, { ...ends, socket: step });
    // Where it is set, the Request-URI says nothing of the way.
    if (step.kind === 'destination' && destinations.has(step.by)) left.set(step.list, { ...ends, destination: step });
  }
  return [...left.values()].flatMap(({ socket, destination }) => {
    const isClear = socket?.transport === 'udp' || socket?.transport === 'tcp';
    const uri = destination?.uri;
    const isSecure = uri !== undefined && (uri.scheme === 'sips' || uri.transport === 'tls');
    const { port } = readSocket(socket?.value?.text.replace(/^\w+:/, '') ?? '');
    const isOther = !tlsPorts.has(port ?? 5060) && !tlsPorts.has(undefined);
    return socket && destination && isClear && isSecure && isOther ? [{ socket, destination }] : [];
  });
}

const destinations: ReadonlySet<string> = new Set(['$du', '$duri']);

/** Tells of each such socket; `product` leaves it out. */
export function reportClearSockets(
  facts: ConfigFacts,
  steps: readonly Step[],
  { product, report }: { readonly product: string; readonly report: ConfigReport },
): void {
  for (const { socket, destination } of clearSocketsForTls(facts, steps))
    report(
      socket.place,
      `This socket is one for ${socket.transport?.toUpperCase() ?? ''}, and the destination is reached by TLS: ${product} leaves the socket out and takes the first one for TLS, so that the request may leave from an address that the other side does not know.`,
      { severity: 'info', related: [{ message: 'The destination is set here.', place: destination.place }] },
    );
}
