import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Ajv from 'ajv';
import type { CheckedFile, CheckReport } from '../../server/contracts';
import { buildCli, isGolden, program, runCli } from '../support/cli';
import { sarifSchema } from '../support/sarif-schema';

const fixtures = join(process.cwd(), 'test/fixtures/cli');
const golden = (name: string) => join('test/fixtures/cli/golden', name);
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const anyVersion = (text: string) => text.replaceAll(`"${version}"`, '"VERSION"');
const check = (words: readonly string[], options = {}) => runCli(['check', ...words], { cwd: fixtures, ...options });
const reportOf = (stdout: string): CheckReport => JSON.parse(stdout) as CheckReport;
const callSip = readFileSync(join(fixtures, 'call.sip'));
const errors = (files: readonly CheckedFile[]) => files.map(({ path, findings }) => `${path} ${findings.length}`);

describe('sip-tls check', () => {
  let folder = '';
  before(() => {
    buildCli();
    folder = mkdtempSync(join(tmpdir(), 'sip-tls-cli-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe('what it prints', () => {
    it('in a pipe: one finding a line, without colours', () => {
      const { code, stdout, stderr } = check(['call.sip', 'clean.sip']);
      isGolden(golden('pipe.txt'), stdout);
      assert.deepEqual({ code, stderr }, { code: 1, stderr: '' });
      for (const line of stdout.trimEnd().split('\n')) assert.match(line, /^call\.sip:\d+:\d+ (?:error|warning) [a-z]+\/[a-z0-9-]+ \S/);
    });

    it('on a terminal', () => {
      const { stdout } = check(['call.sip', 'clean.sip'], { terminal: 120, env: { NO_COLOR: '1' } });
      isGolden(golden('terminal.txt'), stdout);
      for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
    });

    it('on a narrow terminal, with everything, in colours', () => {
      isGolden(golden('terminal-50-colours.txt'), check(['--min-severity', 'hint', 'call.sip'], { terminal: 50 }).stdout);
    });

    it('on a terminal, nothing found', () => {
      isGolden(golden('terminal-clean.txt'), check(['clean.sip'], { terminal: 80 }).stdout);
    });

    it('as JSON', () => {
      const { code, stdout } = check(['--format', 'json', '--messages', 'call.sip', 'clean.sip']);
      assert.equal(code, 1);
      isGolden(golden('report.json'), anyVersion(stdout));
      // The same as a literal of the contract's type, which `tsc` holds against it, surplus fields included.
      const literal = `// Written by the tests of the command line.\nimport type { CheckReport } from '../../server/contracts';\n\nexport const report: CheckReport = ${anyVersion(stdout).trimEnd()};\n`;
      isGolden('test/cli/report.gen.ts', literal);
    });

    it('as JSON, a line for each file', () => {
      const { stdout } = check(['--format', 'jsonl', 'call.sip', 'clean.sip']);
      isGolden(golden('report.jsonl'), stdout);
      const lines = stdout.trimEnd().split('\n');
      assert.deepEqual(
        lines.map((line) => (JSON.parse(line) as CheckedFile).path),
        ['call.sip', 'clean.sip'],
      );
    });

    it('as SARIF', () => {
      const { stdout } = check(['--format', 'sarif', 'call.sip', 'clean.sip']);
      isGolden(golden('report.sarif'), anyVersion(stdout));
    });

    it('as GitHub workflow commands', () => {
      isGolden(golden('github.txt'), check(['--format', 'github', 'call.sip', 'clean.sip']).stdout);
    });
  });

  describe('SARIF', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addFormat('uri', (text: string) => URL.canParse(text));
    ajv.addFormat('uri-reference', /^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9A-F]{2})*$/);
    ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
    const validate = ajv.compile(sarifSchema());
    const sarif = (words: readonly string[], options = {}) => {
      const log = JSON.parse(check(['--format', 'sarif', ...words], options).stdout);
      validate(log);
      assert.deepEqual(validate.errors, null);
      return log;
    };

    it('passes the schema, which can fail', () => {
      const log = sarif(['call.sip', 'clean.sip']);
      assert.ok(log.runs[0].results.length > 3);
      assert.ok(!validate({ ...log, version: '2.0.0' }));
      assert.ok(!validate({ ...log, runs: [{ ...log.runs[0], tool: { driver: {} } }] }));
    });

    it('passes with names that need encoding, with failures, with nothing', () => {
      const name = 'a b%c#ü:1.sip';
      writeFileSync(join(folder, name), callSip);
      const log = sarif([name, 'missing.sip', '-'], { cwd: folder });
      assert.deepEqual(
        log.runs[0].artifacts.map((artifact: { location: { uri: string } }) => artifact.location.uri),
        ['a%20b%25c%23%C3%BC%3A1.sip', 'stdin'],
      );
      assert.equal(log.runs[0].invocations[0].executionSuccessful, false);
      mkdirSync(join(folder, 'empty'), { recursive: true });
      assert.deepEqual(sarif(['empty'], { cwd: folder }).runs[0].results, []);
    });

    it('every result names its rule, and every rule has help and a link', () => {
      const { results, tool } = sarif(['call.sip', ...['--profile', 'strict']]).runs[0];
      for (const { ruleId, ruleIndex } of results) {
        const rule = tool.driver.rules[ruleIndex];
        assert.equal(rule.id, ruleId);
        assert.ok(rule.help.text.length > 10 && URL.canParse(rule.helpUri), ruleId);
      }
    });

    it('regions and fixes are places of the file', () => {
      const lines = callSip.toString('latin1').split('\n');
      const textAt = (region: { startLine: number; startColumn: number; endColumn: number }) =>
        lines[region.startLine - 1]?.slice(region.startColumn - 1, region.endColumn - 1);
      const { results } = sarif(['call.sip']).runs[0];
      const swapped = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'sip/record-route-double-swapped');
      assert.equal(textAt(swapped.locations[0].physicalLocation.region), 'sip:192.0.2.1:5060;r2=on;lr');
      assert.equal(swapped.locations[0].physicalLocation.region.snippet.text, 'sip:192.0.2.1:5060;r2=on;lr');
      assert.equal(textAt(swapped.relatedLocations[0].physicalLocation.region), 'sip:192.0.2.1:5061;transport=tls;r2=on;lr');
      assert.equal(textAt(swapped.fixes[0].artifactChanges[0].replacements[0].deletedRegion), '<sip:192.0.2.1:5060;r2=on;lr>');
    });
  });

  describe('exit codes', () => {
    it('0 where nothing is at or above --min-severity, 1 where something is', () => {
      assert.equal(check(['clean.sip']).code, 0);
      assert.equal(check(['call.sip']).code, 1);
      assert.equal(check(['--rule', 'sip/sips-over-udp=off', '--min-severity', 'error', 'call.sip']).code, 0);
      assert.equal(check(['--rule=sip/sips-over-udp=hint', '--min-severity=error', '--format', 'json', 'call.sip']).code, 0);
      assert.equal(check(['--rule', 'sip/via-alias-not-tls=error', '--min-severity', 'error', 'call.sip']).code, 1);
      assert.equal(check(['--min-severity', 'hint', '--rule', 'sip/sips-over-udp=off', 'clean.sip']).code, 0);
    });

    const wrong: readonly (readonly [words: readonly string[], line: RegExp])[] = [
      [[], /no command given/],
      [['frobnicate'], /unknown command "frobnicate"/],
      [['--frobnicate'], /unknown option "--frobnicate"/],
      [['lsp'], /lsp speaks over --stdio/],
      [['lsp', '--stdio', '--pipe=x'], /choose one/],
      [['lsp', '--frobnicate'], /unknown option --frobnicate/],
      [['lsp', '--socket'], /--socket needs a value/],
      [['lsp', '--socket=http'], /"http" is no port/],
      [['lsp', '--pipe=/nowhere/at/all'], /no editor could be reached/],
      [['lsp', '--stdio', 'call.sip'], /lsp takes no path/],
      [['check'], /no path given/],
      [['check', '--frobnicate', 'call.sip'], /unknown option --frobnicate/],
      [['check', '-x', 'call.sip'], /unknown option -x/],
      [['check', '--format', 'xml', 'call.sip'], /--format is one of text, json, jsonl, sarif, github, not "xml"/],
      [['check', '--format'], /--format needs a value/],
      [['check', '--format', '--messages', 'call.sip'], /--format needs a value/],
      [['check', '--messages=yes', 'call.sip'], /--messages takes no value/],
      [['check', '--profile', 'lax', 'call.sip'], /--profile is one of/],
      [['check', '--profile', 'strict', '--profile', 'practical', 'call.sip'], /--profile is given twice/],
      [['check', '--min-severity', 'fatal', 'call.sip'], /--min-severity is one of/],
      [['check', '--rule', 'sip/via-tls-port-5060', 'call.sip'], /--rule is ID=off\|hint/],
      [
        ['check', '--rule', 'via-tls-port-5060=off', 'call.sip'],
        /no rule is called "via-tls-port-5060"; did you mean sip\/via-tls-port-5060\?/,
      ],
      [['check', '--rule', '__proto__=off', 'call.sip'], /no rule is called "__proto__"/],
      [['check', '--at', 'tomorrow', 'call.sip'], /--at is a time/],
      [['check', '-', '-'], /standard input can be read once/],
    ];
    for (const [words, line] of wrong)
      it(`2 and one line: sip-tls ${words.join(' ')}`, () => {
        const { code, stdout, stderr } = runCli(words, { cwd: fixtures });
        assert.match(stderr, line);
        assert.deepEqual({ code, stdout, lines: stderr.split('\n').length }, { code: 2, stdout: '', lines: 2 });
      });

    it('2 where a file cannot be read; the others are checked all the same', () => {
      const { code, stdout, stderr } = check(['missing.sip', 'call.sip', '--format', 'json']);
      assert.equal(code, 2);
      assert.equal(stderr, 'sip-tls: cannot read "missing.sip": no such file or folder\n');
      assert.deepEqual(errors(reportOf(stdout).files), [`call.sip ${reportOf(stdout).files[0]?.findings.length}`]);
      assert.ok(reportOf(stdout).summary.errors > 0);
    });

    it('2 where a file may not be read', () => {
      // Root reads everything, so there a link in a circle stands for what cannot be read.
      const path = join(folder, 'locked.sip');
      writeFileSync(path, callSip);
      chmodSync(path, 0);
      symlinkSync('circle.sip', join(folder, 'circle.sip'));
      const name = process.getuid?.() === 0 ? 'circle.sip' : 'locked.sip';
      const { code, stderr } = check([name], { cwd: folder });
      assert.equal(code, 2);
      assert.match(
        stderr,
        /^sip-tls: cannot read "(?:locked\.sip": permission denied|circle\.sip": its symbolic links lead in a circle)\n$/,
      );
      rmSync(path);
      rmSync(join(folder, 'circle.sip'));
    });

    it('--at takes a time', () => {
      for (const at of ['2026-11-23', '2026-11-23T18:59:08Z', '2026-11-23T18:59:08.293+01:00'])
        assert.equal(check(['--at', at, 'clean.sip']).code, 0, at);
    });
  });

  describe('what it reads', () => {
    it('standard input', () => {
      const named = reportOf(check(['--format', 'json', 'call.sip']).stdout);
      const { code, stdout } = check(['--format', 'json', '-'], { input: callSip });
      assert.equal(code, 1);
      assert.deepEqual(reportOf(stdout).files, [{ ...named.files[0], path: '-' }]);
    });

    it('a folder, in the order of names, without what holds no SIP', () => {
      const tree = join(folder, 'tree');
      for (const path of ['node_modules/x', '.git', 'logs/deep']) mkdirSync(join(tree, path), { recursive: true });
      for (const path of ['node_modules/x/a.sip', '.git/a.sip', 'logs/deep/b.log', 'a.sip']) writeFileSync(join(tree, path), callSip);
      writeFileSync(join(tree, 'logs/readme.md'), 'no SIP here');
      writeFileSync(join(tree, 'logs/zero.log'), '');
      writeFileSync(join(tree, 'logs/blob.bin'), Buffer.alloc(300_000));
      symlinkSync('..', join(tree, 'logs/up'));
      symlinkSync('nowhere', join(tree, 'logs/dangling'));
      const { stdout, stderr } = check(['--format', 'json', 'tree'], { cwd: folder });
      assert.equal(stderr, '');
      assert.deepEqual(
        reportOf(stdout).files.map(({ path, kind }) => `${kind} ${path}`),
        ['trace tree/a.sip', 'trace tree/logs/deep/b.log'],
      );
    });

    it('a folder without SIP is no failure, and no silence', () => {
      mkdirSync(join(folder, 'nothing'), { recursive: true });
      writeFileSync(join(folder, 'nothing/a.pcap'), Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0]));
      const { code, stdout, stderr } = check(['nothing'], { cwd: folder });
      assert.deepEqual({ code, stdout }, { code: 0, stdout: '' });
      assert.equal(stderr, 'sip-tls: left out 1 file: a packet capture, which this version does not read\nsip-tls: no SIP found\n');
    });

    const others: readonly (readonly [name: string, content: string | Uint8Array, reason: string])[] = [
      ['notes.txt', 'nothing of interest\n', 'text, no SIP message in it'],
      ['empty.log', '', 'empty'],
      ['notes.bin', Buffer.alloc(1000), 'binary, no SIP in its first 256 KiB'],
      ['large.bin', Buffer.alloc(3_000_000), 'binary, no SIP in its first 256 KiB'],
      [
        'calls.pcap',
        Buffer.concat([Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0]), callSip]),
        'a packet capture, which this version does not read',
      ],
      ['old.log.gz', Buffer.from([0x1f, 0x8b, 8, 0]), 'compressed by gzip; unpack it first'],
    ];
    for (const [name, content, reason] of others)
      it(`a file named that is no trace: ${name}`, () => {
        writeFileSync(join(folder, name), content);
        const { code, stdout, stderr } = check(['--format', 'json', name], { cwd: folder });
        assert.equal(code, 2);
        assert.equal(stderr, `sip-tls: "${name}" is no trace, configuration or certificate (${reason})\n`);
        assert.deepEqual(reportOf(stdout).files, [{ path: name, kind: 'unknown', reason, findings: [] }]);
      });

    it('bytes that are no UTF-8, UTF-16 of a Windows shell, a byte order mark', () => {
      const positions = (input: Uint8Array) =>
        reportOf(check(['--format', 'json', '-'], { input }).stdout).files.flatMap(({ findings }) =>
          findings.map((finding) => ('start' in finding ? `${finding.rule} ${finding.start.line}:${finding.start.column}` : '')),
        );
      const plain = positions(callSip);
      assert.ok(plain.length > 0);
      assert.deepEqual(positions(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), callSip])), plain);
      assert.deepEqual(positions(Buffer.from(`\ufeff${callSip.toString('latin1')}`, 'utf16le')), plain);
      const latin1 = Buffer.from(callSip.toString('latin1').replace('"Alice"', '"Al\xedce"'), 'latin1');
      assert.ok(positions(latin1).includes(plain[0] ?? ''));
    });

    it('--messages lists each message with what the log says of it', () => {
      const [file] = reportOf(check(['--format', 'json', '--messages', 'call.sip']).stdout).files;
      assert.ok(file?.kind === 'trace');
      assert.deepEqual(file.items?.[1], {
        index: 1,
        line: 11,
        start: '180 Ringing',
        method: 'INVITE',
        status: 180,
        callId: 'one@192.0.2.15',
        cseq: 1,
      });
    });

    it('what is shown: everything in JSON, what was asked for where it was', () => {
      const severities = (words: readonly string[]) =>
        new Set(
          reportOf(check(['--format', 'json', ...words, 'call.sip']).stdout).files.flatMap(({ findings }) =>
            findings.map(({ severity }) => severity),
          ),
        );
      assert.ok([...severities([])].some((severity) => severity === 'info' || severity === 'hint'));
      assert.deepEqual([...severities(['--min-severity', 'error'])], ['error']);
    });
  });

  describe('on whatever reads it', () => {
    const colour = '\u001b[';
    it('colours: on a terminal, not in a pipe, and as the environment says', () => {
      const coloured = (options: object, ...words: string[]) => check([...words, 'call.sip'], options).stdout.includes(colour);
      assert.equal(coloured({}), false);
      assert.equal(coloured({ terminal: 80 }), true);
      assert.equal(coloured({ terminal: 80, env: { NO_COLOR: '1' } }), false);
      assert.equal(coloured({ terminal: 80, env: { NO_COLOR: '' } }), true);
      assert.equal(coloured({ terminal: 80, env: { TERM: 'dumb' } }), false);
      assert.equal(coloured({ terminal: 80 }, '--no-color'), false);
      assert.equal(coloured({ env: { FORCE_COLOR: '1' } }), true);
      assert.equal(coloured({ env: { FORCE_COLOR: '1', NO_COLOR: '1' } }), false);
      assert.equal(coloured({ env: { FORCE_COLOR: '1' } }, '--no-color'), false);
    });

    it('a pipe that closes early is no failure', async () => {
      const many = join(folder, 'many.sip');
      writeFileSync(many, Buffer.concat(Array.from({ length: 2000 }, () => callSip)));
      const child = spawn(process.execPath, [program, 'check', many, many, many], { stdio: ['ignore', 'pipe', 'pipe'] });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.stdout.once('data', () => child.stdout.destroy());
      const code = await new Promise((done) => child.once('close', done));
      assert.deepEqual({ code, stderr }, { code: 1, stderr: '' });
    });

    it('a hostile trace obeys nothing', () => {
      const evil = callSip
        .toString('latin1')
        .replace('192.0.2.15:5060;branch', '192.0.2.15\u001b]0;owned\u0007\u009b2J:5060;branch')
        .replace('"Alice"', '"A\u202elice\t\u0000"');
      for (const format of ['text', 'github', 'json', 'jsonl', 'sarif'])
        for (const terminal of [undefined, 80]) {
          const { stdout } = check(['--format', format, '--profile', 'strict', '--min-severity', 'hint', '--no-color', '--messages', '-'], {
            input: Buffer.from(evil, 'utf8'),
            terminal,
          });
          assert.ok(stdout.length > 100);
          assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/, format);
        }
    });

    it('a hostile file name is one line', () => {
      const { stderr, code } = check(['no\u001b[2Jsuch\nfile']);
      assert.equal(code, 2);
      assert.equal(stderr, 'sip-tls: cannot read "no␛[2Jsuch␊file": no such file or folder\n');
    });
  });

  it('--help and --version', () => {
    assert.equal(runCli(['--version']).stdout, `sip-tls ${version}\n`);
    for (const words of [['--help'], ['check', '--help']]) {
      const { code, stdout, stderr } = runCli(words);
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      assert.match(stdout, /^sip-tls /);
      // What later versions will bring is not promised.
      assert.doesNotMatch(stdout, /\b(?:calls|capture|watch)\b/);
      for (const line of stdout.split('\n')) assert.ok(line.length <= 120, line);
    }
  });
});
