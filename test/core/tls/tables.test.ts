import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alertName, alertNames, readAlert } from '#core/tls/alerts';
import { groupName, groupOf, groups } from '#core/tls/groups';
import { schemeName, schemes } from '#core/tls/schemes';
import { type Grade, gradeOf, suiteByName, suiteName, suiteOf, suites } from '#core/tls/suites';
import { isGrease, versionName, versions } from '#core/tls/versions';
import { openssl } from './peers';

/** OpenSSL's own table: number, name, and what it says of the parts, such as `Kx=ECDH Au=RSA Enc=AESGCM(256) Mac=AEAD`. */
const known = openssl('ciphers', '-V', '-stdname', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0')
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', , name = ''] = line.trim().split(/\s+/);
    const part = (label: string) => new RegExp(`${label}=(\\S+)`).exec(line)?.[1] ?? '';
    return {
      code: Number.parseInt(code.replaceAll(/0x|,/g, ''), 16),
      name,
      line,
      kx: part('Kx'),
      au: part('Au'),
      enc: part('Enc'),
      mac: part('Mac'),
    };
  });

/** What the parts say, by the words of the contract. */
function gradeByParts({ kx, au, enc, mac }: (typeof known)[number]): Grade {
  if (au === 'None' || enc === 'None' || /^(?:RC4|DES\(|RC2)/.test(enc)) return 'broken';
  if (mac !== 'AEAD' || /CCM8/.test(enc)) return 'weak';
  if (kx === 'any') return 'modern';
  return /^(?:ECDH|DH)/.test(kx) ? 'acceptable' : 'weak';
}

describe('suites', () => {
  it('agree with OpenSSL on number, name and worth', () => {
    assert.ok(known.length > 100);
    for (const one of known) {
      assert.equal(suiteName(one.code), one.name);
      assert.equal(gradeOf(one.name), gradeByParts(one), one.line);
    }
  });

  it('are graded over the whole table', () => {
    const of = (grade: Grade) => suites.filter((suite) => suite.grade === grade && !suite.isSignal).map(({ name }) => name);
    assert.deepEqual(
      of('modern').filter((name) => !/GOST|SM4|AEGIS/.test(name)),
      ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_CCM_SHA256'],
    );
    for (const { name, isTls13 } of suites.filter(({ grade, isSignal }) => grade === 'modern' && !isSignal)) assert.ok(isTls13, name);
    for (const name of of('acceptable')) {
      assert.match(name, /^TLS_(?:(?:EC)?DHE_(?:RSA|ECDSA|DSS|PSK)|ECCPWD)_WITH_\w+_(?:GCM_SHA\d+|POLY1305_SHA256|CCM|CCM_SHA\d+)$/);
      assert.doesNotMatch(name, /anon|NULL|CBC|CCM_8/);
    }
    for (const name of of('weak'))
      assert.match(name, /CBC|CCM_8|28147|CTR_OMAC|^TLS_(?:RSA|DH_RSA|DH_DSS|ECDH_RSA|ECDH_ECDSA|PSK|RSA_PSK)_WITH/);
    for (const name of of('broken')) assert.match(name, /NULL|anon|EXPORT|RC4|_DES_CBC|^TLS_SHA/);
    const counts = (['modern', 'acceptable', 'weak', 'broken'] as const).map((grade) => of(grade).length);
    assert.deepEqual(counts, [12, 48, 211, 88]);
    for (const name of ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'])
      assert.equal(gradeOf(name), 'weak');
  });

  it('are listed once each, in the order of their numbers', () => {
    assert.deepEqual(
      suites.map(({ code }) => code),
      [...new Set(suites.map(({ code }) => code))].sort((a, b) => a - b),
    );
    assert.equal(new Set(suites.map(({ name }) => name)).size, suites.length);
    for (const { name, source } of suites) {
      assert.match(name, /^TLS_[A-Za-z\d_]+$/);
      assert.match(source, /^(?:RFC \d{4}|draft-[a-z-]+|unregistered)$/);
    }
  });

  it('say key exchange and certificate', () => {
    const parts = (name: string) => [suiteByName(name)?.keyExchange, suiteByName(name)?.certificateKey];
    assert.deepEqual(parts('TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'), ['ECDHE', 'EC']);
    assert.deepEqual(parts('TLS_ECDH_RSA_WITH_AES_128_CBC_SHA'), ['ECDH', 'EC']);
    assert.deepEqual(parts('TLS_RSA_EXPORT_WITH_RC4_40_MD5'), ['RSA', 'RSA']);
    assert.deepEqual(parts('TLS_DHE_DSS_WITH_AES_128_CBC_SHA'), ['DHE', 'DSA']);
    assert.deepEqual(parts('TLS_DH_anon_WITH_RC4_128_MD5'), ['DH', 'none']);
    assert.deepEqual(parts('TLS_RSA_PSK_WITH_AES_128_CBC_SHA'), ['RSA_PSK', 'RSA']);
    assert.deepEqual(parts('TLS_PSK_DHE_WITH_AES_128_CCM_8'), ['DHE_PSK', 'none']);
    assert.deepEqual(parts('TLS_AES_128_GCM_SHA256'), ['any', 'any']);
    for (const { code, name, kx, au } of known) {
      const suite = suiteOf(code);
      if (au === 'RSA' && kx === 'ECDH') assert.deepEqual(parts(name), ['ECDHE', 'RSA']);
      if (au === 'ECDSA') assert.deepEqual(parts(name), ['ECDHE', 'EC']);
      if (au === 'None') assert.equal(suite?.certificateKey, 'none');
    }
  });
});

describe('the other tables', () => {
  it('have each number and name once', () => {
    for (const table of [alertNames, groups, schemes, versions]) {
      assert.equal(new Set(table.map(({ code }) => code)).size, table.length);
      assert.equal(new Set(table.map(({ name }) => name)).size, table.length);
    }
  });

  it('name what SIP over TLS meets', () => {
    assert.deepEqual([48, 116, 70, 0, 99].map(alertName), [
      'unknown_ca',
      'certificate_required',
      'protocol_version',
      'close_notify',
      'alert 99',
    ]);
    assert.deepEqual([0x11eb, 0x11ec, 0x11ed, 29, 0x2a2a, 999].map(groupName), [
      ...['SecP256r1MLKEM768', 'X25519MLKEM768', 'SecP384r1MLKEM1024', 'x25519', 'GREASE', '0x03E7'],
    ]);
    assert.equal(groupOf(256)?.bits, 2048);
    assert.deepEqual([0x0804, 0x0403, 0x0201].map(schemeName), ['rsa_pss_rsae_sha256', 'ecdsa_secp256r1_sha256', 'rsa_pkcs1_sha1']);
    assert.deepEqual([0x0300, 0x0301, 0x0303, 0x0304, 0x7f1c, 0x0305].map(versionName), [
      ...['SSLv3', 'TLSv1', 'TLSv1.2', 'TLSv1.3', 'TLSv1.3 draft 28', '0x0305'],
    ]);
    assert.deepEqual([0xc030, 0x1301, 0x0a0a, 0xc0ff].map(suiteName), [
      ...['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256', 'GREASE', '0xC0FF'],
    ]);
    assert.deepEqual([0x0a0a, 0xfafa, 0x0a1a, 0x0aaa, 0x1301].map(isGrease), [true, true, false, false, false]);
  });

  it('an alert has two octets and one of two levels', () => {
    assert.deepEqual(readAlert(Uint8Array.of(2, 48)), { level: 'fatal', code: 48, name: 'unknown_ca' });
    for (const body of [[], [2], [0, 48], [3, 48], [2, 48, 0]]) assert.equal(readAlert(Uint8Array.from(body)), undefined);
  });
});
