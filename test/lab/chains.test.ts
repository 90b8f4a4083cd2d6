/** What the endpoints of the lab send, as the openssl program sees it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Lab, type LabEndpoint, startLab } from '../support/lab/lab';
import { openssl } from '../support/lab/openssl';
import { nameOf, type TlsVersion } from '../support/lab/plan';
import { printedCertificates, sClient } from '../support/peers/s-client';

let lab: Lab;
before(async () => {
  lab = await startLab();
});
after(() => lab.stop());

/** At level 0 OpenSSL takes part in what it would not itself recommend. */
const lax = ['-cipher', 'DEFAULT@SECLEVEL=0'];
const versionWords: { readonly [version in TlsVersion]?: string } = {
  TLSv1: '-tls1',
  'TLSv1.1': '-tls1_1',
  'TLSv1.2': '-tls1_2',
  'TLSv1.3': '-tls1_3',
};

const client = ({ flags, id }: LabEndpoint): string[] => [
  ...(flags.includes('--no-servername') ? ['-noservername'] : ['-servername', nameOf(id)]),
  ...(flags.some((flag) => flag === '--cert' || flag === '--pkcs12')
    ? ['-cert', lab.clientCertificate, '-cert_chain', lab.clientCertificate, '-key', lab.clientKey]
    : []),
];

const namesOf = (hashes: readonly string[]): string[] => {
  const byHash = new Map([...lab.certificates.values()].map(({ name, sha256 }) => [sha256, name]));
  return hashes.map((hash) => byHash.get(hash) ?? hash);
};

describe('lab: certificates on the wire', () => {
  it('each address sends the list that is written down for it, in its version', async () => {
    let looked = 0;
    for (const endpoint of lab.endpoints)
      for (const [i, { sent, version }] of endpoint.expect.endpoints.entries()) {
        if (sent.length === 0) continue;
        const said = await sClient(endpoint.sockets[i] ?? '', ['-showcerts', ...client(endpoint), ...lax]);
        assert.deepEqual(namesOf(printedCertificates(said)), sent, `${endpoint.id}: ${said}`);
        if (version)
          assert.match(
            said,
            new RegExp(`New, ${version.replace('.', '\\.')}, |Protocol *: ${version.replace('.', '\\.')}\\n`),
            endpoint.id,
          );
        looked++;
      }
    assert.ok(looked > 60, String(looked));
  });

  it('… and the same in TLS 1.2, where it speaks both', async () => {
    for (const id of ['good', 'extra', 'incomplete', 'root-sent', 'stapled', 'hostile', 'huge', 'sni']) {
      const endpoint = lab.endpoint(id);
      const said = await sClient(endpoint.sockets[0] ?? '', ['-showcerts', '-tls1_2', ...client(endpoint), ...lax]);
      assert.match(said, /New, TLSv1\.2, /, id);
      assert.deepEqual(namesOf(printedCertificates(said)), endpoint.expect.endpoints[0]?.sent, id);
    }
  });

  it('OpenSSL judges each as it was made to be judged', async () => {
    const verdicts: { readonly [id: string]: string } = {
      good: '0',
      expired: '10',
      'not-yet-valid': '9',
      'expires-soon': '0',
      'expired-intermediate': '10',
      'wrong-name': '62',
      wildcard: '0',
      'cn-only': '0',
      'cn-ignored': '62',
      'uri-san': '62',
      'uri-hides-dns': '0',
      'self-signed': '18',
      'unknown-root': '19',
      incomplete: '21',
      'wrong-order': '0',
      extra: '0',
      'root-sent': '0',
      'client-only': '26',
      'must-staple': '0',
      hostile: '0',
      huge: '0',
      'srv-target': '62',
    };
    for (const [id, code] of Object.entries(verdicts)) {
      const endpoint = lab.endpoint(id);
      const said = await sClient(endpoint.sockets[0] ?? '', [...client(endpoint), '-CAfile', lab.ca, '-verify_hostname', nameOf(id)]);
      assert.equal(/Verify return code: (\d+)/.exec(said)?.[1], code, `${id}: ${said}`);
    }
    const address = (id: string) => sClient(lab.endpoint(id).sockets[0] ?? '', ['-CAfile', lab.ca, '-verify_ip', '127.0.0.1']);
    assert.match(await address('ip-san'), /Verify return code: 0 /);
    assert.match(await address('no-ip-san'), /Verify return code: 64 /);
  });

  it('weak keys and signatures are weak by OpenSSL’s own levels', async () => {
    const verify = async (id: string, level: string): Promise<string> => {
      const paths = [lab.certificates.get('intermediate')?.path ?? '', lab.certificates.get(id)?.path ?? ''];
      return openssl(['verify', '-auth_level', level, '-CAfile', lab.ca, '-untrusted', ...paths]).then(String, String);
    };
    for (const [id, complaint] of [
      ['weak-key', /EE certificate key too weak/],
      ['sha1', /CA md too weak|signature digest algorithm too weak|digest algorithm too weak/i],
    ] as const) {
      assert.match(await verify(id, '2'), complaint);
      assert.doesNotMatch(await verify(id, '0'), /error/, id);
    }
    assert.doesNotMatch(await verify('good', '2'), /error/);
  });

  it('hostile text stands in the certificate as bytes', () => {
    const der = Buffer.from(lab.certificates.get('hostile')?.der ?? []);
    for (const text of [
      '<img src=x onerror="document.title=1">',
      '\u202e',
      'hostile.lab.example\0.evil.example',
      '<img src=x onerror=alert(1)>',
    ])
      assert.ok(der.includes(Buffer.from(text)), JSON.stringify(text));
    assert.ok((lab.certificates.get('huge')?.der.length ?? 0) > 100_000);
  });
});

describe('lab: versions and suites', () => {
  it('only the versions that are written down are spoken', async () => {
    for (const endpoint of lab.endpoints) {
      if (endpoint.versions.length === 0 || endpoint.versions.includes('SSLv3')) continue;
      for (const [version, word = ''] of Object.entries(versionWords)) {
        const said = await sClient(endpoint.sockets[0] ?? '', [word, ...lax]);
        const isSpoken = endpoint.versions.some((one) => one === version);
        assert.match(
          said,
          isSpoken
            ? new RegExp(`New, ${version.replace('.', '\\.')}, |Protocol *: ${version.replace('.', '\\.')}\\n`)
            : /alert|unsupported protocol/,
          `${endpoint.id} ${version}: ${said}`,
        );
        assert.equal(printedCertificates(said).length > 0, isSpoken, `${endpoint.id} ${version}`);
      }
    }
  });

  it('CBC without encrypt-then-MAC; RSA key exchange and nothing else; ALPN', async () => {
    const at = (id: string) => lab.endpoint(id).sockets[0] ?? '';
    const cbc = await sClient(at('cbc-only'), ['-tlsextdebug']);
    assert.match(cbc, /Cipher is ECDHE-ECDSA-AES256-SHA384/);
    assert.doesNotMatch(cbc, /encrypt.then.mac/i);
    assert.match(await sClient(at('cbc-only'), ['-cipher', 'ECDHE+AESGCM']), /alert handshake failure/);
    const rsa = await sClient(at('rsa-key-exchange'), []);
    assert.match(rsa, /Cipher is AES\d+-GCM-SHA\d+/);
    assert.match(await sClient(at('rsa-key-exchange'), ['-cipher', 'ECDHE:DHE']), /alert handshake failure/);
    assert.match(await sClient(at('alpn'), ['-alpn', 'h2,sip/2']), /ALPN protocol: sip\/2/);
    assert.match(await sClient(at('alpn'), ['-alpn', 'h2']), /alert no application protocol|SSL alert number 120/);
  });
});
