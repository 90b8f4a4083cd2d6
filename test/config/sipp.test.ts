import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { sipp } from '#core/config/dialects/sipp';
import { sippCli } from '#core/config/dialects/sipp-cli';
import { commandFacts, scenarioFacts } from '#core/config/sipp/facts';
import { messageOf } from '#core/config/sipp/template';
import { sippCommands } from '#core/config/sipp/words';
import { readFiles } from '../support/config-examples';
import { checkHostile, checkJunk, factLines, findingLines, judge, samplesOf, skipCorpus, timed } from '../support/xml-configs';

const scenario = (text: string) => readFiles(sipp, { 'a.xml': text });
const commands = (text: string) => commandFacts(readFiles(sippCli, { 'run.sh': text }))?.commands ?? [];

describe('messages in scenarios of SIPp', () => {
  const text = `<scenario name="x">
  <send retrans="500">
    <![CDATA[

      INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip];branch=[branch-5]
\t  Call-ID: [call_id]
      X: [field0 file="a.csv"] [last_To:] [$name] [cseq+1] [not a keyword

      v=0
      c=IN IP[media_ip_type] [media_ip]

    ]]>
  </send>
  <recv response="200"/>
</scenario>`;
  const [template] = scenarioFacts(scenario(text))?.templates ?? [];
  assert.ok(template);

  it('lose indentation and the blank lines around them', () => {
    assert.deepEqual(
      template.lines.map(({ part, text: line }) => `${part} ${line}`),
      [
        'start INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0',
        'header Via: SIP/2.0/[transport] [local_ip];branch=[branch-5]',
        'header Call-ID: [call_id]',
        'header X: [field0 file="a.csv"] [last_To:] [$name] [cseq+1] [not a keyword',
        'blank ',
        'body v=0',
        'body c=IN IP[media_ip_type] [media_ip]',
      ],
    );
    for (const { text: line, at } of template.lines) assert.equal(text.slice(at.start, at.end), line);
  });

  it('know their keywords', () => {
    assert.deepEqual(
      template.keywords.map(({ name, inner, at }) => [name, text.slice(inner.start, inner.end), text.slice(at.start, at.end)]),
      [
        ['service', 'service', '[service]'],
        ['remote_ip', 'remote_ip', '[remote_ip]'],
        ['remote_port', 'remote_port', '[remote_port]'],
        ['transport', 'transport', '[transport]'],
        ['local_ip', 'local_ip', '[local_ip]'],
        ['branch', 'branch-5', '[branch-5]'],
        ['call_id', 'call_id', '[call_id]'],
        ['field', 'field0', '[field0 file="a.csv"]'],
        ['last_', 'last_To:', '[last_To:]'],
        ['$', '$name', '[$name]'],
        ['cseq', 'cseq+1', '[cseq+1]'],
        ['media_ip_type', 'media_ip_type', '[media_ip_type]'],
        ['media_ip', 'media_ip', '[media_ip]'],
      ],
    );
  });

  it('can be read as SIP, and lead back into the file', () => {
    const { text: message, spanOf } = messageOf(template);
    assert.ok(message.startsWith('INVITE sip:[service]@'));
    const at = message.indexOf('SIP/2.0/[transport]');
    const { start, end } = spanOf({ start: at, end: at + 19 });
    assert.equal(text.slice(start, end), 'SIP/2.0/[transport]');
    const whole = spanOf({ start: 0, end: message.length });
    assert.ok(whole.start === template.lines[0]?.at.start && whole.end === template.lines.at(-1)?.at.end);
  });

  it('labels and variables are found where they are used', () => {
    const { symbols } = scenario(`<scenario>
<send next="end"><![CDATA[ACK x SIP/2.0
 To: [$tag]]]></send>
<recv request="BYE" ontimeout="end"><action><ereg assign_to="all,tag"/><log message="[$all]"/></action></recv>
<label id="end"/>
</scenario>`);
    assert.deepEqual(
      symbols.map(({ name, uses, isRenamable }) => [name, uses.length, isRenamable]),
      [
        ['send ACK', 0, false],
        ['recv BYE', 0, false],
        ['end', 2, true],
        ['all', 1, false],
        ['tag', 1, false],
      ],
    );
  });
});

describe('command lines of SIPp', () => {
  const shown = (text: string) => sippCommands(text).map((words) => words.map(({ text: word }) => word).join(' '));

  it('are found where they are run, and nowhere else', () => {
    assert.deepEqual(shown('sipp -sn uac h\n'), ['sipp -sn uac h']);
    assert.deepEqual(shown('sudo ./bin/sipp -t l1 h && echo sipp done; x | sipp -sf "a b.xml" h > log 2>&1'), [
      'sipp -t l1 h',
      'sipp -sf a b.xml h',
    ]);
    assert.deepEqual(shown('sipp -t \\\n  l1 \\\r\n h -m 1 # comment\nsipp h\n'), ['sipp -t l1 h -m 1']);
    assert.deepEqual(shown(`"$SIPP" -t l1 h\n$(SIPP) -t t1 h\n$\{SIPP_BIN} -t u1 h\n`), [
      '$SIPP -t l1 h',
      '$(SIPP) -t t1 h',
      '$'.concat('{SIPP_BIN} -t u1 h'),
    ]);
    assert.deepEqual(shown('bash -c \'sipp -t l1 h\'\nRUN=`sipp -sn uas -bg`\nCMD ["sipp", "-t", "l1"]\n'), [
      'sipp -t l1 h',
      'sipp -sn uas -bg',
      'sipp -t l1',
    ]);
    assert.deepEqual(
      shown('# sipp -t l1 h\nmake x # sipp -t l1\napt-get install -y sipp sip-tester\nwhich sipp\nsipp_old -t l1 h\nkill -9 sipp\n'),
      [],
    );
  });

  it('have options with and without values, and a remote host', () => {
    const [one] = commands('sipp -bg -aa -trace_msg -key user joe 192.0.2.1:5061 -t ln -set v 1 -m 3 -nd\n');
    assert.deepEqual(
      [one?.remote?.text, one?.transport, [...(one?.options.keys() ?? [])].join(' ')],
      ['192.0.2.1:5061', 'tls', 'bg aa trace_msg key t set m nd'],
    );
    const [two] = commands('sipp $TARGET_HOST:5061 -t l1 -sn uac\n');
    assert.deepEqual([two?.remote?.isKnown, two?.isOpen], [false, false]);
    assert.equal(commands('sipp $ARGS -sn uac h\n')[0]?.isOpen, true);
    assert.deepEqual(
      commands('sipp -sn uas -t l1\ncd x\nsipp -sn uas -t l1\n').map(({ isElsewhere }) => isElsewhere),
      [false, true],
    );
  });

  it('lead to their scenario', () => {
    const files = { 'tests/run.sh': '#!/bin/sh\nsipp -sf ../scenarios/uac.xml h\n', 'scenarios/uac.xml': '<scenario/>' };
    const facts = readFiles(sippCli, files);
    assert.deepEqual(
      facts.includes.map(({ files: found }) => found),
      [['scenarios/uac.xml']],
    );
    assert.deepEqual(facts.files, ['tests/run.sh']);
  });

  it('what verifies and what is loaded goes into the model', () => {
    assert.deepEqual(factLines(sippCli, { 'x.sh': 'sipp -sn uas -t l1 -p 5061 -i 192.0.2.1 -tls_crl r.pem\n' }), [
      'listener tls 192.0.2.1:5061 profile sipp 1',
      'profile sipp 1 both versions unknown to TLSv1.3 by default certificate cacert.pem key cakey.pem crl r.pem verify on require on name off sends the leaf only',
    ]);
  });
});

describe('detection of SIPp', () => {
  const detected = (name: string, head: string) => detectDialect(name, head, dialects)?.id;

  it('scenarios by shape, and by their folder', () => {
    assert.equal(
      detected('/srv/uac.xml', '<?xml version="1.0"?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n<!-- a -->\n<scenario name="x">'),
      'sipp',
    );
    assert.equal(detected('/srv/uac.xml', '<scenario name="x">\n<recv response="200"/>'), 'sipp');
    assert.equal(detected('/srv/sipp/tests/a.xml', '<!-- x --><scenario/>'), 'sipp');
    assert.equal(detected('/srv/sipp/pom.xml', '<project/>'), undefined);
    assert.equal(detected('/srv/cucumber.xml', '<scenario name="login"><step/></scenario>'), undefined);
  });

  it('scripts by what they run', () => {
    assert.equal(detected('/srv/run.sh', '#!/bin/bash\nsipp -sn uac -t l1 h\n'), 'sipp-cli');
    assert.equal(detected('/srv/Makefile', 'test:\n\tsipp -sn uac h\n'), 'sipp-cli');
    assert.equal(detected('/srv/.gitlab-ci.yml', 'call:\n  script:\n    - sipp -sf a.xml -t l1 -tls_cert c.pem h\n'), 'sipp-cli');
    assert.equal(detected('/srv/run.sh', '#!/bin/bash\necho sipp\n'), undefined);
    assert.equal(detected('/srv/README.md', '# Tests\n\n```sh\nsipp -sn uac -t l1 h\n```\n'), undefined);
    assert.equal(detected('/srv/notes.txt', 'Run sipp -sn uac against it.\n'), undefined);
  });
});

describe('any text of SIPp', () => {
  const words = fc.constantFrom(
    ...'<scenario> </scenario> <send> </send> <![CDATA[ ]]> INVITE sips:[service]@h SIP/2.0 Via: SIP/2.0/UDP Content-Length: 12 [ ] [$ [transport] a=crypto:1 <label id="1"/> next="1" " \' sipp -t l1 -tls_version TLSv1 192.0.2.1:5060 \\ $X ${ $( ` ; && é'.split(
      ' ',
    ),
    '\n',
    '\r\n',
    '\\\n',
    '["sipp", "-t", "l1",',
  );

  it('is read without a throw, and every place lies in it', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 50 }), (all) => {
        const text = all.join(' ');
        checkHostile(sipp, { 'a.xml': text });
        checkHostile(sipp, { 'a.xml': `<scenario><send><![CDATA[${text}` });
        checkHostile(sippCli, { 'a.sh': text });
      }),
      { numRuns: 300 },
    );
  });

  it('takes no time, be it of a megabyte', (context) => {
    const say = (text: string) => context.diagnostic(text);
    checkJunk(
      sipp,
      'a.xml',
      ['<scenario>', '<send><![CDATA[', '<scenario><send><![CDATA[[', 'x\n', '<recv next="1" assign_to="a,b"/>', '<!--'],
      say,
    );
    checkJunk(sipp, 'a.xml', ['<scenario><send><![CDATA[INVITE sip:[a] SIP/2.0\n\n]]></send></scenario>'], say);
    checkJunk(
      sippCli,
      'a.sh',
      ['sipp ', 'sipp -t l1 h\n', 'sipp -t l1 \\\n', '"', '$SIPP -t "', '# sipp', '"sipp", ', 'cd x; ', '$('],
      say,
    );
  });
});

describe('samples of SIPp in the corpus', { skip: skipCorpus }, () => {
  it('the crypto scenario is fine once it is run over TLS', () => {
    const [name = '', text = ''] = Object.entries(samplesOf('sipp')).find(([file]) => file.startsWith('pfca')) ?? [];
    const files = { [name]: text };
    const script = readFiles(sippCli, { 'run.sh': `#!/bin/sh\nsipp -sf ${name} -t l1 192.0.2.1:5061\n` });
    assert.deepEqual(
      findingLines(judge(readFiles(sipp, files), [script]), files).map((line) => line.split(' ')[1]),
      ['sipp-sips-with-plain', 'sipp-sips-with-plain', 'sipp-sips-with-plain', 'sipp-sips-with-plain'],
    );
  });

  it('3000 lines are read and judged within a keystroke', (context) => {
    const text = samplesOf('sipp')['uac.xml'] ?? '';
    const steps = text.slice(text.indexOf('<send'), text.indexOf('</scenario>'));
    const files = { 'uac.xml': text.replace('</scenario>', `${steps.repeat(32)}</scenario>`) };
    const { best, words: said } = timed(sipp, files);
    context.diagnostic(`${files['uac.xml'].split('\n').length} lines: ${said}`);
    assert.ok(best < 60);
  });
});

const program = spawnSync('sipp', ['-v']);
const skipProgram = program.error ? 'no sipp here: its own reading was not compared' : false;

it('what SIPp itself takes, and what it refuses', { skip: skipProgram }, () => {
  const send = (inner: string) =>
    `<?xml version="1.0"?><scenario name="x">${inner}<send><![CDATA[\n  OPTIONS sip:a@b SIP/2.0\n  Content-Length: 0\n\n]]></send></scenario>`;
  const cases: readonly (readonly [string, boolean])[] = [
    [send(''), true],
    [send('<!-- a -- b -->'), true],
    [send('<pause milliseconds="1"/>'), true],
    [send('<pause milliseconds="1"'), false],
    [send('<!-- never'), false],
    [send('<nop></nop>'), true],
    [send('<pause milliseconds=1/>'), false],
    [send('<pause milliseconds="1></pause>'), false],
  ];
  const folder = mkdtempSync(join(tmpdir(), 'sipp-'));
  try {
    for (const [text, isTaken] of cases) {
      writeFileSync(join(folder, 'a.xml'), text);
      // It reads the scenario before it sends one message to a port of this machine that nobody listens on.
      const run = spawnSync(
        'sipp',
        ['-sf', join(folder, 'a.xml'), '-m', '1', '-nostdin', '-timeout', '1', '-i', '127.0.0.1', '127.0.0.1:9'],
        { timeout: 10_000, cwd: folder },
      );
      assert.equal(run.status === 0, isTaken, `${text}\n${run.stderr.toString()}`);
      assert.equal(scenario(text).problems.length === 0, isTaken, text);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
