import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeClientHello } from '#core/tls/client-hello';
import { extension } from '#core/tls/extensions';
import { suiteName } from '#core/tls/suites';
import { SSL3, TLS10, TLS12, TLS13, versionName } from '#core/tls/versions';
import { type EnumerateOptions, enumerate } from '../../server/probe/enumerate';
import { suitesFor, usualOrder } from '../../server/probe/enumerate-offers';
import { exchangeHello } from '../../server/probe/hello-exchange';
import { alert, answer, type Deed, inTurn, type Knows, scripted, serverHello } from './enumerate-peers';
import { chance, enumerated, enumerateOptions, incomplete, seed, some, suitesOf } from './enumerated';

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
    for await (const step of enumerate({ address: '127.0.0.1', port: other.port }, enumerateOptions())) if (step.kind === 'version') break;
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
