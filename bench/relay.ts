import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface Relay {
  readonly port: number;
  readonly connections: () => number;
  readonly close: () => void;
}

/** As a long wire: it passes the end of each direction too. `delayMs` for each round trip, half of it each way. The opening is not delayed, as the kernel accepts before the relay is asked. */
export async function delayingRelay(port: number, delayMs: number, address = '127.0.0.1', ownPort = 0): Promise<Relay> {
  let count = 0;
  const later = (deed: () => void): void => {
    if (delayMs > 0) setTimeout(deed, delayMs / 2);
    else deed();
  };
  const pass = (source: Socket, sink: Socket): void => {
    source.on('data', (bytes) => later(() => sink.destroyed || sink.write(bytes)));
    source.on('end', () => later(() => sink.end()));
    source.on('error', () => later(() => sink.destroy()));
    source.on('close', () => later(() => sink.destroy()));
  };
  const server: Server = createServer({ allowHalfOpen: true }, (client) => {
    count++;
    const upstream = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    upstream.setNoDelay(true);
    client.setNoDelay(true);
    pass(client, upstream);
    pass(upstream, client);
  });
  server.listen(ownPort, address);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, connections: () => count, close: () => server.close() };
}
