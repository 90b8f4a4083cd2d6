import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type Choice, readConversation, type TlsConversation } from '#core/tls/conversation';
import { extension } from '#core/tls/extensions';
import { groupName } from '#core/tls/groups';
import { readKeyLog } from '#core/tls/key-log';
import { schemeName } from '#core/tls/schemes';
import { suiteName } from '#core/tls/suites';
import type { Seen, Segment } from '#core/tls/transcript';
import { versionName } from '#core/tls/versions';
import { hex } from '#core/tls/wire';
import * as peers from './peers';

const choice = ({ answer }: TlsConversation): Choice => {
  assert.equal(answer.kind, 'chosen');
  return answer as Choice;
};

const sent = ({ serverCertificates }: TlsConversation): string[] => {
  assert.equal(serverCertificates.kind, 'sent');
  return serverCertificates.kind === 'sent' ? serverCertificates.certificates.map(({ der }) => hex(der)) : [];
};

/** The diagram as text: who sent what, with `*` for what was sealed. */
const diagram = ({ transcript }: TlsConversation): string => transcript.seen.map(arrow).join('\n');

function arrow(seen: Seen): string {
  const side = seen.from === 'client' ? '>' : '<';
  if (seen.kind === 'handshake') return `${side} ${seen.message.kind}${seen.wasSealed ? '*' : ''}`;
  if (seen.kind === 'alert') return `${side} ${seen.alert.level} ${seen.alert.name}${seen.wasSealed ? '*' : ''}`;
  if (seen.kind === 'hidden') return `${side} hidden ${seen.content}`;
  return `${side} ${seen.kind === 'fault' ? seen.fault : seen.kind}`;
}

/** No message was misread, and all of each direction is accounted for. */
function checkClean({ transcript }: TlsConversation, segments: readonly Segment[]): void {
  for (const seen of transcript.seen) {
    assert.notEqual(seen.kind, 'fault', JSON.stringify(seen));
    if (seen.kind === 'handshake') assert.deepEqual(seen.message.faults, [], seen.message.kind);
  }
  for (const side of ['client', 'server'] as const) {
    const octets = segments.filter(({ from }) => from === side).reduce((sum, { bytes }) => sum + bytes.length, 0);
    assert.equal(transcript.seen.filter(({ from }) => from === side).at(-1)?.at.end ?? 0, octets);
  }
}

const reading = ({ segments, keyLog }: { segments: readonly Segment[]; keyLog: string }): TlsConversation => {
  const conversation = readConversation(segments, peers.keysOf(keyLog));
  checkClean(conversation, segments);
  return conversation;
};

before(() => peers.makeCertificates());

const chain = (): string[] => peers.derOf(readFileSync(peers.file('server.chain'), 'utf8'));

describe('TLS 1.2 between node and node', () => {
  for (const [suite, name] of [
    ['ECDHE-ECDSA-AES128-GCM-SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
    ['ECDHE-ECDSA-CHACHA20-POLY1305', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
    ['ECDHE-ECDSA-AES256-SHA', 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
  ] as const)
    it(`reads ${name}`, async () => {
      const server = await peers.nodeServer({ maxVersion: 'TLSv1.2', ALPNProtocols: ['sip/2'] });
      const recording = await peers.recordNode(server.port, { ciphers: suite, ALPNProtocols: ['sip/2', 'h2'] });
      server.close();
      const conversation = reading(recording);
      const { version, suite: code, keyExchange, scheme, protocol, isResumed } = choice(conversation);
      assert.deepEqual([versionName(version), suiteName(code), protocol, isResumed], ['TLSv1.2', name, 'sip/2', false]);
      assert.ok(keyExchange.kind === 'group' && /^(?:x25519|secp256r1)$/.test(groupName(keyExchange.group)));
      assert.match(schemeName(scheme ?? 0), /^ecdsa_/);
      assert.deepEqual(sent(conversation), chain());
      assert.equal(conversation.offer?.serverName, 'sip.example.com');
      assert.deepEqual(conversation.offer?.protocols, ['sip/2', 'h2']);
      assert.deepEqual(conversation.offer?.versions.map(versionName), ['TLSv1.3', 'TLSv1.2']);
      assert.equal(conversation.completion, 'established');
      assert.deepEqual(conversation.clientCertificate, { kind: 'not-asked' });
      assert.equal(conversation.tickets.length, 1);
    });

  it('draws a full handshake and a resumed one', async () => {
    const server = await peers.nodeServer({ maxVersion: 'TLSv1.2' });
    const first = await peers.recordNode(server.port, {});
    const second = await peers.recordNode(server.port, { session: first.session });
    server.close();
    assert.equal(
      diagram(reading(first)),
      `> client_hello
< server_hello
< certificate
< server_key_exchange
< server_hello_done
> client_key_exchange
> change_cipher_spec
> hidden handshake
< new_session_ticket
< change_cipher_spec
< hidden handshake
> application_data
< application_data
> hidden alert
< hidden alert`,
    );
    const resumed = reading(second);
    assert.equal(choice(resumed).isResumed, true);
    assert.deepEqual(choice(resumed).keyExchange, { kind: 'none' });
    assert.deepEqual(resumed.serverCertificates, { kind: 'none' });
    assert.equal(resumed.completion, 'established');
  });

  it('reads DHE and RSA key exchange', async () => {
    const server = await peers
      .opensslServer('-cert', 'rsa.pem', '-key', 'rsa.key', '-tls1_2', '-dhparam', peers.file('none'), '-rev')
      .catch(() => peers.opensslServer('-cert', 'rsa.pem', '-key', 'rsa.key', '-tls1_2', '-rev'));
    const dhe = reading(await peers.recordNode(server.port, { ciphers: 'DHE-RSA-AES128-GCM-SHA256' }));
    const rsa = reading(await peers.recordNode(server.port, { ciphers: 'AES128-SHA' }));
    server.close();
    assert.deepEqual([suiteName(choice(dhe).suite), choice(dhe).keyExchange.kind], ['TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', 'dhe']);
    assert.match(schemeName(choice(dhe).scheme ?? 0), /^rsa_/);
    const { keyExchange } = choice(dhe);
    assert.ok(keyExchange.kind === 'dhe' && [2048, 3072].includes(keyExchange.bits), JSON.stringify(keyExchange));
    assert.deepEqual([suiteName(choice(rsa).suite), choice(rsa).keyExchange], ['TLS_RSA_WITH_AES_128_CBC_SHA', { kind: 'none' }]);
  });

  it('reads the request for a client certificate and the three answers', async () => {
    const mutual = { requestCert: true, rejectUnauthorized: true, ca: peers.pem('root'), maxVersion: 'TLSv1.2' as const };
    const server = await peers.nodeServer(mutual);
    const own = { key: peers.key('client'), cert: peers.pem('client') + peers.pem('intermediate') };
    const shown = reading(await peers.recordNode(server.port, own));
    const none = reading(await peers.recordNode(server.port, {}));
    server.close();
    const { clientCertificate } = shown;
    assert.ok(clientCertificate.kind === 'asked' && clientCertificate.answer.kind === 'sent');
    assert.deepEqual(
      clientCertificate.answer.certificates.map(({ der }) => hex(der)),
      peers.derOf(own.cert),
    );
    assert.equal(clientCertificate.request.authorities.length, 1);
    assert.ok(hex(clientCertificate.request.authorities[0] ?? new Uint8Array()).includes(Buffer.from('Example Root').toString('hex')));
    assert.ok(clientCertificate.request.schemes.map(schemeName).includes('ecdsa_secp256r1_sha256'));
    assert.ok(none.clientCertificate.kind === 'asked' && none.clientCertificate.answer.kind === 'empty');
  });
});

describe('TLS 1.3', () => {
  for (const name of ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_CCM_SHA256'])
    it(`opens ${name} with the secrets of node's keylog`, async () => {
      const server = await peers.nodeServer({ minVersion: 'TLSv1.3', ciphers: name, ALPNProtocols: ['sip/2'] });
      const recording = await peers.recordNode(server.port, { ciphers: name, ALPNProtocols: ['sip/2'] });
      server.close();
      const conversation = reading(recording);
      const { version, suite, keyExchange, scheme, protocol } = choice(conversation);
      assert.deepEqual([versionName(version), suiteName(suite), protocol], ['TLSv1.3', name, 'sip/2']);
      assert.ok(keyExchange.kind === 'group' && groupName(keyExchange.group) === 'x25519');
      assert.equal(schemeName(scheme ?? 0), 'ecdsa_secp256r1_sha256');
      assert.deepEqual(sent(conversation), chain());
      assert.deepEqual([conversation.transcript.decryption, conversation.completion], ['opened', 'established']);
      assert.equal(conversation.tickets.length, 2);
      assert.deepEqual(
        conversation.alerts.map((alert) => alert.kind === 'readable' && alert.alert.name),
        ['close_notify', 'close_notify'],
      );
    });

  it('draws mutual authentication, and the refusal that comes after it', async () => {
    const server = await peers.opensslServer(
      ...['-cert', 'server.pem', '-key', 'server.key', '-Verify', '3', '-CAfile', 'root.pem', '-rev'],
    );
    const own = { key: peers.key('client'), cert: peers.pem('client') + peers.pem('intermediate') };
    const refused = reading(await peers.recordNode(server.port, {}));
    const shown = reading(await peers.recordNode(server.port, own));
    server.close();
    assert.ok(refused.clientCertificate.kind === 'asked' && refused.clientCertificate.answer.kind === 'empty');
    assert.deepEqual(
      refused.alerts.map((one) => one.kind === 'readable' && [one.from, one.alert.level, one.alert.code, one.alert.name, one.wasSealed]),
      [['server', 'fatal', 116, 'certificate_required', true]],
    );
    assert.ok(shown.clientCertificate.kind === 'asked' && shown.clientCertificate.answer.kind === 'sent');
    assert.equal(shown.clientCertificate.answer.certificates.length, 2);
    assert.match(
      diagram(shown),
      new RegExp(
        ['^> client_hello', '< server_hello', '< change_cipher_spec', '< encrypted_extensions\\*', '< certificate_request\\*']
          .concat(['< certificate\\*', '< certificate_verify\\*', '< finished\\*', '> change_cipher_spec', '> certificate\\*'])
          .concat(['> certificate_verify\\*', '> finished\\*', ''])
          .join('\n'),
      ),
    );
  });

  it('follows a key update', async () => {
    const server = await peers.opensslServer('-cert', 'server.pem', '-key', 'server.key', '-rev');
    const through = await peers.relay(server.port);
    const log = peers.file('keys-update');
    await peers.opensslKeyUpdate(through.port, '-servername', 'sip.example.com', '-keylogfile', log);
    through.close();
    server.close();
    const conversation = reading({ segments: through.segments, keyLog: readFileSync(log, 'utf8') });
    assert.equal(conversation.transcript.decryption, 'opened');
    const client = diagram(conversation)
      .split('\n')
      .filter((line) => line.startsWith('>'));
    assert.deepEqual(client.slice(-4), ['> application_data', '> key_update*', '> application_data', '> warning close_notify*']);
  });

  it('says what is hidden without secrets, and with those of another connection', async () => {
    const server = await peers.nodeServer({ minVersion: 'TLSv1.3' });
    const { segments, keyLog } = await peers.recordNode(server.port, {});
    server.close();
    const strange = keyLog.replaceAll(/^(\w+) (..)/gm, (_, label: string, two: string) => `${label} ${two === '00' ? '11' : '00'}`);
    for (const keys of [undefined, peers.keysOf(strange)]) {
      const conversation = readConversation(segments, keys);
      assert.equal(conversation.transcript.decryption, 'no-keys');
      assert.deepEqual(conversation.serverCertificates, { kind: 'hidden' });
      assert.deepEqual(conversation.clientCertificate, { kind: 'hidden' });
      assert.equal(conversation.completion, 'cannot-tell');
      assert.equal(choice(conversation).protocol, undefined);
    }
    const wrong = keyLog.replaceAll(/[\da-f]{2}$/gm, (two) => (two === '00' ? '11' : '00'));
    assert.deepEqual(readConversation(segments, peers.keysOf(wrong)).serverCertificates, { kind: 'hidden' });
  });

  it('reads HelloRetryRequest and resumption', async () => {
    const server = await peers.nodeServer({ minVersion: 'TLSv1.3', ecdhCurve: 'P-384' });
    const first = await peers.recordNode(server.port, { ecdhCurve: 'X25519:P-384' });
    const second = await peers.recordNode(server.port, { ecdhCurve: 'P-384', session: first.session });
    server.close();
    const retried = choice(reading(first));
    assert.equal(retried.wasRetried, true);
    assert.ok(retried.keyExchange.kind === 'group' && groupName(retried.keyExchange.group) === 'secp384r1');
    assert.equal(reading(first).offer?.hellos, 2);
    assert.equal(choice(reading(second)).isResumed, true);
    assert.deepEqual(reading(second).serverCertificates, { kind: 'none' });
  });
});

describe('against openssl', () => {
  for (const version of ['-tls1_2', '-tls1_3'])
    it(`shows the list as s_client -showcerts does (${version})`, async () => {
      const files = ['-cert', 'server.pem', '-key', 'server.key', '-cert_chain', 'more.chain'];
      const server = await peers.opensslServer(...files, version, '-status_file', 'staple.der', '-rev');
      const through = await peers.relay(server.port);
      const log = peers.file(`keys${version}`);
      const said = await peers.opensslClient(through.port, '-showcerts', '-status', '-servername', 'sip.example.com', '-keylogfile', log);
      through.close();
      server.close();
      const conversation = reading({ segments: through.segments, keyLog: readFileSync(log, 'utf8') });
      const printed = peers.derOf(said.slice(said.indexOf('Certificate chain'), said.indexOf('Server certificate')));
      assert.equal(printed.length, 4, said);
      assert.deepEqual(sent(conversation), printed);
      const { serverCertificates } = conversation;
      assert.ok(serverCertificates.kind === 'sent' && serverCertificates.stapled);
      assert.equal(hex(serverCertificates.stapled), readFileSync(peers.file('staple.der')).toString('hex'));
      assert.equal(versionName(choice(conversation).version), version === '-tls1_2' ? 'TLSv1.2' : 'TLSv1.3');
      assert.ok(extension(conversation.offer?.hello.extensions ?? [], 'status_request'));
    });

  it('reads TLS 1.0 and 1.1, where no scheme is named', async () => {
    const words = ['-cert', 'rsa.pem', '-key', 'rsa.key', '-cipher', 'ALL:@SECLEVEL=0', '-Verify', '1', '-CAfile', 'root.pem', '-rev'];
    const server = await peers.opensslServer(...words);
    for (const version of ['TLSv1', 'TLSv1.1'] as const) {
      const recording = await peers.recordNode(server.port, { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' });
      const conversation = reading(recording);
      assert.equal(versionName(choice(conversation).version), version);
      assert.equal(choice(conversation).scheme, undefined);
      assert.ok(conversation.clientCertificate.kind === 'asked' && conversation.clientCertificate.request.authorities.length === 1);
      assert.equal(conversation.completion, 'not-established');
      assert.equal(sent(conversation).length, 1);
    }
    server.close();
  });

  it('reads a pre-shared key without certificate', async () => {
    const psk = '00112233445566778899aabbccddeeff';
    const server = await peers.opensslServer('-nocert', '-psk', psk, '-psk_hint', 'hint', '-tls1_2', '-rev');
    const options = { ciphers: 'ECDHE-PSK-CHACHA20-POLY1305', pskCallback: () => ({ psk: Buffer.from(psk, 'hex'), identity: 'phone' }) };
    const conversation = reading(await peers.recordNode(server.port, { ...options, checkServerIdentity: () => undefined }));
    server.close();
    assert.equal(suiteName(choice(conversation).suite), 'TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256');
    assert.deepEqual([choice(conversation).keyExchange.kind, choice(conversation).scheme], ['group', undefined]);
    assert.deepEqual(conversation.serverCertificates, { kind: 'none' });
    assert.equal(conversation.completion, 'established');
  });

  it('names an alert and who sent it', async () => {
    const server = await peers.opensslServer('-cert', 'server.pem', '-key', 'server.key', '-tls1_3');
    const conversation = reading(await peers.recordNode(server.port, { maxVersion: 'TLSv1.2' }));
    server.close();
    const alert = { level: 'fatal', code: 70, name: 'protocol_version' };
    assert.deepEqual(conversation.answer, { kind: 'alert', alert });
    assert.deepEqual(
      conversation.alerts.map(({ from }) => from),
      ['server'],
    );
    assert.equal(conversation.completion, 'not-established');
  });
});

describe('scripted peers', () => {
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
  const from = (side: Segment['from'], text: string): Segment => ({ from: side, bytes: bytes(text) });
  const hello = (version: string, suite: string): string => `02000026 ${version} ${'07'.repeat(32)} 00 ${suite} 00`;

  it('a peer that speaks SIP', () => {
    const { answer, completion } = readConversation([{ from: 'server', bytes: Buffer.from('SIP/2.0 400 Bad Request\r\n') }]);
    assert.ok(answer.kind === 'foreign');
    assert.equal(new TextDecoder().decode(answer.octets), 'SIP/2.0 400 Bad Request\r\n');
    assert.equal(completion, 'not-established');
    assert.deepEqual(readConversation([]).answer, { kind: 'nothing' });
  });

  // No program at hand speaks SSL 3 any more, so its messages are written out here.
  it('an SSL 3 server that asks for a certificate, and a client that has none', () => {
    const conversation = readConversation([
      from('server', `16 0300 002a ${hello('0300', '000a')}`),
      from('server', '16 0300 000b 0d000003 01 01 00 0e0000'),
      from('server', '16 0300 0001 00 15 0300 0002 01 29'),
      from('client', '15 0300 0002 01 29'),
    ]);
    assert.deepEqual(
      [versionName(choice(conversation).version), suiteName(choice(conversation).suite)],
      [...['SSLv3', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA']],
    );
    assert.ok(conversation.clientCertificate.kind === 'asked');
    assert.deepEqual(conversation.clientCertificate.request.certificateTypes, [1]);
    assert.equal(conversation.clientCertificate.answer.kind, 'empty');
  });

  it('messages that are broken off, too long, or in records of a type that is none', () => {
    assert.equal(
      diagram(readConversation([from('server', '16 0303 0002 0b00 15 0303 0002 0228 18 0303 0001 00 16 0303 0004 0bffffff')])),
      '< interleaved\n< fatal handshake_failure\n< interleaved\n< unknown-type',
    );
    assert.equal(diagram(readConversation([from('server', '16 0303 0004 0bffffff 16 0303 0004 0e000000')])), '< message-too-long');
  });

  it('a hello with faults is read as far as it goes', () => {
    const conversation = readConversation([
      from('server', `16 0303 0035 02000031 0303 ${'07'.repeat(32)} 00 c02f 00 0009 ff01 0001 00 0010 0009 00`),
    ]);
    assert.equal(suiteName(choice(conversation).suite), 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256');
    assert.deepEqual(choice(conversation).hello.faults.length > 0, true);
    assert.ok(extension(choice(conversation).hello.extensions, 'renegotiation_info'));
  });

  it('a flood is not listed for ever', () => {
    const flood = new Uint8Array(16_389);
    flood.set([22, 3, 3, 0x40, 0]);
    const { transcript } = readConversation(new Array<Segment>(50).fill({ from: 'server', bytes: flood }));
    assert.deepEqual([transcript.isFull, transcript.seen.length], [true, 5000]);
  });
});

describe('hostile bytes', () => {
  let recordings: { segments: readonly Segment[]; keyLog: string }[] = [];
  before(async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const mutual = { requestCert: true, rejectUnauthorized: false, ca: peers.pem('root') };
      const server = await peers.nodeServer({ minVersion: version, maxVersion: version, ...mutual });
      recordings = [...recordings, await peers.recordNode(server.port, { key: peers.key('client'), cert: peers.pem('client') })];
      server.close();
    }
  });

  it('are read without a throw, and what is found lies in them', () => {
    const edit = fc.record({ at: fc.nat(20_000), byte: fc.nat(255), remove: fc.nat(3), insert: fc.nat(3), segment: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.boolean(), (edits, isNew) => {
        const recording = recordings[isNew ? 1 : 0];
        if (!recording) assert.fail();
        const segments = recording.segments.map(({ from, bytes }) => ({ from, bytes: [...bytes] }));
        for (const { at, byte, remove, insert, segment } of edits) {
          const bytes = segments[segment % segments.length]?.bytes;
          bytes?.splice(at % bytes.length, remove, ...new Array<number>(insert).fill(byte));
        }
        const mutated = segments.map(({ from, bytes }) => ({ from, bytes: Uint8Array.from(bytes) }));
        const { transcript } = readConversation(mutated, peers.keysOf(recording.keyLog));
        for (const side of ['client', 'server'] as const) {
          const octets = mutated.filter(({ from }) => from === side).reduce((sum, { bytes }) => sum + bytes.length, 0);
          for (const { from, at } of transcript.seen) if (from === side) assert.ok(at.start <= at.end && at.end <= octets);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('take time in proportion: the same handshake in drips, and floods', () => {
    for (const { segments, keyLog } of recordings) {
      const drips = segments.flatMap(({ from, bytes }) => [...bytes].map((byte) => ({ from, bytes: Uint8Array.of(byte) })));
      const plain = (all: readonly Segment[]) =>
        readConversation(all, peers.keysOf(keyLog)).transcript.seen.map(({ segment: _, ...rest }) => rest);
      assert.deepEqual(plain(drips), plain(segments));
    }
    const cost = (fill: (record: Uint8Array) => void, count: number): number => {
      const record = new Uint8Array(16_389);
      record.set([22, 3, 3, 0x40, 0]);
      fill(record.subarray(5));
      const start = performance.now();
      readConversation(new Array<Segment>(count).fill({ from: 'server', bytes: record }));
      return performance.now() - start;
    };
    const floods: ((body: Uint8Array) => void)[] = [
      (body) => body.fill(0),
      (body) => body.fill(11),
      (body) => body.set([11, 0x1f, 0xff, 0xff, 0x1f, 0xff, 0xfc]),
      (body) => body.set([2, 0, 0x3f, 0xfc, 3, 3]),
    ];
    for (const fill of floods) {
      cost(fill, 20);
      const [few, many] = [cost(fill, 100), cost(fill, 800)];
      assert.ok(many < 24 * Math.max(few, 10), `${few} ms for 100 records, ${many} ms for 800`);
    }
  });

  it('a key log of any text is read', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(readKeyLog(text).secret('A', new Uint8Array(32)), undefined)));
  });
});
