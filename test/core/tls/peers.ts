import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { after } from 'node:test';
import * as tls from 'node:tls';
import { readKeyLog } from '#core/tls/key-log';
import type { Keys, Segment } from '#core/tls/transcript';
import { nodeCrypto } from '../../../server/probe/node-crypto';

/** Real peers on loopback: node's TLS and the openssl program, with certificates made for the occasion, and taps that record both ways. */

const folder = mkdtempSync(join(tmpdir(), 'sip-tls-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
export const file = (name: string): string => join(folder, name);

export const openssl = (...words: string[]): string =>
  execFileSync('openssl', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

let made = false;

/** A root, an intermediate, a server with an EC key, one with an RSA key, a client, and an OCSP answer for the first server. */
export function makeCertificates(): void {
  if (made) return;
  made = true;
  const ca = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign,digitalSignature\n';
  writeFileSync(file('ca.ext'), ca);
  writeFileSync(file('server.ext'), 'subjectAltName=DNS:sip.example.com,URI:sip:example.com\nextendedKeyUsage=serverAuth\n');
  writeFileSync(file('client.ext'), 'extendedKeyUsage=clientAuth\n');
  issue('root', { subject: '/O=Example/CN=Example Root', extensions: 'ca.ext' });
  issue('intermediate', { subject: '/O=Example/CN=Example Issuing', extensions: 'ca.ext', issuer: 'root' });
  issue('server', { subject: '/CN=sip.example.com', extensions: 'server.ext', issuer: 'intermediate' });
  issue('rsa', { subject: '/CN=sip.example.com', extensions: 'server.ext', issuer: 'intermediate', key: ['RSA', 'rsa_keygen_bits:2048'] });
  issue('client', { subject: '/CN=phone.example.com', extensions: 'client.ext', issuer: 'intermediate' });
  for (const name of ['server', 'rsa']) writeFileSync(file(`${name}.chain`), pem(name) + pem('intermediate') + pem('root'));
  writeFileSync(file('more.chain'), pem('intermediate') + pem('root') + pem('intermediate'));
  const serial = openssl('x509', '-in', 'server.pem', '-noout', '-serial').trim().replace('serial=', '');
  writeFileSync(file('index.txt'), `V\t991231235959Z\t\t${serial}\tunknown\t/CN=sip.example.com\n`);
  const signer = ['-rsigner', 'intermediate.pem', '-rkey', 'intermediate.key', '-CA', 'intermediate.pem', '-issuer', 'intermediate.pem'];
  openssl('ocsp', '-index', 'index.txt', ...signer, '-cert', 'server.pem', '-respout', 'staple.der', '-ndays', '1', '-noverify');
}

export const pem = (name: string): string => readFileSync(file(`${name}.pem`), 'utf8');
export const key = (name: string): string => readFileSync(file(`${name}.key`), 'utf8');

interface Issue {
  readonly subject: string;
  readonly extensions: string;
  readonly issuer?: string;
  readonly key?: readonly [algorithm: string, option: string];
}

function issue(name: string, { subject, extensions, issuer, key: [algorithm, option] = ['EC', 'ec_paramgen_curve:P-256'] }: Issue): void {
  openssl('genpkey', '-algorithm', algorithm, '-pkeyopt', option, '-out', `${name}.key`);
  openssl('req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`);
  const by = issuer ? ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial'] : ['-signkey', `${name}.key`];
  openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-days', '30', '-extfile', extensions, '-out', `${name}.pem`);
}

/** The certificates of a text of PEM, in DER as hexadecimal. */
export const derOf = (text: string): string[] =>
  [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(([, body = '']) => Buffer.from(body, 'base64').toString('hex'));

export const keysOf = (log: string): Keys => ({ log: readKeyLog(log), crypto: nodeCrypto });

export interface Recording {
  readonly segments: readonly Segment[];
  readonly keyLog: string;
  readonly session: Buffer | undefined;
}

/** Stands between a socket and tls.connect, and keeps what passes. */
class Tap extends Duplex {
  readonly segments: Segment[] = [];
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.segments.push({ from: 'server', bytes });
      if (!this.push(bytes)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.segments.push({ from: 'client', bytes: Uint8Array.from(chunk) });
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}

/** One connection by node's client. It says something, waits for what comes back, and closes; a failure is in what was recorded. */
export async function recordNode(port: number, options: tls.ConnectionOptions): Promise<Recording> {
  const tap = new Tap(connect(port, '127.0.0.1'));
  let keyLog = '';
  let session: Buffer | undefined;
  const socket = tls.connect({ socket: tap, rejectUnauthorized: false, servername: 'sip.example.com', ...options });
  socket.on('keylog', (line) => {
    keyLog += line;
  });
  socket.on('session', (given) => {
    session = given;
  });
  socket.on('error', () => socket.destroy());
  socket.on('secureConnect', () => socket.write('\r\n\r\n'));
  socket.on('data', () => socket.end());
  await new Promise((resolve) => {
    socket.once('close', resolve);
  });
  return { segments: tap.segments, keyLog, session };
}

/** A server of node's that answers the first octets and lets the client close. */
export async function nodeServer(options: tls.TlsOptions): Promise<{ port: number; close: () => void }> {
  const server = tls.createServer({ key: key('server'), cert: readFileSync(file('server.chain')), ...options }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.write('\r\n'));
    socket.on('end', () => socket.end());
  });
  return { port: await listen(server), close: () => server.close() };
}

async function listen(server: Server): Promise<number> {
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A test that fails leaves its peers running; they would keep the run alive. */
const children = new Set<ChildProcess>();
after(() => {
  for (const child of children) child.kill();
});

/** `openssl s_server` with these words; `port` is the one that it chose. */
export async function opensslServer(...words: string[]): Promise<{ port: number; close: () => void }> {
  const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...words], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  children.add(child);
  let said = '';
  const port = await new Promise<number>((resolve, reject) => {
    const listening = (text: Buffer): void => {
      said += text;
      const found = /ACCEPT [^\s]*:(\d+)/.exec(said)?.[1];
      if (found) resolve(Number(found));
    };
    child.stdout.on('data', listening);
    child.stderr.on('data', listening);
    child.once('exit', () => reject(new Error(said)));
  });
  return { port, close: () => child.kill() };
}

/** Runs `openssl s_client` against a port, without input. */
export async function opensslClient(port: number, ...words: string[]): Promise<string> {
  const child: ChildProcess = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...words], { cwd: folder });
  let said = '';
  child.stdout?.on('data', (text) => {
    said += text;
  });
  child.stderr?.on('data', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end();
  await once(child, 'close');
  return said;
}

/** Has `openssl s_client` say something, update its keys, say something more under the new ones, and leave. */
export async function opensslKeyUpdate(port: number, ...words: string[]): Promise<void> {
  const child = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...words], { cwd: folder });
  children.add(child);
  let said = '';
  let step = 0;
  const tell = (text: Buffer): void => {
    said += text;
    if (step === 0 && said.includes('eno')) child.stdin.write('K\n');
    else if (step === 1 && said.includes('KEYUPDATE')) child.stdin.end('two\n');
    else return;
    step++;
  };
  child.stdout.on('data', tell);
  child.stderr.on('data', tell);
  child.stdin.write('one\n');
  await once(child, 'close');
}

/** A relay in front of a port that records all connections, one after another. */
export async function relay(port: number): Promise<{ port: number; segments: Segment[]; close: () => void }> {
  const segments: Segment[] = [];
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const pass = (from: Segment['from'], [source, sink]: [Socket, Socket]): void => {
      source.on('data', (bytes) => {
        segments.push({ from, bytes });
        sink.write(bytes);
      });
      source.on('end', () => sink.end());
      source.on('error', () => sink.destroy());
    };
    pass('client', [client, upstream]);
    pass('server', [upstream, client]);
  });
  return { port: await listen(server), segments, close: () => server.close() };
}

/** Sends bytes, and returns what came back when the peer stops: at its close, or with `enough`. */
export async function ask(port: number, bytes: Uint8Array, enough: (answer: Uint8Array) => boolean): Promise<Uint8Array> {
  const socket = connect(port, '127.0.0.1');
  let answer = Buffer.alloc(0);
  socket.on('data', (more) => {
    answer = Buffer.concat([answer, more]);
    if (enough(answer)) socket.destroy();
  });
  socket.on('error', () => socket.destroy());
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}
