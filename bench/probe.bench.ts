import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import type { ProbeTraffic } from '#core/report/probe/model';
import type { Endpoint } from '../server/contracts';
import { readAsked } from '../server/probe/asked';
import { probe } from '../server/probe/probe';
import type { ProbeRequest } from '../server/probe/request';
import { delayingRelay } from './relay';
import { startTlsServer } from './tls-server';

/** A whole probe against what any program needs that reads the chain; then many addresses against one, and many targets. */
export async function probeBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-bench-'));
  const file = (name: string): string => join(folder, name);
  execFileSync(
    'openssl',
    ['req', '-x509', '-nodes', '-days', '90', '-subj', '/CN=sip.example.com', '-addext', 'subjectAltName=DNS:sip.example.com'].concat([
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-keyout',
      file('key.pem'),
      '-out',
      file('cert.pem'),
    ]),
    { stdio: 'ignore' },
  );
  for (const version of ['TLSv1.2', 'TLSv1.3']) {
    const server = await startTlsServer(folder, { minVersion: version, maxVersion: version });
    await plainProbe(`${version}, loopback`, { port: server.port, caFile: file('cert.pem'), rounds: 400 });
    const relay = await delayingRelay(server.port, 50);
    await plainProbe(`${version}, 50 ms before the server`, { port: relay.port, caFile: file('cert.pem'), rounds: 15 });
    relay.close();
    server.stop();
  }
  const server = await startTlsServer(folder);
  await eightAddresses(server.port, file('cert.pem'));
  await manyTargets(server.port, file('cert.pem'));
  server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function requestFor(sockets: readonly string[], caFile: string): Promise<ProbeRequest> {
  const read = await readAsked({ target: 'sip.example.com', connect: sockets, caFile });
  if (read.kind !== 'request') throw new Error(read.why);
  return read.request;
}

interface Told {
  readonly endpoints: number;
  readonly traffic: ProbeTraffic;
  /** What is known of the first endpoint from its handshake. */
  readonly facts: readonly string[];
}

async function runProbe(request: ProbeRequest): Promise<Told> {
  const probing = probe(request, new AbortController().signal);
  for (let next = await probing.next(); ; next = await probing.next()) {
    if (!next.done) continue;
    if (next.value.kind === 'refused') throw new Error(next.value.why);
    const { report, traffic } = next.value.view;
    const good = report.endpoints.filter(({ outcome }) => outcome === 'ok').length;
    return { endpoints: good, traffic, facts: factsOf(report.endpoints[0]) };
  }
}

function factsOf(endpoint: Endpoint | undefined): readonly string[] {
  const { tls, chain, names } = endpoint ?? {};
  return Object.entries({ ...tls, ...chain, ...names }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

function bareConnect(port: number, ca: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: '127.0.0.1', port, servername: 'sip.example.com', ca, rejectUnauthorized: false }, () => {
      const length = socket.getPeerCertificate(true).raw.length;
      socket.end();
      resolve(length);
    });
    socket.on('error', reject);
  });
}

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
const least = (times: readonly number[]): number => Math.min(...times);

interface Place {
  readonly port: number;
  readonly caFile: string;
  readonly rounds: number;
}

async function plainProbe(title: string, { port, caFile, rounds }: Place): Promise<void> {
  console.log(`\n# One endpoint by ${title}: a whole probe against tls.connect that reads the chain`);
  const request = await requestFor([`127.0.0.1:${port}`], caFile);
  const ca = readFileSync(caFile);
  const ours: number[] = [];
  const bare: number[] = [];
  let said = '';
  for (let round = -Math.ceil(rounds / 4); round < rounds; round++) {
    const [a, b] = [performance.now(), await bareConnect(port, ca).then(() => performance.now())];
    const { traffic, facts } = await runProbe(request);
    const [c] = [performance.now()];
    // The goodbyes of one are not to be paid by the other.
    await new Promise((done) => setTimeout(done, 2));
    if (round < 0) continue;
    bare.push(b - a);
    ours.push(c - b);
    said = `${traffic.connections} connection, ${traffic.hellos} hello for ${facts.length} facts (${facts.join(', ')})`;
  }
  console.log(`  tls.connect   best ${least(bare).toFixed(2)} ms   median ${middle(bare).toFixed(2)} ms   1 connection`);
  console.log(`  probe         best ${least(ours).toFixed(2)} ms   median ${middle(ours).toFixed(2)} ms   ${said}`);
  console.log(`  ratio         best ${(least(ours) / least(bare)).toFixed(2)} ×    median ${(middle(ours) / middle(bare)).toFixed(2)} ×`);
}

async function eightAddresses(port: number, caFile: string): Promise<void> {
  console.log('\n# Eight addresses against one, 50 ms before the server');
  const relays = await Promise.all(Array.from({ length: 8 }, (_none, i) => delayingRelay(port, 50, `127.0.0.${i + 1}`)));
  const sockets = relays.map((relay, i) => `127.0.0.${i + 1}:${relay.port}`);
  const one = await requestFor(sockets.slice(0, 1), caFile);
  const eight = await requestFor(sockets, caFile);
  const times = { one: [] as number[], eight: [] as number[] };
  let good = 0;
  for (let round = -1; round < 9; round++)
    for (const [name, request] of [
      ['one', one],
      ['eight', eight],
    ] as const) {
      const start = performance.now();
      const { endpoints } = await runProbe(request);
      if (round >= 0) times[name].push(performance.now() - start);
      if (name === 'eight') good = endpoints;
    }
  for (const relay of relays) relay.close();
  console.log(`  one     median ${middle(times.one).toFixed(0)} ms`);
  console.log(
    `  eight   median ${middle(times.eight).toFixed(0)} ms, ${good} of 8 good   ${(middle(times.eight) / middle(times.one)).toFixed(2)} ×`,
  );
}

async function manyTargets(port: number, caFile: string): Promise<void> {
  console.log('\n# 500 targets in one process, 16 at a time');
  const request = await requestFor([`127.0.0.1:${port}`], caFile);
  let left = 500;
  let mostMiB = 0;
  globalThis.gc?.();
  const before = process.memoryUsage().rss / 1_048_576;
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      await runProbe(request);
      mostMiB = Math.max(mostMiB, process.memoryUsage().rss / 1_048_576);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `  ${seconds.toFixed(1)} s, ${(500 / seconds).toFixed(0)} a second, at most ${mostMiB.toFixed(0)} MiB (${before.toFixed(0)} MiB before)`,
  );
}
