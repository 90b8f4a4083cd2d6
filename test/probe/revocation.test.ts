/** Revocation, asked of the real OCSP responder of openssl, of lists that openssl made, and of servers that misbehave. */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { before, describe, it } from 'node:test';
import type { RevocationCheck, RevocationFacts } from '#core/probe/revocation-facts';
import type { Certificate } from '#core/x509/certificate';
import { LARGEST_CRL } from '#core/x509/crl';
import { writeOcspRequest } from '#core/x509/ocsp';
import { writePem } from '#core/x509/pem';
import { digest } from '../../server/probe/certificates';
import { checkRevocation, newMemory, type RevocationQuestion } from '../../server/probe/revocation';
import { certificate, crl, issue, makeAuthority, ocspAnswer, write } from '../support/authority';
import { drip } from '../support/tls-peers';
import { ocspResponder, type Page, web } from '../support/web';

before(makeAuthority);

type Sources = Pick<Certificate, 'ocsp' | 'crls'>;

/** A leaf of the authority that names these sources, with its path. */
const pathOf = (name: string, sources: Sources = {}, ofIssuer: Sources = {}): readonly Certificate[] => [
  { ...certificate(name), ...sources },
  { ...certificate('a-ca'), ...ofIssuer },
  certificate('a-root'),
];

interface Wish extends Partial<RevocationQuestion> {
  readonly withinMs?: number;
  readonly signal?: AbortSignal;
}

const check = ({ withinMs = 3000, signal = new AbortController().signal, ...question }: Wish): Promise<RevocationFacts> =>
  checkRevocation(
    { path: pathOf('good'), stapled: undefined, online: undefined, now: new Date(), ...question },
    { deadline: performance.now() + withinMs, signal },
  );

const online = (path: readonly Certificate[], wish: Wish = {}): Promise<RevocationFacts> => check({ path, online: newMemory(), ...wish });
const told = ({ revocation, checks }: RevocationFacts): string =>
  [revocation, ...checks.map(({ source, outcome }) => `${source} ${outcome}`)].join(', ');
const first = ({ checks: [one] }: RevocationFacts): RevocationCheck => {
  assert.ok(one);
  return one;
};
const answerTo = (name: string, words = ['-ndays', '7']): Uint8Array =>
  ocspAnswer(writeOcspRequest(certificate(name), certificate('a-ca'), digest), { words });

describe('revocation, stapled', () => {
  it('nothing stapled, nobody asked: not checked', async () => {
    assert.deepEqual(await check({ path: pathOf('good', { ocsp: ['http://127.0.0.1:1/'] }) }), { revocation: 'not-checked', checks: [] });
  });

  for (const [name, expected] of [
    ['good', 'good, stapled good'],
    ['revoked', 'revoked, stapled revoked'],
    ['unknown', 'unknown, stapled unknown'],
  ] as const)
    it(name, async () => {
      const facts = await check({ path: pathOf(name), stapled: answerTo(name) });
      assert.equal(told(facts), expected);
      assert.equal(first(facts).certificate, certificate(name).sha256);
      assert.ok(first(facts).thisUpdate && first(facts).nextUpdate);
      assert.equal(first(facts).reason, name === 'revoked' ? 'keyCompromise' : undefined);
    });

  it('for another certificate, out of date, rubbish: bad, and nothing is known', async () => {
    for (const [stapled, why] of [
      [answerTo('revoked'), /serial 1002, not 1001/],
      [Uint8Array.of(1, 2, 3), /cannot be read/],
      [Uint8Array.of(0x30, 3, 0x0a, 1, 6), /unauthorized/],
    ] as const) {
      const facts = await check({ stapled });
      assert.equal(told(facts), 'unavailable, stapled bad');
      assert.match(first(facts).why, why);
    }
    const late = await check({ stapled: answerTo('good'), now: new Date(Date.now() + 8 * 86_400_000) });
    assert.equal(told(late), 'unavailable, stapled bad');
  });

  it('without the issuer it cannot be judged', async () => {
    const facts = await check({ path: [certificate('good')], stapled: answerTo('good') });
    assert.equal(told(facts), 'unavailable, stapled unavailable');
    assert.match(first(facts).why, /certificate of the issuer, which is missing/);
  });
});

describe('revocation by the OCSP responder of openssl', () => {
  const words = ['-index', 'a-index.txt', '-CA', 'a-ca.pem', '-ndays', '7'];

  it('the URL that stands in the certificate is asked', async () => {
    const responder = await ocspResponder(...words, '-rsigner', 'a-delegate.pem', '-rkey', 'a-delegate.key');
    write('r.ext', `authorityInfoAccess=OCSP;URI:${responder.url}\n`);
    for (const [serial, expected] of [
      ['1001', 'good, ocsp good'],
      ['1002', 'revoked, ocsp revoked'],
      ['77', 'unknown, ocsp unknown'],
    ] as const) {
      issue(`r-${serial}`, { subject: '/CN=sip.example.com', extensions: 'r.ext', by: 'a-ca', serial });
      const facts = await online([certificate(`r-${serial}`), certificate('a-ca'), certificate('a-root')]);
      assert.equal(told(facts), expected, first(facts).why);
      assert.equal(first(facts).url, responder.url);
      assert.ok((first(facts).durationMs ?? 0) > 0);
    }
    responder.close();
  });

  it('a signer whom nobody appointed', async () => {
    const responder = await ocspResponder(...words, '-rsigner', 'a-impostor.pem', '-rkey', 'a-impostor.key');
    const facts = await online(pathOf('good', { ocsp: [responder.url] }));
    responder.close();
    assert.equal(told(facts), 'unavailable, ocsp bad');
    assert.match(first(facts).why, /CN=Impostor, whom the issuer of the certificate did not appoint/);
  });

  it('intermediates are asked about too', async () => {
    const responder = await ocspResponder(...words, '-rsigner', 'a-ca.pem', '-rkey', 'a-ca.key');
    const lists = await web({ '/root.crl': crl({ signer: 'a-root' }) });
    const facts = await online(pathOf('good', { ocsp: [responder.url] }, { crls: [lists.url('/root.crl')] }));
    responder.close();
    lists.close();
    assert.equal(told(facts), 'good, ocsp good, crl good');
    assert.deepEqual(
      facts.checks.map((one) => one.certificate),
      [certificate('good').sha256, certificate('a-ca').sha256],
    );
  });
});

describe('revocation by lists of openssl', () => {
  for (const [name, expected] of [
    ['good', 'good, crl good'],
    ['revoked', 'revoked, crl revoked'],
  ] as const)
    for (const form of ['DER', 'PEM'] as const)
      it(`${name}, ${form}`, async () => {
        const list = crl();
        const peer = await web({ '/a.crl': form === 'DER' ? list : Buffer.from(writePem('X509 CRL', list)) });
        assert.equal(told(await online(pathOf(name, { crls: [peer.url('/a.crl')] }))), expected);
        await peer.closed();
        assert.deepEqual(peer.asked, ['GET /a.crl']);
        peer.close();
      });

  it('OCSP that is of no use, then the list; ldap is not supported', async () => {
    const peer = await web({ '/a.crl': crl(), '/ocsp': Uint8Array.of(0x30, 3, 0x0a, 1, 3) });
    const crls = ['ldap://ldap.example.com/cn=ca', peer.url('/a.crl')];
    const facts = await online(pathOf('good', { ocsp: [peer.url('/ocsp')], crls }));
    assert.equal(told(facts), 'good, ocsp unavailable, crl unavailable, crl good');
    assert.match(facts.checks[0]?.why ?? '', /tryLater/);
    assert.equal(facts.checks[1]?.why, 'The revocation list at ldap.example.com is of no use: ldap: is not supported, only http: is.');
    assert.deepEqual(peer.asked, ['POST /ocsp application/ocsp-request 69', 'GET /a.crl']);
    peer.close();
  });

  it('a word that is clear ends the asking', async () => {
    const peer = await web({ '/ocsp': (response, body) => response.end(ocspAnswer(body)), '/a.crl': crl() });
    const facts = await online(pathOf('revoked', { ocsp: [peer.url('/ocsp'), peer.url('/other')], crls: [peer.url('/a.crl')] }));
    assert.equal(told(facts), 'revoked, ocsp revoked');
    assert.equal(peer.asked.length, 1);
    peer.close();
  });

  it('a good staple does not keep from asking, and the worse word counts', async () => {
    const peer = await web({ '/a.crl': crl() });
    const [leaf, ...rest] = pathOf('revoked', { crls: [peer.url('/a.crl')] });
    // As if it had been stapled before the revocation.
    const good = answerTo('good');
    assert.ok(leaf);
    const path = [leaf, ...rest];
    assert.equal(told(await online(path, { stapled: good })), 'revoked, stapled bad, crl revoked');
    peer.close();
  });

  it('nobody is named: unavailable online; a certificate that signed itself: nothing to check', async () => {
    assert.equal(told(await online(pathOf('good'))), 'unavailable');
    assert.equal(told(await online([certificate('a-root')])), 'not-checked');
  });
});

describe('revocation, asked of servers that misbehave', () => {
  const silent: Page = () => undefined;
  const dripping: Page = (response) => void drip(response.socket as Socket, Buffer.from('HTTP/1.1 200 OK\r\nX-A: bbbb'), 5);
  const drippingBody: Page = (response) => {
    (response.socket as Socket).write('HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n');
    void drip(response.socket as Socket, Buffer.from('aa'), 5);
  };
  const endless: Page = (response) => {
    const more = (): void =>
      void (response.destroyed || (response.write(Buffer.alloc(65_536)) ? setImmediate(more) : response.once('drain', more)));
    more();
  };
  const redirect =
    (to: string, status = 302): Page =>
    (response) =>
      response.writeHead(status, { location: to }).end();
  const speak =
    (text: string): Page =>
    (response) =>
      void (response.socket as Socket).end(text);

  for (const [title, page, why] of [
    ['silent', silent, /it did not answer in time/],
    ['dripping', dripping, /did not answer in time/],
    ['dripping its body', drippingBody, /did not end in time/],
    ['endless', endless, /more bytes than are read here \(100000\)/],
    [
      'announcing too much',
      (response) => response.writeHead(200, { 'content-length': 100_001 }).write('a'),
      /has 100001 bytes, more than is read/,
    ],
    ['an error', (response) => response.writeHead(503).end(), /HTTP status 503/],
    ['a page', Buffer.from('<html>'), /cannot be read/],
    ['nothing', new Uint8Array(), /cannot be read/],
    ['a redirect to https', redirect('https://127.0.0.1/', 307), /redirects to what is not followed: https: is not supported/],
    ['a redirect to a file', redirect('file:///etc/passwd', 308), /file: is not supported/],
    ['a redirect to nowhere', redirect('http://[', 307), /this is no URL/],
    ['a redirect that asks for another method', redirect('/x', 302), /HTTP status 302/],
    ['a circle', redirect('/ocsp', 307), /redirects more than 2 times/],
    ['another protocol', speak('HTTP/1.1 101 Go on\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'), /HTTP status 101/],
    ['closing', (response) => void (response.socket as Socket).destroy(), /closed the connection without an answer/],
    ['speaking SMTP', speak('220 mail.example.com ESMTP\r\n'), /no HTTP/],
    ['a header without end', speak(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}`), /no HTTP/],
    [
      'cut in its body',
      (response) => {
        response.writeHead(200, { 'content-length': 50 }).write('a', () => (response.socket as Socket).destroy());
      },
      /broke off/,
    ],
  ] as readonly (readonly [string, Page, RegExp])[])
    it(title, async () => {
      const peer = await web({ '/ocsp': page });
      const begun = performance.now();
      const facts = await online(pathOf('good', { ocsp: [peer.url('/ocsp')] }), { withinMs: 300 });
      assert.ok(performance.now() - begun < 1000);
      assert.match(told(facts), /^unavailable, ocsp (?:unavailable|bad)$/);
      assert.match(first(facts).why, why);
      if (first(facts).outcome === 'unavailable') assert.ok(first(facts).why.includes(`127.0.0.1:${peer.port} `), first(facts).why);
      await peer.closed();
      peer.close();
    });

  it('a silent one leaves time for the next', async () => {
    const peer = await web({ '/ocsp': silent, '/a.crl': crl() });
    const facts = await online(pathOf('good', { ocsp: [peer.url('/ocsp')], crls: [peer.url('/a.crl')] }), { withinMs: 600 });
    assert.equal(told(facts), 'good, ocsp unavailable, crl good');
    peer.close();
  });

  it('a list of 20 MB is refused', async () => {
    const peer = await web({ '/a.crl': new Uint8Array(20_000_000) });
    const facts = await online(pathOf('good', { crls: [peer.url('/a.crl')] }));
    assert.match(first(facts).why, new RegExp(`has 20000000 bytes, more than is read here \\(${LARGEST_CRL}\\)`));
    peer.close();
  });

  it('nothing listens; no such name; no URL', async () => {
    const peer = await web({});
    peer.close();
    for (const [url, why] of [
      [peer.url('/'), /nothing listens there/],
      ['http://nowhere.invalid/', /DNS/],
      ['http://', /this is no URL/],
      ['nonsense\u202e', /nonsense.*is of no use: this is no URL/],
      ['https://127.0.0.1/', /https: is not supported/],
    ] as const)
      assert.match(first(await online(pathOf('good', { ocsp: [url] }))).why, why);
  });

  it('cancelled at once, with what was learnt', async () => {
    const controller = new AbortController();
    const peer = await web({ '/ocsp': () => controller.abort() });
    const begun = performance.now();
    const facts = await online(pathOf('good', { ocsp: [peer.url('/ocsp'), peer.url('/b')] }), { signal: controller.signal });
    assert.ok(performance.now() - begun < 1000);
    assert.equal(told(facts), 'unavailable, ocsp unavailable, ocsp unavailable');
    assert.match(first(facts).why, /it was cancelled/);
    await peer.closed();
    assert.equal(peer.asked.length, 1);
    peer.close();
  });

  it('a certificate that names a hundred sources costs six requests', async () => {
    const peer = await web({});
    const many = Array.from({ length: 100 }, (_, i) => peer.url(`/${i}`));
    assert.equal((await online(pathOf('good', { ocsp: many, crls: many }))).checks.length, 6);
    assert.equal(peer.asked.length, 6);
    peer.close();
  });

  it('eight addresses with one certificate ask once', async () => {
    const peer = await web({ '/ocsp': (response, body) => response.end(ocspAnswer(body)), '/a.crl': crl({ signer: 'a-root' }) });
    const memory = newMemory();
    const path = pathOf('good', { ocsp: [peer.url('/ocsp')] }, { crls: [peer.url('/a.crl')] });
    const all = await Promise.all(Array.from({ length: 8 }, () => check({ path, online: memory })));
    for (const facts of all) assert.equal(told(facts), 'good, ocsp good, crl good');
    assert.deepEqual(peer.asked.toSorted(), ['GET /a.crl', 'POST /ocsp application/ocsp-request 69']);
    peer.close();
  });
});
