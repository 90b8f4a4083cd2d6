import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { enumerationRecord } from '#core/report/probe/enumeration';
import { writeClientHello } from '#core/tls/client-hello';
import { extension } from '#core/tls/extensions';
import { groups } from '#core/tls/groups';
import { suiteByName, suiteName } from '#core/tls/suites';
import { SSL3, TLS10, TLS12, TLS13, versionName } from '#core/tls/versions';
import { type EnumerateOptions, enumerate } from '../../server/probe/enumerate';
import { suitesFor, usualOrder } from '../../server/probe/enumerate-offers';
import type { EnumerationStep } from '../../server/probe/enumerate-steps';
import { enumerationFacts } from '../../server/probe/enumeration-facts';
import { exchangeHello } from '../../server/probe/hello-exchange';
import { makeCertificates, nodeServer, openssl, opensslServer } from '../core/tls/peers';
import { alert, answer, type Deed, inTurn, type Knows, scripted, serverHello } from './enumerate-peers';

before(makeCertificates);

interface Enumerated {
  readonly report: ReturnType<typeof enumerationRecord>;
  readonly steps: readonly EnumerationStep[];
}

const options = (more: Partial<EnumerateOptions> = {}): EnumerateOptions => ({
  deadline: performance.now() + 20_000,
  signal: new AbortController().signal,
  serverName: 'sip.example.com',
  connections: 4,
  helloTimeoutMs: 5000,
  ...more,
});

async function enumerated(port: number, more: Partial<EnumerateOptions> = {}): Promise<Enumerated> {
  const steps: EnumerationStep[] = [];
  for await (const step of enumerate({ address: '127.0.0.1', port }, options(more))) steps.push(step);
  return { report: enumerationRecord(enumerationFacts(steps)), steps };
}

const incomplete = ({ steps }: Enumerated) => steps.filter((step) => step.kind === 'incomplete').map(({ part }) => part);
const suitesOf = ({ report }: Enumerated, version: string): string[] =>
  report.suites.filter((suite) => suite.version === version).map(({ cipher }) => cipher);

/** Repeatable chance; the seed is printed, and taken from SEED. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
let state = seed;
function chance(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
const some = <T>(all: readonly T[], atLeast: number): T[] =>
  shuffled(all).slice(0, atLeast + Math.floor(chance() * (all.length - atLeast + 1)));

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

const rsa = [0x2f, 0x35, 0x9c, 0x9d, 0x3c, 0x0a];
/** How many key shares a hello brings. */
const sharesOf = ({ hello }: Parameters<typeof answer>[1]): number => extension(hello.extensions, 'key_share')?.shares.length ?? 0;
const knows: Knows = {
  suites: new Map([
    [TLS13, [0x1302, 0x1301]],
    [TLS12, rsa],
    [TLS10, [0x2f, 0x0a]],
    [SSL3, [0x0a, 0x05, 0x04]],
  ]),
};

/** For servers that take what `knows` says, whatever else they do. */
async function checkScripted(
  deed: (offer: Parameters<typeof answer>[1], connection: number) => Deed,
  more: Partial<EnumerateOptions> = {},
) {
  const server = await scripted(deed);
  const found = await enumerated(server.port, more);
  server.close();
  for (const [name, version] of [
    ['TLSv1.3', TLS13],
    ['TLSv1.2', TLS12],
    ['TLSv1', TLS10],
    ['SSLv3', SSL3],
  ] as const) {
    const expected = knows.suites.get(version) ?? [];
    assert.deepEqual(suitesOf(found, name), expected.map(suiteName), name);
  }
  assert.deepEqual(found.report.versions, {
    'TLSv1.3': 'accepted',
    'TLSv1.2': 'accepted',
    'TLSv1.1': 'refused',
    TLSv1: 'accepted',
    SSLv3: 'accepted',
  });
  assert.ok(server.counts.most <= 4, `${server.counts.most} at a time`);
  return { found, server };
}

describe('enumerate: scripted servers', () => {
  it('SSL 3 to TLS 1.3, in the order of the server', async () => {
    const { found, server } = await checkScripted((offer) => answer({ ...knows, compression: 1 }, offer) ?? alert(40));
    assert.equal(found.report.serverOrder, true);
    assert.equal(found.report.compression, true);
    assert.deepEqual(found.report.groups, ['x25519']);
    const end = found.steps.at(-1);
    assert.ok(end?.kind === 'end' && end.reason === 'complete');
    assert.ok(end.connections >= server.counts.all && end.hellos <= end.connections);
  });

  it('any sets in any order', async (t) => {
    t.diagnostic(`SEED=${seed}`);
    for (let run = 0; run < 6; run++) {
      const usual = chance() < 0.3;
      const ordered = (suites: readonly number[]): number[] =>
        usual ? usualOrder(TLS12).filter((suite) => suites.includes(suite)) : [...suites];
      const given: Knows = {
        isClients: chance() < 0.3,
        suites: new Map([
          [TLS13, some(suitesFor(TLS13), 1)],
          [TLS12, ordered(some(suitesFor(TLS12).slice(0, 70), 1))],
          [TLS10, ordered(some(suitesFor(TLS10).slice(0, 40), 1))],
        ]),
      };
      const server = await scripted((offer) => answer(given, offer) ?? alert(40));
      const found = await enumerated(server.port, { helloTimeoutMs: 300 });
      server.close();
      assert.ok(server.counts.most <= 4, `${server.counts.most} at a time`);
      for (const [version, suites] of given.suites) {
        const told = suitesOf(found, versionName(version));
        const expected = suites.map(suiteName);
        const isToBeOrdered = !given.isClients && suites.length > 1;
        assert.deepEqual(isToBeOrdered ? told : told.sort(), isToBeOrdered ? expected : expected.sort(), `SEED=${seed}, run ${run}`);
      }
      if ([...given.suites.values()].some(({ length }) => length > 1)) assert.equal(found.report.serverOrder, !given.isClients);
    }
  });

  it('that take one connection after the other, far away', async () => {
    for (const onEarlyEnd of ['answers', 'drops', 'alerts'] as const) {
      const server = await inTurn(knows, onEarlyEnd);
      const found = await enumerated(server.port);
      server.close();
      for (const [version, suites] of knows.suites)
        assert.deepEqual(suitesOf(found, versionName(version)), suites.map(suiteName), `${onEarlyEnd} ${versionName(version)}`);
      assert.equal(found.report.versions['TLSv1.1'], 'refused');
      assert.ok(server.counts.most <= 4, `${server.counts.most} at a time`);
      if (onEarlyEnd === 'answers') assert.ok(server.early() > server.counts.all / 2, `${server.early()} of ${server.counts.all}`);
      if (onEarlyEnd === 'drops') assert.equal(server.early(), 1);
    }
  });

  it('that close instead of sending an alert', async () => {
    await checkScripted((offer) => answer(knows, offer) ?? 'close');
    await checkScripted((offer) => answer(knows, offer) ?? 'reset');
  });

  it('that cannot take a large hello', async () => {
    const small = (offer: Parameters<typeof answer>[1]): Deed => (offer.suites.length > 60 ? 'close' : (answer(knows, offer) ?? alert(40)));
    const server = await scripted((offer) => small(offer));
    const found = await enumerated(server.port);
    server.close();
    assert.deepEqual(suitesOf(found, 'TLSv1.2').sort(), rsa.map(suiteName).sort());
  });

  it('that refuse an empty list of key shares', async () => {
    for (const code of [40, 47, 50, 109])
      await checkScripted((offer) => {
        const isEmpty = offer.versions.includes(TLS13) && sharesOf(offer) === 0;
        return isEmpty ? alert(code) : (answer(knows, offer) ?? alert(40));
      });
  });

  it('that drop every few connections', async () => {
    await checkScripted((offer, connection) => (connection % 9 === 8 ? 'reset' : (answer(knows, offer) ?? alert(40))));
  });

  it('that stop answering: what is not known is not called refused', async () => {
    const server = await scripted((offer, connection) => (connection > 12 ? 'reset' : (answer(knows, offer) ?? alert(40))));
    const found = await enumerated(server.port);
    server.close();
    assert.ok(incomplete(found).includes('suites'));
    assert.ok(suitesOf(found, 'TLSv1.2').length < rsa.length);
  });

  it('with an alert that says nothing about the offer', async () => {
    for (const code of [80, 112]) {
      const server = await scripted(() => alert(code));
      const { report } = await enumerated(server.port);
      server.close();
      assert.deepEqual([...new Set(Object.values(report.versions))], ['unknown'], `alert ${code}`);
    }
  });

  const flood = (socket: Parameters<Extract<Deed, (...args: never[]) => void>>[0], chunk: Uint8Array): void => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    more();
  };
  const repeated = (...bytes: number[]): Uint8Array => Uint8Array.from(new Array<number[]>(2000).fill(bytes).flat());
  const drip = (socket: Parameters<Extract<Deed, (...args: never[]) => void>>[0]): void => {
    const bytes = serverHello({ version: TLS12, suite: 0x2f });
    let at = 0;
    const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(bytes.subarray(at, ++at))), 50);
  };
  const hostile: [string, Deed][] = [
    ['nothing', 'nothing'],
    ['close', 'close'],
    ['reset', 'reset'],
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['endless warnings', (socket) => flood(socket, repeated(21, 3, 1, 0, 2, 1, 112))],
    ['endless junk', (socket) => flood(socket, new Uint8Array(65_536).fill(0x41))],
    ['an endless message', (socket) => flood(socket, repeated(22, 3, 3, 0, 4, 2, 0x1f, 0xff, 0xff))],
    ['drip', drip],
    ['a hello cut short', serverHello({ version: TLS12, suite: 0x2f }).subarray(0, 20)],
    ['a version not offered', serverHello({ version: 0x0305, suite: 0x2f, retryGroup: 29 })],
    ['a suite not offered', serverHello({ version: TLS12, suite: 0xeeee })],
  ];
  for (const [name, deed] of hostile)
    it(`ends in time, with nothing accepted: ${name}`, async () => {
      const server = await scripted(() => deed);
      const start = performance.now();
      const { report, steps } = await enumerated(server.port, { helloTimeoutMs: 300, deadline: start + 1500 });
      assert.ok(performance.now() - start < 2500);
      assert.ok(server.counts.most <= 4);
      server.close();
      assert.deepEqual(report.suites, []);
      assert.ok(!Object.values(report.versions).includes('accepted'), JSON.stringify(report.versions));
      assert.equal(report.versions['TLSv1.2'], 'unknown');
      assert.equal(steps.at(-1)?.kind, 'end');
    });

  it('that nobody answers for', async () => {
    const server = await scripted(() => 'nothing');
    server.close();
    const { report } = await enumerated(server.port);
    assert.deepEqual([...new Set(Object.values(report.versions))], ['unknown']);
  });

  it('stops at once when cancelled, and when nobody reads on', async () => {
    const server = await scripted((offer, connection) => (connection > 6 ? 'nothing' : (answer(knows, offer) ?? alert(40))));
    const cancel = new AbortController();
    const start = performance.now();
    setTimeout(() => cancel.abort(), 100);
    const { steps } = await enumerated(server.port, { signal: cancel.signal });
    const end = steps.at(-1);
    assert.ok(end?.kind === 'end' && end.reason === 'cancelled');
    server.close();
    const other = await scripted((offer) => answer(knows, offer) ?? 'nothing');
    for await (const step of enumerate({ address: '127.0.0.1', port: other.port }, options())) if (step.kind === 'version') break;
    assert.ok(performance.now() - start < 1500);
    other.close();
  });
});

describe('exchangeHello', () => {
  const ask = async (deed: Deed, readTo: 'server_hello' | 'server_key_exchange' = 'server_hello') => {
    const server = await scripted(() => deed);
    const hello = writeClientHello({ versions: [TLS12], suites: [0xc02f], groups: [23], random: new Uint8Array(32) });
    const limits = { deadline: performance.now() + 300, signal: new AbortController().signal, readTo };
    const found = await exchangeHello({ address: '127.0.0.1', port: server.port }, hello, limits);
    server.close();
    return found;
  };

  it('tells how a connection ended', async () => {
    const part = serverHello({ version: TLS12, suite: 0xc02f }).subarray(0, 9);
    const kinds: [Deed, string][] = [
      ['nothing', 'silent'],
      ['close', 'closed'],
      ['reset', 'reset'],
      [part, 'stalled'],
      [alert(70), 'alert'],
      [Buffer.from('SIP/2.0 400'), 'foreign'],
    ];
    for (const [deed, kind] of kinds) assert.equal((await ask(deed)).kind, kind);
  });

  it('keeps a ServerHello whose rest never came', async () => {
    const found = await ask(serverHello({ version: TLS12, suite: 0xc02f }), 'server_key_exchange');
    assert.ok(found.kind === 'chosen' && found.hello.suite === 0xc02f && found.later.length === 0);
  });
});
