import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { before, describe, it } from 'node:test';
import * as tls from 'node:tls';
import { hex } from '#core/tls/wire';
import { connectTcp } from '../../server/probe/connect';
import { type Handshake, type Offer, shakeHands } from '../../server/probe/handshake';
import { askOptions } from '../../server/probe/options';
import { type ContextOptions, type TlsContext, tlsContext } from '../../server/probe/tls-context';
import * as peers from '../core/tls/peers';
import { bytes, makeClientFiles, PASSPHRASE, text } from '../support/certs';
import { counted, drip, hexBytes, type Peer, scripted } from '../support/tls-peers';

before(makeClientFiles);

const ready = (options: Partial<ContextOptions> = {}): TlsContext => {
  const made = tlsContext({ authorities: [text('root.pem')], identity: undefined, ...options });
  assert.ok(made.kind === 'ready', JSON.stringify(made));
  return made;
};

interface Wish extends Partial<Omit<Offer, 'context'>> {
  readonly context?: TlsContext;
  readonly withinMs?: number;
  readonly signal?: AbortSignal;
}

async function shake(port: number, { withinMs = 3000, signal = new AbortController().signal, ...wish }: Wish = {}): Promise<Handshake> {
  const limits = { deadline: performance.now() + withinMs, signal };
  const tcp = await connectTcp({ address: '127.0.0.1', port }, limits);
  assert.ok(tcp.kind === 'open');
  const offer: Offer = { serverName: 'sip.example.com', protocols: [], refusalMs: 1500, context: wish.context ?? ready(), ...wish };
  const found = await shakeHands(tcp.socket, offer, limits);
  if (found.kind === 'ok') found.channel.close();
  return found;
}

const node = (options: tls.TlsOptions = {}): Promise<Peer> =>
  counted(
    tls.createServer({ key: text('server.key'), cert: text('server.chain'), ...options }, (socket) =>
      socket.on('error', () => undefined).resume(),
    ),
  );

const sent = ({ conversation: { serverCertificates } }: Handshake): string[] =>
  serverCertificates.kind === 'sent' ? serverCertificates.certificates.map(({ der }) => hex(der)) : [];

const chain = (): string[] => peers.derOf(text('server.chain'));
const mutual = (isRequired: boolean, version: tls.SecureVersion): tls.TlsOptions => ({
  requestCert: true,
  rejectUnauthorized: isRequired,
  ca: text('root.pem'),
  minVersion: version,
  maxVersion: version,
});

/** One handshake with a peer that is gone afterwards; nothing of this side may keep it. */
async function against(peer: Promise<Peer>, wish: Wish = {}): Promise<Handshake> {
  const { port, closed, close } = await peer;
  try {
    const found = await shake(port, wish);
    await closed();
    return found;
  } finally {
    close();
  }
}

for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
  describe(`handshake in ${version}`, () => {
    const only = { minVersion: version, maxVersion: version };

    it('shows the chain as sent, the library verdict, ALPN and SNI, in one connection', async () => {
      const found = await against(node({ ...only, ALPNProtocols: ['sip/2'] }), { protocols: ['sip/2'] });
      assert.ok(found.kind === 'ok', found.kind);
      assert.deepEqual(sent(found), chain());
      assert.deepEqual([found.verdict, found.clientCertificate, found.serverName], [{ kind: 'trusted' }, 'none', 'sip.example.com']);
      assert.ok(found.conversation.answer.kind === 'chosen' && found.conversation.answer.protocol === 'sip/2');
      assert.equal(found.conversation.offer?.serverName, 'sip.example.com');
      assert.ok(found.tlsMs > 0 && (found.firstOctetMs ?? 0) > 0);
    });

    it('says why a chain is not trusted', async () => {
      const found = await against(node({ ...only, cert: text('server.pem') }));
      assert.deepEqual(found.kind === 'ok' && found.verdict, { kind: 'not-trusted', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    });

    it('certificate required, none given', async () => {
      const found = await against(node(mutual(true, version)));
      assert.deepEqual([found.kind !== 'ok', found.clientCertificate], [true, 'required'], found.kind);
      assert.deepEqual(sent(found), chain());
    });

    it('certificate requested, none given', async () => {
      const found = await against(node(mutual(false, version)));
      assert.deepEqual([found.kind, found.clientCertificate], ['ok', 'requested']);
    });

    it('certificate given, as PEM and as PKCS#12, and nothing secret in the result', async () => {
      for (const identity of [
        {
          kind: 'pem',
          certificates: text('client.pem') + text('intermediate.pem'),
          key: text('client.sealed.key'),
          passphrase: PASSPHRASE,
        },
        { kind: 'pkcs12', bytes: bytes('client.p12'), passphrase: PASSPHRASE },
      ] as const) {
        const found = await against(node(mutual(true, version)), { context: ready({ identity }) });
        assert.deepEqual([found.kind, found.clientCertificate], ['ok', 'requested']);
        assert.ok(!JSON.stringify({ ...found, channel: undefined }).includes(PASSPHRASE));
      }
    });

    it('openssl s_server that requires a certificate: the alert, also when it comes late', async () => {
      const server = await peers.opensslServer(
        '-key',
        'server.key',
        '-cert',
        'server.pem',
        '-CAfile',
        'root.pem',
        '-Verify',
        '2',
        `-${version === 'TLSv1.2' ? 'tls1_2' : 'tls1_3'}`,
      );
      const found = await shake(server.port);
      server.close();
      assert.ok(found.kind === 'alert', found.kind);
      const late = version === 'TLSv1.3';
      assert.deepEqual(
        [found.alert.name, found.alert.direction, found.isLate],
        [late ? 'certificate_required' : 'handshake_failure', 'received', late],
      );
      assert.equal(found.clientCertificate, 'required');
    });

    it('reads the stapled answer of openssl s_server', async () => {
      const flag = version === 'TLSv1.2' ? '-tls1_2' : '-tls1_3';
      const server = await peers.opensslServer('-key', 'server.key', '-cert', 'server.pem', '-status_file', 'staple.der', flag);
      const found = await shake(server.port);
      server.close();
      const { serverCertificates } = found.conversation;
      assert.ok(serverCertificates.kind === 'sent');
      assert.equal(hex(serverCertificates.stapled ?? new Uint8Array()), hex(bytes('staple.der')));
    });
  });

describe('handshake', () => {
  it('reaches a server of TLS 1.0', async () => {
    const found = await against(node({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' }));
    assert.equal(found.kind, 'ok');
    assert.ok(found.conversation.answer.kind === 'chosen' && found.conversation.answer.version === 0x0301);
  });

  for (const [asked, seen] of [
    [null, null],
    ['192.0.2.1', null],
    ['[2001:db8::1]', null],
    ['other.example.com.', 'other.example.com'],
  ] as const)
    it(`server name ${asked}`, async () => {
      const found = await against(node(), { serverName: asked });
      assert.deepEqual([found.kind, found.serverName, found.conversation.offer?.serverName], ['ok', seen, seen]);
    });

  it('no common protocol: an alert', async () => {
    const found = await against(node({ ALPNProtocols: ['h2'] }), { protocols: ['sip/2'] });
    assert.deepEqual(found.kind === 'alert' && [found.alert.name, found.isLate], ['no_application_protocol', false]);
  });

  for (const [name, speak, kind] of [
    ['ends', (socket) => socket.end(), 'closed'],
    ['resets', (socket) => socket.resetAndDestroy(), 'reset'],
    ['speaks SIP', (socket) => socket.write('SIP/2.0 400 Bad Request\r\n\r\n'), 'plain-sip'],
    ['speaks HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'http'],
    ['speaks SSH', (socket) => socket.write('SSH-2.0-OpenSSH_9\r\n'), 'not-tls'],
    ['sends an alert at once', (socket) => socket.end(hexBytes('15 0303 0002 0228')), 'alert'],
    ['sends a record of junk', (socket) => socket.write(hexBytes('16 0303 0006 0200 0002 0303')), 'malformed'],
    ['warns without end', (socket) => socket.write(hexBytes('15 0303 0002 015a'.repeat(20))), 'malformed'],
    ['chooses SSL 3', (socket) => socket.write(hexBytes(`16 0300 002a 02000026 0300 ${'07'.repeat(32)} 00 000a 00`)), 'unsupported'],
  ] as const satisfies readonly (readonly [string, Parameters<typeof scripted>[0], Handshake['kind']])[])
    it(`a peer that ${name}: ${kind}`, async () => {
      const found = await against(scripted(speak));
      assert.equal(found.kind, kind);
      assert.equal(found.clientCertificate, 'cannot-tell');
    });

  it('silent, stalled and dripping peers end at the deadline', async () => {
    for (const [speak, kind] of [
      [() => undefined, 'silent'],
      [(socket) => socket.write(hexBytes('16 0303 0050 02')), 'stalled'],
      [(socket) => void drip(socket, hexBytes('16 0303 4000 02 00 3f fc 03'), 5), 'stalled'],
    ] as const satisfies readonly (readonly [Parameters<typeof scripted>[0], string])[]) {
      const start = performance.now();
      assert.equal((await against(scripted(speak), { withinMs: 120 })).kind, kind);
      assert.ok(performance.now() - start < 1000);
    }
  });

  it('is cancelled at once, before and during', async () => {
    const peer = await scripted(() => stop.abort());
    const stop = new AbortController();
    const start = performance.now();
    assert.equal((await shake(peer.port, { signal: stop.signal, withinMs: 60_000 })).kind, 'cancelled');
    await peer.closed();
    const socket = connect(peer.port, '127.0.0.1');
    const limits = { deadline: performance.now() + 60_000, signal: stop.signal };
    const found = await shakeHands(socket, { serverName: null, protocols: [], refusalMs: 1, context: ready() }, limits);
    assert.deepEqual([found.kind, socket.destroyed], ['cancelled', true]);
    assert.ok(performance.now() - start < 2000);
    peer.close();
  });

  it('a wrong passphrase, a foreign key, old encryption and no key at all are told before anything is sent', () => {
    const identity = { kind: 'pem', certificates: text('client.pem'), key: text('client.sealed.key') } as const;
    const fault = (options: Partial<ContextOptions>): unknown => {
      const made = tlsContext({ authorities: undefined, identity: undefined, ...options });
      assert.ok(!JSON.stringify(made).includes('wrong pass'));
      return made.kind === 'bad-identity' ? made.fault : made.kind;
    };
    assert.equal(fault({ identity: { ...identity, passphrase: 'wrong pass' } }), 'wrong-passphrase');
    assert.equal(fault({ identity: { kind: 'pkcs12', bytes: bytes('client.p12'), passphrase: 'wrong pass' } }), 'wrong-passphrase');
    assert.equal(fault({ identity: { ...identity, key: readFileSync(peers.file('server.key'), 'utf8') } }), 'key-mismatch');
    assert.equal(fault({ identity: { ...identity, key: 'no key' } }), 'unreadable');
    assert.equal(fault({ identity: { kind: 'pkcs12', bytes: bytes('old.p12'), passphrase: PASSPHRASE } }), 'old-encryption');
    assert.equal(fault({ authorities: ['no certificate'] }), 'bad-authorities');
  });

  it('carries an OPTIONS and its answer', async () => {
    const answering = tls.createServer({ key: text('server.key'), cert: text('server.chain') }, (socket) => {
      socket.once('data', (request) => socket.write(answerTo(String(request))));
      socket.on('error', () => undefined);
    });
    const { port, closed, close } = await counted(answering);
    const limits = { deadline: performance.now() + 3000, signal: new AbortController().signal };
    const tcp = await connectTcp({ address: '127.0.0.1', port }, limits);
    assert.ok(tcp.kind === 'open');
    const found = await shakeHands(tcp.socket, { serverName: null, protocols: [], refusalMs: 1, context: ready() }, limits);
    assert.ok(found.kind === 'ok');
    const request = { uri: 'sip:127.0.0.1;transport=tls', address: '127.0.0.1', port: 5061, token: () => 'abc' };
    const result = await askOptions(found.channel.stream, request, limits);
    assert.ok(result.kind === 'answered' && result.answer.status === 200, result.kind);
    found.channel.close();
    await closed();
    close();
  });
});

const answerTo = (request: string): string =>
  [
    'SIP/2.0 200 OK',
    ...request.split('\r\n').filter((line) => /^(?:Via|From|To|Call-ID|CSeq):/.test(line)),
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
