import assert from 'node:assert/strict';
import { X509Certificate as NodeCertificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { type Certificate, LARGEST_CERTIFICATE, readCertificate } from '#core/x509/certificate';
import { certificateRecord } from '#core/x509/certificate-record';
import { judgeChain } from '#core/x509/chain';
import { oidOf } from '#core/x509/der';
import { judgeByPractice, judgeByRfc5922 } from '#core/x509/names';
import { trustStore } from '#core/x509/path';
import { readPem } from '#core/x509/pem';
import { checkSignature, sha256 } from '../../../server/probe/certificates';
import { der, Extension, issue, NOW, nameConstraints, X509Certificate } from './issue';
import { certificateOf } from './node-crypto';

const made = (async () => {
  const root = await issue({ name: 'Root', ca: true });
  const constraints = nameConstraints({ permitted: [der(0x82, 'example.com')], excluded: [der(0x87, new Uint8Array(8))] });
  const issuer = await issue({ name: 'Issuer', by: root, ca: { pathLength: 1 }, more: [constraints] });
  const leaf = await issue({
    name: 'sip.example.com',
    by: issuer,
    aia: 'http://ca.example.com/issuer.der',
    purposes: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.20', '1.2.3.4'],
    sans: [
      { type: 'dns', value: 'sip.example.com' },
      { type: 'url', value: 'sip:sip.example.com' },
      { type: 'ip', value: '2001:db8::10' },
      { type: 'email', value: 'alice@example.com' },
    ],
  });
  return { root, issuer, leaf };
})();

const hostileName = (value: Uint8Array | string): Uint8Array => {
  const text = Buffer.from(value);
  const long = (tag: number, content: Uint8Array) =>
    Buffer.concat([Uint8Array.of(tag, 0x83, content.length >> 16, (content.length >> 8) & 255, content.length & 255), content]);
  return long(0x30, long(0x31, long(0x30, Buffer.concat([der(6, Uint8Array.of(0x55, 4, 3)), long(0x0c, text)]))));
};

/** The certificate with another subject; its signature no longer fits. */
function withSubject(certificate: Certificate, subject: Uint8Array): Certificate {
  const { der: bytes, signed, subject: old } = certificate;
  const at = Buffer.from(signed).indexOf(old.der, 0);
  const second = Buffer.from(signed).indexOf(old.der, at + 1);
  const place = second < 0 ? at : second;
  const long = (tag: number, content: Uint8Array) =>
    Buffer.concat([Uint8Array.of(tag, 0x83, content.length >> 16, (content.length >> 8) & 255, content.length & 255), content]);
  const inner = Buffer.concat([signed.subarray(4, place), subject, signed.subarray(place + old.der.length)]);
  const rest = bytes.subarray(4 + signed.length);
  return certificateOf(long(0x30, Buffer.concat([long(0x30, inner), rest])));
}

describe('x509 certificates', () => {
  it("Node's roots read as Node and @peculiar/x509 read them", () => {
    const roots = readPem(rootCertificates.join('\n'));
    assert.equal(roots.length, rootCertificates.length);
    for (const block of roots) {
      assert.ok(block.kind === 'certificate');
      const own = certificateOf(block.der);
      const record = certificateRecord(own, { withPem: false, isSignedBy: (one, by) => checkSignature(one, by) === 'good' });
      const node = new NodeCertificate(block.der);
      const library = new X509Certificate(block.der);
      assert.deepEqual(
        [record.serial, record.sha256, record.ca, record.selfSigned, record.notBefore, record.notAfter, own.key.bits],
        [
          node.serialNumber.toLowerCase().padStart(2, '0'),
          node.fingerprint256.replaceAll(':', '').toLowerCase(),
          node.ca,
          node.verify(node.publicKey),
          new Date(node.validFrom).toISOString(),
          new Date(node.validTo).toISOString(),
          node.publicKey.asymmetricKeyDetails?.modulusLength ?? own.key.bits,
        ],
        record.subject,
      );
      assert.deepEqual(own.subject.commonNames, library.subjectName.getField('CN'));
      assert.deepEqual(
        own.extensions.map(({ oid, isCritical }) => [oid, isCritical]),
        [...library.extensions].map(({ type, critical }) => [type, critical]),
        record.subject,
      );
      assert.deepEqual(
        own.extensions.filter(({ state }) => state === 'unreadable'),
        [],
        record.subject,
      );
    }
  });

  it('object identifiers of any length', () => {
    for (const [bytes, oid] of [
      [[0x55, 0x1d, 0x11], '2.5.29.17'],
      [[0x2a, 0x86, 0x48], '1.2.840'],
      [[0x69, 0x83, ...Array.from({ length: 8 }, () => 0xff), 0x7f], '2.25.36893488147419103231'],
      [[0x88, 0x37], '2.999'],
      [[0x80 | 0x2a], undefined],
      [[], undefined],
    ] as const)
      assert.equal(oidOf(Uint8Array.from(bytes)), oid);
  });

  it('reads what extensions say', async () => {
    const { issuer, leaf, root } = await made;
    const { certificate } = leaf;
    assert.deepEqual(certificate.extendedKeyUsage, ['serverAuth', 'sipDomain', '1.2.3.4']);
    assert.deepEqual(certificate.caIssuers, ['http://ca.example.com/issuer.der']);
    assert.deepEqual(
      certificateRecord(certificate, { withPem: false, isSignedBy: () => false }).sans.map(({ type, value }) => `${type} ${value}`),
      ['dns sip.example.com', 'uri sip:sip.example.com', 'ip 2001:db8::10', 'email alice@example.com'],
    );
    assert.deepEqual(issuer.certificate.basicConstraints, { isCa: true, pathLength: 1 });
    assert.deepEqual(issuer.certificate.keyUsage, ['keyCertSign', 'cRLSign']);
    assert.equal(issuer.certificate.nameConstraints?.permitted[0]?.base.value, 'example.com');
    assert.deepEqual(certificate.key.curve, 'P-256');
    assert.equal(certificate.signature.name, 'ecdsa-with-SHA256');
    assert.match(root.certificate.subjectKeyId ?? '', /^[0-9a-f]{40}$/);
  });

  it('hostile names are harmless, visible and bounded', async () => {
    const { leaf } = await made;
    const texts = (value: string) => withSubject(leaf.certificate, hostileName(value)).subject.text;
    assert.equal(texts('a\0b'), 'CN=a\\00b');
    assert.equal(texts('a\u202eb'), 'CN=a\\e2\\80\\aeb');
    assert.equal(texts(' #,+"\\<>; '), 'CN=\\ #\\,\\+\\"\\\\\\<\\>\\;\\ ');
    assert.equal(texts('#a'), 'CN=\\#a');
    const big = texts('x'.repeat(900_000));
    assert.match(big, /^CN=x{1024}… \(900000 characters\)$/);
  });

  it('a fault says what and where', async () => {
    const { der: bytes } = (await made).leaf.certificate;
    const reason = (some: Uint8Array) => {
      const read = readCertificate(some, sha256);
      return read.kind === 'fault' ? read.reason : 'none';
    };
    assert.equal(reason(new Uint8Array()), 'there is nothing to read');
    assert.equal(reason(bytes.subarray(0, 100)), 'it ends after 100 bytes, before its end');
    assert.equal(reason(Buffer.from('-----BEGIN')), 'this does not begin as a certificate does');
    assert.match(reason(new Uint8Array(LARGEST_CERTIFICATE + 1)), /more than a certificate may have/);
    const longer = certificateOf(Uint8Array.from([...bytes, 1, 2, 3]));
    assert.deepEqual(longer.oddities, ['3 bytes follow the certificate']);
    assert.equal(longer.sha256, sha256(bytes));
  });

  it('an extension that stands twice, or holds rubbish, costs that extension only', async () => {
    const twice = await issue({ name: 'x', more: [new Extension('2.5.29.14', false, der(4, 'id'))] });
    assert.deepEqual(twice.certificate.oddities, ['its extension 2.5.29.14 is not readable']);
    const rubbish = await issue({ name: 'x', more: [new Extension('2.5.29.17', false, der(0x30, 'ab'))] });
    assert.equal(rubbish.certificate.subjectAltNames, undefined);
    assert.match(judgeByRfc5922(rubbish.certificate, 'x').why, /cannot be read/);
  });

  it('mutated bytes: a value each time, judged without a throw', async () => {
    const { root, issuer, leaf } = await made;
    const store = trustStore('test', [root.certificate]);
    const originals = [leaf, issuer].map(({ certificate }) => certificate.der);
    const edit = fc.record({ at: fc.nat(1200), byte: fc.nat(255), how: fc.constantFrom('set', 'insert', 'delete', 'cut') });
    let readable = 0;
    fc.assert(
      fc.property(fc.constantFrom(...originals), fc.array(edit, { minLength: 1, maxLength: 6 }), (original, edits) => {
        const bytes = [...original];
        for (const { at, byte, how } of edits) {
          const place = at % bytes.length;
          if (how === 'set') bytes[place] = byte;
          else if (how === 'insert') bytes.splice(place, 0, byte);
          else if (how === 'delete') bytes.splice(place, 1);
          else if (place > 0 && byte < 16) bytes.length = place;
        }
        const read = readCertificate(Uint8Array.from(bytes), sha256);
        if (read.kind === 'fault') return assert.ok(read.reason.length > 0 && read.offset <= bytes.length);
        readable++;
        certificateRecord(read, { withPem: true, isSignedBy: () => true });
        judgeByRfc5922(read, 'sip.example.com');
        judgeByPractice(read, '192.0.2.1');
        const verdict = judgeChain({ sent: [read, issuer.certificate], store, aia: [], purpose: 'server', now: NOW, checkSignature });
        // The signature covers all but itself, and whoever changes the content is found out.
        const isSameContent = Buffer.compare(Buffer.from(read.signed), Buffer.from(leaf.certificate.signed)) === 0;
        if (!isSameContent && read.sha256 !== issuer.certificate.sha256) assert.ok(verdict.kind === 'judged' && !verdict.isTrusted);
      }),
      { numRuns: 1500 },
    );
    assert.ok(readable > 50, `${readable} were readable`);
  });

  it('big and deep ones take linear time', () => {
    const nested = (size: number) => {
      const bytes = new Uint8Array(size).fill(0x30);
      for (let at = 0; at + 6 < size; at += 6)
        bytes.set([0x30, 0x84, 0, (size - at - 6) >> 16, ((size - at - 6) >> 8) & 255, (size - at - 6) & 255], at);
      return bytes;
    };
    const manyExtensions = Uint8Array.from({ length: LARGEST_CERTIFICATE }, (_, i) => (i % 2 === 0 ? 0x30 : 0));
    const begun = performance.now();
    for (const bytes of [nested(900_000), manyExtensions]) assert.equal(readCertificate(bytes, sha256).kind, 'fault');
    assert.ok(performance.now() - begun < 1000);
  });
});
