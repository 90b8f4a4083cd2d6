import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { opensslName, suiteByOpensslName } from '#core/tls/openssl-names';
import { suiteOf } from '#core/tls/suites';

it('OpenSSL itself calls its suites so', (context) => {
  const { stdout, error } = spawnSync('openssl', ['ciphers', '-V', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'], { encoding: 'utf8' });
  if (error) return context.skip('openssl is not installed');
  const said = [...stdout.matchAll(/0x(..),0x(..) - (\S+)/g)].map(([, a = '', b = '', name = '']) => ({
    name,
    suite: suiteOf(Number.parseInt(a + b, 16)),
  }));
  assert.ok(said.length > 30);
  assert.deepEqual(
    said.filter(({ name, suite }) => suite && opensslName(suite) !== name).map(({ name, suite }) => `${name}, not ${suite?.name}`),
    [],
  );
  for (const { name, suite } of said) assert.equal(suiteByOpensslName(name), suite);
});

it('what OpenSSL no longer has is still known by its name', () => {
  for (const [name, registered] of [
    ['RC4-MD5', 'TLS_RSA_WITH_RC4_128_MD5'],
    ['EXP-RC4-MD5', 'TLS_RSA_EXPORT_WITH_RC4_40_MD5'],
    ['EXP-ADH-DES-CBC-SHA', 'TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA'],
    ['EDH-RSA-DES-CBC3-SHA', 'TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA'],
    ['ECDH-RSA-AES256-SHA384', 'TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384'],
    ['DES-CBC-SHA', 'TLS_RSA_WITH_DES_CBC_SHA'],
  ] as const)
    assert.equal(suiteByOpensslName(name)?.name, registered);
  assert.equal(suiteByOpensslName('HIGH'), undefined);
});
