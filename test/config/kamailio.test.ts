import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeFacts } from '#core/config/describe-facts';
import { kamailioTls } from '#core/config/dialects/kamailio-tls';
import { type Files, readFiles } from '../support/config-examples';
import { readKamailioFiles, readScript, textAt } from '../support/kamailio';

const facts = (files: Files): string => describeFacts(readKamailioFiles(files), (file) => files[file]);
const problems = (text: string, version?: string): string[] => readScript(text, version).problems.map(({ message }) => message);

describe('macros of kamailio.cfg', () => {
  it('stand for what they say, at the place where they are used', () => {
    const files = {
      'kamailio.cfg': `#!define IP 192.0.2.1\n#!define SOCKET tls:IP\n#!trydef IP 192.0.2.2\n#!redefine PORT 5061\nlisten=SOCKET:PORT\n`,
    };
    const [listener] = readKamailioFiles(files).listeners;
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
    const { settings } = readScript(
      `#!subst "/SECRET/xyz/"\n#!substdef "!NAME!sip.example.com!g"\n#!substdefs "/Q/quoted/"\nlog_name="a NAME SECRET"\nserver_header=Q\n`,
    );
    assert.deepEqual(
      settings.map(({ value }) => value.text),
      ['a sip.example.com xyz', 'quoted'],
    );
  });

  it('that the environment or the command line holds are not known', () => {
    const { listeners, problems: found } = readScript(
      `#!defenv IP=OWN\nlisten=tls:IP:5061\nlisten=tls:OTHER_IP:5062\nport=BASE_PORT\nmodparam("tls", "config", TLS_FILE)\n`,
    );
    assert.deepEqual(
      listeners.map(({ host }) => host?.isKnown),
      [false, false],
    );
    assert.deepEqual(found, []);
  });

  it('without end do not end the reading', () => {
    const { problems: found } = readScript(`#!define A B B\n#!define B A A\nport=A\nlisten=udp:B:5060\n`);
    assert.ok(found.length <= 2);
    const doubling = Array.from({ length: 40 }, (_, index) => `#!define M${index} M${index + 1} M${index + 1}\n`).join('');
    assert.ok(readScript(`${doubling}port=M0\n`).files.length === 1);
  });

  it('follow conditions, nested ones and those of the version', () => {
    const text = `#!ifdef A\nport=1\n#!ifdef B\nport=2\n#!endif\n#!else\nport=3\n#!ifndef C\nport=4\n#!endif\n#!endif\n#!ifdef KAMAILIO_5_6\nport=5\n#!else\nport=6\n#!endif\n`;
    const active = (version?: string) =>
      readScript(text, version)
        .settings.filter(({ isInactive }) => !isInactive)
        .map(({ value }) => value.text);
    assert.deepEqual(active('5.6.3'), ['3', '4', '5']);
    assert.deepEqual(active('5.8.1'), ['3', '4', '6']);
    assert.deepEqual(active(), ['3', '4'], 'nobody knows the version: neither branch counts');
    assert.equal(readScript(text).settings.length, 6, 'what is switched off is read as well');
  });

  it('expressions in conditions', () => {
    const text = `#!define MODE "a"\n#!ifexp MODE == "a" && !OTHER\nport=1\n#!endif\n#!ifexp MODE > 3\nport=2\n#!endif\n#!define TEN 10\n#!ifexp TEN > 9\nport=3\n#!endif\n#!ifexp TEN + 1 == 11\nport=4\n#!endif\n`;
    assert.deepEqual(
      readScript(text)
        .settings.filter(({ isInactive }) => !isInactive)
        .map(({ value }) => value.text),
      ['1', '2'],
      'what a define holds is a string, and sums are not done',
    );
    const own = '#!ifexp KAMAILIO_VERSION >= 6001000\nport=1\n#!endif\n';
    const isActive = (version?: string) => readScript(own, version).settings.map(({ isInactive }) => !isInactive);
    assert.deepEqual([isActive('6.1.5'), isActive('6.0.1'), isActive()], [[true], [false], [false]]);
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
    const found = readKamailioFiles(files);
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
      readKamailioFiles(files).profiles.map(({ id }) => id),
      ['server:default', 'client:default'],
    );
  });

  it('a file that includes itself ends', () => {
    const found = readKamailioFiles({ 'kamailio.cfg': `include_file "kamailio.cfg"\nport=5060\ninclude_file "kamailio.cfg"\n` });
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
    const { symbols } = readKamailioFiles(files);
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
    const { settings, listeners } = readScript(text);
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
    const { symbols, problems: found } = readScript(
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

  it('profiles: comments of other products are none', () => {
    const text = `[server:default]\nmethod = TLSv1.2+\n;[client:any]\n;method = SSLv3\n# verify_depth = 1\n`;
    const { problems: found } = readFiles(kamailioTls, { 'tls.cfg': text });
    assert.deepEqual(
      found.map(({ message }) => message),
      Array.from({ length: 2 }, () => '“;” begins no comment in this file, only # does, and Kamailio refuses the whole file.'),
    );
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
