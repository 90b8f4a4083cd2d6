/** The client's certificate and key, from real files with one fault each. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { writePem } from '#core/x509/pem';
import { type IdentityFiles, readIdentity } from '../../server/probe/identity';
import { tlsContext } from '../../server/probe/tls-context';
import { file, openssl } from '../core/tls/peers';
import { bytes, makeClientFiles, PASSPHRASE, text } from '../support/certs';

before(() => {
  makeClientFiles();
  writeFileSync(file('n-both.pem'), text('client.pem') + text('client.key'));
  writeFileSync(file('n-turned.pem'), text('intermediate.pem') + text('client.pem'));
  writeFileSync(file('n-broken.pem'), text('client.pem').replace(/\n(.)/, '\n!$1'));
  writeFileSync(file('n-rubbish.pem'), writePem('CERTIFICATE', Uint8Array.of(0x30, 1, 2)));
  writeFileSync(file('n-key-cut.pem'), text('client.key').replace(/\n.{20}/, '\n'));
  writeFileSync(file('n-empty'), '');
  openssl('x509', '-in', 'client.pem', '-outform', 'DER', '-out', 'n-client.der');
  openssl('pkey', '-in', 'client.key', '-outform', 'DER', '-out', 'n-key.der');
  openssl('rsa', '-in', 'rsa.key', '-aes128', '-traditional', '-passout', `pass:${PASSPHRASE}`, '-out', 'n-old-sealed.key');
  openssl('pkcs12', '-export', '-nokeys', '-in', 'client.pem', '-passout', `pass:${PASSPHRASE}`, '-out', 'n-no-key.p12');
  openssl('pkcs12', '-export', '-inkey', 'client.key', '-in', 'client.pem', '-passout', 'pass:', '-out', 'n-open.p12');
});

async function told(names: IdentityFiles): Promise<string> {
  const path = (name: string | undefined) => (name === undefined || name.startsWith('/') ? name : file(name));
  const files = { certificate: path(names.certificate), key: path(names.key), pkcs12: path(names.pkcs12), passphrase: names.passphrase };
  const read = await readIdentity(JSON.parse(JSON.stringify(files)));
  if (read.kind === 'identity') {
    assert.equal(tlsContext({ authorities: undefined, identity: read.identity }).kind, 'ready');
    return read.identity.kind;
  }
  if (read.kind === 'none') return 'none';
  assert.ok(!read.why.includes(PASSPHRASE) && !read.why.includes('guess'));
  assert.ok(!/[A-Za-z0-9+/=]{30}/.test(read.why.replaceAll(`${file('')}/`, '')), 'nothing of a key');
  return `${read.passphrase ? `(${read.passphrase}) ` : ''}${read.why.replaceAll(`${file('')}/`, '')}`;
}

describe('the identity of the client', () => {
  const sealed = { certificate: 'client.pem', key: 'client.sealed.key' };
  for (const [title, files, expected] of [
    ['no file', {}, /^none$/],
    ['certificate and key', { certificate: 'client.pem', key: 'client.key' }, /^pem$/],
    ['both in one file', { certificate: 'n-both.pem' }, /^pem$/],
    ['a certificate in DER', { certificate: 'n-client.der', key: 'client.key' }, /^pem$/],
    ['a sealed key', { ...sealed, passphrase: PASSPHRASE }, /^pem$/],
    ['a key sealed the old way', { certificate: 'rsa.pem', key: 'n-old-sealed.key', passphrase: PASSPHRASE }, /^pem$/],
    ['PKCS #12', { pkcs12: 'client.p12', passphrase: PASSPHRASE }, /^pkcs12$/],
    ['PKCS #12 without a passphrase', { pkcs12: 'n-open.p12' }, /^pkcs12$/],
    ['a passphrase that nobody needs', { certificate: 'client.pem', key: 'client.key', passphrase: 'guess' }, /^pem$/],

    ['sealed, no passphrase', sealed, /^\(needed\) client\.sealed\.key is encrypted, and its passphrase was not given\.$/],
    ['sealed the old way, none', { certificate: 'rsa.pem', key: 'n-old-sealed.key' }, /^\(needed\) n-old-sealed\.key is encrypted/],
    ['sealed, a wrong one', { ...sealed, passphrase: 'guess' }, /^\(wrong\) The passphrase does not open client\.sealed\.key\.$/],
    ['PKCS #12, no passphrase', { pkcs12: 'client.p12' }, /^\(needed\) client\.p12 is encrypted/],
    ['PKCS #12, a wrong one', { pkcs12: 'client.p12', passphrase: 'guess' }, /^\(wrong\) The passphrase does not open client\.p12\.$/],
    ['old encryption', { pkcs12: 'old.p12', passphrase: PASSPHRASE }, /^old\.p12 is encrypted in a way .* put aside .* export it anew\.$/],
    [
      'PKCS #12 without a key',
      { pkcs12: 'n-no-key.p12', passphrase: PASSPHRASE },
      /^n-no-key\.p12 is no PKCS #12 file with a certificate and its key/,
    ],
    ['PEM as PKCS #12', { pkcs12: 'n-both.pem' }, /^n-both\.pem is PEM, not PKCS #12/],
    ['nothing as PKCS #12', { pkcs12: 'n-empty' }, /^n-empty is no PKCS #12 file/],
    ['PKCS #12 as a certificate', { certificate: 'client.p12', key: 'client.key' }, /^client\.p12 is a PKCS #12 file: give it as such/],
    ['files that are not there', { certificate: '/nowhere/a.pem' }, /^\/nowhere\/a\.pem cannot be read: there is no such file\.$/],
    [
      'a key that is not there',
      { certificate: 'client.pem', key: '/nowhere/a.key' },
      /^\/nowhere\/a\.key cannot be read: there is no such file\.$/,
    ],
    ['PKCS #12 that is not there', { pkcs12: '/nowhere/a.p12' }, /^\/nowhere\/a\.p12 cannot be read/],
    ['a key, no certificate', { key: 'client.key' }, /^There is a key for the client certificate, and no certificate\.$/],
    ['no key in the file', { certificate: 'client.pem' }, /^There is no private key in client\.pem; it has to be in PEM/],
    ['a key in DER', { certificate: 'client.pem', key: 'n-key.der' }, /^There is no private key in n-key\.der; it has to be in PEM/],
    ['no certificate in the file', { certificate: 'client.key' }, /^client\.key holds no certificate\.$/],
    ['an empty file', { certificate: 'n-empty', key: 'client.key' }, /^n-empty holds no certificate\.$/],
    [
      'a broken certificate',
      { certificate: 'n-broken.pem', key: 'client.key' },
      /^n-broken\.pem: the certificate breaks in line 2: "!" is no character/,
    ],
    ['rubbish in a block', { certificate: 'n-rubbish.pem', key: 'client.key' }, /^The certificate in n-rubbish\.pem cannot be read: /],
    [
      'a key that was cut',
      { certificate: 'client.pem', key: 'n-key-cut.pem' },
      /^The key in n-key-cut\.pem cannot be read by this TLS library/,
    ],
    [
      'the key of another',
      { certificate: 'client.pem', key: 'root.key' },
      /^The key in root\.key does not belong to the certificate in client\.pem, CN=phone\.example\.com\.$/,
    ],
    [
      'a key of another kind',
      { certificate: 'client.pem', key: 'rsa.key' },
      /^The key in rsa\.key does not belong to the certificate in client\.pem/,
    ],
    [
      'the wrong order',
      { certificate: 'n-turned.pem', key: 'client.key' },
      /^The key belongs to certificate 2 of n-turned\.pem, CN=phone\.example\.com\. The client's own/,
    ],
  ] as readonly (readonly [string, IdentityFiles, RegExp])[])
    it(title, async () => assert.match(await told(files), expected));

  it('any bytes: a value each time, and nothing of the key', async () => {
    const originals = ['n-both.pem', 'client.p12'].map(bytes);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 1),
        fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        async (which, edits) => {
          const changed = Uint8Array.from(originals[which] ?? []);
          for (const [at, byte] of edits) changed[at % changed.length] = byte;
          writeFileSync(file('n-any'), changed);
          await told(which === 0 ? { certificate: 'n-any' } : { pkcs12: 'n-any', passphrase: PASSPHRASE });
        },
      ),
      { numRuns: 100 },
    );
  });
});
