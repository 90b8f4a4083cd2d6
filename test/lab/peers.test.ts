/** The programs that are not ours, each as a server on loopback, asked by other programs and by bare sockets. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Lab, startLab } from '../support/lab/lab';
import { openssl } from '../support/lab/openssl';
import { startGnutlsServ } from '../support/peers/gnutls-serv';
import { type KamailioProfile, startKamailio } from '../support/peers/kamailio';
import { startOcspResponder } from '../support/peers/ocsp-responder';
import { DoesNotStart, type Peer } from '../support/peers/program';
import { printedCertificates, sClient } from '../support/peers/s-client';
import { startSServer } from '../support/peers/s-server';
import { options, say, sayOverTls } from './talk';

let lab: Lab;
before(async () => {
  lab = await startLab();
});
after(() => lab.stop());

const peers: Peer[] = [];
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.stop()));
});
/** The socket of a peer, which is stopped after the test. */
async function running(starting: Promise<Peer>): Promise<string> {
  const peer = await starting;
  peers.push(peer);
  return `127.0.0.1:${peer.port}`;
}

const file = (name: string): string => join(lab.folder, name);
const own = (name: string) => ({ certificate: file(`${name}.chain.pem`), key: file(`${name}.key`) });
const sent = (text: string): string[] => {
  const names = new Map([...lab.certificates.values()].map(({ name, sha256 }) => [sha256, name]));
  return printedCertificates(text).map((hash) => names.get(hash) ?? hash);
};
const identity = () => ({ cert: readFileSync(lab.clientCertificate), key: readFileSync(lab.clientKey) });

describe('Kamailio', () => {
  const kamailio = (...profiles: KamailioProfile[]) => running(startKamailio(...profiles));

  it('answers OPTIONS over TLS, with the chain that it is given', async () => {
    const socket = await kamailio(own('good'));
    const { text } = await sayOverTls(socket, options('TLS'));
    assert.match(
      text,
      /^SIP\/2\.0 200 Keepalive\r\nVia: SIP\/2\.0\/TLS 192\.0\.2\.7:4711;branch=z9hG4bK7;rport=\d+;received=127\.0\.0\.1\r\n/,
    );
    assert.match(text, /\r\nServer: kamailio \(/);
    for (const version of ['-tls1_2', '-tls1_3'])
      assert.deepEqual(sent(await sClient(socket, ['-showcerts', version])), ['good', 'intermediate'], version);
    assert.match(await sClient(socket, ['-tls1_1', '-cipher', 'DEFAULT@SECLEVEL=0']), /alert protocol version/);
  });

  it('chooses the certificate by server name', async () => {
    const socket = await kamailio(own('good'), { ...own('sni'), serverName: 'sni.lab.example' });
    assert.deepEqual(sent(await sClient(socket, ['-showcerts', '-servername', 'sni.lab.example'])), ['sni', 'intermediate']);
    assert.deepEqual(sent(await sClient(socket, ['-showcerts', '-servername', 'other.lab.example'])), ['good', 'intermediate']);
    assert.deepEqual(sent(await sClient(socket, ['-showcerts', '-noservername'])), ['good', 'intermediate']);
  });

  it('requires a client certificate, of the authority that it trusts', async () => {
    const socket = await kamailio({ ...own('good'), verifyCertificate: true, requireCertificate: true, caList: lab.ca });
    assert.match(await sClient(socket, ['-tls1_2']), /SSL alert number 40/);
    assert.match(await sClient(socket, ['-tls1_3', '-ign_eof']), /SSL alert number 116/);
    assert.match((await sayOverTls(socket, options('TLS'), identity())).text, /^SIP\/2\.0 200 /);
    const stranger = { cert: readFileSync(file('self-signed.pem')), key: readFileSync(file('self-signed.key')) };
    assert.doesNotMatch((await sayOverTls(socket, options('TLS'), stranger)).text, /SIP/);
  });

  it('takes version and suites from its profile', async () => {
    const suites = 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-SHA384';
    const socket = await kamailio({ ...own('good'), method: 'TLSv1.2', cipherList: suites });
    assert.match(await sClient(socket, ['-tls1_3']), /alert protocol version/);
    assert.match(await sClient(socket, ['-cipher', 'ECDHE-ECDSA-AES256-SHA384']), /Cipher is ECDHE-ECDSA-AES256-SHA384/);
    assert.match(await sClient(socket, ['-tls1_2', '-cipher', 'ECDHE-ECDSA-CHACHA20-POLY1305']), /alert handshake failure/);
  });

  it('says why it does not start, and leaves nothing', async () => {
    await assert.rejects(startKamailio({ certificate: file('nothing.pem'), key: file('good.key') }), (error: unknown) => {
      assert.ok(error instanceof DoesNotStart);
      assert.match(error.message, /nothing\.pem/);
      return true;
    });
  });
});

describe('gnutls-serv', () => {
  it('shakes hands, in the versions of its priority string', async () => {
    const socket = await running(startGnutlsServ({ ...own('good'), priority: 'NORMAL:-VERS-ALL:+VERS-TLS1.2' }));
    const said = await sClient(socket, ['-showcerts']);
    assert.match(said, /New, TLSv1\.2, /);
    assert.deepEqual(sent(said), ['good', 'intermediate']);
    assert.match(said, /No client certificate CA names sent/);
    assert.match((await sayOverTls(socket, 'GET / HTTP/1.0\r\n\r\n')).text, /^HTTP\/1\.0 200/);
  });

  it('asks for a client certificate', async () => {
    const requires = await running(startGnutlsServ({ ...own('good'), client: { asks: 'requires', ca: lab.ca } }));
    assert.match(await sClient(requires, ['-ign_eof']), /SSL alert number 116/);
    assert.match((await sayOverTls(requires, 'GET / HTTP/1.0\r\n\r\n', identity())).text, /^HTTP\/1\.0 200/);
    const requests = await running(startGnutlsServ({ ...own('good'), client: { asks: 'requests', ca: lab.ca } }));
    assert.match(await sClient(requests, []), /Acceptable client certificate CA names\nCN = Lab Root\n/);
    assert.match((await sayOverTls(requests, 'GET / HTTP/1.0\r\n\r\n')).text, /^HTTP\/1\.0 200/);
  });

  it('staples', async () => {
    const about = ['-issuer', file('intermediate.pem'), '-cert', file('good.pem'), '-no_nonce', '-noverify'];
    await openssl(['ocsp', ...about, '-url', `${lab.responder}/ocsp`, '-respout', file('good.ocsp')]);
    const socket = await running(startGnutlsServ({ ...own('good'), ocspResponse: file('good.ocsp') }));
    assert.match(await sClient(socket, ['-status']), /Cert Status: good/);
  });
});

describe('openssl s_server and openssl ocsp', () => {
  it('s_server confirms a server name, whatever its certificate says', async () => {
    const other = ['-servername', 'sni.lab.example', '-cert2', file('wrong-name.pem'), '-key2', file('wrong-name.key')];
    const socket = await running(startSServer(['-cert', file('good.pem'), '-key', file('good.key'), ...other]));
    for (const version of ['-tls1_2', '-tls1_3']) {
      const said = await sClient(socket, ['-showcerts', '-servername', 'sni.lab.example', '-tlsextdebug', version]);
      assert.match(said, /server extension "server name"/, version);
      assert.deepEqual(sent(said), ['wrong-name']);
      assert.doesNotMatch(await sClient(socket, ['-noservername', '-tlsextdebug', version]), /server extension "server name"/);
    }
  });

  it('the responder knows who is revoked', async () => {
    const files = { index: file('index.txt'), issuer: file('intermediate.pem'), signer: file('ocsp.pem'), signerKey: file('ocsp.key') };
    const socket = await running(startOcspResponder(files));
    for (const [name, state] of [
      ['good', 'good'],
      ['revoked-ocsp', 'revoked'],
    ] as const) {
      const about = ['-issuer', file('intermediate.pem'), '-cert', file(`${name}.pem`)];
      const trust = ['-CAfile', lab.ca, '-verify_other', file('intermediate.pem')];
      assert.match(String(await openssl(['ocsp', ...about, ...trust, '-url', `http://${socket}`])), new RegExp(`: ${state}\n`));
    }
  });
});

describe('programs', () => {
  it('are gone after stop, with all that they had', async () => {
    const started = await Promise.all([
      startKamailio(own('good')),
      startGnutlsServ(own('good')),
      startSServer(['-cert', file('good.pem'), '-key', file('good.key')]),
    ]);
    for (const peer of started) {
      assert.notEqual(peer.log(), '');
      await peer.stop();
      await peer.stop();
      assert.equal((await say(`127.0.0.1:${peer.port}`, '')).end, 'ECONNREFUSED');
    }
    const folder = /\/\S*sip-tls-kamailio-\w+/.exec(started[0].log())?.[0];
    assert.ok(folder === undefined || !existsSync(folder), folder);
  });
});
