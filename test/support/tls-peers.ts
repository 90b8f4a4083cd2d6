import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

export interface Peer {
  readonly port: number;
  /** Settles when each connection that was made is closed again, seen from this side. */
  readonly closed: () => Promise<void>;
  readonly close: () => void;
}

/** A listener on loopback that knows when its connections are gone; `server` speaks, this one only counts. */
export async function counted(server: Server): Promise<Peer> {
  const sockets = new Set<Socket>();
  let made = 0;
  server.on('connection', (socket: Socket) => {
    made++;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      sockets.delete(socket);
      server.emit('gone');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async closed() {
      while (made === 0 || sockets.size > 0) await once(server, 'gone', { signal: AbortSignal.timeout(2000) });
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A peer that speaks no TLS of its own: `speak` gets the connection once the first octets of the client are there. */
export const scripted = (speak: (socket: Socket, hello: Buffer) => void): Promise<Peer> =>
  counted(createServer((socket) => socket.once('data', (hello) => speak(socket, hello))));

/** Sends these octets one by one until the connection is closed, then begins again with the last of them. */
export async function drip(socket: Socket, octets: Uint8Array, everyMs: number): Promise<void> {
  for (let i = 0; !socket.destroyed; i++) {
    socket.write(octets.subarray(Math.min(i, octets.length - 1)).subarray(0, 1));
    await after(everyMs);
  }
}

export const hexBytes = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
