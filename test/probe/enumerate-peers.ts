import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Offer, readConversation } from '#core/tls/conversation';
import type { Segment } from '#core/tls/transcript';
import { TLS12, TLS13 } from '#core/tls/versions';

/** Scripted servers: what no program speaks any more, and what none should do. */

export type Deed = Uint8Array | 'close' | 'reset' | 'nothing' | ((socket: Socket) => void);

export interface Scripted {
  readonly port: number;
  /** Connections in all, and the most that were open at a time. */
  readonly counts: { all: number; most: number };
  readonly close: () => void;
}

const open = new Set<() => void>();
after(() => {
  for (const close of open) close();
});

/** `connection`: from 1. Called once the hello is complete. */
export async function scripted(deed: (offer: Offer, connection: number) => Deed): Promise<Scripted> {
  const counts = { all: 0, most: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const connection = ++counts.all;
    sockets.add(socket);
    // Whatever ended before this one began is heard of within a turn of the event loop, maybe after it.
    setImmediate(() =>
      setImmediate(() => {
        counts.most = Math.max(counts.most, sockets.size);
      }),
    );
    // With the first sign of its end it is over for the client, whatever this side still has to do.
    for (const sign of ['end', 'error', 'close']) socket.on(sign, () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const segments: Segment[] = [];
    socket.on('data', (bytes) => {
      segments.push({ from: 'client', bytes: Uint8Array.from(bytes) });
      const { offer } = readConversation(segments);
      if (offer) act(socket, deed(offer, connection));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  open.add(close);
  return { port: (server.address() as AddressInfo).port, counts, close };
}

/** What it makes of a client that has ended its half of the connection behind the hello. */
export type EarlyEnd = 'answers' | 'drops' | 'alerts';

/** A server that takes one connection after the other, far away: it is free for the next when it has heard the end of the last one. */
export async function inTurn(knows: Knows, onEarlyEnd: EarlyEnd): Promise<Scripted & { readonly early: () => number }> {
  const farMs = 12;
  const counts = { all: 0, most: 0 };
  let early = 0;
  let turn = Promise.resolve();
  const sockets = new Set<Socket>();
  const serve = async (socket: Socket, hello: Promise<Offer>): Promise<void> => {
    const offer = await hello;
    await sleep(farMs);
    const isEarly = socket.readableEnded;
    if (isEarly) early++;
    if (isEarly && onEarlyEnd === 'drops') socket.destroy();
    else act(socket, isEarly && onEarlyEnd === 'alerts' ? alert(40) : (answer(knows, offer) ?? alert(40)));
    if (!isEarly && !socket.destroyed) await Promise.race([once(socket, 'end'), once(socket, 'close')]).then(() => sleep(farMs));
    socket.end();
  };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    counts.all++;
    sockets.add(socket);
    counts.most = Math.max(counts.most, sockets.size);
    for (const sign of ['end', 'error', 'close']) socket.on(sign, () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const segments: Segment[] = [];
    const hello = new Promise<Offer>((resolve) => {
      socket.on('data', (bytes) => {
        segments.push({ from: 'client', bytes: Uint8Array.from(bytes) });
        const { offer } = readConversation(segments);
        if (offer) resolve(offer);
      });
    });
    const gone = once(socket, 'close').then(() => undefined);
    turn = turn.then(() => Promise.race([serve(socket, hello), gone]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  open.add(close);
  return { port: (server.address() as AddressInfo).port, counts, close, early: () => early };
}

function act(socket: Socket, deed: Deed): void {
  if (deed instanceof Uint8Array) socket.write(deed);
  else if (deed === 'close') socket.end();
  else if (deed === 'reset') socket.resetAndDestroy();
  else if (deed !== 'nothing') deed(socket);
}

export interface Knows {
  /** By version: suites in the server's order. */
  readonly suites: ReadonlyMap<number, readonly number[]>;
  /** It goes by the client's order. */
  readonly isClients?: boolean;
  readonly group?: number;
  readonly compression?: number;
}

/** What a server that knows this answers; undefined where it refuses. */
export function answer({ suites, isClients = false, group = 29, compression = 0 }: Knows, offer: Offer): Uint8Array | undefined {
  const version = Math.max(...offer.versions.filter((one) => suites.has(one)));
  const known = suites.get(version) ?? [];
  const suite = isClients ? offer.suites.find((one) => known.includes(one)) : known.find((one) => offer.suites.includes(one));
  if (suite === undefined) return undefined;
  if (version < TLS13)
    return serverHello({ version, suite, compression: offer.hello.compressions.includes(compression) ? compression : 0 });
  return offer.groups.includes(group) ? serverHello({ version, suite, retryGroup: group }) : undefined;
}

export const alert = (code: number): Uint8Array => Uint8Array.of(21, 3, 1, 0, 2, 2, code);

interface Hello {
  readonly version: number;
  readonly suite: number;
  readonly compression?: number;
  readonly retryGroup?: number;
}

export function serverHello({ version, suite, compression = 0, retryGroup }: Hello): Uint8Array {
  const u16 = (value: number): number[] => [value >> 8, value & 0xff];
  const retry = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex');
  const random = retryGroup === undefined ? new Uint8Array(32).fill(9) : retry;
  const extensions = retryGroup === undefined ? [] : [0, 43, 0, 2, ...u16(version), 0, 51, 0, 2, ...u16(retryGroup)];
  const tail = extensions.length > 0 ? [...u16(extensions.length), ...extensions] : [];
  const body = [...u16(Math.min(version, TLS12)), ...random, 0, ...u16(suite), compression, ...tail];
  const message = [2, 0, ...u16(body.length), ...body];
  return Uint8Array.from([22, ...u16(Math.min(version, TLS12)), ...u16(message.length), ...message]);
}
