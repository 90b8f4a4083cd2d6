import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { after } from 'node:test';
import { file } from '../core/tls/peers';
import { counted, type Peer } from './tls-peers';

/** What a server of an authority says to each path: bytes, or how it misbehaves. */
export type Page = Uint8Array | ((response: ServerResponse, body: Buffer) => void);

export interface Web extends Peer {
  readonly url: (path: string) => string;
  /** `GET /a.crl`, `POST / application/ocsp-request 70`, in the order in which they came. */
  readonly asked: string[];
}

/** A real HTTP server on loopback. What it has no page for is 404. */
export async function web(pages: { readonly [path: string]: Page }): Promise<Web> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const of = request.method === 'POST' ? ` ${request.headers['content-type']} ${body.length}` : '';
      asked.push(`${request.method} ${request.url}${of}`);
      const page = pages[request.url ?? ''];
      if (typeof page === 'function') page(response, body);
      else response.writeHead(page ? 200 : 404, { 'content-length': page?.length ?? 0 }).end(page);
    });
  });
  const peer = await counted(server);
  servers.add(peer);
  return { ...peer, asked, url: (path) => `http://127.0.0.1:${peer.port}${path}` };
}

const servers = new Set<Peer>();
const children = new Set<ChildProcess>();
after(() => {
  for (const peer of servers) peer.close();
  for (const child of children) child.kill();
});

/** The OCSP responder of the openssl program. It takes a port and no address, so that it listens on all of them; loopback is used. */
export async function ocspResponder(...words: string[]): Promise<{ readonly url: string; readonly close: () => void }> {
  const child = spawn('openssl', ['ocsp', '-port', '0', ...words], {
    cwd: dirname(file('x')),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let said = '';
  const port = await new Promise<string>((resolve, reject) => {
    const listening = (text: Buffer): void => {
      said += text;
      const found = /ACCEPT \S*:(\d+)/.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', listening);
    child.stderr.on('data', listening);
    child.once('exit', () => reject(new Error(said)));
  });
  return { url: `http://127.0.0.1:${port}/`, close: () => child.kill() };
}
