import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CertificateSpec } from '#core/rules/scenes/chain-scene';
import type { Certificate } from '#core/x509/certificate';
import { isPublicSuffix, registrableDomain } from '#core/x509/domain';
import { hiddenCharacters, malformedWildcards, namesWithEmptyLabels, unicodeNames, unusableSipUris } from '#core/x509/odd-names';
import { serialFault } from '#core/x509/serial';
import { certificateBy } from '../../support/certificate-spec';

async function certificate(spec: CertificateSpec): Promise<Certificate> {
  return (await certificateBy({ name: 'sip.example.com', spec })).certificate;
}

const named = (...names: string[]) => certificate({ names });
/** As the bytes of UTF-8 stand in an IA5String. */
const octets = (text: string): string => Buffer.from(text).toString('latin1');

describe('names that nobody reads as they are meant', () => {
  for (const [name, isOdd] of [
    ['*.example.com', false],
    ['sip.example.com', false],
    ['*.example.co.uk', false],
    ['sip*.example.com', true],
    ['f*o.example.com', true],
    ['sip.*.example.com', true],
    ['*.*.example.com', true],
    ['xn--*.example.com', true],
    ['*.com', true],
    ['*.co.uk', true],
    ['*', true],
    ['*.', true],
  ] as const)
    it(`wildcard ${name}`, async () => assert.deepEqual(malformedWildcards(await named(`DNS:${name}`)), isOdd ? [name] : []));

  for (const [name, isOdd] of [
    ['sip.example.com', false],
    ['sip.example.com.', true],
    ['.example.com', true],
    ['sip..example.com', true],
    ['', true],
  ] as const)
    it(`labels of "${name}"`, async () => assert.deepEqual(namesWithEmptyLabels(await named(`DNS:${name}`)), isOdd ? [name] : []));

  for (const [value, found] of [
    ['DNS:sip.example.com', []],
    ['DNS:xn--tr-xka.example', []],
    [`DNS:${octets('tür.example')}`, [{ name: 'tür.example', aLabel: 'xn--tr-xka.example' }]],
    [`URI:sip:${octets('straße.example')}`, [{ name: 'straße.example', aLabel: 'xn--strae-oqa.example' }]],
    ['DNS:t\xfcr.example', [{ name: 'tür.example', aLabel: 'xn--tr-xka.example' }]],
    [`DNS:${octets('tür .example')}`, [{ name: 'tür .example', aLabel: undefined }]],
    [`DNS:${octets('tür/a@b.example')}`, [{ name: 'tür/a@b.example', aLabel: undefined }]],
  ] as const)
    it(`in ASCII? ${value}`, async () => assert.deepEqual(unicodeNames(await named(value)), found));

  for (const [names, found] of [
    [['DNS:sip.example.com'], []],
    [[`DNS:${octets('straße.example')}`], []],
    [['DNS:sip.example.com\0.evil.example'], [['subjectAltName', 'U+0000', 'nul']]],
    [
      ['DNS:sip\n.example.com', 'DNS:sip\x85.example.com'],
      [
        ['subjectAltName', 'U+000A', 'control'],
        ['subjectAltName', 'U+0085', 'control'],
      ],
    ],
    [[`URI:sip:${octets('\u202egro')}`], [['subjectAltName', 'U+202E', 'direction']]],
  ] as const)
    it(`characters of ${JSON.stringify(names)}`, async () => {
      const characters = hiddenCharacters(await named(...names));
      assert.deepEqual(
        characters.map(({ field, character, kind }) => [field, character, kind]),
        found,
      );
    });

  it('the common name is looked at as well', async () => {
    const [character] = hiddenCharacters(await certificate({ commonName: 'sip\u2066.example.com' }));
    assert.deepEqual(character, { field: 'CN', name: 'sip\u2066.example.com', character: 'U+2066', kind: 'direction' });
  });

  for (const [uri, why, host] of [
    ['sip:example.com', undefined, undefined],
    ['SIP:[2001:db8::1]', undefined, undefined],
    ['https://example.com/a@b', undefined, undefined],
    ['sips:example.com', 'sips', 'example.com'],
    ['sip:alice@example.com', 'user', 'example.com'],
    ['sip:example.com:5061', 'more-than-host', 'example.com'],
    ['sip:example.com;transport=tls', 'more-than-host', 'example.com'],
    ['sips:', 'sips', undefined],
  ] as const)
    it(`URI ${uri}`, async () => assert.deepEqual(unusableSipUris(await named(`URI:${uri}`)), why ? [{ uri, why, host }] : []));
});

describe('domains by rule of thumb', () => {
  for (const [host, domain] of [
    ['sip.example.com', 'example.com'],
    ['example.com', 'example.com'],
    ['a.b.EXAMPLE.co.uk', 'example.co.uk'],
    ['example.de', 'example.de'],
    ['com', undefined],
    ['co.uk', undefined],
    ['', undefined],
    ['.com', undefined],
    ['a..com', undefined],
  ] as const)
    it(`"${host}"`, () => assert.equal(registrableDomain(host), domain));

  it('suffixes', () =>
    assert.deepEqual(['com', 'co.uk', 'com.au', 'example.com', 'example.co.uk', ''].map(isPublicSuffix), [
      true,
      true,
      true,
      false,
      false,
      true,
    ]));
});

describe('serial numbers', () => {
  for (const [serial, fault] of [
    ['00', 'zero'],
    ['0000', 'zero'],
    ['01', undefined],
    ['80', 'negative'],
    ['0080', undefined],
    [`00ff${'ff'.repeat(19)}`, undefined],
    [`7f${'ff'.repeat(19)}`, undefined],
    [`7f${'ff'.repeat(20)}`, 'too-long'],
    [`00ff${'ff'.repeat(20)}`, 'too-long'],
  ] as const)
    it(serial, async () => assert.equal(serialFault(await certificate({ serial })), fault));
});
