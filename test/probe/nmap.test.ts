import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { suiteName } from '#core/tls/suites';
import { versionName } from '#core/tls/versions';
import { enumerate } from '../../server/probe/enumerate';
import { file, makeCertificates } from '../core/tls/peers';
import { startGnutlsServ } from '../support/peers/gnutls-serv';
import { startKamailio } from '../support/peers/kamailio';
import type { Peer } from '../support/peers/program';
import { startSServer } from '../support/peers/s-server';
import { chance, seed, some } from './enumerated';

/** The suites that are found of real servers, each with a random set of them, are those that nmap finds: none more, none less, in no version. */

before(makeCertificates);

const maybe = <T>(...words: readonly T[]): readonly T[] => (chance() < 0.5 ? words : []);

/** All that this openssl can be told to take with an RSA and an EC key. */
const opensslSuites = (): string[] =>
  execFileSync('openssl', ['ciphers', '-s', '-tls1_2', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'], { encoding: 'utf8' })
    .trim()
    .split(':')
    .filter((name) => !/PSK|SRP|DSS/.test(name));

const suites13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_CCM_SHA256'];

function anySServer(): Promise<Peer> {
  const own = ['-cert', file('rsa.pem'), '-key', file('rsa.key')];
  return startSServer([
    ...own,
    ...maybe('-dcert', file('server.pem'), '-dkey', file('server.key')),
    ...['-cipher', [...some(opensslSuites(), 1), '@SECLEVEL=0'].join(':'), '-ciphersuites', some(suites13, 1).join(':')],
    ...[...maybe('-serverpref'), ...maybe('-no_tls1_3'), ...maybe('-no_tls1')],
  ]);
}

function anyKamailio(): Promise<Peer> {
  const suites = some(
    opensslSuites().filter((name) => !/ECDSA/.test(name)),
    1,
  );
  // Its reader takes no longer word.
  while (suites.join(':').length > 450) suites.pop();
  return startKamailio({
    ...{ certificate: file('rsa.chain'), key: file('rsa.key') },
    method: some(['TLSv1+', 'TLSv1.1+', 'TLSv1.2+', 'TLSv1.2'], 1)[0] ?? 'TLSv1.2+',
    cipherList: [...suites, '@SECLEVEL=0'].join(':'),
  });
}

function anyGnutlsServ(): Promise<Peer> {
  const plus = (words: readonly string[]): string => words.map((word) => `+${word}`).join(':');
  const ciphers = [
    'AES-128-GCM',
    'AES-256-GCM',
    'CHACHA20-POLY1305',
    'AES-128-CCM',
    'AES-256-CBC',
    'AES-128-CBC',
    'CAMELLIA-128-CBC',
    '3DES-CBC',
  ];
  const versions = ['TLS1.3', 'TLS1.2', 'TLS1.1', 'TLS1.0'].map((version) => `VERS-${version}`);
  const priority = [
    'NONE:+CTYPE-X509:+COMP-NULL:+SIGN-ALL:+GROUP-ALL:+SHA512:+AEAD:+SHA1:+SHA256:+SHA384',
    // An AEAD cipher and a key exchange that goes with it, so that every version that is on has something.
    plus([...new Set(['VERS-TLS1.2', ...some(versions, 1)])]),
    plus([...new Set(['AES-128-GCM', 'AES-128-CBC', ...some(ciphers, 1)])]),
    plus(some(['RSA', 'ECDHE-RSA', 'DHE-RSA'], 1)),
    ...maybe('%SERVER_PRECEDENCE'),
  ].join(':');
  return startGnutlsServ({ certificate: file('rsa.chain'), key: file('rsa.key'), priority });
}

async function ourSuites(port: number): Promise<string[]> {
  const limits = { deadline: performance.now() + 60_000, signal: new AbortController().signal, connections: 4, helloTimeoutMs: 5000 };
  const found: string[] = [];
  for await (const step of enumerate({ address: '127.0.0.1', port }, { ...limits, serverName: 'sip.example.com' }))
    if (step.kind === 'suite') found.push(`${versionName(step.version)} ${suiteName(step.suite)}`);
  return found.sort();
}

async function nmapSuites(port: number): Promise<string[]> {
  const words = ['-Pn', '-n', '-p', `${port}`, '--script', '+ssl-enum-ciphers', '127.0.0.1'];
  const { stdout } = await promisify(execFile)('nmap', words);
  const found: string[] = [];
  let version = '';
  for (const line of stdout.split('\n')) {
    version = /\|\s+((?:SSL|TLS)v[\d.]+):/.exec(line)?.[1]?.replace('TLSv1.0', 'TLSv1') ?? version;
    const suite = /\|\s+(TLS_\w+)/.exec(line)?.[1]?.replace('TLS_AKE_WITH_', 'TLS_');
    if (suite) found.push(`${version} ${suite}`);
  }
  assert.ok(found.length > 0, stdout);
  return found.sort();
}

describe('suites as nmap finds them', { skip: spawnSync('nmap', ['--version']).error ? 'nmap is not installed' : false }, () => {
  for (const [name, start] of [
    ['openssl s_server', anySServer],
    ['gnutls-serv', anyGnutlsServ],
    ['Kamailio', anyKamailio],
  ] as const)
    it(name, async (t) => {
      t.diagnostic(`SEED=${seed}`);
      const peer = await start();
      try {
        const ours = await ourSuites(peer.port);
        // It passes over a whole version where one connection of it failed, which is seen now and then; so what any of its runs finds counts.
        const theirs = new Set<string>();
        for (let run = 0; run < 3 && (run === 0 || theirs.size < ours.length); run++)
          for (const suite of await nmapSuites(peer.port)) theirs.add(suite);
        assert.deepEqual(ours, [...theirs].sort(), `SEED=${seed}`);
      } finally {
        await peer.stop();
      }
    });
});
