import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Pki } from './pki';

/** Where the certificate authorities of the lab answer: issuers (AIA), revocation lists and OCSP, over HTTP on loopback. */
export interface Responder {
  /** `http://127.0.0.1:PORT`; certificates name it, so that it has to stand before them. */
  readonly url: string;
  /** From then on it answers; before, it is 503. */
  readonly serve: (pki: Pick<Pki, 'published' | 'answerOcsp'>) => void;
  readonly stop: () => Promise<void>;
}

const MAX_REQUEST = 65_536;

export async function startResponder(): Promise<Responder> {
  let pki: Pick<Pki, 'published' | 'answerOcsp'> | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    if (!pki) return end(response, 503);
    answer(pki, request, response).catch((error: unknown) => {
      // A request that is none: openssl says so, and a real responder tells no more than that.
      process.emitWarning(String(error));
      end(response, 500);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(given) {
      pki = given;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

const types: readonly (readonly [end: string, type: string])[] = [
  ['.cer', 'application/pkix-cert'],
  ['.crl', 'application/pkix-crl'],
];

async function answer(pki: Pick<Pki, 'published' | 'answerOcsp'>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  const file = pki.published.get(path);
  if (file) return end(response, 200, { body: file, type: types.find(([suffix]) => path.endsWith(suffix))?.[1] ?? '' });
  if (!/^\/ocsp(?:\/|$)/.test(path)) return end(response, 404);
  // GET carries the request in the path, as base64 (RFC 6960 §A.1).
  const asked = request.method === 'POST' ? await bodyOf(request) : Buffer.from(decodeURIComponent(path.slice('/ocsp/'.length)), 'base64');
  end(response, 200, { body: await pki.answerOcsp(asked), type: 'application/ocsp-response' });
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let octets = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    octets += part.length;
    if (octets > MAX_REQUEST) break;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function end(
  response: ServerResponse,
  status: number,
  { body, type }: { body: Uint8Array; type: string } = { body: new Uint8Array(), type: 'text/plain' },
): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length });
  response.end(body);
}
