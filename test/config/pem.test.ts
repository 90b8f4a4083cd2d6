import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { CertificateFile } from '#core/config/certificate-files';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { certificateFileHover, pemHoverAt } from '#core/hover/certificate';
import { checkPem } from '#core/report/check-pem';
import { configRules } from '#core/rules/config.gen';
import type { ConfigContext } from '#core/rules/config-rule';
import { endpointRules } from '#core/rules/endpoint.gen';
import { selectRules } from '#core/rules/engine';
import { judgePem, type PemRules } from '#core/rules/pem-engine';
import { writePem } from '#core/x509/pem';
import { nodeCertificateReader } from '../../server/certificate-reader';
import { type Issued, issue, NOW } from '../core/x509/issue';
import { dialectById, readFiles, withFix } from '../support/config-examples';

const rules: PemRules = { config: selectRules(configRules, 'practical'), chain: selectRules(endpointRules, 'practical') };
const context: ConfigContext = {
  profile: 'practical',
  now: NOW,
  version: () => undefined,
  file: () => ({ kind: 'elsewhere' }),
  others: [],
};

const reader = nodeCertificateReader;

const factsOf = (text: string, name = 'fullchain.pem') => readFiles(dialectById('pem'), { [name]: text });

function findings(text: string, { name = 'fullchain.pem' }: { name?: string } = {}) {
  return judgePem(factsOf(text, name), { context, rules, reader });
}

const said = (text: string, options = {}): string[] =>
  findings(text, options).map(({ rule, severity, place }) => `${lineOf(text, place.at.start)} ${severity} ${rule}`);
const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

let root: Issued, intermediate: Issued, leaf: Issued, old: Issued, stranger: Issued, selfSigned: Issued;
before(async () => {
  root = await issue({ name: 'Test Root', ca: true, notBefore: '2020-01-01', notAfter: '2040-01-01' });
  intermediate = await issue({ name: 'Test CA', by: root, ca: true, notBefore: '2020-01-01', notAfter: '2035-01-01' });
  const sans = [{ type: 'dns', value: 'sip.example.com' }] as const;
  leaf = await issue({
    name: 'sip.example.com',
    by: intermediate,
    sans: [...sans],
    notBefore: '2026-05-01',
    notAfter: '2026-08-30',
    aia: 'http://ca.example.com/ca.cer',
  });
  old = await issue({ name: 'sip.example.com', by: intermediate, sans: [...sans], notBefore: '2025-01-01', notAfter: '2025-12-31' });
  stranger = await issue({ name: 'Other CA', ca: true });
  selfSigned = await issue({ name: 'pbx.example.com', sans: [{ type: 'dns', value: 'pbx.example.com' }], notAfter: '2026-12-01' });
});

const block = ({ der }: Issued): string => writePem('CERTIFICATE', der);
const file = (...issued: readonly Issued[]): string => issued.map(block).join('');
const keyOf = async ({ keys }: Issued): Promise<string> =>
  writePem('PRIVATE KEY', new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey)));

describe('PEM files', () => {
  it('a chain in order draws nothing', () => {
    assert.deepEqual(said(file(leaf, intermediate)), []);
    assert.deepEqual(said(file(root)), []);
    assert.deepEqual(said(file(root, stranger)), []);
    assert.deepEqual(said('# nothing but words'), []);
  });

  it('each fault stands at its block', () => {
    const lines = block(leaf).split('\n').length - 1;
    assert.deepEqual(said(file(leaf)), ['1 error chain/intermediate-missing']);
    assert.deepEqual(said(file(intermediate, leaf)), ['1 error chain/leaf-not-first']);
    assert.deepEqual(said(file(leaf, leaf, intermediate)), [`${lines + 1} info chain/extra-certificate`]);
    assert.deepEqual(said(file(leaf, root, intermediate)), [`${lines + 1} info chain/wrong-order`]);
    assert.deepEqual(
      said(file(leaf, intermediate, root)).map((line) => line.replace(/^\d+ /, '')),
      ['hint chain/root-sent'],
    );
    assert.deepEqual(said(file(old, intermediate)), ['1 error chain/expired']);
    assert.deepEqual(
      said(file(leaf, intermediate, stranger)).map((line) => line.replace(/^\d+ /, '')),
      ['info chain/extra-certificate'],
    );
  });

  it('says what the file holds, not what a server sent', () => {
    const [missing] = findings(file(leaf));
    assert.match(
      missing?.message ?? '',
      /^The file holds 1 certificate\. "Test CA", which issued "sip\.example\.com", is missing; it is published at/,
    );
    assert.doesNotMatch(missing?.remedy ?? '', /report/);
    for (const text of [file(leaf), file(intermediate, leaf), file(leaf, root, intermediate), file(old, intermediate)])
      for (const { message } of findings(text)) assert.doesNotMatch(message, /\bsent\b|server sent/i);
  });

  it('an issuer that nobody knows may be a root of whoever made it', async () => {
    const own = await issue({ name: 'My CA', ca: true });
    const mine = await issue({
      name: 'sip.example.com',
      by: own,
      sans: [{ type: 'dns', value: 'sip.example.com' }],
      notAfter: '2026-09-01',
    });
    assert.deepEqual(said(file(mine)), ['1 warning chain/intermediate-missing']);
  });

  it('keys: whose they are, and where they should not be', async () => {
    const key = await keyOf(leaf);
    assert.deepEqual(said(key + file(leaf, intermediate), { name: 'agent.pem' }), []);
    assert.deepEqual(
      said(file(leaf, intermediate) + key).map((line) => line.replace(/^\d+ /, '')),
      ['warning config/pem-key-mixed-in'],
    );
    assert.deepEqual(said((await keyOf(stranger)) + file(leaf, intermediate), { name: 'agent.pem' }), ['1 error config/pem-key-mismatch']);
    assert.deepEqual(
      said(key + file(intermediate, leaf), { name: 'agent.pem' }).map((line) => line.replace(/^\d+ /, '')),
      ['error chain/leaf-not-first'],
    );
    assert.deepEqual(
      said((await keyOf(selfSigned)) + file(selfSigned), { name: 'tls.pem' }).map((line) => line.replace(/^\d+ /, '')),
      ['warning chain/self-signed'],
    );
    // By the fingerprint in the SDP peers of DTLS-SRTP know it, whoever signed it.
    assert.deepEqual(said((await keyOf(selfSigned)) + file(selfSigned), { name: 'dtls-srtp.pem' }), []);
  });

  it('nothing of a key is in findings, hovers, facts or reports', async () => {
    const key = await keyOf(leaf);
    const secret = key.split('\n')[1]?.slice(4, 30) ?? '';
    for (const text of [
      key + file(intermediate, leaf),
      file(leaf) + key,
      key,
      `${key}garbage\n${file(leaf, leaf)}`,
      key.replace('KEY-----\n', 'KEY-----\n*'),
    ]) {
      const facts = factsOf(text);
      const { texts: _texts, ...rest } = facts;
      const hovers = Array.from({ length: text.length / 50 }, (_, i) => i * 50).map((at) => pemHoverAt(facts, at, NOW)?.words.markdown);
      const report = checkPem('x.pem', Buffer.from(text), { rules, profile: 'practical', reader, now: NOW });
      assert.ok(report);
      const all = JSON.stringify([findings(text), hovers, rest, report.file, report.file.findings.map((one) => report.excerpt(one))]);
      assert.ok(!all.includes(secret));
    }
  });

  it('one fix puts the file in order', async () => {
    const key = await keyOf(leaf);
    const note = (name: string) => `subject=CN = ${name}\n`;
    for (const [title, text, expected] of [
      ['the issuer first', file(intermediate, leaf), file(leaf, intermediate)],
      ['the root in the middle', file(leaf, root, intermediate), file(leaf, intermediate)],
      ['the root at the end', file(leaf, intermediate, root), file(leaf, intermediate)],
      ['twice the same', file(leaf, leaf, intermediate), file(leaf, intermediate)],
      ['a key in front', key + file(intermediate, leaf), key + file(leaf, intermediate)],
      ['a key between', block(intermediate) + key + block(leaf), block(leaf) + key + block(intermediate)],
      [
        'words above',
        note('CA') + block(intermediate) + note('leaf') + block(leaf),
        note('leaf') + block(leaf) + note('CA') + block(intermediate),
      ],
      ['no line end at the end', file(intermediate, leaf).trimEnd(), file(leaf, intermediate)],
      ['CRLF', file(intermediate, leaf).replaceAll('\n', '\r\n'), file(leaf, intermediate).replaceAll('\n', '\r\n')],
    ] as const) {
      const fix = findings(text, { name: 'agent.pem' }).find((one) => one.fix)?.fix;
      assert.ok(fix, title);
      const mended = withFix({ 'agent.pem': text }, fix)['agent.pem'] ?? '';
      assert.equal(mended.trimEnd(), expected.trimEnd(), title);
      assert.deepEqual(said(mended, { name: 'agent.pem' }), [], title);
    }
  });

  it('hover over a block', async () => {
    const text = (await keyOf(leaf)) + file(leaf, intermediate);
    const facts = factsOf(text);
    const at = (offset: number) =>
      pemHoverAt(facts, offset, NOW)
        ?.words.plain.replace(/SHA-256: [0-9a-f]{64}/, 'SHA-256: …')
        .split('\n');
    const first = text.indexOf('-----BEGIN CERTIFICATE');
    assert.deepEqual(at(first + 40), [
      'sip.example.com · certificate · 1 of 2',
      'Names: sip.example.com',
      'Issuer: "Test CA", the next in this file',
      'Valid: 2026-05-01 to 2026-08-30, 90 days left',
      'Key: EC P-256 · signed with ecdsa-with-SHA256',
      'SHA-256: …',
      'The private key in this file belongs to it.',
    ]);
    assert.deepEqual(at(10), ['Private key', 'It belongs to certificate 1 of this file, "sip.example.com".']);
    assert.deepEqual(at(text.lastIndexOf('-----BEGIN') + 3)?.slice(0, 2), [
      'Test CA · certificate authority · 2 of 2',
      'Issuer: "Test Root", not in this file',
    ]);
    assert.equal(at(text.length), undefined);
  });

  it('hover over a path', () => {
    const sha = nodeCertificateReader.sha256;
    const certificate = {
      kind: 'read',
      file: 'a',
      format: 'pem',
      certificates: [leaf.certificate, intermediate.certificate],
      leafKey: sha(leaf.certificate.key.der),
      keys: [],
    } satisfies CertificateFile;
    const key = (of: Issued): CertificateFile => ({
      kind: 'read',
      file: 'b',
      format: 'pem',
      certificates: [],
      keys: [{ isEncrypted: false, publicKey: sha(of.certificate.key.der) }],
    });
    const words = certificateFileHover(certificate, { now: NOW, partner: key(leaf) }).plain.split('\n');
    assert.equal(words.at(-2), '2. Test CA, certificate authority, 3136 days left');
    assert.equal(words.at(-1), 'Key and certificate belong together: "sip.example.com"');
    assert.deepEqual(certificateFileHover(key(stranger), { now: NOW, partner: certificate }).plain.split('\n'), [
      'Private key',
      'The key does not belong to "sip.example.com"',
    ]);
    assert.equal(
      certificateFileHover({ kind: 'missing', looked: ['/etc/x.pem'] }, { now: NOW }).plain,
      'There is no such file: /etc/x.pem.',
    );
  });

  it('names of certificates are no markup', async () => {
    const evil = await issue({ name: '[x](command:y) <b>`*', by: intermediate, notAfter: '2026-09-01' });
    const { markdown } = pemHoverAt(factsOf(file(evil)), 3, NOW)?.words ?? { markdown: '' };
    assert.doesNotMatch(markdown, /(?<!\\)\[x|(?<!\\)<b>/);
  });

  it('a file of DER, and what is neither', () => {
    const check = (bytes: Uint8Array) => checkPem('x', bytes, { rules, profile: 'practical', reader, now: NOW });
    const der = check(leaf.der);
    assert.equal(der?.file.format, 'der');
    assert.deepEqual(
      der?.file.certificates.map(({ subject }) => subject),
      ['CN=sip.example.com'],
    );
    assert.deepEqual(
      der?.file.findings.map(({ rule, start }) => `${rule} ${start.line}`),
      ['chain/intermediate-missing 1'],
    );
    assert.equal(check(Buffer.from('INVITE sip:bob@example.com SIP/2.0\r\n')), undefined);
  });

  it('is known by its shape, wherever it stands', () => {
    const text = file(leaf);
    for (const name of ['x.pem', 'x.crt', 'x', 'tls.cfg', 'pjsip.conf']) assert.equal(detectDialect(name, text, dialects)?.id, 'pem', name);
    assert.equal(detectDialect('s_client.txt', `CONNECTED(00000003)\n---\n${text}---\n`, dialects)?.id, 'pem');
    assert.equal(detectDialect('x.pem', 'hello', dialects)?.id, undefined);
  });

  it('any text is read, and places lie in it', () => {
    const piece = fc.oneof(
      fc.constantFrom('-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----', '-----BEGIN PRIVATE KEY-----', '\n', 'MIIB', '='),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        for (const { place, rule } of findings(text)) {
          assert.notEqual(rule, 'internal/rule-failed');
          assert.ok(place.at.start >= 0 && place.at.start <= place.at.end && place.at.end <= text.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('PEM files of the corpus', () => {
  const corpus = join(resolve(process.env.SIP_TLS_CORPUS ?? '../shared/corpus'), 'x509');
  const skip = existsSync(corpus) ? false : `no certificates in ${relative('', corpus)}: nothing of them was judged (set SIP_TLS_CORPUS)`;

  it('draw the findings that their names say', { skip }, () => {
    const table = Object.fromEntries(
      readdirSync(corpus)
        .filter((name) => /\.(?:pem|key)$/.test(name))
        .map((name) => {
          const facts = factsOf(readFileSync(join(corpus, name), 'latin1'), name);
          const found = judgePem(facts, { context, rules, reader }).filter(({ severity }) => severity !== 'hint');
          const rulesFound = [...new Set(found.map(({ rule }) => rule.replace(/^\w+\//, '')))].sort();
          return [name, rulesFound.filter((rule) => rule !== 'validity-too-long').join(' ')];
        }),
    );
    // One certificate that an authority issued stands alone in most of them; the issuer may be in a file beside it.
    const others = Object.entries(table).filter(([, found]) => found !== 'intermediate-missing' && found !== '');
    assert.deepEqual(Object.fromEntries(others), expected);
    assert.deepEqual(
      Object.entries(table).flatMap(([name, found]) => (found === '' ? name : [])),
      silent,
    );
  });
});

const expected: { readonly [name: string]: string } = {
  'broken-base64.pem': 'pem-broken',
  'broken-truncated.pem': 'pem-broken',
  'chain-expired.pem': 'expired',
  'chain-int-expired.pem': 'expired',
  'chain-nc-outside.pem': 'name-constraints',
  'chain-notyet.pem': 'not-yet-valid',
  'chain-root-in-middle.pem': 'wrong-order',
  'chain-rsa1024.pem': 'weak-key',
  'chain-sha1.pem': 'weak-signature',
  'chain-unrelated-extra.pem': 'extra-certificate',
  'chain-v1.pem': 'version-1',
  'chain-wrong-order.pem': 'leaf-not-first',
  'expired.pem': 'expired intermediate-missing',
  'intexp.pem': 'pem-anchor-expired',
  'notyet.pem': 'intermediate-missing not-yet-valid',
  'rsa1024.pem': 'intermediate-missing weak-key',
  'sha1.pem': 'intermediate-missing weak-signature',
  'v1.pem': 'intermediate-missing version-1',
};

/** Chains that are whole, authorities, certificates that signed themselves, keys; what names and purposes are worth is another question. */
// biome-ignore format: a list
const silent = [
  'chain-cn-only.pem', 'chain-ecdsa.pem', 'chain-eku-client.pem', 'chain-good.pem', 'chain-ip-san.pem', 'chain-nc-inside.pem', 'chain-selfsigned.pem',
  'chain-uri-sip.pem', 'chain-wildcard.pem', 'chain-with-root.pem', 'ecdsa.key', 'good-crlf.pem', 'good-encrypted.key', 'good-key-first.pem',
  'good-with-text.pem', 'good.key', 'int.pem', 'intnc.pem', 'issued-by-leaf.pem', 'other-name.key', 'otherroot.pem', 'root.pem', 'roots.pem',
  'rsa1024.key', 'selfsigned.key', 'selfsigned.pem',
];
