import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { describeFacts } from '#core/config/describe-facts';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { kamailio } from '#core/config/dialects/kamailio';
import { kamailioTls } from '#core/config/dialects/kamailio-tls';
import type { ConfigFacts, FilePlace } from '#core/config/model';
import { configRules } from '#core/rules/config.gen';
import { type ConfigFinding, judgeConfig } from '#core/rules/config-engine';
import { selectRules } from '#core/rules/engine';
import { type Files, readFiles } from '../support/config-examples';
import { garble, randomBy } from '../support/garble';

const read = (files: Files, version?: string): ConfigFacts => readFiles(kamailio, files, version);
const one = (text: string, version?: string): ConfigFacts => read({ 'kamailio.cfg': text }, version);
const facts = (files: Files): string => describeFacts(read(files), (file) => files[file]);
const textAt = (files: Files, { file, at }: FilePlace): string => (files[file] ?? '').slice(at.start, at.end);
const problems = (text: string, version?: string): string[] => one(text, version).problems.map(({ message }) => message);

const own = selectRules(
  configRules.filter(({ id }) => id.startsWith('config/kam-')),
  'practical',
);

function judge(read: ConfigFacts, version?: string): ConfigFinding[] {
  const context = {
    profile: 'practical',
    now: new Date('2026-06-01'),
    version: () => version,
    file: () => ({ kind: 'elsewhere' as const }),
    others: [],
  } as const;
  return judgeConfig(read, context, own);
}

const ids = (read: ConfigFacts): string[] => judge(read).map(({ severity, rule }) => `${severity} ${rule.slice('config/'.length)}`);

describe('macros of kamailio.cfg', () => {
  it('stand for what they say, at the place where they are used', () => {
    const files = {
      'kamailio.cfg': `#!define IP 192.0.2.1\n#!define SOCKET tls:IP\n#!trydef IP 192.0.2.2\n#!redefine PORT 5061\nlisten=SOCKET:PORT\n`,
    };
    const [listener] = read(files).listeners;
    assert.equal(facts(files), 'listener tls 192.0.2.1:5061');
    const host = listener?.host;
    assert.ok(host?.isKnown);
    assert.equal(textAt(files, host.place), 'SOCKET');
    assert.deepEqual(
      host.through?.map((place) => textAt(files, place)),
      ['SOCKET', 'IP'],
    );
  });

  it('are changed inside of strings by substitutions, and only there', () => {
    const { settings } = one(
      `#!subst "/SECRET/xyz/"\n#!substdef "!NAME!sip.example.com!g"\n#!substdefs "/Q/quoted/"\nlog_name="a NAME SECRET"\nserver_header=Q\n`,
    );
    assert.deepEqual(
      settings.map(({ value }) => value.text),
      ['a sip.example.com xyz', 'quoted'],
    );
  });

  it('that the environment or the command line holds are not known', () => {
    const { listeners, problems: found } = one(
      `#!defenv IP=OWN\nlisten=tls:IP:5061\nlisten=tls:OTHER_IP:5062\nport=BASE_PORT\nmodparam("tls", "config", TLS_FILE)\n`,
    );
    assert.deepEqual(
      listeners.map(({ host }) => host?.isKnown),
      [false, false],
    );
    assert.deepEqual(found, []);
  });

  it('without end do not end the reading', () => {
    const { problems: found } = one(`#!define A B B\n#!define B A A\nport=A\nlisten=udp:B:5060\n`);
    assert.ok(found.length <= 2);
    const doubling = Array.from({ length: 40 }, (_, index) => `#!define M${index} M${index + 1} M${index + 1}\n`).join('');
    assert.ok(one(`${doubling}port=M0\n`).files.length === 1);
  });

  it('follow conditions, nested ones and those of the version', () => {
    const text = `#!ifdef A\nport=1\n#!ifdef B\nport=2\n#!endif\n#!else\nport=3\n#!ifndef C\nport=4\n#!endif\n#!endif\n#!ifdef KAMAILIO_5_6\nport=5\n#!else\nport=6\n#!endif\n`;
    const active = (version?: string) =>
      one(text, version)
        .settings.filter(({ isInactive }) => !isInactive)
        .map(({ value }) => value.text);
    assert.deepEqual(active('5.6.3'), ['3', '4', '5']);
    assert.deepEqual(active('5.8.1'), ['3', '4', '6']);
    assert.deepEqual(active(), ['3', '4'], 'nobody knows the version: neither branch counts');
    assert.equal(one(text).settings.length, 6, 'what is switched off is read as well');
  });

  it('expressions in conditions', () => {
    const text = `#!define MODE "a"\n#!ifexp MODE == "a" && !OTHER\nport=1\n#!endif\n#!ifexp MODE > 3\nport=2\n#!endif\n`;
    assert.deepEqual(
      one(text)
        .settings.filter(({ isInactive }) => !isInactive)
        .map(({ value }) => value.text),
      ['1'],
    );
  });
});

describe('files of one configuration', () => {
  it('includes, optional ones, and the file of profiles', () => {
    const files = {
      'kamailio.cfg': `include_file "inc/a.cfg"\nimport_file "nothing.cfg"\n#!include_file "b.cfg"\nloadmodule "tls.so"\nmodparam("tls", "config", "./tls.cfg")\n`,
      'inc/a.cfg': `port=5070\ninclude_file "c.cfg"\n`,
      'inc/c.cfg': `listen=udp:192.0.2.1\n`,
      'b.cfg': `enable_tls=yes\n`,
      'tls.cfg': `[server:default]\nmethod = TLSv1.2\n`,
    };
    const found = read(files);
    assert.deepEqual(found.files, ['kamailio.cfg', 'inc/a.cfg', 'inc/c.cfg', 'b.cfg', 'tls.cfg']);
    assert.deepEqual(
      found.includes.map(({ raw, files: to, isOptional }) => `${raw} ${to.join()} ${isOptional}`),
      ['inc/a.cfg inc/a.cfg false', 'c.cfg inc/c.cfg false', 'nothing.cfg  true', 'b.cfg b.cfg false', './tls.cfg tls.cfg false'],
    );
    assert.equal(
      facts(files),
      'listener udp 192.0.2.1:5070\nprofile server:default server versions TLSv1.2 to TLSv1.2 verify off require off name off',
    );
  });

  it('a folder of profiles is read as one file', () => {
    const files = {
      'kamailio.cfg': `enable_tls=yes\nloadmodule "tls"\nmodparam("tls", "config", "tls.d/")\n`,
      'tls.d/10.cfg': `[server:default]\nmethod = TLSv1.2+\n`,
      'tls.d/20.cfg': `[client:default]\nverify_certificate = no\n`,
    };
    assert.deepEqual(
      read(files).profiles.map(({ id }) => id),
      ['server:default', 'client:default'],
    );
  });

  it('a file that includes itself ends', () => {
    const found = read({ 'kamailio.cfg': `include_file "kamailio.cfg"\nport=5060\ninclude_file "kamailio.cfg"\n` });
    assert.ok(found.problems.some(({ message }) => message.includes('deep')));
  });
});

describe('what the model holds', () => {
  it('TLS has a port of its own where no protocol is named', () => {
    assert.equal(
      facts({ 'kamailio.cfg': `enable_tls=yes\nlisten=192.0.2.1:5080\nlisten=192.0.2.2\nlisten=tls:192.0.2.3\ntls_port_no=5071\n` }),
      [
        'listener udp 192.0.2.1:5080',
        'listener tcp 192.0.2.1:5080',
        'listener tls 192.0.2.1:5081',
        'listener udp 192.0.2.2:5060',
        'listener tcp 192.0.2.2:5060',
        'listener tls 192.0.2.2:5071',
        'listener tls 192.0.2.3:5071',
      ].join('\n'),
    );
  });

  it('sockets in brackets, with names and lists', () => {
    assert.equal(
      facts({
        'kamailio.cfg': `socket = { bind = tls:[2001:db8::1]:5061; advertise = sip.example.com:5061; name = "v6"; workers = 2 }\nlisten=(10.0.0.1, 10.0.0.2):5060 sctp:10.0.0.3\n`,
      }),
      [
        'listener tls [2001:db8::1]:5061 advertises sip.example.com:5061',
        'listener udp 10.0.0.1:5060',
        'listener udp 10.0.0.2:5060',
        'listener tcp 10.0.0.1:5060',
        'listener tcp 10.0.0.2:5060',
        'listener sctp 10.0.0.3:5060',
      ].join('\n'),
    );
  });

  it('a certificate that is required is verified; optional_no_ca verifies nothing', () => {
    const files = {
      'tls.cfg': `[server:default]\nrequire_cert = yes\n[server:any]\nserver_name = a.example.com\nverify_client = optional_no_ca\n[client:default]\nverify_client = {{ mode }}\n`,
    };
    const { profiles } = readFiles(kamailioTls, files);
    assert.deepEqual(
      profiles.map(({ verifiesPeer, requiresCertificate }) => `${verifiesPeer.value} ${requiresCertificate.value}`),
      ['on on', 'off off', 'unknown unknown'],
    );
  });

  it('a profile does not inherit from the default one', () => {
    const { profiles } = readFiles(kamailioTls, {
      'tls.cfg': `[server:default]\nmethod = TLSv1.2\nca_list = ca.pem\n[server:192.0.2.1:5061]\n`,
    });
    assert.equal(profiles[1]?.ca, undefined);
    assert.equal(profiles[1]?.versions?.least, 0x0301);
  });

  it('the default of a profile was TLS 1.0 only before 5.4', () => {
    const files = { 'tls.cfg': `[server:default]\n` };
    assert.equal(readFiles(kamailioTls, files, '5.3.9').profiles[0]?.versions?.most, 0x0301);
    assert.equal(readFiles(kamailioTls, files, '5.4').profiles[0]?.versions?.most, 0x0304);
  });

  it('symbols: where they are named, and where they are used', () => {
    const files = {
      'kamailio.cfg': `#!KAMAILIO
#!define PEER 192.0.2.9
#!substdef "!NAME!sip.example.com!g"
listen=tls:192.0.2.1:5061 name "outside"
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  $fsn = "outside";
  route(RELAY);
#!ifdef WITH_LOG
  route(LOG);
#!endif
}
route[RELAY] {
  t_on_failure("AGAIN");
  $du = "sip:NAME:5061;transport=tls";
  tls_set_connect_server_id("provider");
  if (src_ip == PEER) route(RELAY);
}
route[LOG] { exit; }
failure_route[AGAIN] { exit; }
`,
      'tls.cfg': `[client:any]\nserver_name = x\nserver_id = provider\n`,
    };
    const { symbols } = read(files);
    const shown = symbols.map(
      ({ kind, name, uses, isRenamable, place }) =>
        `${kind} ${name} at ${textAt(files, place)}, used ${uses.map((use) => textAt(files, use)).join(' ')}${isRenamable ? ', can be renamed' : ''}`,
    );
    assert.deepEqual(shown, [
      'variable PEER at PEER, used PEER, can be renamed',
      'variable NAME at NAME, used NAME, can be renamed',
      'listener outside at outside, used outside, can be renamed',
      'module tls at tls.so, used tls',
      'route request_route at request_route, used ',
      'route route[RELAY] at RELAY, used RELAY RELAY, can be renamed',
      'route route[LOG] at LOG, used LOG, can be renamed',
      'route failure_route[AGAIN] at AGAIN, used AGAIN, can be renamed',
      'profile client:any x at client:any, used ',
      'profile provider at provider, used provider, can be renamed',
    ]);
  });
});

describe('what cannot be read', () => {
  it('costs its line, and says what was expected', () => {
    const text = `enable_tls=ja\nport==5060\nlisten=udp:192.0.2.1\nnonsense=1\nmodparam("a", "b")\nrequest_route { xlog("a") exit; }\nchildren=4\n`;
    assert.deepEqual(problems(text), [
      '“ja” cannot stand here: a number, or “yes” or “no” is expected, and Kamailio stops.',
      '“==” cannot stand here: “=” is expected, and Kamailio stops.',
      'No setting of the core is called “nonsense”; Kamailio stops here unless it is newer than 6.1.',
      '“)” cannot stand here: “,” is expected, and Kamailio stops.',
      '“exit” cannot stand here: “;” is expected, and Kamailio stops.',
    ]);
    const { settings, listeners } = one(text);
    assert.equal(listeners[0]?.transport, 'udp');
    assert.ok(settings.some(({ key }) => key === 'core.children'));
  });

  it('words that are newer than the version', () => {
    const text = `socket = { bind = udp:192.0.2.1:5060 }\ntls_threads_mode=2\n`;
    assert.deepEqual(problems(text), []);
    assert.deepEqual(problems(text, '5.6.3'), [
      '“socket” exists since Kamailio 5.7; an older one stops here.',
      '“tls_threads_mode” exists since Kamailio 5.8; an older one stops here.',
    ]);
  });

  it('conditions that do not pair, and words behind #!endif', () => {
    assert.match(problems('#!ifdef A\nport=1\n#!endif # of A\nport=2\n').join(), /has no “#!endif”/);
    assert.match(problems('port=1\n#!endif\n').join(), /belongs to no “#!ifdef”/);
    assert.match(problems('#!define A 1\n#!ifdef A\nport=1\n#!endif # of A\n').join(), /Nothing but a line end/);
  });

  it('a block that is not closed leaves the next ones', () => {
    const { symbols, problems: found } = one(
      'request_route {\n  if (1) {\n    exit;\n}\nroute[A] {\n  exit;\n}\nfailure_route[B] { exit; }\n',
    );
    assert.equal(found.length, 1);
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['request_route', 'route[A]', 'failure_route[B]'],
    );
  });

  it('templates are filled in before Kamailio reads them', () => {
    assert.deepEqual(problems('{% if tls %}\nlisten=tls:{{ ip }}:5061\n{% endif %}\n'), []);
    const tls = readFiles(kamailioTls, {
      'tls.cfg': '{% if tls %}\n[server:{{ ip }}:5061]\ncertificate = {{ path }}/cert.pem\n{% endif %}\n',
    });
    assert.deepEqual(tls.problems, []);
    assert.equal(tls.profiles[0]?.certificate?.value.isKnown, false);
  });

  it('profiles: each fault once, the rest is read', () => {
    const text = `method = TLSv1.2\n[server:default]\nmetod = x\ncertificate cert.pem\nca_list =\nverify_certificate = perhaps\nverify_depth = deep\ncipher_list = A B\nprivate_key = "open\n`;
    const { problems: found, profiles } = readFiles(kamailioTls, { 'tls.cfg': text });
    assert.deepEqual(
      found.map(({ message }) => message.replace(/[;:.,] .*/, '')),
      [
        '“method” stands in front of the first section',
        'Kamailio knows no option “metod” in a TLS profile and stops here.',
        '“=” and a value are expected behind “certificate”.',
        '“ca_list” has no value.',
        '“verify_certificate” is “yes” or “no”',
        '“verify_depth” is a number',
        'The line should end behind the value',
        'These quotes are never closed.',
      ],
    );
    assert.equal(profiles.length, 1);
  });
});

describe('properties', () => {
  const words = fc.constantFrom(
    ...'listen=tls: 10.0.0.1 :5061 \n ; { } ( ) " \' #!define A #!ifdef A #!endif\n route[X] { if (proto==TLS) $du = "sip:a:5061"; modparam("tls","config","tls.cfg") enable_tls=yes /* */ [server:default] method = TLSv1 \\ $( @to. % event_route[ include_file "kamailio.cfg" é \u202e'.split(
      ' ',
    ),
  );
  const texts = fc.oneof(
    fc.array(words, { maxLength: 60 }).map((all) => all.join(' ')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );

  it('whatever is read, nothing throws, and every place lies in its text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const dialect of [kamailio, kamailioTls]) {
          const files = { 'kamailio.cfg': text, 'tls.cfg': text };
          const found = readFiles(dialect, files);
          isSane(found, files);
          for (const { rule, message } of judge(found)) assert.notEqual(rule, 'internal/rule-failed', message);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('whatever line or token is broken', () => {
    const text = readFileSync('test/fixtures/configs/kamailio/grammar.cfg', 'utf8');
    const random = randomBy(7);
    for (let count = 0; count < 150; count++) {
      const files = { 'kamailio.cfg': garble(text, random).text };
      isSane(read(files), files);
    }
  });

  it('junk of a megabyte takes no time', (context) => {
    const unit = [
      '{',
      '(',
      '"',
      "'",
      '/*',
      '$(',
      '#!define A B\n',
      '#!ifdef A\n',
      '!',
      '-',
      '@a.',
      'if (',
      'a(',
      '[server:default]\n',
      '\\',
      ' ',
      'x',
      '0',
      ':',
      '::',
      'A ',
      '$x=',
      'route[A] {',
      'case 1:',
      '#!substdef "!A!B!g"\n',
    ];
    for (const part of unit) {
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      for (const dialect of [kamailio, kamailioTls]) {
        // Time of the processor, since others may use it as well.
        const started = process.cpuUsage();
        readFiles(dialect, { 'kamailio.cfg': text });
        dialect.shape(text.slice(0, 65_536));
        const took = Math.round(process.cpuUsage(started).user / 1000);
        assert.ok(took < 4000, `${JSON.stringify(part)} takes ${dialect.id} ${took} ms`);
        if (took > 700) context.diagnostic(`${JSON.stringify(part)}: ${took} ms`);
      }
    }
  });
});

function isSane(found: ConfigFacts, files: Files): void {
  const places: FilePlace[] = [
    ...found.settings.flatMap(({ name, value, whole }) => [name, value.place, whole]),
    ...found.symbols.flatMap(({ place, whole, uses }) => [place, whole, ...uses]),
    ...found.problems.map(({ place }) => place),
    ...found.listeners.map(({ place }) => place),
    ...found.definitions.flatMap(({ place, value }) => [place, ...(value ? [value.place] : [])]),
    ...found.peers.flatMap(({ place, host }) => [place, host.place]),
  ];
  for (const { file, at } of places) {
    const length = files[file]?.length ?? -1;
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= length, `${at.start} to ${at.end} of ${file}`);
  }
}

describe('detection', () => {
  const detected = (name: string, head: string) => detectDialect(name, head, dialects)?.id;

  it('by name, by path, by first line and by shape', () => {
    assert.equal(detected('/etc/kamailio/kamailio.cfg', ''), 'kamailio');
    assert.equal(detected('C:\\conf\\Kamailio\\includes\\routes.inc', 'route[A] { exit; }'), 'kamailio');
    assert.equal(detected('/srv/x.cfg', '#!KAMAILIO\n'), 'kamailio');
    assert.equal(detected('/srv/x.cfg', '#!define A 1\nloadmodule "tm.so"\n'), 'kamailio');
    assert.equal(detected('/etc/kamailio/tls.cfg', ''), 'kamailio-tls');
    assert.equal(detected('/etc/kamailio/tls-role.cfg', ''), undefined, 'either, by its path alone');
    assert.equal(detected('/etc/kamailio/tls-role.cfg', '[server:default]\nmethod = TLSv1.2+\n'), 'kamailio-tls');
    assert.equal(detected('/srv/profiles.conf', '# TLS\n[ client : any ]\n'), 'kamailio-tls');
  });

  it('leaves alone what is none of it', () => {
    assert.equal(detected('/home/me/kamailio-tools/setup.cfg', '[metadata]\nname = tools\n'), undefined);
    assert.equal(detected('/srv/x.cfg', 'set a 1\n'), undefined);
    assert.notEqual(detected('/srv/x.txt', 'socket=tls:10.0.0.1:5061\nloadmodule "proto_tls.so"\nroute{\n}\n'), 'kamailio');
  });
});

const corpus = resolve(process.env.SIP_TLS_CORPUS ?? '../shared/corpus', 'configs');
const skip = existsSync(corpus) ? false : `no ${corpus}: nothing of it was compared (set SIP_TLS_CORPUS)`;
const sample = (name: string): Files => ({ [name]: readFileSync(join(corpus, 'kamailio', name), 'utf8') });

describe('samples of the corpus', { skip }, () => {
  it('each is detected as what it is, and those of others as nothing of Kamailio', () => {
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => statSync(join(corpus, file)).isFile() && file.includes('/'));
    for (const file of files) {
      const text = readFileSync(join(corpus, file), 'utf8');
      const found = detectDialect(file.split('/').at(-1) ?? '', text, dialects)?.id;
      const expected = !file.startsWith('kamailio/') ? undefined : file.includes('tls') ? 'kamailio-tls' : 'kamailio';
      if (expected) assert.equal(found, expected, file);
      else {
        assert.doesNotMatch(found ?? '', /^kamailio/, file);
        assert.ok(kamailio.shape(text) < 5 && kamailioTls.shape(text) < 5, file);
      }
    }
  });

  /** The golden table: what each sample is to give. */
  const golden: { readonly [file: string]: readonly string[] } = {
    'kamailio.cfg': [],
    'pcscf-kamailio.cfg': [],
    'websocket.cfg': [],
    'tls.cfg': ['error kam-verify-no-ca', 'hint kam-verify-no-hostname'],
    'tls-4.4.0.cfg': ['error kam-method-deprecated', 'error kam-verify-no-ca', 'hint kam-verify-no-hostname'],
    'tls-5.2.0.cfg': ['error kam-method-deprecated', 'error kam-verify-no-ca', 'hint kam-verify-no-hostname'],
    'pcscf-tls.cfg.sample': ['warning kam-method-deprecated'],
  };
  for (const [name, expected] of Object.entries(golden))
    it(`${name}: no false fault, and the findings of the golden table`, () => {
      const dialect = name.includes('tls') ? kamailioTls : kamailio;
      const found = readFiles(dialect, sample(name));
      assert.deepEqual(
        found.problems.map(({ message }) => message),
        [],
      );
      assert.deepEqual(ids(found), expected);
    });

  it('kamailio.cfg with TLS switched on: no socket is for it once another one is there', () => {
    const files = sample('kamailio.cfg');
    const text = (files['kamailio.cfg'] ?? '').replace('#!KAMAILIO\n', '#!KAMAILIO\n#!define WITH_TLS\n');
    assert.deepEqual(ids(one(text)), []);
    assert.deepEqual(ids(one(`${text}\nlisten=udp:192.0.2.1:5060\n`)), ['info kam-listen-missing']);
  });

  it('a script of 3000 lines is read and judged within a keystroke', (context) => {
    const text = (sample('kamailio.cfg')['kamailio.cfg'] ?? '').replace(
      '#!KAMAILIO\n',
      '#!KAMAILIO\n#!define WITH_TLS\n#!define WITH_NAT\n#!define WITH_AUTH\n',
    );
    const blocks = text.slice(text.indexOf('request_route {'));
    const copies = [1, 2, 3].map((copy) =>
      blocks.replace(/^(\w*route)\[(\w+)\]/gm, `$1[$2_${copy}]`).replace('request_route {', `route[MAIN_${copy}] {`),
    );
    const whole = [text, ...copies].join('\n');
    const times = Array.from({ length: 20 }, () => {
      const started = performance.now();
      const found = one(whole);
      const read = performance.now();
      judge(found);
      return { read: read - started, judged: performance.now() - read };
    }).sort((a, b) => a.read + a.judged - b.read - b.judged);
    const [best = { read: 0, judged: 0 }] = times;
    const median = times[10] ?? best;
    const shown = ({ read, judged }: typeof best) => `read in ${read.toFixed(1)} ms, judged in ${judged.toFixed(1)} ms`;
    context.diagnostic(`${whole.split('\n').length} lines: ${shown(best)}; median of 20: ${shown(median)}`);
    assert.ok(best.read + best.judged < 60);
  });
});
