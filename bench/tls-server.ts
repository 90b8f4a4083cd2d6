import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface BenchServer {
  readonly port: number;
  readonly stop: () => void;
}

/** Node's TLS server in a process of its own, so that what it costs is not taken for the client's. `key.pem` and `cert.pem` are in `folder`. */
export async function startTlsServer(folder: string, options: { readonly [name: string]: string } = {}): Promise<BenchServer> {
  const child = spawn(process.execPath, ['-e', script, JSON.stringify(options)], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  return { port: await portOf(child.stdout), stop: () => child.kill() };
}

const script = `
const tls = require('node:tls'), fs = require('node:fs');
const options = { key: fs.readFileSync('key.pem'), cert: fs.readFileSync('cert.pem'), ...JSON.parse(process.argv[1]) };
const server = tls.createServer(options, (socket) => socket.on('error', () => socket.destroy()));
server.on('tlsClientError', () => undefined);
server.listen(0, '127.0.0.1', () => console.log('ACCEPT 127.0.0.1:' + server.address().port));
`;

/** From the line in which a server says where it listens, as openssl does. */
export async function portOf(output: NodeJS.ReadableStream): Promise<number> {
  let said = '';
  for (;;) {
    const [text] = await once(output, 'data');
    said += text;
    const found = /ACCEPT [^\s]*:(\d+)/.exec(said)?.[1];
    if (found) {
      output.resume();
      return Number(found);
    }
  }
}
