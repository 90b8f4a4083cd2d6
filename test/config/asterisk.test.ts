import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { moduleState } from '#core/config/asterisk/module-list';
import { pjsipOf } from '#core/config/asterisk/pjsip-facts';
import type { CertificateFile } from '#core/config/certificate-files';
import { describeFacts } from '#core/config/describe-facts';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { asteriskHttp } from '#core/config/dialects/asterisk-http';
import { asteriskPjsip } from '#core/config/dialects/asterisk-pjsip';
import { asteriskSip } from '#core/config/dialects/asterisk-sip';
import type { ConfigFacts, FilePlace } from '#core/config/model';
import { configRules } from '#core/rules/config.gen';
import { judgeConfig } from '#core/rules/config-engine';
import type { ConfigContext } from '#core/rules/config-rule';
import { selectRules } from '#core/rules/engine';
import { type Files, readFiles, withFix } from '../support/config-examples';

const context: ConfigContext = {
  profile: 'practical',
  now: new Date(0),
  version: () => undefined,
  file: () => ({ kind: 'elsewhere' }),
  others: [],
};

const pjsip = (files: Files): ConfigFacts => readFiles(asteriskPjsip, files);
const one = (text: string): ConfigFacts => pjsip({ 'pjsip.conf': text });
const described = (facts: ConfigFacts, files: Files = {}): string[] =>
  describeFacts(facts, (file) => files[file])
    .split('\n')
    .filter((line) => line !== '');

describe('sections of Asterisk', () => {
  it('inherit in order, and the last value counts', () => {
    const facts = one(`
[a](!)
type=transport
protocol=udp
bind=192.0.2.1
[b](!)
bind=192.0.2.2:5090
[x](a,b)
[y](b,a)
protocol = tcp
[x](+)
protocol=tls
method=tlsv1_2
`);
    assert.deepEqual(described(facts), [
      'listener tls 192.0.2.2:5090 profile [x]',
      'listener tcp 192.0.2.1:5060',
      'profile [x] both versions TLSv1.2 to TLSv1.2 verify off require off name off',
    ]);
  });

  it('of one name are told apart by a filter', () => {
    const facts = one(`
[t]
type=endpoint
[t]
type=transport
protocol=udp
bind=192.0.2.1
[t](+type=transport)
protocol=tcp
`);
    assert.deepEqual(described(facts), ['listener tcp 192.0.2.1:5060']);
  });

  it('are known in any letter case, and settings too', () => {
    assert.deepEqual(described(one('[Base](!)\nTYPE=transport\nProtocol=UDP\n[t](base)\nBIND=::\n')), ['listener udp *:5060']);
  });

  it('take up what += adds', () => {
    const facts = one('[a]\ntype=aor\ncontact=sip:h\ncontact+=.example.com\ncontact += x\n');
    assert.equal(facts.settings.at(-1)?.value.text, 'sip:h.example.com x');
    assert.equal(facts.settings.at(-1)?.value.through?.length, 1);
  });

  it('read numbers of addresses as pjsip does', () => {
    assert.deepEqual(
      described(one('[t]\ntype=transport\nprotocol=tls\nmethod=sslv23\nbind=[2001:db8::1]:5071\n'))[0],
      'listener tls [2001:db8::1]:5071 profile [t]',
    );
    assert.deepEqual(described(one('[t]\ntype=transport\nbind=2001:db8::1\n')), ['listener udp [2001:db8::1]:5060']);
    assert.deepEqual(described(one('[t]\ntype=transport\nprotocol={{ p }}\nbind={{ b }}\n')), ['listener unknown ?{{ b }}?']);
  });
});

describe('files of Asterisk', () => {
  it('are included, with patterns, and go on where they were', () => {
    const files = {
      'pjsip.conf': '[t]\ntype=transport\n#include "pjsip.d/*.conf"\nbind=192.0.2.1\n',
      'pjsip.d/a.conf': 'protocol=tcp\n[u]\ntype=transport\n',
      'pjsip.d/b.conf': 'bind=192.0.2.9\n',
    };
    const facts = pjsip(files);
    assert.deepEqual(described(facts), ['listener tcp 192.0.2.1:5060', 'listener udp 192.0.2.9:5060']);
    assert.deepEqual(facts.files, ['pjsip.conf', 'pjsip.d/a.conf', 'pjsip.d/b.conf']);
    assert.deepEqual(
      facts.includes.map(({ raw, files }) => [raw, files]),
      [['pjsip.d/*.conf', ['pjsip.d/a.conf', 'pjsip.d/b.conf']]],
    );
    assert.equal(pjsipOf(facts)?.isWhole, true);
  });

  it('that are not here, or come out of a program, leave the rest unknown', () => {
    assert.equal(pjsipOf(one('#include more.conf\n'))?.isWhole, false);
    assert.equal(pjsipOf(one('#tryinclude more.conf\n'))?.isWhole, false);
    assert.equal(pjsipOf(one('#exec /usr/local/bin/peers\n'))?.isWhole, false);
    assert.deepEqual(described(one('#exec /usr/local/bin/peers\n[a](maker)\n')), []);
  });

  it('that include one another come to an end', () => {
    const facts = pjsip({ 'pjsip.conf': '#include b.conf\n', 'b.conf': '#include pjsip.conf\n#include b.conf\n' });
    assert.deepEqual(facts.files, ['pjsip.conf', 'b.conf']);
  });

  it('read as a part know what stands around them', () => {
    const files = {
      'conf/pjsip.d/phones.conf': '[1001](phone)\n[1002](nobody)\n',
      'conf/pjsip.conf': '[t]\ntype=transport\nprotocol=tls\n[phone](!)\ntype=endpoint\ntransport=t\n#include "pjsip.d/phones.conf"\n',
    };
    const facts = pjsip(files);
    assert.deepEqual(facts.files, ['conf/pjsip.d/phones.conf']);
    assert.deepEqual(described(facts, files), [
      'problem conf/pjsip.d/phones.conf:2:8 fatal There is no section “nobody” above to inherit from. Asterisk refuses the whole file because of it.',
    ]);
    const [endpoint] = pjsipOf(facts)?.endpoints ?? [];
    assert.deepEqual([endpoint?.name, endpoint?.carriedBy], ['1001', 'tls']);
    assert.deepEqual(described(pjsip({ 'phones.conf': '[1001](phone)\n' })), [], 'alone nobody knows its templates');
  });

  it('as FreePBX lays them out', () => {
    const files = {
      'pjsip.conf': '#include pjsip.transports.conf\n#include pjsip.endpoint.conf\n#include pjsip.endpoint_custom_post.conf\n',
      'pjsip.transports.conf': '[0.0.0.0-tls]\ntype=transport\nprotocol=tls\nbind=0.0.0.0:5061\nmethod=default\n',
      'pjsip.endpoint.conf': '[100]\ntype=endpoint\ntransport=0.0.0.0-tls\nmedia_encryption=sdes\n',
      'pjsip.endpoint_custom_post.conf': '[100](+)\nmedia_encryption=dtls\n[0.0.0.0-tls](+)\nmethod=tlsv1_2\n',
    };
    const [endpoint] = pjsipOf(pjsip(files))?.endpoints ?? [];
    assert.deepEqual([endpoint?.media, endpoint?.carriedBy], ['dtls', 'tls']);
    const { 'pjsip.endpoint_custom_post.conf': post, ...rest } = files;
    const alone = pjsip({ 'pjsip.endpoint_custom_post.conf': post, ...rest });
    assert.deepEqual([alone.files, alone.problems, alone.profiles], [['pjsip.endpoint_custom_post.conf'], [], []]);
    assert.deepEqual(
      alone.settings.map(({ key }) => key),
      ['endpoint.media_encryption', 'transport.method'],
    );
  });

  it('are loaded with the modules of their folder', () => {
    const stateIn = (text: string) => {
      const { modules } = pjsipOf(pjsip({ 'pjsip.conf': '', 'modules.conf': `[modules]\n${text}` })) ?? {};
      return modules && moduleState(modules, 'res_srtp').kind;
    };
    assert.equal(stateIn('autoload=yes\n'), 'loaded');
    assert.equal(stateIn('autoload=yes\nload => res_srtp.so\nnoload => res_srtp.so\n'), 'left-out');
    assert.equal(stateIn('autoload=no\npreload = res_srtp\n'), 'loaded');
    assert.equal(stateIn('autoload=no\n'), 'left-out');
    assert.equal(stateIn('autoload=no\n#include "more.conf"\n'), 'unknown');
    assert.equal(stateIn('noload => res_hep.so\n'), 'unknown');
  });

  it('of one folder are one configuration', () => {
    const files = {
      'pjsip.conf': '[t]\ntype=transport\nprotocol=wss\n',
      'http.conf': '[general]\nenabled=yes\n',
      'pjsip_wizard.conf': '[w]\ntype=wizard\ntransport=t\nremote_hosts=192.0.2.1\n',
    };
    const facts = pjsipOf(pjsip(files));
    assert.equal(facts?.http?.enabled, 'on');
    assert.deepEqual(
      facts?.wizards.map(({ object, transport }) => [object.name, object.isHere, transport?.target?.protocol]),
      [['w', false, 'wss']],
    );
    assert.deepEqual(described(pjsip(files)), ['listener wss *'], 'the wizard is no peer of this file');
  });
});

describe('symbols', () => {
  it('know where they are used', () => {
    const text =
      '[b](!)\ntype=endpoint\ntransport=t\n[p](b)\naors=p, q\n[q]\ntype=aor\n[t]\ntype=transport\nbind=192.0.2.1\n[p](+)\nauth=x\n[x]\ntype=auth\n';
    const facts = one(text);
    const quoted = ({ at }: FilePlace): string => `${text.slice(0, at.start).split('\n').length} ${text.slice(at.start, at.end)}`;
    assert.deepEqual(
      facts.symbols.map(({ kind, name, uses, detail, isRenamable }) => [kind, name, detail, uses.map(quoted), isRenamable]),
      [
        ['template', 'b', 'template', ['4 b'], true],
        ['endpoint', 'p', 'endpoint', ['11 p'], false],
        ['peer', 'q', 'aor', ['5 q'], false],
        ['transport', 't', 'transport UDP 192.0.2.1', ['3 t'], true],
        ['section', 'x', 'auth', ['12 x'], true],
      ],
    );
  });

  it('of another file are found from here', () => {
    const facts = pjsip({ 'pjsip_wizard.conf': '[w]\ntype=wizard\ntransport=t\n', 'pjsip.conf': '[t]\ntype=transport\n' });
    const transport = facts.symbols.find(({ name }) => name === 't');
    assert.deepEqual(transport?.place, { file: 'pjsip.conf', at: { start: 1, end: 2 } });
    assert.deepEqual(transport?.uses, [{ file: 'pjsip_wizard.conf', at: { start: 26, end: 27 } }]);
  });

  it('are used by templates that nobody inherits yet, and that leave their kind to others', () => {
    const facts = one('[a](!)\ntype=endpoint\ntransport=t\n[b](!)\ntransport=t\n[t]\ntype=transport\n');
    const uses = facts.symbols.find(({ kind }) => kind === 'transport')?.uses ?? [];
    assert.deepEqual(
      uses.map(({ at }) => at.start),
      [31, 50],
    );
  });
});

describe('chan_sip and http.conf', () => {
  it('know older names of their settings', () => {
    const facts = readFiles(asteriskSip, { 'sip.conf': '[general]\nsslenable=yes\nsslcert=/a.pem\ntlscadir=/ca\n' });
    assert.deepEqual(described(facts), [
      'listener udp *:5060',
      'listener tls *:5061 profile [general]',
      'profile [general] both versions unknown to TLSv1.3 by default certificate /a.pem ca /ca verify on require off name on',
    ]);
    assert.deepEqual(
      facts.settings.map(({ key }) => key),
      ['general.tlsenable', 'general.tlscertfile', 'general.tlscapath'],
    );
  });

  it('keep no secret of a registration but in the value of the line', () => {
    const facts = readFiles(asteriskSip, { 'sip.conf': '[general]\nregister => tls://u:hunter22@[2001:db8::1]:5061/s~60\n' });
    const [peer] = facts.peers;
    assert.deepEqual([peer?.id, peer?.host.text, peer?.port, peer?.carriedBy], ['2001:db8::1', '2001:db8::1', 5061, 'udp']);
    assert.doesNotMatch(JSON.stringify(facts.peers), /hunter22/);
  });

  it('opens sockets of TLS at an address of their own without the server in clear', () => {
    const listeners = (text: string) =>
      described(readFiles(asteriskHttp, { 'http.conf': `[general]\n${text}` })).filter((line) => line.startsWith('listener'));
    assert.deepEqual(listeners('enabled=no\ntlsenable=yes\ntlsbindaddr=0.0.0.0:8443\n'), ['listener wss *:8443 profile [general]']);
    assert.deepEqual(listeners('enabled=no\ntlsenable=yes\n'), []);
    assert.deepEqual(listeners('enabled=yes\ntlsenable=no\nbindaddr=0.0.0.0\n'), ['listener ws *:8088']);
    assert.deepEqual(listeners('enabled=yes\ntlsenable=yes\n'), [], 'without an address nothing is opened');
  });

  it('know when an old version is left on', () => {
    const versions = (text: string) =>
      readFiles(asteriskHttp, { 'http.conf': `[general]\ntlsbindaddr=::\ntlsenable=yes\n${text}` }).profiles[0]?.versions;
    assert.equal(versions('')?.least, 'unknown');
    assert.equal(versions('tlsdisablev1=no')?.least, 0x0301);
    assert.equal(versions('tlsdisablev11=no')?.least, 0x0302);
    assert.equal(versions('tlsdisablev11=yes')?.least, 0x0303);
    assert.equal(versions('tlsdisablev11=yes\ntlsdisablev12=yes')?.least, 0x0304);
  });
});

describe('detection', () => {
  it('goes by what stands in a file where its name says nothing', () => {
    const id = (name: string, text: string) => detectDialect(name, text, dialects)?.id;
    assert.equal(id('office.conf', '[t]\ntype=transport\n[p]\ntype=endpoint\n'), 'asterisk-pjsip');
    assert.equal(id('office.conf', '[general]\nudpbindaddr=0.0.0.0\ntcpenable=no\n'), 'asterisk-sip');
    assert.equal(id('web.conf', '[general]\ntlsbindaddr=0.0.0.0\nbindport=8088\n'), 'asterisk-http');
  });

  it('leaves alone what is another program’s, or another file of Asterisk', () => {
    const id = (name: string, text: string) => detectDialect(name, text, dialects)?.id;
    assert.equal(id('/etc/apache2/http.conf', '<VirtualHost *:80>\n</VirtualHost>\n'), undefined);
    assert.equal(id('/etc/nginx/http.conf', 'server {\n  listen 80;\n}\n'), undefined);
    assert.equal(id('/etc/asterisk/pjsip_notify.conf', '[reboot]\nEvent=>check-sync\n'), undefined);
    assert.equal(id('/etc/asterisk/sip_notify.conf', '[reboot]\nEvent=>check-sync\n'), undefined);
    assert.equal(
      id(
        '/etc/asterisk/manager.conf',
        '[general]\nenabled=no\ntlsenable=yes\ntlsbindaddr=0.0.0.0:5039\nwebenabled=no\n[admin]\nsecret=x\nread=all\n',
      ),
      undefined,
    );
    assert.equal(id('/etc/asterisk/iax.conf', '[general]\nbindport=4569\nregister => u:p@h\n[peer]\ntype=friend\n'), undefined);
    assert.equal(id('settings.ini', '[general]\nname=x\n'), undefined);
  });
});

describe('hostile text', () => {
  const token = fc.constantFrom(
    '[t]',
    '[t](!)',
    '[u](t)',
    '[t](+)',
    '[t](+a=b)',
    '(',
    ')',
    '[',
    ']',
    '\n',
    '\r\n',
    ' ',
    '=',
    '=>',
    '+=',
    ';',
    ';--',
    '--;',
    '\\;',
    ',',
    'type=transport',
    'type=endpoint',
    'type=aor',
    'type=wizard',
    'type=registration',
    'protocol=tls',
    'transport=t',
    'bind=[::1]:1',
    'aors=t',
    'contact=sip:h\\;transport=tls',
    'remote_hosts=a,b',
    'server_uri=sips:[::1',
    '#include x',
    '#exec x',
    'register => tls://a:b@c:1/d',
    '{{ x }}',
    'é',
  );
  const file = fc.array(token, { maxLength: 80 }).map((tokens) => tokens.join(''));

  for (const dialect of [asteriskPjsip, asteriskSip, asteriskHttp])
    it(`is read by ${dialect.id}, and all places lie in it`, () => {
      fc.assert(
        fc.property(file, file, (text, other) => {
          const files: Files = { [dialect.names[0] ?? '']: text, x: other, 'pjsip_wizard.conf': other };
          const facts = readFiles(dialect, files);
          for (const { file, at } of placesOf({ ...facts, own: undefined }))
            assert.ok(at.start >= 0 && at.start <= at.end && at.end <= (files[file] ?? '').length, `${file} ${at.start} to ${at.end}`);
        }),
        { numRuns: 300 },
      );
    });

  it('makes no rule fail, and fixes stay inside of it', () => {
    const rules = selectRules(
      configRules.filter(({ id }) => id.startsWith('config/ast-')),
      'practical',
    );
    const more = fc.constantFrom(
      ...[
        'cert_file=x',
        'cipher=ADH-AES256-SHA,!x',
        'method=tlsv1',
        'verify_server=yes',
        'require_client_cert=yes',
        'media_encryption=sdes',
      ],
      ...[
        'media_encryption=dtls',
        'webrtc=yes',
        'max_contacts=1',
        `contact_pattern=sip:\${REMOTE_HOST}`,
        'contact=sip:h;transport=tls',
        'protocol=wss',
      ],
      ...[
        'outbound_proxy=sips:h',
        'contact=sip:sip.pstnhub.microsoft.com',
        'encryption=yes',
        'transport=tls',
        '[general]',
        'tlsclientmethod=sslv3',
        '\n',
      ],
      ...[
        'tlsdisablev1=no',
        'external_signaling_hostname=a',
        'external_signaling_address=b',
        'dtls_cert_file=c',
        'sends_registrations=yes',
      ],
    );
    const config = fc.array(fc.oneof(token, more), { maxLength: 80 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(config, config, fc.constantFrom(asteriskPjsip, asteriskSip, asteriskHttp), (text, other, dialect) => {
        const files: Files = { [dialect.names[0] ?? '']: text, 'http.conf': other, 'pjsip_wizard.conf': other, x: other };
        const facts = readFiles(dialect, files);
        const file = (): CertificateFile => ({ kind: 'missing', looked: [] });
        for (const { rule, message, place, fix } of judgeConfig(facts, { ...context, file }, rules)) {
          assert.notEqual(rule, 'internal/rule-failed', message);
          assert.ok(facts.files.includes(place.file), `${rule} reports in ${place.file}`);
          if (fix) withFix(files, fix);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes a time that grows with its size only', () => {
    const units = [
      '[a](b)\n',
      '[a](!)\n[b](a)\n',
      'a+=b\n',
      '[a](+)\n',
      '[a](+x=y)\n',
      '[a]\ntype=endpoint\naors=a\n',
      '[a]\ntype=peer\nhost=h\n',
      'register => tls://u:p@h\n',
      'a=b ;--',
      '[a]\ntype=aor\ncontact=sip:h,sip:i\n',
      '#include x\n',
      '(',
      'sip:;,',
      '\\;',
    ];
    const timeOf = (unit: string, size: number): number => {
      const text = `[b](!)\ntype=transport\n${unit.repeat(size / unit.length)}`;
      const start = performance.now();
      one(text);
      readFiles(asteriskSip, { 'sip.conf': text });
      return performance.now() - start;
    };
    for (const unit of units) {
      timeOf(unit, 32_000);
      // Eight times the text in eight times the time, with room for a machine that has other work; what is square would take 64 times as long.
      const [small, large] = [timeOf(unit, 32_000), timeOf(unit, 256_000)];
      assert.ok(large < 30 * Math.max(small, 20), `${JSON.stringify(unit)}: ${small.toFixed(0)} ms, then ${large.toFixed(0)} ms`);
    }
    const chain = Array.from({ length: 10_000 }, (_, i) => `[s${i}](!,s${i - 1})\na${i}=1\n`).join('');
    const start = performance.now();
    one(`[s-1](!)\n${chain}[x](s9999)\ntype=endpoint\n`);
    assert.ok(performance.now() - start < 6000, 'a chain of templates');
  });
});

function placesOf(node: unknown, seen = new Set<unknown>()): FilePlace[] {
  if (typeof node !== 'object' || node === null || seen.has(node)) return [];
  seen.add(node);
  const own = 'file' in node && 'at' in node ? [node as FilePlace] : [];
  return [...own, ...Object.values(node).flatMap((value) => placesOf(value, seen))];
}
