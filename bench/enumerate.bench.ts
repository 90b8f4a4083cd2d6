import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { enumerate } from '../server/probe/enumerate';
import type { EnumerationStep } from '../server/probe/enumerate-steps';
import { enumerationFacts } from '../server/probe/enumeration-facts';
import { delayingRelay } from './relay';
import { portOf, startTlsServer } from './tls-server';

/** Ours and the programs that are installed, taking turns against the same servers, counted by a relay that may also delay. */
export async function enumerateBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-bench-'));
  const words = [
    '-x509',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=sip.example.com',
    '-newkey',
    'rsa:2048',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
  ];
  spawnSync('openssl', ['req', ...words], { cwd: folder });
  const servers = {
    'openssl s_server, default suites': ['-cipher', 'DEFAULT'],
    'openssl s_server, every suite, server order': ['-cipher', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0', '-serverpref'],
  };
  for (const [title, more] of Object.entries(servers)) {
    const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', '-cert', 'cert.pem', '-key', 'key.pem', ...more], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const port = await portOf(child.stdout);
    await round(`${title}, loopback`, port, { delayMs: 0, turns: 3 });
    await round(`${title}, 50 ms before the server`, port, { delayMs: 50, turns: 1 });
    child.kill();
  }
  // s_server takes one connection after the other, so that of all who ask in parallel only these show what that is worth.
  const every = await startTlsServer(folder, { ciphers: 'ALL:@SECLEVEL=0', minVersion: 'TLSv1.2' });
  await round('node, every suite, server order, connections in parallel, loopback', every.port, { delayMs: 0, turns: 3 });
  await round('the same, 50 ms before the server', every.port, { delayMs: 50, turns: 1 });
  every.stop();
  const old = await startTlsServer(folder, { ciphers: 'DEFAULT:@SECLEVEL=0', minVersion: 'TLSv1' });
  await round('node, TLS 1.0 to 1.3, usual suites, loopback', old.port, { delayMs: 0, turns: 3 });
  await round('the same, 50 ms before the server', old.port, { delayMs: 50, turns: 1 });
  old.stop();
  rmSync(folder, { recursive: true, force: true });
}

interface Run {
  readonly suites: number;
  /** What else was learnt, and by how many hellos. */
  readonly more?: string;
}

/** Minutes for one server, so only where it is asked for: `npm run bench -- enumerate testssl`. */
const isTestsslWanted = process.argv.includes('testssl');

const contestants: { readonly [name: string]: (port: number) => Promise<Run> } = {
  async ours(port) {
    const steps: EnumerationStep[] = [];
    const limits = { deadline: performance.now() + 300_000, helloTimeoutMs: 5000, signal: new AbortController().signal, connections: 4 };
    for await (const step of enumerate({ address: '127.0.0.1', port }, { ...limits, serverName: null })) steps.push(step);
    const { suites, groups, schemes, protocols, hellos } = enumerationFacts(steps);
    const facts = suites.length + groups.length + schemes.length + protocols.length;
    const parts = `${groups.length} groups, ${schemes.length} schemes, ${protocols.length} protocols`;
    return { suites: suites.length, more: `${parts}; ${hellos} hellos, ${(hellos / facts).toFixed(2)} for each fact found` };
  },
  async nmap(port) {
    const { stdout } = await promisify(execFile)('nmap', ['-Pn', '-n', '-p', `${port}`, '--script', '+ssl-enum-ciphers', '127.0.0.1']);
    return { suites: [...stdout.matchAll(/\|\s+TLS_\w+/g)].length };
  },
  async sslscan(port) {
    const { stdout } = await promisify(execFile)('sslscan', ['--no-colour', `127.0.0.1:${port}`]);
    return { suites: [...stdout.matchAll(/^(?:Accepted|Preferred) /gm)].length };
  },
};

/** Once, on loopback: it takes longer than all others together. */
async function testssl(port: number): Promise<Run> {
  const words = ['--quiet', '--color', '0', '--warnings', 'batch', '--ip', '127.0.0.1', '--nodns', 'min', '-E', `127.0.0.1:${port}`];
  const { stdout } = await promisify(execFile)('testssl', words, { maxBuffer: 1 << 26 });
  return { suites: [...stdout.matchAll(/^\s*x[0-9a-f]{2,6}\s/gm)].length };
}

async function round(title: string, port: number, { delayMs, turns }: { delayMs: number; turns: number }): Promise<void> {
  console.log(`\n# Enumeration: ${title}`);
  const relay = await delayingRelay(port, delayMs);
  const names = Object.keys(contestants).filter((name) => name === 'ours' || !spawnSync(name, ['--version']).error);
  const best = new Map<string, number>();
  const said = new Map<string, string>();
  for (let turn = 0; turn < turns; turn++)
    for (const name of names) {
      const before = relay.connections();
      const start = performance.now();
      const run = await contestants[name]?.(relay.port);
      const ms = performance.now() - start;
      best.set(name, Math.min(ms, best.get(name) ?? Number.POSITIVE_INFINITY));
      const more = run?.more === undefined ? '' : `, ${run.more}`;
      said.set(name, `${run?.suites} suites, ${relay.connections() - before} connections${more}`);
    }
  if (isTestsslWanted && delayMs === 0 && !spawnSync('testssl', ['--version']).error) {
    const before = relay.connections();
    const start = performance.now();
    const run = await testssl(relay.port);
    best.set('testssl', performance.now() - start);
    said.set('testssl', `${run.suites} suites, ${relay.connections() - before} connections`);
    names.push('testssl');
  }
  relay.close();
  const ours = best.get('ours') ?? Number.NaN;
  for (const name of names) {
    const ms = best.get(name) ?? Number.NaN;
    console.log(`  ${name.padEnd(8)} ${(ms / 1000).toFixed(2).padStart(7)} s  ${(ms / ours).toFixed(1).padStart(5)} ×  ${said.get(name)}`);
  }
  for (const name of Object.keys(contestants)) if (!names.includes(name)) console.log(`  ${name} is not installed`);
}
