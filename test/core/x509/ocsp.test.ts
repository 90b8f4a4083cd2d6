/** OCSP as the real openssl answers it, and what becomes of it in the hands of others. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Certificate } from '#core/x509/certificate';
import { LARGEST_OCSP, readOcspResponse, writeOcspRequest } from '#core/x509/ocsp';
import { judgeOcsp, type OcspQuestion } from '#core/x509/ocsp-verdict';
import type { RevocationVerdict } from '#core/x509/revocation';
import { certificateOf, checkSignature, checkSigned, digest } from '../../../server/probe/certificates';
import { type Answer, certificate, makeAuthority, ocspAnswer } from '../../support/authority';
import { file, openssl } from '../tls/peers';

before(makeAuthority);

const tools = { certificateOf, checkSignature, checkSigned, digest };
const day = 86_400_000;

interface Case extends Answer {
  readonly of?: string;
  /** Who is asked about, where that is another one than the answer is for. */
  readonly judged?: string;
  readonly now?: Date;
  readonly nonce?: Uint8Array;
  readonly change?: (bytes: Uint8Array) => Uint8Array;
}

function verdict({ of = 'good', judged = of, now = new Date(), nonce, change, ...answer }: Case): RevocationVerdict {
  const issuer = certificate('a-ca');
  const bytes = ocspAnswer(writeOcspRequest(certificate(of), issuer, digest, nonce), answer);
  const question: OcspQuestion = { certificate: certificate(judged), issuer, now, tools, ...(nonce && { nonce }) };
  return judgeOcsp(readOcspResponse(change ? change(bytes) : bytes), question);
}

const told = ({ outcome, fault, reason }: RevocationVerdict): string => [outcome, fault, reason].filter(Boolean).join(' ');

describe('x509 OCSP', () => {
  const nonce = Uint8Array.from({ length: 16 }, (_, i) => i);
  for (const [title, one, expected, why] of [
    ['good, signed by the issuer', {}, 'good', /says that it is not revoked, until 2/],
    ['good, signed by a delegate', { signer: 'a-delegate' }, 'good', /not revoked/],
    ['good, signed by a delegate with RSA', { signer: 'a-rsa-delegate' }, 'good', /not revoked/],
    ['good, responder named by its key', { words: ['-resp_key_id', '-ndays', '7'] }, 'good', /not revoked/],
    ['a delegate named by its key', { signer: 'a-delegate', words: ['-resp_key_id', '-ndays', '7'] }, 'good', /not revoked/],
    ['no next update', { words: [] }, 'good', /says that it is not revoked\.$/],
    ['a nonce that comes back', { nonce }, 'good', /not revoked/],
    ['revoked', { of: 'revoked' }, 'revoked keyCompromise', /was revoked on 2026-01-02 03:04 UTC \(keyCompromise\)/],
    ['suspended', { of: 'held' }, 'revoked certificateHold', /was suspended on/],
    ['revoked without a reason', { of: 'plain' }, 'revoked', /no reason given/],
    ['to be revoked later', { of: 'later' }, 'good superseded', /will revoke it on 2049-12-31/],
    ['unknown', { of: 'unknown' }, 'unknown', /does not know/],
    ['out of date', { now: new Date(Date.now() + 8 * day) }, 'bad out-of-date', /a newer one was due by/],
    ['ahead of its time', { now: new Date(Date.now() - day) }, 'bad not-yet-valid', /counts only from/],
    ['four minutes ahead', { now: new Date(Date.now() - 4 * 60_000) }, 'good', /not revoked/],
    ['for another certificate', { of: 'revoked', judged: 'good' }, 'bad other-certificate', /serial 1002, not 1001/],
    ['by a certificate without the purpose', { signer: 'a-no-purpose' }, 'bad other-signer', /not for signing OCSP answers/],
    ['by whom another CA appointed', { signer: 'a-impostor' }, 'bad other-signer', /did not appoint/],
    [
      'by another key of the same name',
      { signer: 'a-forger' },
      'bad other-signer',
      /CN=Authority,O=Example, whom the issuer of the certificate did not appoint/,
    ],
    ['the certificate of the delegate left out', { signer: 'a-delegate', words: ['-resp_no_certs'] }, 'bad other-signer', /is not in it/],
    ['a forger without a certificate', { signer: 'a-forger', words: ['-resp_no_certs'] }, 'bad bad-signature', /changed, or forged/],
    ['changed on the way', { change: changed }, 'bad bad-signature', /changed, or forged/],
    ['cut', { change: (bytes: Uint8Array) => bytes.subarray(0, -1) }, 'bad malformed', /cannot be read/],
    ['nothing', { change: () => new Uint8Array() }, 'bad malformed', /does not begin as an OCSP response/],
    ['HTML', { change: () => Buffer.from('<html>') }, 'bad malformed', /does not begin as an OCSP response/],
    ['try later', { change: () => Uint8Array.of(0x30, 3, 0x0a, 1, 3) }, 'bad no-answer', /try later \(tryLater\)/],
    ['unauthorized', { change: () => Uint8Array.of(0x30, 3, 0x0a, 1, 6) }, 'bad no-answer', /\(unauthorized\)/],
    ['a status nobody knows', { change: () => Uint8Array.of(0x30, 3, 0x0a, 1, 9) }, 'bad no-answer', /status 9/],
    ['successful, and no more', { change: () => Uint8Array.of(0x30, 3, 0x0a, 1, 0) }, 'bad malformed', /holds no answer/],
    ['too large', { change: () => new Uint8Array(LARGEST_OCSP + 1) }, 'bad malformed', /100001 bytes are more/],
  ] as readonly (readonly [string, Case, string, RegExp])[])
    it(title, () => {
      const found = verdict(one);
      assert.equal(told(found), expected, found.why);
      assert.match(found.why, why);
      assert.match(found.why, /^[A-Z].*\.$/);
    });

  it('a response to another nonce is none to ours', () => {
    const issuer = certificate('a-ca');
    const bytes = ocspAnswer(writeOcspRequest(certificate('good'), issuer, digest, nonce));
    const question = { certificate: certificate('good'), issuer, now: new Date(), tools, nonce: Uint8Array.of(1, 2, 3) };
    assert.equal(told(judgeOcsp(readOcspResponse(bytes), question)), 'bad other-nonce');
  });

  it('a delegate out of its time', () => {
    const issuer = certificate('a-ca');
    const bytes = ocspAnswer(writeOcspRequest(certificate('good'), issuer, digest), { signer: 'a-delegate', words: ['-ndays', '90'] });
    const question = { certificate: certificate('good'), issuer, now: new Date(Date.now() + 40 * day), tools };
    assert.match(judgeOcsp(readOcspResponse(bytes), question).why, /whose certificate is out of its time/);
  });

  it('another CA of the same name issued a certificate with the same number', () => {
    const twin: Certificate = certificate('a-twin');
    const bytes = ocspAnswer(writeOcspRequest(certificate('good'), certificate('a-ca'), digest));
    const found = judgeOcsp(readOcspResponse(bytes), { certificate: certificate('good'), issuer: twin, now: new Date(), tools });
    assert.equal(told(found), 'bad other-certificate');
    assert.match(found.why, /same serial number by another issuer/);
  });

  it('a signature that nobody can check is no pass', () => {
    const issuer = certificate('a-ca');
    const bytes = ocspAnswer(writeOcspRequest(certificate('good'), issuer, digest));
    const blind = { ...tools, checkSigned: () => 'unsupported' as const };
    const found = judgeOcsp(readOcspResponse(bytes), { certificate: certificate('good'), issuer, now: new Date(), tools: blind });
    assert.equal(told(found), 'bad signature-unchecked');
  });

  it('the request is the one that openssl writes', () => {
    for (const name of ['good', 'held']) {
      openssl('ocsp', '-issuer', 'a-ca.pem', '-cert', `${name}.pem`, '-no_nonce', '-reqout', 'a-theirs.der');
      const own = writeOcspRequest(certificate(name), certificate('a-ca'), digest);
      assert.deepEqual(Buffer.from(own), readFileSync(file('a-theirs.der')));
    }
  });

  it('any bytes: a value each time, and no good word that nobody signed', () => {
    const issuer = certificate('a-ca');
    const original = ocspAnswer(writeOcspRequest(certificate('revoked'), issuer, digest), { signer: 'a-delegate' });
    const question = { certificate: certificate('revoked'), issuer, now: new Date(), tools };
    const edit = fc.record({ at: fc.nat(2000), byte: fc.nat(255), how: fc.constantFrom('set', 'insert', 'delete') });
    let readable = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const bytes = [...original];
        for (const { at, byte, how } of edits) {
          const place = at % bytes.length;
          if (how === 'set') bytes[place] = byte;
          else if (how === 'insert') bytes.splice(place, 0, byte);
          else bytes.splice(place, 1);
        }
        const response = readOcspResponse(Uint8Array.from(bytes));
        if (response.kind === 'answers') readable++;
        assert.notEqual(judgeOcsp(response, question).outcome, 'good');
      }),
      { numRuns: 1500 },
    );
    assert.ok(readable > 100, `${readable} were readable`);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => assert.notEqual(readOcspResponse(bytes).kind, 'answers')));
  });

  it('deep and wide ones take linear time', () => {
    const wide = new Uint8Array(LARGEST_OCSP).fill(0x30);
    for (let at = 1; at < wide.length; at += 2) wide[at] = 0;
    const deep = new Uint8Array(LARGEST_OCSP).fill(0x30);
    for (let at = 0; at + 5 < deep.length; at += 5)
      deep.set([0x30, 0x83, (deep.length - at - 5) >> 16, ((deep.length - at - 5) >> 8) & 255, (deep.length - at - 5) & 255], at);
    const begun = performance.now();
    for (const bytes of [wide, deep]) assert.equal(readOcspResponse(bytes).kind, 'fault');
    assert.ok(performance.now() - begun < 500);
  });
});

/** Another second in the time at which the answer was made. */
function changed(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const second = copy.indexOf(0x5a) - 1;
  copy[second] = copy[second] === 0x30 ? 0x31 : 0x30;
  return copy;
}
