import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { ConfigFacts, FileRef, TlsProfile } from '#core/config/model';
import { writePem } from '#core/x509/pem';
import { CertificateFiles } from '../../server/certificate-files';
import { GitIndex } from '../../server/git-index';
import { locate, readMapping } from '../../server/path-map';
import { sha256 } from '../../server/probe/certificates';
import { type Issued, issue } from '../core/x509/issue';

const ref = (text: string, more: Partial<FileRef> = {}): FileRef => ({
  value: { text, place: { file: 'x', at: { start: 0, end: text.length } }, isKnown: true },
  purpose: 'certificate',
  base: text.startsWith('/') ? 'absolute' : 'config',
  ...more,
});

const profile = (files: Pick<TlsProfile, 'certificate' | 'key' | 'ca'>): TlsProfile => ({
  id: 'p',
  place: { file: 'x', at: { start: 0, end: 0 } },
  role: 'server',
  match: {},
  verifiesPeer: { value: 'unknown' },
  requiresCertificate: { value: 'unknown' },
  comparesName: { value: 'unknown' },
  announced: [],
  sends: 'chain',
  isInactive: false,
  ...files,
});

const factsOf = (root: string, ...profiles: readonly TlsProfile[]): ConfigFacts => ({
  dialect: 'kamailio',
  product: 'kamailio',
  root,
  files: [root],
  listeners: [],
  profiles,
  peers: [],
  routes: [],
  definitions: [],
  includes: [],
  settings: [],
  symbols: [],
  problems: [],
});

describe('files that configurations name', () => {
  const home = mkdtempSync(join(tmpdir(), 'sip-tls-files-'));
  const config = join(home, 'deploy/etc/kamailio/kamailio.cfg');
  const put = (path: string, content: string | Uint8Array): string => {
    const file = join(home, 'deploy/etc/kamailio', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  let leaf: Issued, other: Issued, authority: Issued;
  const keyOf = async ({ keys }: Issued): Promise<string> =>
    writePem('PRIVATE KEY', new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey)));
  const certificateOf = ({ der }: Issued): string => writePem('CERTIFICATE', der);
  const one = (of: FileRef, mappings: Parameters<CertificateFiles['file']>[2] = [], root = config) =>
    new CertificateFiles().file(of, root, mappings);

  before(async () => {
    authority = await issue({ name: 'Test CA', ca: true });
    leaf = await issue({ name: 'sip.example.com', by: authority });
    other = await issue({ name: 'other.example.com', by: authority });
    put('kamailio.cfg', '');
    put('tls/fullchain.pem', certificateOf(leaf) + certificateOf(authority));
    put('tls/privkey.pem', await keyOf(leaf));
    put('tls/other.key', await keyOf(other));
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  it('relative to the configuration', async () => {
    const file = await one(ref('tls/fullchain.pem'));
    assert.ok(file.kind === 'read');
    assert.equal(file.format, 'pem');
    assert.deepEqual(
      file.certificates.map((each) => each.kind === 'certificate' && each.subject.text),
      ['CN=sip.example.com', 'CN=Test CA'],
    );
    assert.equal(file.leafKey, sha256(leaf.certificate.key.der));
    assert.deepEqual((await one(ref('tls/fullchain.pem'), [], pathToFileURL(config).href)).kind, 'read');
  });

  it('by the mapping, and not without one', async () => {
    const mapping = readMapping('/opt/sip=deploy/etc/kamailio', home);
    assert.ok(mapping);
    assert.equal((await one(ref('/opt/sip/tls/fullchain.pem'), [mapping])).kind, 'read');
    assert.equal((await one(ref('/opt/sip/tls/nothing.pem'), [mapping])).kind, 'missing');
    assert.equal((await one(ref('/opt/sips/tls/fullchain.pem'), [mapping])).kind, 'elsewhere');
    assert.equal((await one(ref('/opt/sip/tls/fullchain.pem'))).kind, 'elsewhere');
    const whole = readMapping('deploy', home);
    assert.ok(whole);
    assert.equal((await one(ref('/etc/kamailio/tls/fullchain.pem'), [whole])).kind, 'read');
    assert.equal((await one(ref('/opt/sip/tls/fullchain.pem'), [whole, mapping])).kind, 'read');
    assert.equal(readMapping('etc=deploy', home), undefined);
    assert.equal(readMapping('/etc=', home), undefined);
  });

  it('beside the configuration as on the server: read where it is there, silent where not', async () => {
    assert.equal((await one(ref('/etc/kamailio/tls/fullchain.pem'))).kind, 'read');
    assert.equal((await one(ref('/etc/kamailio/tls/nothing.pem'))).kind, 'elsewhere');
    assert.equal((await one(ref('/etc/ssl/private/nothing.pem'))).kind, 'elsewhere');
    assert.equal((await one(ref('tls/nothing.pem', { base: 'working-directory' }))).kind, 'elsewhere');
  });

  it('what is not known, or is on another computer, is not looked for', () => {
    assert.equal(locate(ref('tls/x.pem', { value: { ...ref('tls/x.pem').value, isKnown: false } }), config, []), undefined);
    assert.equal(locate(ref('\\\\evil.example.com\\x.pem'), config, []), undefined);
    assert.equal(locate(ref('//evil.example.com/x.pem'), config, [{ from: '/', to: home }]), undefined);
    assert.equal(locate(ref('x.pem'), 'vscode-vfs://github/a/b/kamailio.cfg', []), undefined);
    assert.equal(
      locate(ref('x.pem'), 'file://evil.example.com/kamailio.cfg', []),
      process.platform === 'win32' ? locate(ref('x.pem'), 'file://evil.example.com/kamailio.cfg', []) : undefined,
    );
  });

  it('what is missing, and what may be meant', async () => {
    const missing = async (text: string) => {
      const file = await one(ref(text));
      assert.ok(file.kind === 'missing');
      return file.nearest;
    };
    assert.equal(await missing('tls/fulchain.pem'), 'tls/fullchain.pem');
    assert.equal(await missing('./tls/fullchain.crt'), './tls/fullchain.pem');
    assert.equal(await missing('tls/Fullchain.PEM'), 'tls/fullchain.pem');
    assert.equal(await missing('tls/fullchain.pem.pem'), 'tls/fullchain.pem');
    assert.equal(await missing('tls/quite-another.pem'), undefined);
    assert.equal(await missing('nowhere/fullchain.pem'), undefined);
  });

  it('what is no PEM', async () => {
    const format = async (name: string, content: string | Uint8Array) => {
      put(name, content);
      const file = await one(ref(name));
      return file.kind === 'read' ? file.format : file.kind;
    };
    assert.equal(await format('tls/empty.pem', ' \n'), 'empty');
    assert.equal(await format('tls/page.pem', '<!doctype html><title>404</title>'), 'other');
    assert.equal(await format('tls/cert.der', leaf.der), 'der');
    assert.equal(await format('tls/big.pem', 'x'.repeat(5_000_000)), 'unreadable');
    assert.equal((await one(ref('tls'))).kind, 'unreadable');
    const folder = await one(ref('tls', { purpose: 'ca-folder' }));
    assert.equal(folder.kind === 'read' && folder.format, 'folder');
  });

  it('a pipe is not waited for', { skip: process.platform === 'win32' }, async () => {
    const path = join(home, 'deploy/etc/kamailio/tls/pipe.pem');
    execFileSync('mkfifo', [path]);
    assert.equal((await one(ref('tls/pipe.pem'))).kind, 'unreadable');
    unlinkSync(path);
  });

  it('keys: their public half, and nothing else', async () => {
    const text = await keyOf(leaf);
    const file = await one(ref('tls/privkey.pem', { purpose: 'key' }));
    assert.ok(file.kind === 'read');
    assert.deepEqual(file.keys, [{ isEncrypted: false, publicKey: sha256(leaf.certificate.key.der) }]);
    assert.ok(!JSON.stringify(file).includes(text.split('\n')[1]?.slice(0, 20) ?? ''));
  });

  it('keys of every kind, as openssl writes them', async (context) => {
    const openssl = (...words: readonly string[]) => spawnSync('openssl', words, { encoding: 'utf8', cwd: home });
    if (openssl('version').error) return context.skip('openssl is not installed');
    for (const [title, words, sealed] of [
      ['RSA, PKCS #8', ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], false],
      ['RSA, PKCS #1', ['genrsa', '-traditional', '2048'], false],
      ['EC, SEC 1, with its parameters in front', ['ecparam', '-name', 'prime256v1', '-genkey'], false],
      ['Ed25519', ['genpkey', '-algorithm', 'ed25519'], false],
      ['sealed, PKCS #8', ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-aes256', '-pass', 'pass:secret'], true],
      ['sealed, the old way', ['genrsa', '-traditional', '-aes256', '-passout', 'pass:secret', '2048'], true],
    ] as const) {
      const { stdout } = openssl(...words);
      put('tls/some.key', stdout);
      const file = await one(ref('tls/some.key', { purpose: 'key' }));
      assert.ok(file.kind === 'read', title);
      const { stdout: spki } = spawnSync('openssl', [
        'pkey',
        '-in',
        join(home, 'deploy/etc/kamailio/tls/some.key'),
        '-passin',
        'pass:secret',
        '-pubout',
        '-outform',
        'DER',
      ]);
      const expected = sealed ? { isEncrypted: true } : { isEncrypted: false, publicKey: sha256(spki) };
      assert.deepEqual(file.keys, [expected], title);
    }
    unlinkSync(join(home, 'deploy/etc/kamailio/tls/some.key'));
  });

  it('where key and certificate do not fit, the keys beside it are named', async () => {
    const certificate = ref('tls/fullchain.pem');
    const key = ref('tls/other.key', { purpose: 'key' });
    const files = await new CertificateFiles().of([factsOf(config, profile({ certificate, key }))], []);
    const file = files(key);
    assert.ok(file.kind === 'read');
    assert.deepEqual(file.otherKeys, [{ path: 'tls/privkey.pem', publicKey: sha256(leaf.certificate.key.der) }]);
    const fitting = ref('tls/privkey.pem', { purpose: 'key' });
    const good = (await new CertificateFiles().of([factsOf(config, profile({ certificate, key: fitting }))], []))(fitting);
    assert.equal(good.kind === 'read' && good.otherKeys, undefined);
  });

  it('where a key is missing, the one that fits is meant, and none that does not, whatever its name', async () => {
    const near = async (certificate: string): Promise<string | undefined> => {
      const key = ref('tls/othr.key', { purpose: 'key' });
      const file = (await new CertificateFiles().of([factsOf(config, profile({ certificate: ref(certificate), key }))], []))(key);
      return file.kind === 'missing' ? file.nearest : file.kind;
    };
    assert.equal(await near('tls/fullchain.pem'), 'tls/privkey.pem');
    assert.equal(await near('tls/nowhere.pem'), 'tls/other.key', 'nothing is known of the certificate');
    put('tls/strange.pem', certificateOf(await issue({ name: 'strange.example.com' })));
    assert.equal(await near('tls/strange.pem'), undefined);
    unlinkSync(join(home, 'deploy/etc/kamailio/tls/strange.pem'));
  });

  it('a file is read again when it has changed, and not before', async () => {
    const path = put('tls/changing.pem', certificateOf(leaf));
    const files = new CertificateFiles();
    const facts = factsOf(config, profile({ certificate: ref('tls/changing.pem') }));
    const first = (await files.of([facts], []))(ref('tls/changing.pem'));
    assert.equal((await files.of([facts], []))(ref('tls/changing.pem')), first);
    writeFileSync(path, certificateOf(other));
    utimesSync(path, new Date(), new Date(Date.now() + 5000));
    const next = (await files.of([facts], []))(ref('tls/changing.pem'));
    assert.equal(next.kind === 'read' && next.leafKey, sha256(other.certificate.key.der));
  });

  it('two configurations, and files beside those of profiles', async () => {
    const [one, two] = ['a/kamailio.cfg', 'b/kamailio.cfg'].map((name) => put(name, ''));
    put('a/cert.pem', certificateOf(leaf));
    put('b/cert.pem', certificateOf(other));
    const named = (root = '') => {
      const certificate = ref('cert.pem', { value: { text: 'cert.pem', place: { file: root, at: { start: 0, end: 8 } }, isKnown: true } });
      return { ref: certificate, facts: factsOf(root, profile({ certificate })) };
    };
    const [a, b] = [named(one), named(two)];
    const beside = ref('tls/other.key', { purpose: 'key' });
    const more = { ...factsOf(config), otherFiles: [beside] };
    const files = await new CertificateFiles().of([a.facts, b.facts, more], []);
    const leafKeyOf = (of: FileRef) => {
      const file = files(of);
      return file.kind === 'read' ? file.leafKey : undefined;
    };
    assert.equal(leafKeyOf(a.ref), sha256(leaf.certificate.key.der));
    assert.equal(leafKeyOf(b.ref), sha256(other.certificate.key.der));
    assert.equal(files(beside).kind, 'read');
  });

  it('what no profile names is elsewhere', async () => {
    const files = await new CertificateFiles().of([factsOf(config)], []);
    assert.equal(files(ref('tls/fullchain.pem')).kind, 'elsewhere');
  });
});

describe('version control', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-git-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...words: readonly string[]) => spawnSync('git', words, { cwd: folder, encoding: 'utf8' });

  for (const version of ['2', '3', '4'])
    it(`a checkout with an index of version ${version}`, async (context) => {
      if (git('version').error) return context.skip('git is not installed');
      rmSync(join(folder, '.git'), { recursive: true, force: true });
      mkdirSync(join(folder, 'tls/ä'), { recursive: true });
      for (const name of ['a.key', 'tls/b.key', 'tls/ä/c.key', 'tls/bb.key', 'not.key']) writeFileSync(join(folder, name), '');
      git('init', '-q');
      git('config', 'index.version', version);
      git('add', 'a.key', 'tls/b.key', 'tls/ä/c.key');
      if (version === '3') git('add', '-N', 'tls/bb.key');
      const index = new GitIndex();
      for (const name of ['a.key', 'tls/b.key', 'tls/ä/c.key']) assert.equal(await index.isTracked(join(folder, name)), true, name);
      assert.equal(await index.isTracked(join(folder, 'tls/bb.key')), version === '3');
      assert.equal(await index.isTracked(join(folder, 'not.key')), false);
      git('add', 'not.key');
      assert.equal(await index.isTracked(join(folder, 'not.key')), true);
    });

  it('no checkout at all, or a broken one', async () => {
    const lone = mkdtempSync(join(tmpdir(), 'sip-tls-lone-'));
    assert.equal(await new GitIndex().isTracked(join(lone, 'x.key')), false);
    mkdirSync(join(lone, '.git'));
    writeFileSync(join(lone, '.git/index'), Buffer.concat([Buffer.from('DIRC'), Buffer.alloc(200, 0xff)]));
    assert.equal(await new GitIndex().isTracked(join(lone, 'x.key')), false);
    rmSync(lone, { recursive: true, force: true });
  });
});
