import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { freeswitch } from '#core/config/dialects/freeswitch';
import { freeswitchFacts } from '#core/config/freeswitch/facts';
import { toConfigFolder } from '#core/config/freeswitch/files';
import { preprocess } from '#core/config/freeswitch/preprocess';
import { verifyPolicy, versionsInEffect } from '#core/config/freeswitch/tls-words';
import { TLS10, TLS12, TLS13 } from '#core/tls/versions';
import { type Files, readFiles } from '../support/config-examples';
import { checkHostile, checkJunk, factLines, findingLines, judge, samplesOf, skipCorpus, timed } from '../support/xml-configs';

const read = (files: Files) => readFiles(freeswitch, files);

describe('the preprocessor of FreeSWITCH', () => {
  it('knows both spellings, in comments too, and drops what shares a line', () => {
    const text = `<include>
<X-PRE-PROCESS cmd="set" data="a=1"/> <lost/>
<!-- <x-pre-process data="never" cmd="set" data="b=2"/> -->
<!-- a comment
  <X-PRE-PROCESS cmd="include" data="x/*.xml"/>
-->
<!--#set "c=3"--><kept/>
<!--#include y.xml
goes on --> <kept/>
<Z-PRE-PROCESS cmd="set" data="d=4"/>
<XX-PRE-PROCESS cmd="set" data="e=5"/>
<X-PRE-PROCESS cmd='set' data='f=6'/>
`;
    const { directives, text: seen } = preprocess(text);
    assert.equal(seen.length, text.length);
    assert.deepEqual(
      directives.map(({ kind, spelling, data, isInComment, isUnreadable }) => [kind, spelling, data.text, isInComment, isUnreadable]),
      [
        ['set', 'tag', 'a=1', false, false],
        ['set', 'tag', 'b=2', true, false],
        ['include', 'tag', 'x/*.xml', true, false],
        ['set', 'comment', 'c=3', false, false],
        ['include', 'comment', 'y.xml', false, false],
        ['other', 'tag', '', false, true],
      ],
    );
    assert.deepEqual(
      seen
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      ['<!-- a comment', '-->', '<kept/>', '<kept/>', '<Z-PRE-PROCESS cmd="set" data="d=4"/>'],
    );
  });

  it('loses the comment that begins on the line of an order', () => {
    const files = {
      'sip_profiles/a.xml': `<profile name="a"><settings>
<!-- <X-PRE-PROCESS cmd="set" data="x=1"/>
<param name="tls" value="true"/> -->
</settings></profile>`,
    };
    assert.ok(factLines(freeswitch, files).some((line) => line.startsWith('listener tls')));
  });

  it('says what it drops without a word', () => {
    const files = { 'sip_profiles/a.xml': '<?xml version="1.0"?><include>\n<!-- n --><include><gateway name="g"/>\n</include>\n' };
    assert.deepEqual(
      read(files).problems.map(({ message, isFatal }) => [/`(<gateway[^`]*)`/.exec(message)?.[1], isFatal]),
      [['<gateway name="g"/>', false]],
    );
  });
});

describe('variables of FreeSWITCH', () => {
  it('hold what was set before them, in the order of the files', () => {
    const facts = read({
      'freeswitch.xml': `<document>
<X-PRE-PROCESS cmd="set" data="port = 5071"/>
<X-PRE-PROCESS cmd="include" data="sip_profiles/*.xml"/>
<X-PRE-PROCESS cmd="set" data="late=1"/>
</document>`,
      'sip_profiles/a.xml': `<profile name="a"><settings><param name="tls" value="yes"/><param name="sip-ip" value="192.0.2.1"/>
<param name="tls-sip-port" value="$\${port}"/></settings></profile>
<X-PRE-PROCESS cmd="set" data="port=5072"/>`,
      'sip_profiles/b.xml': `<profile name="b"><settings><param name="tls" value="yes"/><param name="sip-ip" value="192.0.2.1"/>
<param name="tls-sip-port" value="$\${port}"/><param name="x" value="$\${late}"/></settings></profile>`,
    });
    assert.deepEqual(
      facts.listeners.filter(({ transport }) => transport === 'tls').map(({ profile, port }) => [profile, port]),
      [
        ['a', 5071],
        ['b', 5072],
      ],
    );
    assert.deepEqual(facts.files, ['freeswitch.xml', 'sip_profiles/a.xml', 'sip_profiles/b.xml']);
    assert.deepEqual(
      judge(facts)
        .filter(({ rule }) => rule === 'config/fs-var-undefined')
        .map(({ message }) => message.slice(0, 30)),
      ['`late` is set further below on'],
    );
  });

  it('keep where they are used, and through what they came', () => {
    const text = `<include>
<X-PRE-PROCESS cmd="set" data="a=tls"/>
<X-PRE-PROCESS cmd="set" data="b=$\${a}"/>
<profile name="p"><settings><param name="x" value="$\${b}v1.2"/></settings></profile>
</include>`;
    const value = read({ 'vars.xml': text }).settings.find(({ key }) => key === 'profile.x')?.value;
    assert.equal(value?.text, 'tlsv1.2');
    assert.equal(text.slice(value?.place.at.start, value?.place.at.end), '$${b}v1.2');
    assert.deepEqual(
      value?.through?.map(({ at }) => text.slice(at.start, at.end)),
      ['b', 'a'],
    );
  });

  it('of programs, servers and the system are not known; those of a call are left alone', () => {
    const known = (value: string) =>
      read({
        'vars.xml': `<X-PRE-PROCESS cmd="exec-set" data="e=date"/>\n<X-PRE-PROCESS cmd="stun-set" data="s=stun:x"/>\n<profile name="p"><settings><param name="x" value="${value}"/></settings></profile>`,
      }).settings.at(-1)?.value.isKnown;
    assert.deepEqual(['5061', '$${e}', '$${s}', '$${local_ip_v4}', '$${nobody}', `\${caller}`, '{{ jinja }}', '$PORT'].map(known), [
      true,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('that hold each other grow no further than they may', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `<X-PRE-PROCESS cmd="set" data="v${i + 1}=$\${v${i}}$\${v${i}}"/>`);
    const facts = read({ 'vars.xml': `<X-PRE-PROCESS cmd="set" data="v0=abc"/>\n${lines.join('\n')}\n` });
    assert.equal(facts.definitions.at(-1)?.value?.isKnown, false);
  });

  it('are found, and renamed where nothing else can ask for them', () => {
    const symbol = (more: string) =>
      read({
        'freeswitch.xml': `<document>\n<X-PRE-PROCESS cmd="set" data="my_port=5061"/>\n<X-PRE-PROCESS cmd="set" data="my_port=5062"/>\n<profile name="p"><settings><param name="tls-sip-port" value="$\${my_port}"/></settings></profile>${more}</document>`,
      }).symbols.find(({ name }) => name === 'my_port');
    assert.equal(symbol('')?.uses.length, 2);
    const elsewhere = read({
      'sip_profiles/a.xml': `<profile name="a"><settings><param name="tls" value="$\${x}"/></settings></profile>`,
      'vars.xml': '<X-PRE-PROCESS cmd="set" data="x=true"/>\n<X-PRE-PROCESS cmd="set" data="y=true"/>\n',
    }).symbols.filter(({ kind }) => kind === 'variable');
    assert.deepEqual(
      elsewhere.map(({ name, place, uses }) => [name, place.file, uses.length]),
      [['x', 'vars.xml', 1]],
    );
    assert.equal(symbol('')?.isRenamable, true);
    assert.equal(symbol(`<action data="\${my_port}"/>`)?.isRenamable, false);
  });
});

describe('profiles and gateways of FreeSWITCH', () => {
  it('the last setting counts, an empty one only where FreeSWITCH takes it', () => {
    const files = {
      'sip_profiles/a.xml': `<profile name="a"><settings>
<param name="tls" value="true"/><param name="tls" value="false"/><param name="TLS" value="on"/>
<param name="tls-sip-port" value="5071"/><param name="tls-sip-port" value=""/>
<param name="tls-verify-policy" value="out"/><param name="tls-verify-policy" value=""/>
<param name="sip-ip" value="192.0.2.1"/><param name="bind-params" value="transport=tcp"/>
</settings></profile>`,
    };
    assert.deepEqual(factLines(freeswitch, files).slice(0, 2), ['listener tcp 192.0.2.1:5060', 'listener tls 192.0.2.1:5071 profile a']);
    assert.match(factLines(freeswitch, files)[2] ?? '', /verify off require on name off/);
  });

  it('those of other modules are none of ours', () => {
    const files = {
      'freeswitch.xml': `<document><section name="configuration">
<configuration name="verto.conf"><profiles><profile name="v"><settings><param name="tls" value="true"/></settings></profile></profiles></configuration>
<configuration name="sofia.conf"><profiles><profile name="s"><settings><param name="tls-only" value="true"/><param name="tls" value="true"/></settings></profile></profiles></configuration>
</section></document>`,
    };
    assert.deepEqual(
      read(files).profiles.map(({ id }) => id),
      ['s'],
    );
    assert.deepEqual(
      read(files).listeners.map(({ transport }) => transport),
      ['tls'],
    );
  });

  it('a gateway goes where its proxy, its realm or its name says, by its own transport or that of its registration', () => {
    const gateway = (name: string, params: string) =>
      factLines(freeswitch, {
        'sip_profiles/e/g.xml': `<gateway name="${name}">${params.replace(/([\w-]+)=(\S+)/g, '<param name="$1" value="$2"/>')}</gateway>`,
      });
    assert.deepEqual(gateway('g', 'proxy=sip.example.com:5061;transport=tls'), ['peer g: sip.example.com:5061 transport tls by tls both']);
    assert.deepEqual(gateway('g', 'proxy=sip.example.com register-transport=tls'), ['peer g: sip.example.com by tls both']);
    assert.deepEqual(gateway('g', 'realm=[2001:db8::1]:5070'), ['peer g: [2001:db8::1]:5070 by udp both']);
    assert.deepEqual(gateway('sip.example.net', 'register=false'), ['peer sip.example.net: sip.example.net by udp both']);
    assert.deepEqual(gateway('g', 'proxy=a.example outbound-proxy=sips:b.example register-proxy=c.example;transport=tcp'), [
      'peer g: a.example by udp both',
      'peer g: c.example transport tcp by tcp out',
      'peer g: sips:b.example by tls out',
    ]);
    assert.deepEqual(gateway('g', 'proxy=$${provider}').slice(0, 1), ['peer g: ?$${provider}? by unknown both']);
  });

  it('a dialplan calls addresses by a profile, each leg for itself', () => {
    const legs = (data: string) =>
      factLines(freeswitch, {
        'dialplan/default.xml': `<context name="c"><extension name="e"><condition>
<action application="bridge" data="${data}"/></condition></extension></context>`,
      });
    assert.deepEqual(legs('{a=b}sofia/external/$1@pbx.example.net:5061|sofia/internal/100@192.0.2.9;transport=tls'), [
      'peer pbx.example.net:5061: sip:pbx.example.net:5061 by udp out profile external',
      'peer 192.0.2.9: sip:192.0.2.9 transport tls by tls out profile internal',
    ]);
    assert.deepEqual(
      legs('sofia/external/1@$1:5061,sofia/gateway/g/1@x:5061,user/100@example.net:5061,sofia/a/1@b:5061;fs_path=sip:c'),
      [],
    );
  });

  it('a gateway in a file of its own knows the profile that includes it', () => {
    const files = {
      'conf/sip_profiles/external/g.xml': `<include>
  <gateway name="g"><param name="proxy" value="x.example"/><param name="register-transport" value="tls"/></gateway>
</include>`,
      'conf/sip_profiles/external.xml': `<profile name="external"><gateways>
<X-PRE-PROCESS cmd="include" data="external/*.xml"/>
</gateways><settings><param name="tls" value="false"/></settings></profile>`,
    };
    const facts = read(files);
    assert.deepEqual(facts.files, ['conf/sip_profiles/external/g.xml']);
    assert.equal(freeswitchFacts(facts)?.gateways[0]?.profile?.name, 'external');
    assert.deepEqual(
      findingLines(judge(facts), files).filter((line) => line.startsWith('error')),
      ['error fs-tls-off-but-used conf/sip_profiles/external/g.xml:2'],
    );
  });

  it('files below the folder of the configuration are found from wherever it is opened', () => {
    const files = {
      'conf/autoload_configs/sofia.conf.xml': `<configuration name="sofia.conf"><profiles>
<X-PRE-PROCESS cmd="include" data="$\${conf_dir}/sip_profiles/*.xml"/>
</profiles></configuration>`,
      'conf/sip_profiles/a.xml': `<profile name="a"><settings><param name="tls" value="true"/><param name="tls-cert-dir" value="$\${conf_dir}/tls"/></settings></profile>`,
    };
    const facts = read(files);
    assert.deepEqual(facts.files, ['conf/autoload_configs/sofia.conf.xml', 'conf/sip_profiles/a.xml']);
    assert.deepEqual([facts.profiles[0]?.certificate?.path, facts.profiles[0]?.certificate?.base], ['../tls/agent.pem', 'config']);
    assert.equal(toConfigFolder('/etc/freeswitch/sip_profiles/external/a.xml'), '../../');
    assert.equal(toConfigFolder('freeswitch.xml'), '');
  });

  it('names in dial strings lead to gateways and profiles', () => {
    const facts = read({
      'freeswitch.xml': `<document><profile name="p"><gateways>
<gateway name="g"><param name="proxy" value="a"/><param name="realm" value="b"/></gateway><gateway name="h"/></gateways>
<aliases><alias name="q"/></aliases><settings/></profile>
<action application="bridge" data="{x=y}sofia/gateway/g/$1|sofia/p/1000@a,sofia/q/1"/></document>`,
    });
    const uses = Object.fromEntries(facts.symbols.map(({ name, uses: all, isRenamable }) => [name, [all.length, isRenamable]]));
    assert.deepEqual(uses, { p: [1, false], q: [1, false], g: [1, true], h: [0, false] });
  });
});

it('verification of servers that a fix switches on demands nothing of clients where nobody meant it', () => {
  const profile = (policy: string) => `<profile name="external">
  <gateways><gateway name="g"><param name="proxy" value="sip.example.com;transport=tls"/></gateway></gateways>
  <settings><param name="tls" value="true"/><param name="tls-verify-policy" value="${policy}"/></settings>
</profile>`;
  const written = (policy: string) =>
    judge(read({ 'sip_profiles/external.xml': profile(policy) }))
      .filter(({ rule }) => rule === 'config/fs-verify-none')
      .flatMap(({ fix }) => fix?.edits.map(({ text }) => text) ?? []);
  assert.deepEqual(written(''), ['subjects_out']);
  assert.deepEqual(written('none'), ['subjects_out']);
  assert.deepEqual(written('in'), ['in|subjects_out']);
});

it('versions and policies are read as mod_sofia reads them', () => {
  assert.deepEqual(versionsInEffect('tlsv1,tlsv1.2'), { least: TLS10, most: TLS13 });
  assert.deepEqual(versionsInEffect('TLSv1.2'), { least: TLS12, most: TLS13 });
  assert.deepEqual(versionsInEffect(' tlsv1.2'), { least: TLS13, most: TLS13 });
  const shown = (value: string) => {
    const { isIn, isOut, comparesIn, comparesOut } = verifyPolicy(value);
    return [isIn && 'in', isOut && 'out', comparesIn && 'names in', comparesOut && 'names out'].filter(Boolean).join(', ');
  };
  assert.deepEqual(['', 'none', 'sub', 'SUBJECTS_OUT', 'subjects_o', 'all|none', 'none|in', 'in | out', 'a', 'peer'].map(shown), [
    'in',
    '',
    'in, names in',
    'out, names out',
    'out, names out',
    '',
    'in',
    '',
    'in, out',
    '',
  ]);
});

describe('detection of FreeSWITCH', () => {
  const detected = (name: string, head: string) => detectDialect(name, head, dialects)?.id;

  it('by name, by path and by shape', () => {
    assert.equal(detected('/etc/freeswitch/vars.xml', ''), 'freeswitch');
    assert.equal(detected('C:\\fs\\conf\\sip_profiles\\Internal.XML', '<profile/>'), 'freeswitch');
    assert.equal(detected('/etc/freeswitch/dialplan/default.xml', '<context name="x"/>'), 'freeswitch');
    assert.equal(detected('/srv/x.xml', '<profile name="a"><settings><param name="sip-port" value="5060"/>'), 'freeswitch');
    assert.equal(detected('/srv/gw.xml', '<gateway name="a"><param name="proxy" value="b"/>'), 'freeswitch');
  });

  it('leaves alone what is none of it', () => {
    assert.equal(detected('/srv/vars.xml', '<variables><variable id="1"/></variables>'), undefined);
    assert.equal(detected('/srv/pom.xml', '<project><profile><id>a</id></profile></project>'), undefined);
    assert.equal(detected('/srv/x.xml', '<gateway name="api"/>'), undefined);
  });
});

describe('any text of FreeSWITCH', () => {
  const words = fc.constantFrom(
    ...'<profile name="a"> </profile> <settings> </settings> <param name="tls" value="true"/> <param name="tls-version" value="tlsv1, x|"/> <param name="tls-verify-policy" value=" <gateway name="g"> </gateway> <param name="proxy" value="sips:h:5061"/> <param name="register-transport" value="tls"/> <X-PRE-PROCESS cmd="set" data="x=$${x}"/> <X-PRE-PROCESS cmd="include" data="*.xml"/> $${x} $${ } <!-- --> <!--# <include> </include> " \' = > < & &amp; é \u202e'.split(
      ' ',
    ),
    '\n',
    '\r\n',
    '<X-PRE-PROCESS cmd="include" data="../sip_profiles/*.xml"/>\n',
    '<!-- <X-PRE-PROCESS cmd="set" data="sip_tls_version=tlsv1"/>\n',
    '<param name="tls-cert-dir" value="$${conf_dir}/tls"/>',
    '<action data="{rtp_secure_media=true}sofia/gateway/g/1"/>',
  );

  it('is read without a throw, and every place lies in it', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 50 }), (all) => {
        const text = all.join(' ');
        checkHostile(freeswitch, { 'sip_profiles/a.xml': text, 'sip_profiles/b.xml': text, 'vars.xml': text });
        checkHostile(freeswitch, { 'vars.xml': text });
      }),
      { numRuns: 300 },
    );
  });

  it('takes no time, be it of a megabyte', (context) => {
    const units = [
      '<X-PRE-PROCESS cmd="set" data="a=$${a}b"/>\n',
      '<X-PRE-PROCESS cmd="include" data="*.xml"/>\n',
      '<!--#',
      '<!--#set "a=b"-->',
      '<!-- <X-PRE-PROCESS ',
      '<include>',
      '<param name="tls" value="$${a}"/>',
      '$${',
      '<profile name="a"><settings>',
      '<gateway name="g"/>',
      '<variable name="rtp_secure_media" value="x"/>',
    ];
    checkJunk(freeswitch, 'vars.xml', units, (text) => context.diagnostic(text));
  });
});

describe('samples of FreeSWITCH in the corpus', { skip: skipCorpus }, () => {
  it('3000 lines are read and judged within a keystroke', (context) => {
    const all = samplesOf('freeswitch');
    const profile = (all['internal.xml'] ?? '').replace('$${internal_ssl_enable}', 'true');
    const files: Files = {
      'sofia.conf.xml': `<configuration name="sofia.conf"><profiles>\n${Array.from({ length: 7 }, (_, i) => profile.replace('name="internal"', `name="p${i}"`)).join('\n')}</profiles></configuration>`,
      'vars.xml': all['vars.xml'] ?? '',
    };
    const { best, words } = timed(freeswitch, files);
    context.diagnostic(`${(files['sofia.conf.xml'] ?? '').split('\n').length} lines: ${words}`);
    assert.ok(best < 60);
  });
});
