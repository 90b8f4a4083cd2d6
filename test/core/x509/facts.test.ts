/** What rules ask of certificates: their extensions, keys and times; and stores that read only what a path asks for. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { serialOctets } from '#core/x509/certificate';
import { keyIdentifierMismatch, validityDays } from '#core/x509/chain-facts';
import { writeElement } from '#core/x509/der';
import { lazyStore, subjectKey, unionStore } from '#core/x509/lazy-store';
import { trustStore } from '#core/x509/path';
import { readPem } from '#core/x509/pem';
import { countScts } from '#core/x509/scts';
import { sha256 } from '../../../server/probe/certificates';
import { certificate, issue as issueByOpenSsl, makeAuthority, serials, write } from '../../support/authority';
import { Extension, issue } from './issue';
import { certificateOf } from './node-crypto';

before(makeAuthority);

const ders = readPem(rootCertificates.join('\n')).flatMap((block) => (block.kind === 'certificate' ? block.der : []));

describe('x509 extensions that openssl wrote', () => {
  it('must-staple, OCSP, lists, policies, key identifiers', () => {
    const lines = [
      'tlsfeature=status_request,status_request_v2',
      'authorityInfoAccess=OCSP;URI:http://ocsp.example.com/,caIssuers;URI:http://ca.example.com/ca.der,OCSP;URI:http://ocsp2.example.com/',
      'crlDistributionPoints=URI:http://crl.example.com/a.crl,URI:ldap://ldap.example.com/cn=ca?certificateRevocationList',
      'certificatePolicies=2.23.140.1.2.1,1.3.6.1.4.1.99999.7',
      'subjectKeyIdentifier=hash',
      'authorityKeyIdentifier=keyid',
    ];
    write('f.ext', `${lines.join('\n')}\n`);
    issueByOpenSsl('f-leaf', { subject: '/CN=sip.example.com', extensions: 'f.ext', by: 'a-ca' });
    const leaf = certificate('f-leaf');
    assert.deepEqual(leaf.tlsFeatures, [5, 17]);
    assert.equal(certificate('good').tlsFeatures, undefined);
    assert.deepEqual(leaf.ocsp, ['http://ocsp.example.com/', 'http://ocsp2.example.com/']);
    assert.deepEqual(leaf.caIssuers, ['http://ca.example.com/ca.der']);
    assert.deepEqual(leaf.crls, ['http://crl.example.com/a.crl', 'ldap://ldap.example.com/cn=ca?certificateRevocationList']);
    assert.deepEqual(leaf.policies, ['2.23.140.1.2.1', '1.3.6.1.4.1.99999.7']);
    assert.equal(leaf.authorityKeyId, certificate('a-ca').subjectKeyId);
    assert.deepEqual(leaf.oddities, []);
  });

  it('promises of logs are counted; what does not add up is as if it were not there', async () => {
    const list = (...lengths: number[]) => {
      const scts = Buffer.concat(
        lengths.map((length) => Buffer.concat([Uint8Array.of(length >> 8, length & 255), new Uint8Array(length)])),
      );
      return Buffer.concat([Uint8Array.of(scts.length >> 8, scts.length & 255), scts]);
    };
    const scts = async (content: Uint8Array) => {
      const extension = new Extension('1.3.6.1.4.1.11129.2.4.2', false, writeElement(0x04, content));
      return (await issue({ name: 'x', more: [extension] })).certificate;
    };
    assert.equal((await scts(list(119, 120, 300))).scts, 3);
    assert.equal((await scts(list())).scts, 0);
    const broken = await scts(list(119).subarray(0, 100));
    assert.deepEqual([broken.scts, broken.oddities], [undefined, []]);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => (countScts(bytes) ?? 0) <= 50));
  });

  it('the serial number as it stands', () => {
    for (const name of ['good', 'held', 'plain'] as const) {
      const octets = Buffer.from(serialOctets(certificate(name))).toString('hex');
      assert.equal(octets.replace(/^00(?=[89a-f])/, ''), serials[name].toLowerCase());
    }
    assert.equal(serialOctets(certificate('held'))[0], 0);
  });
});

describe('x509 chain facts', () => {
  it('the key identifier that a certificate names, and the one that its issuer has', () => {
    const [good, ca, twin] = [certificate('good'), certificate('a-ca'), certificate('a-twin')];
    assert.equal(keyIdentifierMismatch(good, ca), undefined);
    assert.deepEqual(keyIdentifierMismatch(good, twin), { wanted: ca.subjectKeyId, has: twin.subjectKeyId });
    assert.equal(keyIdentifierMismatch(good, { ...twin, subjectKeyId: undefined as never }), undefined);
  });

  it('days of validity, both ends included', async () => {
    const days = async (notBefore: string, notAfter: string) => validityDays((await issue({ name: 'a', notBefore, notAfter })).certificate);
    assert.equal(await days('2026-01-01T00:00:00Z', '2026-01-31T23:59:59Z'), 31);
    assert.ok((await days('2026-01-01T00:00:00Z', '2027-02-03T00:00:00Z')) > 398);
  });
});

describe('x509 lazy stores', () => {
  it('hold what a store holds that was read at once', () => {
    const certificates = ders.map(certificateOf);
    const eager = trustStore('eager', certificates);
    const lazy = lazyStore('lazy', ders, sha256);
    for (const { subject, sha256: print } of certificates) {
      const prints = (found: typeof certificates | undefined) => found?.map((one) => one.sha256);
      assert.deepEqual(prints(lazy.bySubject.get(subject.key)?.slice()), prints(eager.bySubject.get(subject.key)?.slice()));
      assert.ok(lazy.fingerprints.has(print));
    }
    assert.deepEqual(lazy.bySubject.get('nobody'), []);
    assert.equal(lazy.fingerprints.has(certificate('good').sha256), false);
  });

  it('read only what is asked for, once', () => {
    let hashed = 0;
    const counting = (bytes: Uint8Array) => {
      hashed++;
      return sha256(bytes);
    };
    const lazy = lazyStore('lazy', ders, counting);
    const [der] = ders;
    const key = der && subjectKey(der);
    assert.ok(key);
    assert.equal(lazy.bySubject.get(key), lazy.bySubject.get(key));
    assert.ok(hashed < 5, `${hashed} certificates were read`);
  });

  it('pass over what is no certificate; what follows one is no part of it', () => {
    const [der = new Uint8Array()] = ders;
    const { subject, sha256: print } = certificateOf(der);
    const lazy = lazyStore(
      'lazy',
      [new Uint8Array(), Uint8Array.of(0x30, 0), der.subarray(0, 90), Uint8Array.from([...der, 1, 2])],
      sha256,
    );
    assert.deepEqual(
      lazy.bySubject.get(subject.key)?.map((one) => one.sha256),
      [print],
    );
    assert.ok(lazy.fingerprints.has(print));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void subjectKey(bytes)));
  });

  it('several in one, each certificate once', () => {
    const all = lazyStore('all', ders, sha256);
    const [der = new Uint8Array()] = ders;
    const some = lazyStore('some', [der], sha256);
    const extra = trustStore('extra', [certificate('a-root')]);
    const union = unionStore('union', [all, some, extra]);
    const { subject, sha256: print } = certificateOf(der);
    assert.deepEqual(
      union.bySubject.get(subject.key)?.map((one) => one.sha256),
      [print],
    );
    assert.ok(union.fingerprints.has(print) && union.fingerprints.has(certificate('a-root').sha256));
    assert.equal(union.bySubject.get(certificate('a-root').subject.key)?.length, 1);
    assert.equal(unionStore('one', [extra]).name, 'one');
  });
});
