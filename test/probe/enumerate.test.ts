import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { groups } from '#core/tls/groups';
import { suiteByName } from '#core/tls/suites';
import { makeCertificates, nodeServer, openssl, opensslServer } from '../core/tls/peers';
import { chance, enumerated, incomplete, seed, shuffled, some, suitesOf } from './enumerated';

before(makeCertificates);

function range<T>(all: readonly T[]): T[] {
  const from = Math.floor(chance() * all.length);
  return all.slice(from, from + 1 + Math.floor(chance() * (all.length - from)));
}

interface Known {
  readonly name: string;
  readonly standard: string;
  readonly isNew: boolean;
}

/** What this openssl can be told to take, without what needs more than the two certificates. */
function opensslSuites(): Known[] {
  const text = openssl('ciphers', '-stdname', '-s', '-tls1_2', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0');
  return text.split('\n').flatMap((line) => {
    const [standard = '', , name = '', since] = line.split(/\s+/);
    if (!standard.startsWith('TLS_') || /PSK|SRP|DSS/.test(standard)) return [];
    return [{ name, standard, isNew: since === 'TLSv1.2' }];
  });
}

interface Server {
  readonly suites: readonly Known[];
  readonly suites13: readonly string[];
  readonly versions: readonly string[];
  readonly groups: readonly string[];
  readonly isServerOrder: boolean;
  readonly protocols: readonly string[];
}

const names = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];
const suites13 = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_CCM_SHA256',
  'TLS_AES_128_CCM_8_SHA256',
];
const opensslGroups = ['secp384r1', 'secp521r1', 'x25519', 'x448', 'ffdhe2048', 'ffdhe3072'];
const opensslName = (group: string): string =>
  group
    .replace('x', 'X')
    .replace(/^secp256r1$/, 'P-256')
    .replace('secp384r1', 'P-384')
    .replace('secp521r1', 'P-521');

function wordsOf({ suites, suites13, versions, groups, isServerOrder, protocols }: Server): string[] {
  const off = { 'TLSv1.3': '-no_tls1_3', 'TLSv1.2': '-no_tls1_2', 'TLSv1.1': '-no_tls1_1', TLSv1: '-no_tls1' };
  return [
    ...['-cert', 'rsa.pem', '-key', 'rsa.key', '-dcert', 'server.pem', '-dkey', 'server.key'],
    ...['-cipher', [...suites.map(({ name }) => name), '@SECLEVEL=0'].join(':'), '-ciphersuites', suites13.join(':')],
    ...['-groups', groups.map(opensslName).join(':'), ...(isServerOrder ? ['-serverpref'] : [])],
    ...(protocols.length > 0 ? ['-alpn', protocols.join()] : []),
    ...Object.entries(off).flatMap(([version, word]) => (versions.includes(version) ? [] : [word])),
  ];
}

function anyServer(): Server {
  return {
    suites: some(opensslSuites(), 1),
    suites13: some(suites13, 1),
    // Without a hole: behind one this server refuses versions for reasons of its own.
    versions: range(names),
    // OpenSSL names no group that its EC certificate needs in TLS 1.2 unless it may use it.
    groups: shuffled(['secp256r1', ...some(opensslGroups, 0)]),
    isServerOrder: chance() < 0.5,
    protocols: some(['sip/2', 'http/1.1', 'h2'], 0),
  };
}

const taken = ({ suites, suites13, versions }: Server, version: string): string[] => {
  if (!versions.includes(version)) return [];
  if (version === 'TLSv1.3') return [...suites13];
  return suites.filter(({ isNew }) => version === 'TLSv1.2' || !isNew).map(({ standard }) => standard);
};

async function checkServer(given: Server): Promise<void> {
  const server = await opensslServer(...wordsOf(given));
  const found = await enumerated(server.port);
  server.close();
  const { report } = found;
  for (const version of [...names, 'SSLv3']) {
    const expected = taken(given, version);
    assert.deepEqual(suitesOf(found, version).sort(), [...expected].sort(), version);
    assert.equal(report.versions[version], expected.length > 0 ? 'accepted' : 'refused', version);
    if (given.isServerOrder && version !== 'TLSv1.3') assert.deepEqual(suitesOf(found, version), expected, `order of ${version}`);
  }
  if (names.some((version) => taken(given, version).length > 1)) assert.equal(report.serverOrder, given.isServerOrder);
  const isCurve = (name: string): boolean => groups.find((group) => group.name === name)?.kind === 'curve';
  const ecdhe = taken(given, 'TLSv1.2').filter((name) => /^TLS_ECDHE_(?:RSA|ECDSA)/.test(name));
  const expectedGroups = given.versions.includes('TLSv1.3') ? given.groups : ecdhe.length > 0 ? given.groups.filter(isCurve) : [];
  if (!found.steps.some((step) => step.kind === 'incomplete' && step.part === 'groups'))
    assert.deepEqual([...report.groups].sort(), [...expectedGroups].sort());
  const isAlpnInClear = names.slice(1).some((version) => taken(given, version).length > 0);
  if (isAlpnInClear) assert.deepEqual([...report.alpn].sort(), [...given.protocols].sort());
  assert.equal(report.compression, false);
  for (const { cipher, code, grade } of report.suites)
    assert.equal(`${suiteByName(cipher)?.code} ${suiteByName(cipher)?.grade}`, `${Number(code)} ${grade}`);
}

describe('enumerate: openssl s_server', () => {
  it('finds exactly what it was given', async (t) => {
    t.diagnostic(`SEED=${seed}`);
    for (let run = 0; run < 4; run++) {
      const given = anyServer();
      await checkServer(given).catch((error: unknown) => {
        throw new Error(`SEED=${seed}, run ${run}: ${JSON.stringify(wordsOf(given))}`, { cause: error });
      });
    }
  });

  it('finds everything that it can be given', () =>
    checkServer({
      suites: opensslSuites(),
      suites13,
      versions: names,
      groups: ['secp256r1', ...opensslGroups],
      isServerOrder: true,
      protocols: ['sip/2'],
    }));

  it('finds curves and schemes behind an EC certificate', async () => {
    const words = ['-cert', 'server.pem', '-key', 'server.key', '-no_tls1_3', '-groups', 'P-256:P-384:X25519'];
    const server = await opensslServer(...words);
    const found = await enumerated(server.port);
    server.close();
    assert.deepEqual([...found.report.groups].sort(), ['secp256r1', 'secp384r1', 'x25519']);
    assert.ok(found.report.signatureSchemes.includes('ecdsa_secp256r1_sha256'));
    assert.ok(
      found.report.signatureSchemes.every((name) => name.startsWith('ecdsa_')),
      found.report.signatureSchemes.join(),
    );
  });

  it('tells schemes in TLS 1.3 by what is refused', async () => {
    const sigalgs = 'RSA-PSS+SHA256:RSA-PSS+SHA512';
    const server = await opensslServer('-cert', 'rsa.pem', '-key', 'rsa.key', '-tls1_3', '-sigalgs', sigalgs, '-groups', 'P-384');
    const { report } = await enumerated(server.port);
    server.close();
    assert.deepEqual([...report.signatureSchemes].sort(), ['rsa_pss_rsae_sha256', 'rsa_pss_rsae_sha512']);
    assert.deepEqual(report.groups, ['secp384r1']);
  });
});

describe('enumerate: node', () => {
  it('names the protocols of a server of TLS 1.2', async () => {
    const server = await nodeServer({ maxVersion: 'TLSv1.2', ALPNProtocols: ['sip/2', 'http/1.1'] });
    const { report } = await enumerated(server.port);
    server.close();
    assert.deepEqual([report.alpn, report.versions['TLSv1.3'], report.versions['TLSv1.2']], [['sip/2', 'http/1.1'], 'refused', 'accepted']);
  });

  it('names them in TLS 1.3 where others are refused', async () => {
    const server = await nodeServer({ minVersion: 'TLSv1.3', ALPNProtocols: ['sip/2', 'h2'] });
    const { report } = await enumerated(server.port);
    server.close();
    assert.deepEqual([report.alpn, report.versions['TLSv1.2'], report.compression], [['sip/2', 'h2'], 'refused', false]);
  });

  it('says that they are hidden where nothing is refused', async () => {
    const server = await nodeServer({ minVersion: 'TLSv1.3' });
    const found = await enumerated(server.port);
    server.close();
    assert.deepEqual([found.report.alpn, incomplete(found)], [[], ['protocols']]);
  });
});
