import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface Listening {
  readonly port: number;
  /** Ends the listeners and whatever is connected to them. */
  readonly close: () => Promise<void>;
}

/** Keeps a port for addresses at which nothing shall listen. */
export const RESERVE = '127.0.0.99';

/**
 * Servers, each at its address and all at one port, which the system chooses. `make` gives new ones where another program has that port at one of
 * the addresses. An address without server stays closed.
 */
export async function listenTogether(
  addresses: readonly string[],
  { make, reserve }: { make: () => readonly (Server | undefined)[]; reserve: () => Server },
): Promise<Listening> {
  for (;;) {
    const servers = make();
    const wanted = addresses.flatMap((host, i) => (servers[i] ? [{ host, server: servers[i] }] : []));
    const all = wanted.length > 0 ? wanted : [{ host: RESERVE, server: reserve() }];
    const sockets = new Set<Socket>();
    let port: number | undefined;
    const open: Server[] = [];
    for (const { host, server } of all) {
      track(server, sockets);
      port = await listen(server, { host, port: port ?? 0 });
      if (port === undefined) break;
      open.push(server);
    }
    const close = async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(open.map((server) => new Promise((done) => server.close(done))));
    };
    if (port !== undefined) return { port, close };
    await close();
  }
}

/** Those of the addresses at which nothing can listen here. */
export async function unusableAddresses(addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const tried = addresses.map(async (host) => {
    const server = createServer();
    const isUsable = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen({ host, port: 0 }, () => server.close(() => resolve(true)));
    });
    return isUsable ? [] : [host];
  });
  return new Set((await Promise.all(tried)).flat());
}

function track(server: Server, sockets: Set<Socket>): void {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // A client that breaks off is none of this side's errors.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
}

/** The port, or undefined where it is taken. */
function listen(server: Server, at: { host: string; port: number }): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error));
    server.once('error', failed);
    server.listen(at, () => {
      server.off('error', failed);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
