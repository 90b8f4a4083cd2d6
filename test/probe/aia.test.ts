/** Missing issuers, fetched from the URLs that real certificates name. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { Certificate } from '#core/x509/certificate';
import { trustStore } from '#core/x509/path';
import { completeByAia } from '../../server/probe/aia';
import { checkSignature } from '../../server/probe/certificates';
import { newMemory } from '../../server/probe/revocation';
import { file, openssl } from '../core/tls/peers';
import { certificate, issue, makeAuthority, write } from '../support/authority';
import { text } from '../support/certs';
import { type Page, type Web, web } from '../support/web';

before(makeAuthority);

const newQuestion = (sent: readonly Certificate[], anchors: readonly Certificate[] = [certificate('a-root')]) => ({
  sent,
  store: trustStore('test', anchors),
  aia: [],
  purpose: 'server' as const,
  now: new Date(),
  checkSignature,
});

interface Wish {
  readonly sent: readonly Certificate[];
  readonly anchors?: readonly Certificate[];
  readonly withinMs?: number;
}

async function complete({ sent, anchors, withinMs = 2000 }: Wish, memory = newMemory()) {
  const limits = { deadline: performance.now() + withinMs, signal: new AbortController().signal };
  const completed = await completeByAia(newQuestion(sent, anchors), memory, limits);
  assert.ok(completed.verdict.kind === 'judged');
  const { path, isTrusted, isComplete } = completed.verdict;
  const told = [path.end.kind, ...path.links.map((link) => `${link.certificate.subject.text} ${link.from}`)].join('; ');
  return { ...completed, told, isTrusted, isComplete, path };
}

/** A leaf whose certificate names this URL, signed by the authority. */
function leafThatNames(...urls: readonly string[]): Certificate {
  write('i.ext', `authorityInfoAccess=${urls.map((url) => `caIssuers;URI:${url}`).join(',')}\n`);
  issue('i-leaf', { subject: '/CN=leaf', extensions: 'i.ext', by: 'a-ca' });
  return certificate('i-leaf');
}

async function withPages<T>(pages: { readonly [path: string]: Page }, act: (peer: Web) => Promise<T>): Promise<T> {
  const peer = await web(pages);
  try {
    return await act(peer);
  } finally {
    peer.close();
  }
}

describe('issuers by AIA', () => {
  const whole = 'anchor; CN=leaf sent; CN=Authority,O=Example aia; CN=Authority Root,O=Example store';
  const pkcs7 = () => {
    write('i-both.pem', text('a-twin.pem') + text('a-ca.pem'));
    openssl('crl2pkcs7', '-nocrl', '-certfile', 'i-both.pem', '-outform', 'DER', '-out', 'i.p7c');
    return readFileSync(file('i.p7c'));
  };
  for (const [form, page] of [
    ['DER', () => certificate('a-ca').der],
    ['PEM', () => Buffer.from(text('a-ca.pem'))],
    ['PKCS #7, with another of that name', pkcs7],
  ] as const)
    it(form, () =>
      withPages({ '/ca': page() }, async (peer) => {
        const { told, isTrusted, isComplete, fetched, fetches } = await complete({ sent: [leafThatNames(peer.url('/ca'))] });
        assert.equal(told, whole);
        // A peer that fetches nothing does not get there: the verdict on what was sent stays.
        assert.deepEqual([isTrusted, isComplete], [false, false]);
        assert.deepEqual(
          fetched.map((one) => [one.certificate.sha256, one.from]),
          [[certificate('a-ca').sha256, peer.url('/ca')]],
        );
        assert.equal(fetches[0]?.why, `127.0.0.1:${peer.port} publishes CN=Authority,O=Example.`);
        assert.deepEqual(peer.asked, ['GET /ca']);
      }),
    );

  it('nothing is missing: nobody is asked', () =>
    withPages({}, async (peer) => {
      const { told, fetches } = await complete({ sent: [leafThatNames(peer.url('/ca')), certificate('a-ca')] });
      assert.match(told, /^anchor; CN=leaf sent; CN=Authority,O=Example sent/);
      assert.deepEqual([fetches, peer.asked], [[], []]);
    }));

  it('another certificate than the issuer, another generation of it, rubbish, nothing', () =>
    withPages({ '/root': certificate('a-root').der, '/twin': certificate('a-twin').der, '/page': Buffer.from('<html>') }, async (peer) => {
      for (const [path, outcome, why] of [
        ['/root', 'other', /publishes CN=Authority Root,O=Example, which did not issue CN=leaf\.$/],
        ['/twin', 'other', /of that name with another key; it did not issue CN=leaf\.$/],
        ['/page', 'unreadable', /is no certificate that can be read/],
        ['/none', 'unavailable', /could not be fetched from 127\.0\.0\.1:\d+: it answered with HTTP status 404\.$/],
      ] as const) {
        const { told, fetched, fetches } = await complete({ sent: [leafThatNames(peer.url(path))] });
        assert.equal(told, 'missing; CN=leaf sent');
        assert.deepEqual([fetched, fetches[0]?.outcome], [[], outcome]);
        assert.match(fetches[0]?.why ?? '', why);
      }
    }));

  it('the next URL where one is of no use; other schemes are not asked', () =>
    withPages({ '/root': certificate('a-root').der, '/ca': certificate('a-ca').der }, async (peer) => {
      const urls = ['ldap://ldap.example.com/cn=ca', peer.url('/root'), peer.url('/ca')];
      const { told, fetches } = await complete({ sent: [leafThatNames(...urls)] });
      assert.equal(told, whole);
      assert.deepEqual(
        fetches.map(({ outcome }) => outcome),
        ['unavailable', 'other', 'issuer'],
      );
      assert.match(fetches[0]?.why ?? '', /ldap: is not supported, only http: is/);
    }));

  it('three steps and no more', async () => {
    const pages: { [path: string]: Page } = {};
    await withPages(pages, async (peer) => {
      const ca = (name: string, above: string) => {
        write('i-ca.ext', `basicConstraints=critical,CA:TRUE\nauthorityInfoAccess=caIssuers;URI:${peer.url(`/${above}`)}\n`);
        issue(name, { subject: `/CN=${name}`, extensions: 'i-ca.ext', by: above });
        pages[`/${name}`] = certificate(name).der;
      };
      pages['/a-root'] = certificate('a-root').der;
      for (const [name, above] of [
        ['i-4', 'a-root'],
        ['i-3', 'i-4'],
        ['i-2', 'i-3'],
        ['i-1', 'i-2'],
      ] as const)
        ca(name, above);
      const end = await complete({ sent: [certificate('i-2')] });
      assert.equal(end.told, 'anchor; CN=i-2 sent; CN=i-3 aia; CN=i-4 aia; CN=Authority Root,O=Example store');
      const stranger = await complete({ sent: [certificate('i-2')], anchors: [] });
      assert.equal(stranger.told, 'self-signed; CN=i-2 sent; CN=i-3 aia; CN=i-4 aia; CN=Authority Root,O=Example aia');
      peer.asked.length = 0;
      ca('i-0', 'i-1');
      const cut = await complete({ sent: [certificate('i-0')] });
      assert.equal(cut.path.end.kind, 'missing');
      assert.equal(peer.asked.length, 3);
    });
  });

  it('a silent and an endless server; eight addresses ask once', () =>
    withPages({ '/silent': () => undefined, '/large': new Uint8Array(100_001), '/ca': certificate('a-ca').der }, async (peer) => {
      const begun = performance.now();
      const silent = await complete({ sent: [leafThatNames(peer.url('/silent'))], withinMs: 300 });
      assert.match(silent.fetches[0]?.why ?? '', /did not answer in time/);
      assert.ok(performance.now() - begun < 1500);
      const large = await complete({ sent: [leafThatNames(peer.url('/large'))] });
      assert.match(large.fetches[0]?.why ?? '', /has 100001 bytes/);
      peer.asked.length = 0;
      const memory = newMemory();
      const leaf = leafThatNames(peer.url('/ca'));
      const all = await Promise.all(Array.from({ length: 8 }, () => complete({ sent: [leaf] }, memory)));
      for (const { told } of all) assert.equal(told, whole);
      assert.equal(peer.asked.length, 1);
    }));
});
