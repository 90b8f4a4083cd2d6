import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Ajv from 'ajv';
import type { CheckReport, TextFinding } from '../../server/contracts';
import { buildCli, runCli } from '../support/cli';
import { sarifSchema } from '../support/sarif-schema';

const files: { readonly [name: string]: string } = {
  'proxy/kamailio.cfg': `#!KAMAILIO
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "config", "/etc/kamailio/tls.cfg")
include_file "routes.inc"
`,
  'proxy/tls.cfg': `[server:default]
method = TLSv1
certificate = /etc/kamailio/certs/server.pem
private_key = /etc/kamailio/certs/server.pem
`,
  'proxy/routes.inc': 'request_route {\n  exit;\n}\n',
  'proxy/notes.txt': 'nothing of ours\n',
  'broken.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
};

describe('sip-tls check, configurations', () => {
  let folder = '';
  before(() => {
    buildCli();
    folder = mkdtempSync(join(tmpdir(), 'sip-tls-check-config-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const check = (...words: string[]) => runCli(['check', ...words], { cwd: folder });
  const filesOf = (stdout: string) => (JSON.parse(stdout) as CheckReport).files;
  const rulesOf = (findings: readonly { readonly rule: string }[]): string[] => findings.map(({ rule }) => rule);
  const toServer = ['--server-root', '/etc/kamailio=proxy'];

  it('reads a folder as a whole: what is included belongs to who includes it', () => {
    const { code, stdout, stderr } = check('--format', 'json', ...toServer, 'proxy');
    const all = filesOf(stdout);
    assert.deepEqual(
      all.map((file) => [file.path, file.kind, 'format' in file ? file.format : '']),
      [
        ['proxy/kamailio.cfg', 'config', 'kamailio'],
        ['proxy/routes.inc', 'config', 'kamailio'],
        ['proxy/tls.cfg', 'config', 'kamailio-tls'],
      ],
    );
    assert.ok(rulesOf(all[0]?.findings ?? []).includes('config/kam-enable-tls-missing'), stdout);
    assert.ok(rulesOf(all[2]?.findings ?? []).includes('config/kam-method-deprecated'), stdout);
    assert.deepEqual({ code, stderr }, { code: 1, stderr: '' });
  });

  it('a file has one name, the one under which it was found, whoever includes it and however the folder is named', () => {
    const here = join(folder, 'proxy');
    const all = filesOf(check('--format', 'json', '--server-root', `/etc/kamailio=${here}`, here).stdout);
    assert.deepEqual(all.map(({ path }) => path).sort(), [join(here, 'kamailio.cfg'), join(here, 'routes.inc'), join(here, 'tls.cfg')]);
  });

  it('copies that were put aside are read only where somebody names them', () => {
    const copy = join(folder, 'proxy', 'tls.cfg.dpkg-old');
    writeFileSync(copy, files['proxy/tls.cfg'] ?? '');
    const pathsOf = (...paths: string[]) => filesOf(check('--format', 'json', ...toServer, ...paths).stdout).map(({ path }) => path);
    assert.ok(!pathsOf('proxy').some((path) => path.endsWith('old')));
    assert.deepEqual(pathsOf('proxy/tls.cfg.dpkg-old'), ['proxy/tls.cfg.dpkg-old']);
    rmSync(copy);
  });

  it('says that a file is missing only where a mapping says where it should be', () => {
    const missing = (...words: string[]) =>
      filesOf(check('--format', 'json', ...words, 'proxy').stdout).flatMap(({ findings }) =>
        rulesOf(findings).filter((rule) => rule === 'config/cert-file-missing'),
      ).length;
    mkdirSync(join(folder, 'elsewhere'));
    assert.equal(missing('--server-root', '/etc/kamailio/certs=elsewhere', ...toServer), 2);
    assert.equal(missing(), 0);
  });

  it('a file that is named alone is judged with what lies around it', () => {
    const { stdout } = check('--format', 'json', ...toServer, 'proxy/tls.cfg');
    const all = filesOf(stdout);
    assert.deepEqual(
      all.map(({ path }) => path),
      ['proxy/tls.cfg'],
    );
    const alone = filesOf(check('--format', 'json', ...toServer, 'proxy').stdout).find(({ path }) => path === 'proxy/tls.cfg');
    assert.deepEqual(all[0], alone);
  });

  it('a configuration that is named alone brings along what it includes', () => {
    const all = filesOf(check('--format', 'json', ...toServer, 'proxy/kamailio.cfg').stdout);
    assert.deepEqual(all.map(({ path }) => path).sort(), ['proxy/kamailio.cfg', 'proxy/routes.inc', 'proxy/tls.cfg']);
  });

  it('the version of the product counts', () => {
    const found = (...words: string[]) =>
      filesOf(check('--format', 'json', ...words, resolve('samples/edge')).stdout).flatMap(({ findings }) =>
        findings.map(({ rule, severity }) => `${rule} ${severity}`),
      );
    assert.ok(found('--product-version', 'kamailio=5.8.2').includes('config/kam-threads-mode info'));
    assert.ok(!found().some((each) => each.startsWith('config/kam-threads-mode ')));
    const wrong = check('--product-version', 'kamailo=5.8', 'proxy');
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /--product-version is NAME=VERSION, .*kamailio, opensips/);
    assert.match(check('--server-root', 'etc=proxy', 'proxy').stderr, /--server-root is a folder of the server/);
    const mistyped = check('--server-root', '/etc/kamailio=proxi', 'proxy');
    assert.equal(mistyped.code, 2);
    assert.match(mistyped.stderr, /--server-root \/etc\/kamailio=proxi: there is no .*proxi/);
  });

  it('a file of certificates', () => {
    const { code, stdout } = check('--format', 'json', 'broken.pem');
    const [file] = filesOf(stdout);
    assert.deepEqual([file?.path, file?.kind], ['broken.pem', 'certificate']);
    assert.ok(rulesOf(file?.findings ?? []).length > 0, stdout);
    assert.equal(code, 1);
  });

  it('standard input', () => {
    const { stdout } = runCli(['check', '--format', 'json', '-'], { cwd: folder, input: files['proxy/kamailio.cfg'] });
    const [file] = filesOf(stdout);
    assert.deepEqual([file?.path, file?.kind], ['-', 'config']);
  });

  it('in a pipe, on a terminal, for GitHub', () => {
    const line = check(...toServer, 'proxy')
      .stdout.split('\n')
      .find((each) => each.includes('kam-method-deprecated'));
    assert.match(line ?? '', /^proxy\/tls\.cfg:2:\d+ (?:warning|error) config\/kam-method-deprecated \S/);
    const shown = runCli(['check', 'proxy'], { cwd: folder, terminal: 80, env: { NO_COLOR: '1' } }).stdout;
    assert.match(shown, /^proxy\/kamailio\.cfg {2}Kamailio$/m);
    assert.match(check('--format', 'github', ...toServer, 'proxy').stdout, /^::(?:error|warning) file=proxy\/tls\.cfg,line=2,/m);
  });

  it('SARIF, with fixes', () => {
    const { stdout } = check('--format', 'sarif', ...toServer, 'proxy');
    const log = JSON.parse(stdout) as {
      runs: { results: { ruleId: string; fixes?: unknown[] }[]; tool: { driver: { rules: { id: string; help?: unknown }[] } } }[];
    };
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(sarifSchema());
    assert.ok(validate(log), JSON.stringify(validate.errors?.slice(0, 3)));
    const result = log.runs[0]?.results.find(({ ruleId }) => ruleId === 'config/kam-method-deprecated');
    assert.equal(result?.fixes?.length, 1);
    assert.ok(log.runs[0]?.tool.driver.rules.every(({ help }) => help !== undefined));
  });

  it('one line a file, and a finding has its place', () => {
    const lines = check('--format', 'jsonl', ...toServer, 'proxy')
      .stdout.trimEnd()
      .split('\n');
    assert.equal(lines.length, 3);
    const findings = lines.flatMap((line) => (JSON.parse(line) as { findings: TextFinding[] }).findings);
    assert.ok(findings.every(({ start, end }) => start.line >= 1 && end.offset >= start.offset));
  });

  it('what a finding leads to in another configuration has its line', () => {
    const profile = (name: string) =>
      `<profile name="${name}">\n<settings>\n<param name="sip-ip" value="192.0.2.1"/>\n<param name="tls" value="true"/>\n</settings>\n</profile>\n`;
    mkdirSync(join(folder, 'fs/sip_profiles'), { recursive: true });
    for (const name of ['in', 'out']) writeFileSync(join(folder, `fs/sip_profiles/${name}.xml`), profile(name));
    const findings = filesOf(check('--format', 'json', 'fs').stdout).flatMap(({ findings: own }) => own) as TextFinding[];
    const clashes = findings.filter(({ rule }) => rule === 'config/fs-port-clash').flatMap(({ related = [] }) => related);
    assert.deepEqual(
      clashes.map(({ path, start }) => [path, start.line, start.column]),
      [
        ['fs/sip_profiles/out.xml', 1, 16],
        ['fs/sip_profiles/in.xml', 1, 16],
      ],
    );
  });
});
