import type { Listener, Transport, Value } from '../model';
import { numberOf } from './characters';
import { lastAssignment } from './facts';
import type { Assignment, SocketAddress, SocketStatement } from './script';

/**
 * What is bound by `listen` and `socket`. Without a protocol an address is bound for all of them, TLS one port above (core/socket_info.c); the
 * port is then not the one that is written, so that it has no place.
 */
export function listenersOf(sockets: readonly SocketStatement[], assignments: readonly Assignment[], isTlsOn: boolean): Listener[] {
  const clear = portOf(lastAssignment(assignments, 'port')?.value) ?? 5060;
  const secure = portOf(lastAssignment(assignments, 'tls_port_no')?.value) ?? 5061;
  const advertised = lastAssignment(assignments, 'advertised_address')?.value;
  const advertisedPort = portOf(lastAssignment(assignments, 'advertised_port')?.value);
  const isTcpOff = numberOf(lastAssignment(assignments, 'disable_tcp')?.value.text ?? 'no') === 1;
  return sockets.flatMap((socket) =>
    socket.addresses.flatMap((address) =>
      transportsOf(address, { isTlsOn, isTcpOff }).flatMap((transport) =>
        address.hosts.map((host): Listener => {
          const port = effectivePort(address, transport, transport === 'tls' ? secure : clear);
          const isSaid = address.port && address.port.text !== '*' && (address.protocol || transport !== 'tls');
          const ownAdvertised = socket.advertised;
          const advertisedHost = ownAdvertised?.host ?? advertised;
          const ownPort = ownAdvertised ? portOf(ownAdvertised.port) : advertisedPort;
          return {
            place: address.place,
            transport,
            ...(host.text !== '*' && { host }),
            ...(port !== undefined && { port }),
            ...(isSaid && { portPlace: address.port.place }),
            ...(advertisedHost && { advertisedHost }),
            ...(ownPort !== undefined && { advertisedPort: ownPort }),
            isInactive: socket.isInactive,
          };
        }),
      ),
    ),
  );
}

function transportsOf({ protocol }: SocketAddress, { isTlsOn, isTcpOff }: { isTlsOn: boolean; isTcpOff: boolean }): readonly Transport[] {
  if (protocol && protocol.text !== '*') return [protocol.text as Transport];
  if (isTcpOff) return ['udp'];
  return isTlsOn ? ['udp', 'tcp', 'tls'] : ['udp', 'tcp'];
}

function effectivePort({ port, protocol }: SocketAddress, transport: Transport, usual: number): number | undefined {
  if (!port || port.text === '*') return usual;
  const said = portOf(port);
  if (said === undefined) return undefined;
  return transport === 'tls' && (!protocol || protocol.text === '*') ? said + 1 : said;
}

/** undefined: not known. */
function portOf(value: Value | undefined): number | undefined {
  if (!value?.isKnown) return undefined;
  const number = numberOf(value.text);
  return number === undefined || number > 65535 ? undefined : number;
}
