import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type HelloOffer, writeClientHello } from '#core/tls/client-hello';
import { type Answer, type Offer, readConversation } from '#core/tls/conversation';
import { extension } from '#core/tls/extensions';
import { groupName } from '#core/tls/groups';
import { downgradeMark } from '#core/tls/handshake';
import { suiteName, suites } from '#core/tls/suites';
import { SSL3, TLS10, TLS11, TLS12, TLS13 } from '#core/tls/versions';
import * as peers from './peers';

const random = new Uint8Array(32).fill(7);

function offered(offer: HelloOffer): Offer {
  const conversation = readConversation([{ from: 'client', bytes: writeClientHello(offer) }]);
  assert.ok(conversation.offer);
  assert.deepEqual(conversation.offer.hello.faults, []);
  assert.equal(conversation.transcript.seen.length, 1);
  return conversation.offer;
}

const u16 = fc.nat(0xffff);
const isTls = [TLS10, TLS11, TLS12, TLS13];

describe('writeClientHello', () => {
  it('offers what it was told, and the reader finds it', () => {
    const offers = fc.record({
      versions: fc.uniqueArray(fc.constantFrom(...isTls), { minLength: 1 }),
      suites: fc.array(u16, { minLength: 1, maxLength: 400 }),
      groups: fc.array(u16, { maxLength: 20 }),
      schemes: fc.array(u16, { maxLength: 20 }),
      protocols: fc.array(fc.stringMatching(/^[!-~]{1,20}$/), { maxLength: 5 }),
      serverName: fc.constantFrom('sip.example.com', null),
      compressions: fc.constantFrom([0], [1, 0]),
      keyShares: fc.array(fc.record({ group: u16, key: fc.uint8Array({ maxLength: 1300 }) }, { noNullPrototype: true }), { maxLength: 3 }),
      sessionId: fc.uint8Array({ maxLength: 32 }),
    });
    fc.assert(
      fc.property(offers, (offer) => {
        const found = offered({ ...offer, random });
        const { hello, suites, groups, schemes, protocols, serverName } = found;
        assert.deepEqual({ suites, groups, schemes, protocols, serverName }, pick(offer));
        assert.deepEqual([hello.compressions, hello.sessionId, hello.random], [offer.compressions, offer.sessionId, random]);
        const isNew = offer.versions.includes(TLS13);
        assert.deepEqual(found.versions, isNew ? [...offer.versions].sort((a, b) => b - a) : [Math.max(...offer.versions)]);
        assert.deepEqual(extension(hello.extensions, 'key_share')?.shares, isNew ? offer.keyShares : undefined);
      }),
      { numRuns: 60 },
    );
  });

  const pick = ({
    suites,
    groups,
    schemes,
    protocols,
    serverName,
  }: Pick<Offer, 'suites' | 'groups' | 'schemes' | 'protocols' | 'serverName'>) => ({
    suites,
    groups,
    schemes,
    protocols,
    serverName,
  });

  it('never sends an address as a name', () => {
    for (const serverName of ['192.0.2.1', '2001:db8::1', '[2001:db8::1]', null, ''])
      assert.equal(offered({ versions: [TLS12], suites: [0x2f], serverName, random }).serverName, null);
    assert.equal(offered({ versions: [TLS12], suites: [0x2f], serverName: 'sip.example.com.', random }).serverName, 'sip.example.com');
  });

  it('writes an SSL 3 hello without extensions', () => {
    const bytes = writeClientHello({ versions: [SSL3], suites: [0x0a, 0xff], groups: [23], serverName: 'sip.example.com', random });
    assert.equal(Buffer.from(bytes).toString('hex'), `160300002f0100002b0300${'07'.repeat(32)}000004000a00ff0100`);
    assert.deepEqual(offered({ versions: [SSL3], suites: [0x0a], random }).hello.extensions, []);
  });

  it('spreads over records what is too large for one', () => {
    const found = offered({ versions: [TLS12], suites: new Array<number>(20_000).fill(0x2f), random });
    assert.equal(found.suites.length, 20_000);
  });
});

describe('a written hello against openssl s_server', () => {
  let server: Awaited<ReturnType<typeof peers.opensslServer>>;
  before(async () => {
    peers.makeCertificates();
    server = await peers.opensslServer(...['-cert', 'rsa.pem', '-key', 'rsa.key', '-cipher', 'ALL:@SECLEVEL=0', '-alpn', 'sip/2', '-rev']);
  });
  after(() => server.close());

  const schemes = [0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0201];

  async function ask(offer: Partial<HelloOffer> & Pick<HelloOffer, 'versions' | 'suites'>): Promise<Answer> {
    const read = (bytes: Uint8Array): Answer => readConversation([{ from: 'server', bytes }]).answer;
    const hello = writeClientHello({ groups: [29, 23], schemes, serverName: 'sip.example.com', random, ...offer });
    return read(await peers.ask(server.port, hello, (bytes) => read(bytes).kind !== 'nothing'));
  }

  it('an empty key share makes it name suite and group', async () => {
    const answer = await ask({ versions: [TLS13], suites: [0x1303, 0x1301], keyShares: [], groups: [24] });
    assert.ok(answer.kind === 'retry');
    assert.equal(answer.hello.version, TLS13);
    assert.equal(suiteName(answer.hello.suite), 'TLS_CHACHA20_POLY1305_SHA256');
    assert.equal(groupName(answer.group ?? 0), 'secp384r1');
  });

  it('every suite of TLS 1.2 is found by elimination, as openssl says', async () => {
    const candidates = suites.filter(({ isTls13, isSignal }) => !isTls13 && !isSignal).map(({ code }) => code);
    const found: number[] = [];
    for (;;) {
      const answer = await ask({ versions: [TLS12], suites: candidates.filter((code) => !found.includes(code)), groups: [29, 23, 24] });
      if (answer.kind !== 'chosen') {
        assert.ok(answer.kind === 'alert' && answer.alert.code === 40, answer.kind);
        break;
      }
      assert.ok(!found.includes(answer.suite));
      found.push(answer.suite);
    }
    const lines = peers.openssl('ciphers', '-s', '-tls1_2', '-V', '-stdname', 'ALL:@SECLEVEL=0').trim().split('\n');
    const expected = lines
      .filter((line) => /Au=(?:RSA|None)/.test(line) && !/TLS_(?:SRP|RSA_PSK|\w*PSK)/.test(line))
      .map((line) => line.trim().split(/\s+/)[2]);
    assert.deepEqual(found.map(suiteName).sort(), expected.sort());
  });

  it('versions, compression and protocol are negotiated', async () => {
    for (const version of [TLS10, TLS11, TLS12]) {
      const answer = await ask({ versions: [version], suites: [0xc013], compressions: [1, 0], protocols: ['h2', 'sip/2'] });
      assert.ok(answer.kind === 'chosen');
      assert.deepEqual([answer.version, answer.suite, answer.hello.compression, answer.protocol], [version, 0xc013, 0, 'sip/2']);
      // It would have spoken TLS 1.3.
      assert.equal(downgradeMark(answer.hello), version === TLS12 ? 'TLSv1.2' : 'TLSv1.1');
      assert.ok(extension(answer.hello.extensions, 'extended_master_secret'));
      assert.ok(extension(answer.hello.extensions, 'encrypt_then_mac'));
      assert.deepEqual(extension(answer.hello.extensions, 'renegotiation_info')?.verifyData.length, 0);
    }
    const refused = await ask({ versions: [TLS12], suites: [0xc02f], protocols: ['h2'] });
    assert.ok(refused.kind === 'alert' && refused.alert.code === 120);
  });
});
