/** Revocation lists by the real openssl, and what becomes of them in the hands of others. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Certificate } from '#core/x509/certificate';
import { findEntry, LARGEST_CRL, readCrl } from '#core/x509/crl';
import { judgeCrl } from '#core/x509/crl-verdict';
import { writeElement } from '#core/x509/der';
import type { RevocationVerdict } from '#core/x509/revocation';
import { checkSigned } from '../../../server/probe/certificates';
import { certificate, crl, makeAuthority } from '../../support/authority';

before(makeAuthority);

const day = 86_400_000;
const here = 'http://crl.example.com/a.crl';

interface Case {
  readonly of?: string;
  readonly list?: Parameters<typeof crl>[0];
  readonly now?: Date;
  readonly issuer?: string;
  readonly crls?: readonly string[];
  readonly isCa?: boolean;
  readonly change?: (bytes: Uint8Array) => Uint8Array;
}

function verdict({ of = 'good', list, now = new Date(), issuer = 'a-ca', crls, isCa, change }: Case): RevocationVerdict {
  const bytes = crl(list);
  const asked: Certificate = { ...certificate(of), ...(crls && { crls }), ...(isCa && { basicConstraints: { isCa } }) };
  return judgeCrl(readCrl(change ? change(bytes) : bytes), {
    certificate: asked,
    issuer: certificate(issuer),
    now,
    tools: { checkSigned },
  });
}

const told = ({ outcome, fault, reason }: RevocationVerdict): string => [outcome, fault, reason].filter(Boolean).join(' ');
const point = (lines: string) => ({ extensions: `issuingDistributionPoint=critical,@idp\n[idp]\n${lines}` });

describe('x509 revocation lists', () => {
  for (const [title, one, expected, why] of [
    ['not on it', {}, 'good', /does not have it \(4 entries, until 2/],
    ['on it', { of: 'revoked' }, 'revoked keyCompromise', /revoked on 2026-01-02 03:04 UTC \(keyCompromise\)/],
    ['suspended', { of: 'held' }, 'revoked certificateHold', /was suspended/],
    ['without a reason', { of: 'plain' }, 'revoked', /no reason given/],
    ['to be revoked later', { of: 'later' }, 'good superseded', /will revoke it/],
    ['out of date', { now: new Date(Date.now() + 8 * day) }, 'bad out-of-date', /a newer one was due by/],
    ['on one that is out of date', { of: 'revoked', now: new Date(Date.now() + 8 * day) }, 'bad out-of-date', /a newer one was due/],
    ['ahead of its time', { now: new Date(Date.now() - day) }, 'bad not-yet-valid', /counts only from/],
    ['of another CA', { list: { signer: 'a-root' } }, 'bad other-signer', /Authority Root,O=Example, who did not issue/],
    ['by another key of the same name', { list: { signer: 'a-twin' } }, 'bad other-signer', /another key of CN=Authority,O=Example/],
    ['forged', { list: { signer: 'a-forger' } }, 'bad other-signer', /another key/],
    ['changed', { change: (bytes: Uint8Array) => bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1) }, 'bad bad-signature', /changed, or forged/],
    [
      'by a key that may not',
      { of: 'a-mute-leaf', issuer: 'a-mute', list: { signer: 'a-mute' } },
      'bad other-signer',
      /cRLSign is missing/,
    ],
    ['for all that users have', { list: point('onlyuser=TRUE') }, 'good', /does not have it/],
    [
      'for all that users have, of a CA',
      { list: point('onlyuser=TRUE'), isCa: true },
      'bad out-of-scope',
      /not for certificates of authorities/,
    ],
    ['for CAs', { list: point('onlyCA=TRUE') }, 'bad out-of-scope', /authorities only/],
    ['for CAs, of one', { list: point('onlyCA=TRUE'), isCa: true }, 'good', /does not have it/],
    ['for attributes', { list: point('onlyAA=TRUE') }, 'bad out-of-scope', /attribute certificates/],
    ['indirect', { list: point('indirectCRL=TRUE') }, 'bad out-of-scope', /an indirect list/],
    ['of some reasons, not on it', { list: point('onlysomereasons=keyCompromise') }, 'bad out-of-scope', /proves nothing/],
    ['of some reasons, on it', { of: 'revoked', list: point('onlysomereasons=keyCompromise') }, 'revoked keyCompromise', /revoked/],
    ['the part that it names', { crls: [here], list: point(`fullname=URI:${here}`) }, 'good', /does not have it/],
    ['another part', { crls: [here], list: point('fullname=URI:http://crl.example.com/b.crl') }, 'bad out-of-scope', /b\.crl, which this/],
    ['a delta', { list: { extensions: '2.5.29.27=critical,DER:020101' } }, 'bad out-of-scope', /what changed since/],
    [
      'with what nobody knows',
      { list: { extensions: '1.3.6.1.4.1.99999.1=critical,DER:0500' } },
      'bad out-of-scope',
      /99999\.1, which nobody/,
    ],
    ['the same, not critical', { list: { extensions: '1.3.6.1.4.1.99999.1=DER:0500' } }, 'good', /does not have it/],
    ['a scope that cannot be read', { list: { extensions: '2.5.29.28=critical,DER:0500' } }, 'bad out-of-scope', /2\.5\.29\.28/],
    ['cut', { change: (bytes: Uint8Array) => bytes.subarray(0, -1) }, 'bad malformed', /cannot be read/],
    ['nothing', { change: () => new Uint8Array() }, 'bad malformed', /cannot be read/],
    ['a page', { change: () => Buffer.from('<html>') }, 'bad malformed', /cannot be read/],
    ['too large', { change: () => new Uint8Array(20_000_000) }, 'bad malformed', /20000000 bytes are more than a list may have here/],
  ] as readonly (readonly [string, Case, string, RegExp])[])
    it(title, () => {
      const found = verdict(one);
      assert.equal(told(found), expected, found.why);
      assert.match(found.why, why);
      assert.match(found.why, /^[A-Z].*\.$/);
    });

  it('what else it says', () => {
    const list = readCrl(crl());
    assert.ok(list.kind === 'crl');
    assert.deepEqual([list.number, list.entryCount, list.issuer.text], ['2a', 4, 'CN=Authority,O=Example']);
    assert.equal(list.authorityKeyId, certificate('a-ca').subjectKeyId);
  });

  it('any bytes: a value each time, and no good word that nobody signed', () => {
    const original = crl(point(`fullname=URI:${here}`));
    const question = {
      certificate: { ...certificate('revoked'), crls: [here] },
      issuer: certificate('a-ca'),
      now: new Date(),
      tools: { checkSigned },
    };
    const edit = fc.record({ at: fc.nat(1000), byte: fc.nat(255), how: fc.constantFrom('set', 'insert', 'delete') });
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
        const list = readCrl(Uint8Array.from(bytes));
        if (list.kind === 'crl') {
          readable++;
          findEntry(list, Uint8Array.of(0x10, 0x02));
        }
        assert.notEqual(judgeCrl(list, question).outcome, 'good');
      }),
      { numRuns: 1500 },
    );
    assert.ok(readable > 40, `${readable} were readable`);
  });

  it('a list of 15 MB is read and searched without an object for each entry', () => {
    const small = crl();
    const list = readCrl(small);
    assert.ok(list.kind === 'crl');
    const entry = (number: number) =>
      writeElement(0x30, writeElement(0x02, Uint8Array.of(0x70, number >> 16, (number >> 8) & 255, number & 255)), time);
    const time = writeElement(0x17, Buffer.from('260102030405Z'));
    const count = 600_000;
    const bytes = new Uint8Array(count * entry(0).length);
    for (let i = 0; i < count; i++) bytes.set(entry(i), i * entry(0).length);
    const begun = performance.now();
    const large = { ...list, entries: bytes };
    assert.ok(findEntry(large, Uint8Array.of(0x70, 9, 0x27, 0xbf)), 'the last one');
    assert.equal(findEntry(large, Uint8Array.of(0x70, 9, 0x27, 0xc0)), undefined);
    assert.ok(performance.now() - begun < 1000);
    const rubbish = new Uint8Array(LARGEST_CRL).fill(0x30);
    assert.equal(readCrl(rubbish).kind, 'fault');
    assert.ok(performance.now() - begun < 1500);
  });
});
