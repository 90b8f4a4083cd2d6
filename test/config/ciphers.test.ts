import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCiphers } from '#core/config/ciphers';
import type { CipherSetting } from '#core/config/model';

const read = (text: string, syntax: CipherSetting['syntax'] = 'openssl', isForTls13 = false) =>
  readCiphers({ value: { text, place: { file: 'x', at: { start: 0, end: text.length } }, isKnown: true }, syntax, isForTls13 });

/** What a current OpenSSL has of it, in order. */
const here = (text: string): string[] => read(text).enabled.flatMap(({ name, isGone }) => (isGone ? [] : name));

// biome-ignore format: a table
const expressions = [
  'ALL', 'DEFAULT', 'HIGH', 'MEDIUM', 'LOW', 'COMPLEMENTOFALL', 'COMPLEMENTOFDEFAULT', 'ALL:COMPLEMENTOFALL', 'eNULL', 'NULL', 'aNULL', 'ADH', 'AECDH',
  'FIPS', 'CBC', 'kRSA', 'RSA', 'kDHE', 'kEDH', 'DH', 'DHE', 'EDH', 'kECDHE', 'kEECDH', 'ECDH', 'ECDHE', 'EECDH', 'aRSA', 'aDSS', 'DSS', 'aECDSA', 'ECDSA',
  'PSK', 'kPSK', 'kRSAPSK', 'kDHEPSK', 'kECDHEPSK', 'aPSK', 'SRP', 'kSRP', 'aSRP', 'AES', 'AES128', 'AES256', 'AESGCM', 'AESCCM', 'AESCCM8', 'CAMELLIA',
  'CAMELLIA128', 'CAMELLIA256', 'ARIA', 'ARIAGCM', 'ARIA128', 'ARIA256', 'CHACHA20', '3DES', 'DES', 'RC4', 'IDEA', 'SEED', 'MD5', 'SHA', 'SHA1', 'SHA256',
  'SHA384', 'SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.2', 'EXP', 'EXPORT', 'kECDHr', 'GOST94', 'SUITEB128', 'SUITEB128ONLY', 'SUITEB192', 'SUITEB128C2',
  // As products and guides have them.
  'ALL:!ADH:!LOW:!EXP:!MD5:@STRENGTH',
  'HIGH:!aNULL',
  'HIGH:!aNULL:!MD5',
  'HIGH:!aNULL:!kRSA:!PSK:!SRP:!MD5:!RC4',
  'HIGH:MEDIUM:!aNULL:!eNULL:@STRENGTH',
  'HIGH:!SSLv2:!SSLv3:!TLSv1:!EXP:!ADH:!RC4:!3DES:!aNULL:!eNULL',
  'HIGH:-COMPLEMENTOFDEFAULT',
  'DEFAULT:!SHA1:@SECLEVEL=2',
  'DEFAULT@SECLEVEL=1',
  'DEFAULT:aNULL',
  'DEFAULTX',
  'EECDH+AESGCM:EDH+AESGCM',
  'EECDH+ECDSA+AESGCM:EECDH+aRSA+AESGCM:EECDH+ECDSA+SHA384:EECDH+aRSA+SHA256:EECDH:EDH+aRSA:!aNULL:!eNULL:!LOW:!3DES:!MD5:!EXP:!PSK:!SRP:!DSS:!RC4',
  'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256',
  'AES128-SHA, AES256-SHA;DHE-RSA-AES256-SHA ECDHE-RSA-AES256-SHA',
  'kRSA:ALL:-kRSA:kRSA',
  'ALL:+AES256:+kRSA',
  'ALL:+ECDHE:!aNULL:+SHA1',
  'ALL:-AES:AES',
  'AES+SHA:AES256+SHA256',
  'HIGH!aNULL',
  'HIGH::!aNULL:',
  ':HIGH',
  'HIGH:FOO:!BAR',
  'ECDHE+FOO:kRSA',
  'HIGH:DEFAULT',
  'ECDHE+RSA:kRSA+kDHE:AES256-SHA',
  '!kRSA:ALL',
  'EDH-RSA-DES-CBC3-SHA:AES128-SHA',
  'TLS_AES_256_GCM_SHA384:AES128-SHA',
  'TLSv1.2+AES+SHA384',
  'ALL:!ALL',
  '@STRENGTH:HIGH',
  'AES128+kDHE:@STRENGTH:AES256+kDHE:@STRENGTH',
  ' - + ! HIGH',
  'HIGH:*', 'HIGH:"', 'HIGH:@FOO', 'HIGH:@SECLEVEL=9', 'ECDHE+', '',
];

describe('lists of cipher suites', () => {
  it('OpenSSL itself makes the same of each', (context) => {
    if (spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout?.startsWith('OpenSSL 3.0') !== true)
      return context.skip('not OpenSSL 3.0, of which version the facts are');
    for (const text of expressions) {
      const { stdout } = spawnSync('openssl', ['ciphers', '-v', text], { encoding: 'utf8' });
      const said = [...stdout.matchAll(/^(\S+) +(\S+)/gm)].flatMap(([, name = '', version]) => (version === 'TLSv1.3' ? [] : name));
      assert.deepEqual(here(text), said, text);
    }
  });

  it('what is no longer there is told where it is written for, and not where it was only one of many', () => {
    const gone = (text: string) => read(text).enabled.flatMap(({ name, isGone, by }) => (isGone ? `${name} by ${by.text}` : []));
    assert.deepEqual(gone('ALL:!ADH:@STRENGTH'), []);
    assert.deepEqual(gone('HIGH:RC4-SHA'), ['RC4-SHA by RC4-SHA']);
    assert.deepEqual(gone('RC4+kRSA:!MD5'), ['RC4-SHA by RC4+kRSA']);
    assert.deepEqual(gone('3DES+aRSA:!kRSA:!SRP:!PSK').sort(), [
      'DHE-RSA-DES-CBC3-SHA by 3DES+aRSA',
      'ECDHE-RSA-DES-CBC3-SHA by 3DES+aRSA',
    ]);
    assert.ok(gone('EXP').includes('EXP-RC4-MD5 by EXP'));
    assert.deepEqual(gone('EXP:!EXP'), []);
    assert.ok(gone('MEDIUM').length > 10);
  });

  it('words that nobody knows have their places', () => {
    assert.deepEqual(read('HIGH:FOO:ECDHE+BAR:!aNULL').unknown, [
      { text: 'FOO', at: { start: 5, end: 8 } },
      { text: 'BAR', at: { start: 15, end: 18 } },
    ]);
    assert.deepEqual(read('HIGH:@FOO:X').refused, { text: '@FOO', at: { start: 5, end: 9 } });
    assert.deepEqual(read('HIGH:*').refused, { text: '*', at: { start: 5, end: 6 } });
    assert.equal(read('PROFILE=SYSTEM').isKnown, false);
  });

  it('names one by one, by OpenSSL, by the registry, by number', () => {
    const names = (text: string, syntax: CipherSetting['syntax'] = 'names') => read(text, syntax).enabled.map(({ suite }) => suite.name);
    assert.deepEqual(names('ADH-AES256-SHA,ADH-AES128-SHA'), ['TLS_DH_anon_WITH_AES_256_CBC_SHA', 'TLS_DH_anon_WITH_AES_128_CBC_SHA']);
    assert.deepEqual(names('0xC030, tls_dh_anon_with_aes_128_cbc_sha,ecdhe-rsa-aes256-gcm-sha384'), [
      'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
      'TLS_DH_anon_WITH_AES_128_CBC_SHA',
    ]);
    assert.deepEqual(read('HIGH:!aNULL', 'names').unknown, [
      { text: 'HIGH', at: { start: 0, end: 4 } },
      { text: '!aNULL', at: { start: 5, end: 11 } },
    ]);
    assert.deepEqual(names('["TLS_RSA_WITH_RC4_128_SHA", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]', 'go'), [
      'TLS_RSA_WITH_RC4_128_SHA',
      'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    ]);
    assert.equal(read('TLS_DHE_RSA_WITH_AES_128_CBC_SHA', 'go').unknown.length, 1);
    assert.deepEqual(read('TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256', 'openssl', true).enabled.length, 2);
  });

  it('any text is read, and spans lie in it', () => {
    const word = fc.oneof(
      fc.constantFrom('ALL', 'HIGH', '!', '+', '-', '@', ':', 'aNULL', 'STRENGTH', ' ', ',', 'kRSA', 'constructor', '__proto__'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom('openssl' as const, 'names' as const, 'go' as const), (words, syntax) => {
        const text = words.join('');
        const { enabled, unknown, refused } = read(text, syntax);
        const tokens = [...enabled.map(({ by }) => by), ...unknown, ...(refused ? [refused] : [])];
        for (const token of tokens) assert.equal(text.slice(token.at.start, token.at.end), token.text);
        assert.equal(new Set(enabled.map(({ suite }) => suite.code)).size, enabled.length);
      }),
    );
  });

  it('junk costs no more than its length', () => {
    for (const text of ['ALL:-ALL:'.repeat(100_000), 'A'.repeat(1_000_000), '+'.repeat(1_000_000), 'ECDHE+'.repeat(100_000)]) {
      const start = performance.now();
      for (const syntax of ['openssl', 'names', 'go'] as const) read(text, syntax);
      assert.ok(performance.now() - start < 1000, text.slice(0, 10));
    }
  });
});
