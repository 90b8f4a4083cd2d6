/** Whom a probe trusts: the runtime's list, the operating system's, and files of every kind. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { contentsOf } from '#core/x509/certificate-file';
import { certificatesInPkcs7, isPkcs12 } from '#core/x509/pkcs7';
import { quickContents } from '../../server/probe/ca-file';
import type { TrustRequest } from '../../server/probe/request';
import { type Computer, thisComputer } from '../../server/probe/system-trust';
import { tlsContext } from '../../server/probe/tls-context';
import { openTrust, type Trust } from '../../server/probe/trust';
import { file, openssl } from '../core/tls/peers';
import { certificate, makeAuthority, write } from '../support/authority';
import { makeClientFiles, text } from '../support/certs';

before(() => {
  makeAuthority();
  makeClientFiles();
});

const { signal } = new AbortController();
const here: Computer = { ...thisComputer, platform: 'linux', env: {}, flags: [], bundles: [] };
const open = (request: Partial<TrustRequest>, computer: Partial<Computer> = {}): Promise<Trust> =>
  openTrust({ system: false, ...request }, signal, { ...here, ...computer });

async function store(request: Partial<TrustRequest>, computer: Partial<Computer> = {}): Promise<Trust & { kind: 'store' }> {
  const trust = await open(request, computer);
  assert.ok(trust.kind === 'store', JSON.stringify(trust));
  // What is handed to the library is what is named, and it can read it.
  if (trust.pems) {
    assert.equal(tlsContext({ authorities: trust.pems, identity: undefined }).kind, 'ready');
    for (const pem of trust.pems) assert.ok(trust.store.fingerprints.has(fingerprint(pem)));
  }
  return trust;
}

const fingerprint = (pem: string): string => new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
const trusts = ({ store: { bySubject, fingerprints } }: Trust & { kind: 'store' }, name: string): boolean => {
  const { subject, sha256 } = certificate(name);
  return fingerprints.has(sha256) && (bySubject.get(subject.key) ?? []).some((one) => one.sha256 === sha256);
};

describe('trust in the list of the runtime', () => {
  it('is the default, by name, and leaves the library its own', async () => {
    const trust = await store({});
    assert.deepEqual(trust.names, [`Node's, ${rootCertificates.length} roots (Node ${process.versions.node})`]);
    assert.deepEqual([trust.pems, trust.isPrivate, trust.notes], [undefined, false, []]);
    for (const pem of rootCertificates) assert.ok(trust.store.fingerprints.has(fingerprint(pem)));
  });

  it('with the file that the runtime adds when it starts', async () => {
    const trust = await store({}, { env: { NODE_EXTRA_CA_CERTS: file('a-root.pem') } });
    assert.equal(trust.names[1], `${file('a-root.pem')}, 1 certificate (NODE_EXTRA_CA_CERTS)`);
    assert.deepEqual([trust.pems, trusts(trust, 'a-root')], [undefined, true]);
    const missing = await store({}, { env: { NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem' } });
    assert.deepEqual(missing.notes, ['/nowhere/ca.pem cannot be read: there is no such file.']);
    assert.match(missing.names[1] ?? '', /nothing/);
  });

  it('is handed over where the runtime would trust another one by default', async () => {
    for (const other of [
      { flags: ['--use-openssl-ca'] },
      { env: { NODE_OPTIONS: '--use-system-ca' } },
      { env: { NODE_USE_SYSTEM_CA: '1' } },
    ])
      assert.equal((await store({}, other)).pems?.length, rootCertificates.length);
  });
});

describe("trust in the operating system's roots", () => {
  it('a bundle, the first that there is, beside the list of the runtime', async () => {
    write('t-bundle.pem', `# Roots\n\n${text('a-root.pem')}\nOther\n${text('root.pem')}`);
    const trust = await store({ system: true }, { bundles: ['/nowhere/a.pem', file('t-bundle.pem'), file('server.pem')] });
    assert.equal(trust.names[1], `the operating system's, 2 roots (${file('t-bundle.pem')})`);
    assert.deepEqual([trusts(trust, 'a-root'), trusts(trust, 'root'), trusts(trust, 'server')], [true, true, false]);
    assert.equal(trust.pems?.length, rootCertificates.length + 2);
    assert.equal(trust.isPrivate, false);
  });

  it('beside a file', async () => {
    const trust = await store({ caFile: file('a-root.pem'), system: true }, { bundles: [file('root.pem')] });
    assert.deepEqual([trust.names.length, trust.pems?.length, trust.isPrivate], [2, 2, false]);
    assert.deepEqual([trusts(trust, 'a-root'), trusts(trust, 'root')], [true, true]);
  });

  it('SSL_CERT_FILE is obeyed, and nothing takes its place', async () => {
    const obeyed = await store({ system: true }, { env: { SSL_CERT_FILE: file('a-root.pem') }, bundles: [file('root.pem')] });
    assert.deepEqual([trusts(obeyed, 'a-root'), trusts(obeyed, 'root')], [true, false]);
    assert.deepEqual(await open({ system: true }, { env: { SSL_CERT_FILE: '/nowhere.pem' }, bundles: [file('root.pem')] }), {
      kind: 'unreadable',
      why: 'SSL_CERT_FILE names it, but /nowhere.pem cannot be read: there is no such file.',
    });
  });

  it('not available is said', async () => {
    const trust = await open({ system: true }, { bundles: ['/nowhere/a.pem'] });
    assert.ok(trust.kind === 'unavailable');
    assert.match(trust.why, /not available here: none of \/nowhere\/a\.pem can be read\.$/);
  });

  it('a bundle without a certificate', async () => {
    write('t-empty.pem', '# nothing\n');
    const trust = await open({ system: true }, { bundles: [file('t-empty.pem')] });
    assert.ok(trust.kind === 'unreadable');
    assert.match(trust.why, /holds no certificate/);
  });

  const programs = { darwin: '/usr/bin/security', win32: 'D:\\W\\System32\\WindowsPowerShell\\v1.0\\powershell.exe' } as const;
  for (const [platform, program] of Object.entries(programs))
    it(`${platform}: by its program`, async () => {
      const asked: string[] = [];
      // The program itself is not there; its output is what openssl writes, with the line ends of that system.
      const run: Computer['run'] = async (name, words) => {
        asked.push(name, words.join(' '));
        const output = text('a-root.pem') + text('root.pem');
        return { kind: 'done', output: platform === 'win32' ? output.replaceAll('\n', '\r\n') : output };
      };
      const computer = { platform: platform as NodeJS.Platform, env: { SystemRoot: 'D:\\W' } };
      const trust = await store({ system: true }, { ...computer, run });
      assert.equal(asked[0], program);
      assert.match(asked[1] ?? '', platform === 'win32' ? /LocalMachine\\Root/ : /find-certificate -a -p .*SystemRootCertificates/);
      assert.deepEqual([trusts(trust, 'a-root'), trusts(trust, 'root')], [true, true]);
      const failed = await open({ system: true }, { ...computer, run: async () => ({ kind: 'failed', code: 'ENOENT' }) });
      assert.ok(failed.kind === 'unavailable' && failed.why.includes('(ENOENT)'));
    });

  it('a program that does not end is ended', async () => {
    const controller = new AbortController();
    const running = thisComputer.run(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], controller.signal);
    controller.abort();
    assert.equal((await running).kind, 'failed');
    assert.deepEqual(await thisComputer.run('/nowhere/security', [], signal), { kind: 'failed', code: 'ENOENT' });
    assert.deepEqual(await thisComputer.run(process.execPath, ['-p', '1+1'], signal), { kind: 'done', output: '2\n' });
  });
});

describe('trust in a file', () => {
  const cases: readonly (readonly [title: string, make: () => string | Uint8Array, expected: RegExp, notes?: RegExp])[] = [
    ['one certificate', () => text('a-root.pem'), /, 1 certificate$/],
    ['several, text between', () => `Root:\n${text('a-root.pem')}\n# next\n${text('root.pem')}`, /, 2 certificates$/],
    ['CRLF', () => text('a-root.pem').replaceAll('\n', '\r\n'), /, 1 certificate$/],
    ['DER', () => certificate('a-root').der, /, 1 certificate$/],
    ['PKCS #7', () => pkcs7('DER'), /, 2 certificates$/],
    ['PKCS #7 as PEM', () => pkcs7('PEM'), /, 2 certificates$/],
    ['a trusted certificate of OpenSSL', () => trusted(), /, 1 certificate$/],
    [
      'a broken one beside',
      () => `${text('a-root.pem')}${text('root.pem').replace(/\n(.)/, '\n!$1')}`,
      /, 1 cert/,
      /CERTIFICATE breaks in line \d+: "!"/,
    ],
    ['one that was cut beside', () => text('a-root.pem') + text('root.pem').slice(0, 300), /, 1 cert/, /is missing/],
    ['a key beside', () => text('a-root.pem') + text('a-root.key'), /, 1 certificate$/, /also holds a private key/],
    ['a request beside', () => text('a-root.pem') + text('a-ca.csr'), /, 1 certificate$/, /also holds CERTIFICATE REQUEST/],
    [
      'no certificate inside one block',
      () => text('a-root.pem') + text('a-ca.csr').replaceAll(' REQUEST', ''),
      /, 1 cert/,
      /certificate 2 cannot be read/,
    ],
    ['a leaf', () => text('server.pem'), /, 1 certificate$/, /CN=sip\.example\.com is no certificate authority/],
  ];
  for (const [title, make, expected, notes] of cases)
    it(title, async () => {
      writeFileSync(file('t-ca.pem'), make());
      const trust = await store({ caFile: file('t-ca.pem') });
      assert.match(trust.names.join(), expected);
      assert.equal(trust.isPrivate, true);
      assert.equal(trust.pems?.length, Number(/, (\d+) /.exec(trust.names.join())?.[1]));
      assert.equal(trust.notes.length, notes ? 1 : 0, trust.notes.join());
      if (notes) assert.match(trust.notes.join(), notes);
    });

  const refused: readonly (readonly [title: string, make: () => string | Uint8Array, why: RegExp])[] = [
    ['empty', () => '', /holds no certificate: it is neither PEM nor DER\.$/],
    ['a page', () => '<html></html>', /neither PEM nor DER/],
    ['a key', () => text('a-root.key'), /there is a private key, and no more/],
    ['an encrypted key', () => text('client.sealed.key'), /there is a private key, and no more/],
    ['PKCS #12', () => readFileSync(file('client.p12')), /a PKCS #12 file, whose certificates have to be exported/],
    ['a request', () => text('a-ca.csr'), /there is CERTIFICATE REQUEST, and no more/],
    [
      'a request in DER',
      () => readFileSync(derRequest()),
      /certificate 1 cannot be read: the time of validity|certificate 1 cannot be read/,
    ],
    ['cut', () => text('a-root.pem').slice(0, 200), /the block CERTIFICATE breaks in line \d: the line "-----END/],
  ];
  for (const [title, make, why] of refused)
    it(`${title} is refused`, async () => {
      writeFileSync(file('t-ca.pem'), make());
      const trust = await open({ caFile: file('t-ca.pem') });
      assert.ok(trust.kind === 'unreadable', trust.kind);
      assert.match(trust.why, why);
      assert.ok(!/[A-Za-z0-9+/]{40}/.test(trust.why.replaceAll(file(''), '')), 'nothing of what it holds');
    });

  it('a file that cannot be read', async () => {
    mkdirSync(file('t-folder'), { recursive: true });
    for (const [path, why] of [
      ['/nowhere/ca.pem', '/nowhere/ca.pem cannot be read: there is no such file.'],
      [file('t-folder'), `${file('t-folder')} cannot be read: it is a folder.`],
      ['/dev/zero', '/dev/zero has more than 16777216 bytes, which is no file of certificates or keys.'],
    ] as const)
      assert.deepEqual(await open({ caFile: path }), { kind: 'unreadable', why });
  });

  describe('a folder', () => {
    const folder = file('t-anchors');
    const fill = (files: { readonly [name: string]: string }): void => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    };

    it('of which only the files named by their hash count, as OpenSSL has it', async () => {
      fill({ 'one.pem': text('a-root.pem'), 'two.pem': text('root.pem') });
      openssl('rehash', folder);
      rmSync(join(folder, 'two.pem'));
      const trust = await store({ caFolder: folder });
      assert.deepEqual(trust.names, [`${folder}, 1 certificate`]);
      assert.deepEqual([trusts(trust, 'a-root'), trust.isPrivate], [true, true]);
      assert.equal(trust.notes.length, 1, 'the link that leads nowhere');
    });

    it('without such files: all certificates in it, and what a server makes of that', async () => {
      fill({ 'one.crt': text('a-root.pem'), 'notes.txt': 'x', 'own.key': text('a-root.key') });
      const trust = await store({ caFolder: folder });
      assert.deepEqual(trust.names, [`${folder}, 1 certificate`]);
      assert.match(trust.notes.join(), /named by its hash; OpenSSL finds none there until c_rehash has run/);
    });

    it('beside a file', async () => {
      fill({ 'one.pem': text('a-root.pem') });
      const trust = await store({ caFile: file('root.pem'), caFolder: folder });
      assert.deepEqual(trust.names, [`${file('root.pem')}, 1 certificate`, `${folder}, 1 certificate`]);
      assert.equal(trust.pems?.length, 2);
    });

    it('with nothing to trust in it is refused; a pipe is not waited for', async () => {
      fill({ 'cut.pem': text('a-root.pem').slice(0, 200) });
      execFileSync('mkfifo', [join(folder, 'pipe.pem')]);
      assert.deepEqual(await open({ caFolder: folder }), { kind: 'unreadable', why: `${folder} holds no certificate to trust.` });
      assert.deepEqual(await open({ caFolder: '/nowhere' }), {
        kind: 'unreadable',
        why: '/nowhere cannot be read: there is no such file.',
      });
    });
  });

  it('the bundle of a system: all of it, and as fast as no full reading is', async () => {
    const broken = [...rootCertificates.slice(0, 30), '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'].join('\n');
    write('t-ca.pem', broken);
    const trust = await store({ caFile: file('t-ca.pem') });
    assert.match(trust.names.join(), /, 30 certificates$/);
    assert.match(trust.notes.join(), /certificate 31 cannot be read/);
  });

  it('the quick reading of bundles says the same as the careful one, or nothing', () => {
    const bundle = Buffer.from(rootCertificates.slice(0, 5).join('\n# x\n'));
    assert.deepEqual(plain(quickContents(bundle)), plain(contentsOf(bundle)));
    const part = fc.constantFrom(
      '-',
      '-----',
      '\n',
      'A',
      '=',
      '!',
      ' ',
      '-----BEGIN ',
      '-----END CERTIFICATE-----',
      '\0',
      'CERTIFICATE-----\n',
    );
    const whole = rootCertificates.slice(0, 2).join('\n');
    let quick = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length), fc.nat(30), part), { minLength: 1, maxLength: 3 }), (edits) => {
        let edited = whole;
        for (const [at, length, put] of edits) edited = edited.slice(0, at) + put + edited.slice(at + length);
        const found = quickContents(Buffer.from(edited));
        if (!found) return;
        quick++;
        assert.deepEqual(plain(found), plain(contentsOf(Buffer.from(edited))));
      }),
      { numRuns: 500 },
    );
    assert.ok(quick > 20, `${quick} were read quickly`);
  });

  it('any bytes: a value each time', () => {
    const originals = [Buffer.from(pkcs7('DER')), readFileSync(file('client.p12')), Buffer.from(text('a-root.pem'))];
    fc.assert(
      fc.property(fc.constantFrom(...originals), fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 6 }), (original, edits) => {
        const bytes = Buffer.from(original);
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        contentsOf(bytes);
        certificatesInPkcs7(bytes);
        isPkcs12(bytes);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void contentsOf(bytes)));
  });
});

const plain = (contents: ReturnType<typeof quickContents>) =>
  contents && { ...contents, certificates: contents.certificates.map((der) => Buffer.from(der).toString('hex')) };

function pkcs7(form: 'DER' | 'PEM'): Uint8Array {
  write('t-both.pem', text('a-root.pem') + text('a-ca.pem'));
  openssl('crl2pkcs7', '-nocrl', '-certfile', 't-both.pem', '-outform', form, '-out', 't.p7b');
  return readFileSync(file('t.p7b'));
}

function trusted(): string {
  openssl('x509', '-in', 'a-root.pem', '-trustout', '-addtrust', 'serverAuth', '-out', 't-trusted.pem');
  return text('t-trusted.pem');
}

function derRequest(): string {
  openssl('req', '-in', 'a-ca.csr', '-outform', 'DER', '-out', 't.csr');
  return file('t.csr');
}
