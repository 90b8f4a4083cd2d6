import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ProbeReport } from '../../server/contracts';
import { buildCli, runCli, type StartOptions, startCli } from '../support/cli';
import { contractFaults } from '../support/contract';
import { type Lab, startLab } from '../support/lab/lab';
import { onTerminal } from '../support/terminal';
import { scripted } from '../support/tls-peers';

const formats = ['text', 'json', 'jsonl', 'markdown', 'openssl'] as const;
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

let lab: Lab;
let folder = '';

const probe = (words: readonly string[], options: StartOptions = {}) => startCli(['probe', ...words], options).ended;
const wordsOf = (id: string): readonly string[] => lab.endpoint(id).words;
const reportOf = (stdout: string): ProbeReport => JSON.parse(stdout) as ProbeReport;
const reportsOf = (stdout: string): readonly ProbeReport[] => JSON.parse(stdout) as readonly ProbeReport[];
/** Those without flags of their own: they can be probed by one call. */
const plain = () => lab.endpoints.filter(({ flags }) => flags.length === 0);
const common = () => ['--dns', lab.dns, '--ca', lab.ca];

describe('sip-tls probe', () => {
  before(async () => {
    buildCli();
    folder = mkdtempSync(join(tmpdir(), 'sip-tls-probe-'));
    lab = await startLab();
  });
  after(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('what it says of an endpoint', () => {
    it('in a pipe: a line for each address and finding', async () => {
      const { code, stdout, stderr } = await probe(wordsOf('incomplete'));
      const [target = '', socket = ''] = [lab.endpoint('incomplete').target, lab.endpoint('incomplete').sockets[0]];
      const lines = stdout.trimEnd().split('\n');
      assert.equal(
        lines[0],
        `${target} ${socket} fails Intermediate missing; certificates: 1 sent, intermediate missing; name: matches; leaf: 88 days left; version: TLS 1.3`,
      );
      assert.ok(lines[1]?.startsWith(`${target} ${socket} error chain/intermediate-missing The server sent 1 certificate.`), lines[1]);
      assert.match(lines.at(-1) ?? '', / - verdict 127\.0\.0\.1 fails for every client that verifies\.$/);
      assert.deepEqual({ code, stderr }, { code: 1, stderr: '' });
    });

    it('on a terminal: no line is wider than it, commands can be copied', async () => {
      const targets = plain().map(({ target }) => target);
      for (const terminal of [50, 120]) {
        const { stdout } = await probe([...targets, ...common(), '--timeout', '1500', '--no-color', '--min-severity', 'hint'], {
          terminal,
        });
        // A word that is longer than the line stands out, behind its label or its option.
        for (const line of stdout.split('\n'))
          assert.ok(line.length <= Math.min(80, terminal) || line.replace(/ \\$/, '').lastIndexOf(' ') < 20 || /^\s+[-']/.test(line), line);
        assert.equal(stdout.match(/^Sent /gm)?.length, targets.length);
      }
      const { stdout } = await probe([...wordsOf('incomplete'), '--no-color'], { terminal: 80 });
      const [, command = ''] = /same with:\n((?:.*\\\n)*.*)\n/.exec(stdout) ?? [];
      assert.match((await shell(command)).output, /unable to verify the first certificate|unable to get local issuer certificate/);
    });

    it('colours on a terminal only', async () => {
      const has = async (options: StartOptions, ...more: string[]) =>
        (await probe([...wordsOf('good'), ...more], options)).stdout.includes('\u001b[');
      assert.equal(await has({}), false);
      assert.equal(await has({ terminal: 80 }), true);
      assert.equal(await has({ terminal: 80 }, '--no-color'), false);
      assert.equal(await has({ terminal: 80, env: { NO_COLOR: '1' } }), false);
    });

    it('as JSON, by the contract: each endpoint of the lab', async () => {
      const some = plain();
      const { stdout } = await probe(['--format', 'json', '--pem', '--timeout', '1500', ...common(), ...some.map(({ target }) => target)]);
      const reports = reportsOf(stdout);
      assert.deepEqual(
        reports.map(({ target }) => target),
        some.map(({ target }) => target),
      );
      const own = ['options', 'tls12-only', 'mutual-tls13-shown', 'sni-left-out'];
      const others = await Promise.all(
        own.map(async (id) =>
          reportOf((await probe(['--format', 'json', '--enumerate', ...wordsOf(id).filter((word) => word !== '--enumerate')])).stdout),
        ),
      );
      assert.ok(others.every(({ endpoints }) => (endpoints[0]?.enumeration?.suites.length ?? 0) > 0));
      assert.equal(contractFaults('ProbeReport', [...reports, ...others]), '');
      assert.ok(
        reports.every(({ endpoints }) =>
          endpoints.every(({ chain }) => chain?.sent.every(({ pem }) => pem?.startsWith('-----BEGIN CERTIFICATE-----')) ?? true),
        ),
      );
      // It would find a fault.
      assert.match(contractFaults('ProbeReport', [{ ...reports[0], surplus: 1 }]), /surplus/);
      assert.match(contractFaults('ProbeReport', [{ ...reports[0], endpoints: [{ port: 1 }] }]), /outcome/);
    });

    it('as JSON: one target is a report, several are a list of them; in lines each is one', async () => {
      const { target: good } = lab.endpoint('good');
      const { target: slow } = lab.endpoint('slow');
      const one = reportOf((await probe(['--format', 'json', good, ...common()])).stdout);
      assert.equal(one.target, good);
      const inOrder = await probe(['--format', 'json', slow, good, ...common()]);
      assert.deepEqual(
        reportsOf(inOrder.stdout).map(({ target }) => target),
        [slow, good],
      );
      const asTheyEnd = await probe(['--format', 'jsonl', slow, good, ...common()]);
      const lines = asTheyEnd.stdout.trimEnd().split('\n');
      assert.deepEqual(
        lines.map((line) => reportOf(line).target),
        [good, slow],
      );
    });

    it('shows what --min-severity says, and counts that', async () => {
      const words = [...wordsOf('incomplete'), '--rule', 'chain/intermediate-missing=warning'];
      const all = reportOf((await probe(['--format', 'json', ...words])).stdout);
      const errors = reportOf((await probe(['--format', 'json', '--min-severity', 'error', ...words])).stdout);
      assert.ok(all.summary.warnings > 0 && errors.summary.warnings === 0);
      assert.deepEqual(
        [...errors.findings, ...errors.endpoints.flatMap(({ findings }) => findings)].filter(({ severity }) => severity !== 'error'),
        [],
      );
      const { stdout } = await probe([...words, '--min-severity', 'error', '--no-color'], { terminal: 80 });
      assert.match(stdout, /\b1 warning(?:, [^.]*)? not shown \(--min-severity (?:warning|info|hint)\)\./);
    });

    it('--rule and --profile change what is found', async () => {
      const found = async (...more: string[]) => {
        const { stdout, code } = await probe(['--format', 'json', ...wordsOf('incomplete'), ...more]);
        return {
          code,
          severity: reportOf(stdout).endpoints[0]?.findings.find(({ rule }) => rule === 'chain/intermediate-missing')?.severity,
        };
      };
      assert.deepEqual(await found(), { code: 1, severity: 'error' });
      assert.deepEqual(await found('--rule', 'chain/intermediate-missing=info'), { code: 0, severity: 'info' });
      assert.deepEqual(await found('--rule=chain/intermediate-missing=off'), { code: 0, severity: undefined });
    });

    it('--at judges for another time', async () => {
      const { stdout, code } = await probe([...wordsOf('good'), '--at', '2040-01-01', '--no-color'], { terminal: 80 });
      assert.match(stdout, /expired \d+ (?:days|years) ago/);
      assert.equal(code, 1);
    });

    it('the commands are a script that shows the same', async () => {
      const { stdout } = await probe([...wordsOf('good'), '--format', 'openssl']);
      for (const line of stdout.split('\n')) assert.match(line, /^(?:$|# |openssl |dig )/);
      const { code, output } = await shell(stdout.replaceAll(/^dig .*$/gm, ''));
      assert.equal(code, 0, output);
      assert.match(output, /Verification: OK/);
      assert.match(output, /Verified peername: good\.lab\.example/);
    });

    it('a hostile certificate obeys nothing', async () => {
      const targets = ['hostile', 'huge'].map((id) => lab.endpoint(id).target);
      for (const format of formats)
        for (const terminal of [undefined, 80]) {
          const words = [...common(), '--format', format, '--no-color', '--min-severity', 'hint', '--profile', 'strict'];
          const { stdout } = await probe([...words, ...targets], terminal === undefined ? {} : { terminal });
          assert.ok(stdout.length > 100);
          assert.doesNotMatch(stdout, controls, format);
        }
    });
  });

  describe('exit codes', () => {
    for (const id of ['good', 'expired', 'wrong-name', 'refused', 'nxdomain', 'one-down', 'root-sent', 'wildcard'])
      it(`of ${id}`, async () => {
        const { code } = await probe(wordsOf(id));
        assert.equal(code, lab.endpoint(id).expect.exitCode);
      });

    it('3 where none of several could be reached, 1 where some were', async () => {
      const [good, refused, gone] = ['good', 'refused', 'nxdomain'].map((id) => lab.endpoint(id).target) as [string, string, string];
      assert.equal((await probe([refused, gone, ...common()])).code, 3);
      const { code, stdout } = await probe([good, refused, ...common(), '--no-color'], { terminal: 80 });
      assert.equal(code, 1);
      assert.match(stdout, /\n2 targets: 1 without error, 1 not reached\./);
    });

    const wrong: readonly (readonly [words: readonly string[], line: RegExp])[] = [
      [[], /no target given/],
      [['--frobnicate', 'a.example'], /unknown option --frobnicate/],
      [['a.example', '--format', 'xml'], /--format is one of text, json, jsonl, markdown, openssl, not "xml"/],
      [['a.example', '--servername', 'b.example', '--no-servername'], /exclude each other/],
      [['a.example', '--servername', '192.0.2.1'], /is no server name/],
      [['a.example', '--port', '0'], /--port is a number from 1 to 65535, not "0"/],
      [['a.example:5061', '--port', '5062'], /"a\.example:5061" has a port of its own, and --port 5062 says another/],
      [['a.example', '--timeout', 'soon'], /--timeout is a number from 1 to 600000/],
      [['a.example', '--parallel', '1000'], /--parallel is a number from 1 to 256/],
      [['a.example', '--connect', 'b.example'], /“b\.example” is no address to connect to/],
      [['a.example', '--dns', 'ns.example'], /“ns\.example” is no address of a name server/],
      [['a.example', '--at', 'tomorrow'], /--at is a time/],
      [['a.example', '--rule', 'chain/expired'], /--rule is ID=off/],
      [['a.example', '--rule', 'expired=off'], /no rule is called "expired"; did you mean chain\/expired\?/],
      [['a.example', '--revocation', 'maybe'], /--revocation is one of off, stapled, online/],
      [['a.example', '--policy', 'lax'], /--policy is one of full, chain-only/],
      [['a.example', '--key', 'k.pem'], /--key needs --cert/],
      [['a.example', '--cert', 'c.pem', '--pkcs12', 'c.p12'], /--pkcs12 holds certificate and key/],
      [['a.example', '--cert', '/nowhere/c.pem'], /\/nowhere\/c\.pem cannot be read/],
      [['a.example', '--passphrase-file', 'p.txt'], /--passphrase-file needs --cert or --pkcs12/],
      [['a.example', '--passphrase', 'hunter2'], /others can read a passphrase on the command line/],
      [['a.example', '--passphrase=hunter2'], /others can read a passphrase on the command line/],
      [['a.example', '-', '--targets', 'x'], /targets come from one file/],
      [['--targets', '/nowhere/list'], /cannot read "\/nowhere\/list": no such file or folder/],
      [['a.example', 'tel:+123'], /"tel:\+123" is no target\. A tel: URI names a number/],
      [['http://a.example/'], /is no target/],
      [['127.0.0.1:1', '--ca', '/nowhere/ca.pem'], /\/nowhere\/ca\.pem/],
      [['127.0.0.1:1', '--installed-cert', '/nowhere/server.pem'], /\/nowhere\/server\.pem cannot be read/],
      [['127.0.0.1:1', '--ca-folder', '/nowhere'], /\/nowhere cannot be read/],
      [['127.0.0.1:1', '127.0.0.1:2', '--ca', '/nowhere/ca.pem'], /\/nowhere\/ca\.pem/],
    ];
    for (const [words, line] of wrong)
      it(`2 and one line: sip-tls probe ${words.join(' ')}`, () => {
        const { code, stdout, stderr } = runCli(['probe', ...words]);
        assert.match(stderr, line);
        assert.doesNotMatch(stderr, /hunter2/);
        assert.deepEqual({ code, stdout, lines: stderr.split('\n').length }, { code: 2, stdout: '', lines: 2 });
      });

    it('--help', () => {
      for (const words of [
        ['probe', '--help'],
        ['help', 'probe'],
        ['probe', 'a.example', '-h'],
      ]) {
        const { code, stdout, stderr } = runCli(words);
        assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
        assert.match(stdout, /^sip-tls probe \[options\] TARGET…\n/);
        for (const line of stdout.split('\n')) assert.ok(line.length <= 120, line);
      }
    });
  });

  describe('targets from a list', () => {
    it('a file with comments, standard input', async () => {
      const [good, expired] = ['good', 'expired'].map((id) => lab.endpoint(id).target);
      const list = join(folder, 'targets.txt');
      writeFileSync(list, `\ufeff# the lab\r\n${good}  # works\r\n\r\n  sips:${expired}\n`);
      for (const [words, input] of [
        [['--targets', list], ''],
        [['-'], readFileSync(list)],
        [['--targets', '-'], readFileSync(list)],
      ] as const) {
        const { stdout } = await probe(['--format', 'json', ...words, ...common()], { input });
        assert.deepEqual(
          reportsOf(stdout).map(({ target }) => target),
          [good, `sips:${expired}`],
        );
      }
    });

    it('a line that is no target stops all before anything connects', async () => {
      const { code, stdout, stderr } = await probe(['-', ...common()], { input: `${lab.endpoint('good').target}\nhttp://x/\n` });
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
      assert.match(stderr, /"http:\/\/x\/" is no target/);
      assert.match((await probe(['-'], { input: '# nothing\n' })).stderr, /there is no target in standard input/);
    });
  });

  describe('--redact', () => {
    it('names nobody in any format', async () => {
      const some = plain();
      const secrets = ['lab.example', 'Lab Root', 'Lab Issuing', lab.folder, ...some.map(({ id }) => `${id}.`)];
      for (const certificate of lab.certificates.values()) secrets.push(certificate.sha256, certificate.serial.toLowerCase());
      for (const format of formats) {
        const { stdout } = await probe([
          '--redact',
          '--format',
          format,
          '--timeout',
          '1500',
          '--min-severity',
          'hint',
          ...common(),
          ...some.map(({ target }) => target),
        ]);
        assert.ok(stdout.length > 1000);
        for (const secret of secrets)
          if (secret.length > 6) assert.ok(!stdout.toLowerCase().includes(secret.toLowerCase()), `${format}: ${secret}`);
        assert.doesNotMatch(stdout, /BEGIN CERTIFICATE/);
        if (format === 'json') assert.equal(contractFaults('ProbeReport', reportsOf(stdout)), '');
      }
    });

    it('the findings are the same as without, and so is the exit code', async () => {
      const rulesOf = (report: ProbeReport) =>
        report.endpoints.map(({ outcome, findings }) => [outcome, ...findings.map(({ rule }) => rule)]);
      const words = ['--format', 'json', ...wordsOf('one-incomplete')];
      const [open, redacted] = [await probe(words), await probe(['--redact', ...words])];
      assert.deepEqual(rulesOf(reportOf(redacted.stdout)), rulesOf(reportOf(open.stdout)));
      assert.equal(redacted.code, open.code);
      assert.match(reportOf(redacted.stdout).target, /^sub1\.host1\.example:\d+$/);
    });

    it('leaves PEM out, and says so', async () => {
      const { stdout, stderr } = await probe(['--redact', '--pem', '--format', 'json', ...wordsOf('good')]);
      assert.doesNotMatch(stdout, /BEGIN/);
      assert.equal(stderr, 'sip-tls: PEM is left out: it shows what --redact hides\n');
    });
  });

  describe('a client certificate', () => {
    const shown = () =>
      lab
        .endpoint('mutual-tls13-shown')
        .words.filter((_, i, words) => !['--cert', '--key'].some((option) => words[i] === option || words[i - 1] === option));
    /** Neither the passphrase nor anything of the key. */
    function holdsNoSecret(text: string): void {
      assert.ok(!text.includes(lab.passphrase) && !text.includes(Buffer.from(lab.passphrase).toString('base64')));
      for (const file of [lab.clientKey, lab.clientSealedKey])
        for (const line of readFileSync(file, 'utf8').split('\n'))
          if (line.length > 20 && !line.startsWith('-----')) assert.ok(!text.includes(line.slice(0, 20)));
    }

    it('is shown, with its key sealed or not, and no secret of it is printed', async () => {
      const file = join(folder, 'passphrase');
      writeFileSync(file, `${lab.passphrase}\nanother line\n`);
      const env = { SIP_TLS_PASSPHRASE: lab.passphrase };
      const sealed = ['--cert', lab.clientCertificate, '--key', lab.clientSealedKey];
      const ways: readonly (readonly [words: readonly string[], options: StartOptions])[] = [
        [['--cert', lab.clientCertificate, '--key', lab.clientKey], {}],
        [sealed, { env }],
        [[...sealed, '--passphrase-file', file], {}],
        [['--pkcs12', lab.clientPkcs12], { env }],
      ];
      for (const [words, options] of ways) {
        const { code, stdout, stderr } = await probe([...shown(), ...words, '--format', 'json'], options);
        assert.equal(stderr, '');
        assert.deepEqual(
          reportOf(stdout).endpoints.map(({ outcome, tls }) => [outcome, tls?.clientCertificate]),
          [['ok', 'required']],
        );
        assert.equal(code, 0);
      }
      for (const format of formats) {
        const { stdout, stderr } = await probe(
          [...shown(), ...sealed, '--format', format, '--pem', '--options', '--min-severity', 'hint'],
          { env },
        );
        assert.ok(stdout.length > 100);
        holdsNoSecret(stdout + stderr);
      }
    });

    it('without its passphrase, or with a wrong one, nothing connects', async () => {
      const sealed = [...shown(), '--cert', lab.clientCertificate, '--key', lab.clientSealedKey];
      const none = await probe(sealed);
      assert.equal(none.code, 2);
      assert.match(
        none.stderr,
        /is encrypted.*\. Put it into the environment variable SIP_TLS_PASSPHRASE or into a file for --passphrase-file\.\n$/,
      );
      const bad = await probe(sealed, { env: { SIP_TLS_PASSPHRASE: 'not the one' } });
      assert.equal(bad.code, 2);
      assert.match(bad.stderr, /passphrase/);
      assert.doesNotMatch(bad.stdout + bad.stderr, /not the one/);
    });

    it('its passphrase is asked for on a terminal, without an echo', { skip: process.platform !== 'linux' }, async () => {
      const words = ['probe', ...shown(), '--cert', lab.clientCertificate, '--key', lab.clientSealedKey, '--format', 'json'];
      const typed = await onTerminal(words, [
        ['Passphrase', 'wrong\r'],
        ['does not open it', `${lab.passphrase}\r`],
      ]);
      assert.match(typed.screen, /Passphrase of the client key: \r\n/);
      assert.match(typed.screen, /"outcome": "ok"/);
      assert.doesNotMatch(typed.screen, /wrong/);
      holdsNoSecret(typed.screen);
      assert.equal(typed.code, 0);
      const given = await onTerminal(words, [['Passphrase', '\u0003']]);
      assert.equal(given.code, 2);
      assert.match(given.screen, /no passphrase was given/);
    });
  });

  describe('while it runs', () => {
    it('tells on a terminal how far it is', { skip: process.platform !== 'linux' }, async () => {
      const { screen } = await onTerminal(['probe', ...wordsOf('silent')], []);
      assert.match(screen, /\rprobing 127\.0\.0\.1:\d+ {2}handshake {2}0 of 1 {2}\d\.\d s {2}\(Ctrl\+C shows what is known\)\u001b\[K/);
      const [, last = ''] = /.*\r\u001b\[K([\s\S]*)$/.exec(screen) ?? [];
      assert.match(last, /silent\.lab\.example/);
      assert.doesNotMatch(last, /probing/);
    });

    /** Accepts, says nothing, and tells when somebody is there. */
    async function silentPeer() {
      let seen: () => void = () => undefined;
      const connected = new Promise<void>((resolve) => {
        seen = resolve;
      });
      const peer = await scripted((socket) => {
        socket.resume();
        seen();
      });
      return { target: `127.0.0.1:${peer.port}`, connected, close: peer.close };
    }

    it('Ctrl+C ends it with what is known', async () => {
      const peer = await silentPeer();
      const targets = [lab.endpoint('expired').target, peer.target, lab.endpoint('good').target];
      const running = startCli(['probe', '--format', 'json', '--timeout', '60000', '--parallel', '1', ...common(), ...targets]);
      await peer.connected;
      running.child.kill('SIGINT');
      const { code, signal, stdout, stderr } = await running.ended;
      peer.close();
      const reports = reportsOf(stdout);
      assert.deepEqual(
        reports.map(({ endpoints }) => endpoints.map(({ outcome }) => outcome)),
        [['ok'], ['cancelled']],
      );
      assert.equal(contractFaults('ProbeReport', reports), '');
      assert.deepEqual({ code, signal, stderr }, { code: 1, signal: null, stderr: 'sip-tls: cancelled; 1 target was not probed\n' });
    });

    it('a second Ctrl+C ends it at once, whatever it does', async () => {
      const peer = await silentPeer();
      const before = 'AbortController.prototype.abort=function(){}';
      const running = startCli(['probe', '--timeout', '60000', ...common(), peer.target], { before });
      await peer.connected;
      running.child.kill('SIGINT');
      const again = setInterval(() => running.child.kill('SIGINT'), 100);
      const { signal, stdout } = await running.ended;
      clearInterval(again);
      peer.close();
      assert.deepEqual({ signal, stdout }, { signal: 'SIGINT', stdout: '' });
    });

    it('a pipe that closes early is no failure', async () => {
      const running = startCli([
        'probe',
        '--format',
        'jsonl',
        '--pem',
        '--parallel',
        '2',
        ...common(),
        ...plain().map(({ target }) => target),
      ]);
      running.child.stdout?.once('data', () => running.child.stdout?.destroy());
      const { code, stderr } = await running.ended;
      assert.equal(stderr, '');
      assert.ok(code === 0 || code === 1 || code === 3, `${code}`);
    });

    it('500 targets take no more memory than 50, and each is told as it ends', async (t) => {
      const [, port = ''] = lab.endpoint('good').target.split(':');
      const peak = async (count: number) => {
        const input = Array.from({ length: count }, (_, i) => `t${i}.lab.example:${port}\n`).join('');
        const before = "process.on('exit',()=>process.stderr.write(String(process.resourceUsage().maxRSS)))";
        const start = performance.now();
        const { stdout, stderr } = await probe(['-', '--format', 'jsonl', '--connect', '127.0.0.1', ...common()], { input, before });
        const lines = stdout.trimEnd().split('\n');
        assert.equal(new Set(lines.map((line) => reportOf(line).target)).size, count);
        return { mb: Number(stderr) / 1024, ms: performance.now() - start };
      };
      const few = await peak(50);
      const many = await peak(500);
      t.diagnostic(
        `peak memory: 50 targets ${few.mb.toFixed(0)} MB in ${few.ms.toFixed(0)} ms, 500 targets ${many.mb.toFixed(0)} MB in ${many.ms.toFixed(0)} ms`,
      );
      assert.ok(many.mb < few.mb + 60, `${few.mb} MB, then ${many.mb} MB`);
    });
  });
});

/** Runs a script without holding up this process, in which the peers are. */
async function shell(script: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
