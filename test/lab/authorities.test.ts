/** Who trusts whom in the lab: client certificates, and what the authorities say of the servers' own; by the openssl program. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Lab, startLab } from '../support/lab/lab';
import { openssl } from '../support/lab/openssl';
import { sClient } from '../support/peers/s-client';
import { options, sayOverTls } from './talk';

let lab: Lab;
before(async () => {
  lab = await startLab();
});
after(() => lab.stop());

const socketOf = (id: string): string => lab.endpoint(id).sockets[0] ?? '';
const certificate = (name: string): string => lab.certificates.get(name)?.path ?? '';

describe('lab: mutual TLS', () => {
  const identity = () => ['-cert', lab.clientCertificate, '-cert_chain', lab.clientCertificate, '-key', lab.clientKey];

  it('required: refused without, let in with a certificate', async () => {
    for (const [id, alert] of [
      ['mutual-tls12', /SSL alert number 40/],
      ['mutual-tls13', /SSL alert number 116/],
    ] as const) {
      const refused = await sClient(socketOf(id), ['-ign_eof']);
      assert.match(refused, alert);
      assert.match(refused, /Acceptable client certificate CA names\nCN = Lab Root\n/);
      const identified = { cert: readFileSync(lab.clientCertificate), key: readFileSync(lab.clientKey) };
      assert.match((await sayOverTls(socketOf(id), options('TLS'), identified)).text, /^SIP\/2\.0 200 OK/);
    }
  });

  it('requested only: let in without; not asked for elsewhere', async () => {
    assert.match((await sayOverTls(socketOf('mutual-requested'), options('TLS'))).text, /^SIP\/2\.0 200 OK/);
    assert.match(await sClient(socketOf('mutual-requested'), []), /Acceptable client certificate CA names/);
    assert.match(await sClient(socketOf('mutual-not-asked'), identity()), /No client certificate CA names sent/);
  });

  it('the files of the client belong together, and only this user can read its keys', async () => {
    const env = { PASSPHRASE: lab.passphrase };
    const sealed = await openssl(['pkey', '-in', lab.clientSealedKey, '-passin', 'env:PASSPHRASE', '-pubout'], { env });
    assert.equal(String(sealed), String(await openssl(['pkey', '-in', lab.clientKey, '-pubout'])));
    const inside = String(await openssl(['pkcs12', '-in', lab.clientPkcs12, '-passin', 'env:PASSPHRASE', '-nokeys'], { env }));
    assert.equal(inside.match(/BEGIN CERTIFICATE/g)?.length, 2);
    await assert.rejects(openssl(['pkcs12', '-in', lab.clientPkcs12, '-passin', 'pass:wrong', '-nokeys']), /invalid password/);
    assert.equal(statSync(lab.folder).mode & 0o77, 0);
    for (const file of readdirSync(lab.folder).filter((name) => /\.(?:key|p12)$/.test(name)))
      assert.equal(statSync(join(lab.folder, file)).mode & 0o77, 0, file);
  });
});

describe('lab: revocation', () => {
  it('OCSP of the responder, as openssl asks it', async () => {
    for (const [name, state] of [
      ['good', 'good'],
      ['revoked-ocsp', 'revoked'],
    ] as const) {
      const words = ['ocsp', '-issuer', certificate('intermediate'), '-cert', certificate(name), '-url', `${lab.responder}/ocsp`];
      const said = String(await openssl([...words, '-CAfile', lab.ca, '-verify_other', certificate('intermediate')]));
      assert.match(said, new RegExp(`: ${state}\\n`));
    }
    const byGet = await openssl([
      'ocsp',
      '-issuer',
      certificate('intermediate'),
      '-cert',
      certificate('good'),
      '-no_nonce',
      '-reqout',
      '-',
    ]);
    const answer = await fetch(`${lab.responder}/ocsp/${encodeURIComponent(Buffer.from(byGet).toString('base64'))}`);
    assert.equal(answer.headers.get('content-type'), 'application/ocsp-response');
    assert.match(
      String(await openssl(['ocsp', '-respin', '-', '-noverify', '-resp_text'], { input: await bytesOf(answer) })),
      /Cert Status: good/,
    );
    assert.equal((await fetch(`${lab.responder}/nothing`)).status, 404);
  });

  it('the revocation lists and the issuer that certificates point to', async () => {
    const lists: string[] = [];
    for (const name of ['intermediate', 'root']) {
      const list = await bytesOf(await fetch(`${lab.responder}/${name}.crl`));
      lists.push(String(await openssl(['crl', '-inform', 'DER', '-outform', 'PEM'], { input: list })));
    }
    const file = join(lab.folder, 'all.crl.pem');
    writeFileSync(file, lists.join(''));
    const words = (name: string) => [
      '-crl_check_all',
      '-CRLfile',
      file,
      '-CAfile',
      lab.ca,
      '-untrusted',
      certificate('intermediate'),
      certificate(name),
    ];
    assert.match(String(await openssl(['verify', ...words('good')])), /: OK\n/);
    await assert.rejects(openssl(['verify', ...words('revoked-crl')]), /error 23/);
    const issuer = await bytesOf(await fetch(`${lab.responder}/intermediate.cer`));
    assert.deepEqual(issuer, Uint8Array.from(lab.certificates.get('intermediate')?.der ?? []));
    const text = String(
      await openssl(['x509', '-in', certificate('revoked-crl'), '-noout', '-ext', 'authorityInfoAccess,crlDistributionPoints']),
    );
    assert.match(text, new RegExp(`CA Issuers - URI:${lab.responder}/intermediate\\.cer`));
    assert.match(text, new RegExp(`URI:${lab.responder}/intermediate\\.crl`));
    assert.doesNotMatch(text, /OCSP/);
  });

  it('staples', async () => {
    const status = (id: string) => sClient(socketOf(id), ['-status']);
    assert.match(await status('stapled'), /Cert Status: good/);
    assert.match(await status('stapled-revoked'), /Cert Status: revoked/);
    assert.match(await status('must-staple'), /OCSP response: no response sent/);
    assert.match(String(await openssl(['x509', '-in', certificate('must-staple'), '-noout', '-text'])), /TLS Feature: *\n *status_request/);
  });
});

const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer());
