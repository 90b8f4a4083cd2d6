import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { readConversation } from '#core/tls/conversation';
import type { LabCertificate, Pki } from './pki';
import type { Listener } from './plan';
import { answering, fine, type Speak } from './sip';

export interface TlsListener {
  /** Names of certificates, the server's own first. */
  readonly chain: readonly string[];
  readonly options?: TlsOptions;
  /** Whether it asks for a certificate of the client, from the root of the lab. */
  readonly asks?: 'requires' | 'requests';
  /** Sends the OCSP answer about its own certificate along. */
  readonly isStapled?: true;
  /** Another chain for a server name. */
  readonly byName?: { readonly [serverName: string]: readonly string[] };
  /** After the handshake; without, OPTIONS is answered by 200. */
  readonly speak?: Speak;
  /** Before the handshake, with the ClientHello as it came; says whether the handshake may go on. */
  readonly guard?: Guard;
}

export type Guard = (socket: Socket, hello: Buffer) => boolean | Promise<boolean>;

/** Node's TLS server, which is OpenSSL. */
export const tlsListener =
  ({ chain, options = {}, asks, isStapled, byName = {}, speak = answering(fine), guard }: TlsListener): Listener =>
  (pki) => {
    const asking = asks ? { requestCert: true, rejectUnauthorized: asks === 'requires', ca: pki.get('root').pem } : {};
    const server = createTlsServer({ ...credentials(pki, chain), ...asking, ...options }, (socket) => speakOver(socket, speak));
    for (const [serverName, other] of Object.entries(byName))
      server.addContext(serverName, createSecureContext({ ...credentials(pki, other), ...options }));
    if (isStapled) {
      const staple = Buffer.from(pki.staples.get(chain[0] ?? '') ?? []);
      server.on('OCSPRequest', (_own: Buffer, _issuer: Buffer, done: (error: Error | null, answer: Buffer) => void) => done(null, staple));
    }
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    return guard ? guarded(server, guard) : server;
  };

/** A TCP server that speaks at once. */
export const plainListener =
  (speak: Speak): Listener =>
  () =>
    createServer((socket) => speakOver(socket, speak));

/** A web server. */
export const httpListener: Listener = () => createHttpServer((_request, response) => response.end('It works!\n'));

/** Acts when the first octets are there. */
export const scriptedListener =
  (act: (socket: Socket, first: Buffer) => void): Listener =>
  () =>
    createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', (first) => act(socket, first));
    });

/** Refuses with `unrecognized_name` whoever names no server (RFC 6066 §3 has the alert for names that are not known). */
export const wantsServerName: Guard = (socket, hello) => {
  const { offer } = readConversation([{ from: 'client', bytes: hello }]);
  if (offer?.serverName) return true;
  socket.end(Uint8Array.of(21, 3, 3, 0, 2, 2, 112));
  return false;
};

export const waits =
  (ms: number): Guard =>
  () =>
    new Promise((done) => {
      setTimeout(done, ms, true).unref();
    });

function credentials(pki: Pki, chain: readonly string[]): { key: string; cert: string } {
  const [own, ...others]: LabCertificate[] = chain.map(pki.get);
  if (!own) throw new Error('a TLS server needs a certificate');
  return { key: own.key, cert: [own, ...others].map(({ pem }) => pem).join('') };
}

function speakOver(socket: Socket | TLSSocket, speak: Speak): void {
  socket.on('error', () => socket.destroy());
  speak(socket, { peer: socket.remoteAddress ?? '', peerPort: socket.remotePort ?? 0, port: socket.localPort ?? 0 });
}

/** Lets `guard` see each ClientHello before `server` does. */
function guarded(server: Server, guard: Guard): Server {
  return createServer((socket) => {
    socket.on('error', () => socket.destroy());
    let hello = Buffer.alloc(0);
    const look = (chunk: Buffer): void => {
      hello = Buffer.concat([hello, chunk]);
      if (hello.length < 5 || hello.length < 5 + hello.readUInt16BE(3)) return;
      socket.off('data', look);
      socket.pause();
      void Promise.resolve(guard(socket, hello)).then((mayGoOn) => {
        if (!mayGoOn || socket.destroyed) return;
        socket.unshift(hello);
        server.emit('connection', socket);
      });
    };
    socket.on('data', look);
  });
}
