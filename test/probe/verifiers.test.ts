/** Rows of the verifier table against the real programs: OpenSSL, Node and Kamailio judge what the table judged. */
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkServerIdentity, connect, createServer, type PeerCertificate } from 'node:tls';
import { judgeVerifiers } from '#core/probe/verifiers';
import { writePem } from '#core/x509/pem';
import { NOW } from '../core/x509/issue';
import { openssl } from '../support/lab/openssl';
import { startKamailio } from '../support/peers/kamailio';
import type { Peer } from '../support/peers/program';
import { sClient } from '../support/peers/s-client';
import { startSServer } from '../support/peers/s-server';
import { HOST, type Shown, show, type VerifierScene } from '../support/verifier-scene';

const dns = (value: string): { type: 'dns'; value: string } => ({ type: 'dns', value });

const scenes: { readonly [title: string]: VerifierScene } = {
  good: {},
  wildcard: { leaf: { sans: [dns('*.example.com')] } },
  'sip: URI only': { leaf: { sans: [{ type: 'url', value: `sip:${HOST}` }] } },
  'common name only': { leaf: { name: HOST, sans: undefined } },
  'common name beside a sip: URI': { leaf: { name: HOST, sans: [{ type: 'url', value: 'sip:example.net' }] } },
  'common name beside another DNS name': { leaf: { name: HOST, sans: [dns('a.example.net')] } },
  'another name': { leaf: { sans: [dns('a.example.net')] } },
  'an address that it names': { reference: '192.0.2.1', leaf: { sans: [{ type: 'ip', value: '192.0.2.1' }] } },
  'an address that it does not name': { reference: '192.0.2.1' },
  'no intermediate': { sent: 0 },
  expired: { leaf: { notAfter: '2026-05-01' } },
  'not yet valid': { leaf: { notBefore: '2026-07-01' } },
  'signed by itself': { isSelfSigned: true },
  'a root that nobody knows': { trust: 'none' },
  'the purpose of RFC 5924 only': { leaf: { purposes: ['1.3.6.1.5.5.7.3.20'] } },
  'any purpose': { leaf: { purposes: ['2.5.29.37.0'] } },
  'for clients only': { leaf: { purposes: ['1.3.6.1.5.5.7.3.2'] } },
  'RSA of 1024 bits': { leaf: { key: 'RSA-1024' } },
  'SHA-1': { leaf: { hash: 'SHA-1' } },
  'four intermediates': { intermediates: 4 },
};

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'sip-tls-verifiers-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(text: string): string {
  const path = join(folder, `${files++}.pem`);
  writeFileSync(path, text);
  return path;
}

interface Files {
  readonly leaf: string;
  /** The list as sent, leaf first. */
  readonly chain: string;
  /** What is sent behind the leaf. */
  readonly behind: string;
  readonly key: string;
  readonly root: string;
}

async function filesOf({ leaf, sent, root }: Shown, trust: VerifierScene['trust']): Promise<Files> {
  const pem = ({ der }: { readonly der: Uint8Array }): string => writePem('CERTIFICATE', der);
  const key = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', leaf.keys.privateKey));
  // A store of somebody else stands for one without the root.
  const trusted = trust === 'none' ? (await show({})).root : root;
  return {
    leaf: file(pem(leaf.certificate)),
    chain: file(sent.map(pem).join('')),
    behind: file(sent.slice(1).map(pem).join('')),
    key: file(writePem('PRIVATE KEY', key)),
    root: file(pem(trusted)),
  };
}

const verdictOf = (shown: Shown, id: string): { readonly accepts: boolean | null | undefined; readonly why: string } => {
  const found = judgeVerifiers(shown.facts).find((verdict) => verdict.id === id);
  return { accepts: found?.accepts, why: found?.why ?? '' };
};

describe('the row of OpenSSL, by openssl verify', () => {
  const verifies = async (paths: Files, words: readonly string[], hasOthers: boolean): Promise<boolean> => {
    const others = hasOthers ? ['-untrusted', paths.behind] : [];
    const time = ['-attime', String(NOW.getTime() / 1000)];
    const all = ['verify', ...time, '-purpose', 'sslserver', '-no-CApath', '-CAfile', paths.root, ...others, ...words, paths.leaf];
    return openssl(all).then(
      () => true,
      () => false,
    );
  };
  for (const [title, scene] of Object.entries(scenes))
    it(title, async () => {
      const shown = await show(scene);
      const paths = await filesOf(shown, scene.trust);
      const reference = scene.reference ?? HOST;
      const name = reference === HOST ? ['-verify_hostname', HOST] : ['-verify_ip', reference];
      const [weak, strong] = [
        await verifies(paths, ['-auth_level', '0', ...name], shown.sent.length > 1),
        await verifies(paths, ['-auth_level', '2', ...name], shown.sent.length > 1),
      ];
      const { accepts, why } = verdictOf(shown, 'openssl');
      assert.equal(accepts, strong ? true : weak ? null : false, why);
    });

  it('counts intermediates as the rows with SSL_CTX_set_verify_depth say', async () => {
    for (const [intermediates, most] of [
      [2, 2],
      [3, 2],
      [3, 3],
      [4, 3],
    ] as const) {
      const shown = await show({ intermediates });
      const isTaken = await verifies(await filesOf(shown, 'public'), ['-verify_depth', String(most)], true);
      assert.equal(isTaken, intermediates <= most, `${intermediates} of ${most}`);
      const { why } = verdictOf(shown, most === 2 ? 'freeswitch' : 'opensips');
      assert.equal(/refuse|takes \d/.test(why), !isTaken, why);
    }
  });

  it('and by s_client against a server that shows it', async () => {
    for (const title of ['good', 'wildcard', 'another name', 'no intermediate'] as const) {
      const shown = await show(scenes[title] ?? {});
      const paths = await filesOf(shown, undefined);
      const chain = shown.sent.length > 1 ? ['-cert_chain', paths.behind] : [];
      const server = await startSServer(['-cert', paths.leaf, '-key', paths.key, ...chain, '-www']);
      try {
        const words = ['-servername', HOST, '-verify_hostname', HOST, '-verify_return_error', '-CAfile', paths.root, '-no-CApath'];
        const said = await sClient(`127.0.0.1:${server.port}`, [...words, '-attime', String(NOW.getTime() / 1000)]);
        const { accepts, why } = verdictOf(shown, 'openssl');
        assert.equal(/Verify return code: 0 \(ok\)/.test(said), accepts, `${title}: ${why}\n${said.slice(0, 500)}`);
      } finally {
        await server.stop();
      }
    }
  });
});

/** Programs that ask the clock of this computer. */
const today = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 86_400_000) };
const current = ({ leaf, ...scene }: VerifierScene): VerifierScene => ({ ...scene, now: new Date(), leaf: { ...today, ...leaf } });

describe('the row of Node, by this Node', () => {
  // At which level of security it was built decides about these.
  const leftOut = new Set(['RSA of 1024 bits', 'SHA-1']);
  for (const [title, scene] of Object.entries(scenes).filter(([name]) => !leftOut.has(name)))
    it(title, async () => {
      const shown = await show(current(scene));
      const { chain, key, root } = await filesOf(shown, scene.trust);
      const server = createServer({ cert: readFileSync(chain), key: readFileSync(key) });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as { port: number };
      const reference = scene.reference ?? HOST;
      const ours = { checkServerIdentity: (_host: string, peer: PeerCertificate) => checkServerIdentity(reference, peer) };
      const error = await new Promise<Error | undefined>((done) => {
        const socket = connect({ host: '127.0.0.1', port, ca: readFileSync(root), ...ours });
        socket.once('secureConnect', () => {
          socket.destroy();
          done(undefined);
        });
        socket.once('error', done);
      });
      server.close();
      const { accepts, why } = verdictOf(shown, 'node');
      assert.equal(error === undefined, accepts, `${why} ${error?.message ?? ''}`);
    });
});

describe('the row of Kamailio with verify_certificate, by a real Kamailio that judges a client', () => {
  const own = ['good', 'wildcard', 'another name', 'no intermediate', 'expired', 'signed by itself', 'RSA of 1024 bits'];
  const more: { readonly [title: string]: VerifierScene } = {
    'two intermediates': { intermediates: 2 },
    'three intermediates': { intermediates: 3 },
    'nine intermediates': { intermediates: 9 },
    'ten intermediates': { intermediates: 10 },
    'RSA of 2048 bits': { leaf: { key: 'RSA-2048' } },
  };
  let judged: ReadonlyMap<string, Judged> = new Map();
  const all = Object.fromEntries([...own.map((title) => [title, scenes[title] ?? {}] as const), ...Object.entries(more)]);
  before(async () => {
    judged = await judgeAll(all);
  });
  for (const title of Object.keys(all))
    it(title, () => {
      const result = judged.get(title);
      assert.ok(result);
      const { isTaken, why, log } = result;
      // The row says what happens where it is switched on; of a small key it says that the level of security decides.
      const expected = /would accept/.test(why) ? true : /would refuse/.test(why) ? false : undefined;
      if (expected === undefined) assert.match(why, /security level/);
      else assert.equal(isTaken, expected, `${why}\n${log}`);
    });
});

interface Judged {
  readonly isTaken: boolean;
  readonly why: string;
  readonly log: string;
}

/** One Kamailio that trusts all roots, and a client for each scene. */
async function judgeAll(all: { readonly [title: string]: VerifierScene }): Promise<ReadonlyMap<string, Judged>> {
  const shown = new Map<string, { readonly shown: Shown; readonly paths: Files }>();
  for (const [title, scene] of Object.entries(all)) {
    const expired = title === 'expired' ? { notBefore: new Date('2020-01-01'), notAfter: new Date('2020-02-01') } : {};
    // Roots of one name would be mixed up.
    const one = await show(current({ ...scene, root: `Root of ${title}`, leaf: { ...scene.leaf, ...expired } }));
    shown.set(title, { shown: one, paths: await filesOf(one, scene.trust) });
  }
  const server = await filesOf(await show(current({})), 'public');
  const caList = file([...shown.values()].map(({ paths }) => readFileSync(paths.root, 'utf8')).join(''));
  const kamailio = await startKamailio({
    certificate: server.chain,
    key: server.key,
    verifyCertificate: true,
    requireCertificate: true,
    caList,
  });
  try {
    const judged = new Map<string, Judged>();
    for (const [title, { shown: one, paths }] of shown) {
      const isTaken = await answersTo(kamailio, { cert: readFileSync(paths.chain), key: readFileSync(paths.key) });
      judged.set(title, { isTaken, why: verdictOf(one, 'kamailio').why, log: kamailio.log().slice(-1500) });
    }
    return judged;
  } finally {
    await kamailio.stop();
  }
}

/** Whether it answers an OPTIONS of this client: only then the handshake was really taken. */
function answersTo({ port }: Peer, identity: { readonly cert: Buffer; readonly key: Buffer }): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ciphers: 'DEFAULT@SECLEVEL=0', ...identity });
    const end = (isTaken: boolean): void => {
      socket.destroy();
      done(isTaken);
    };
    socket.setTimeout(5000, () => end(false));
    socket.once('secureConnect', () => {
      const via = `SIP/2.0/TLS 127.0.0.1:${socket.localPort};rport;branch=z9hG4bK1`;
      const lines = [
        `OPTIONS sip:127.0.0.1:${port};transport=tls SIP/2.0`,
        `Via: ${via}`,
        'Max-Forwards: 70',
        'From: <sip:a@127.0.0.1>;tag=1',
      ];
      const more = ['To: <sip:127.0.0.1>', 'Call-ID: 1', 'CSeq: 1 OPTIONS', 'Content-Length: 0', '', ''];
      socket.write([...lines, ...more].join('\r\n'));
    });
    socket.once('data', (data) => end(/^SIP\/2\.0 200/.test(data.toString('latin1'))));
    socket.once('error', () => end(false));
    socket.once('end', () => end(false));
  });
}
