import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { detectDialect, HEAD } from '#core/config/detect';
import type { ConfigWorld } from '#core/config/dialect';
import { dialects } from '#core/config/dialects/all.gen';
import { looksLikeConfig } from '#core/config/looks-like';
import { hasPlaceholder } from '#core/config/placeholder';

/** What a text may repeat that no configuration does: signs of comments and brackets, blanks, beginnings without an end. */
const pieces: readonly string[] = [
  ...'/#;-=[]{}<>"\'`\\ \t\na$\0\uFEFF',
  ...[
    '//',
    '/*',
    '*/',
    '--',
    '<!--',
    '-->',
    '<!-- a -->',
    '<!-- a -->\n',
    '<?xml ?>',
    '<!DOCTYPE a>',
    '<scenario',
    '<profile ',
    '<param name="',
  ],
  ...['\r\n', ' \n', '\t \r\n', 'a ', 'a=', 'a: \n', '- ', '// a\n', '# a\n', '; a\n', '[a]\n', '[general]\n', 'type=a\n', '--a ', '"a"'],
  ...['sip:', '<sip:a@b>', '$(', '${', 'sipp ', 'sipp', 'sipp -s ', '-----BEGIN ', 'loadmodule "', 'socket=a', 'FROM ', 'run: '],
];

/** undefined: the call ended in time. V8 stops a regular expression that goes back for ever only by this way. */
function overrun(call: () => void, milliseconds: number): string | undefined {
  try {
    runInNewContext('call()', { call }, { timeout: milliseconds });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('no dialect goes back and forth over a text that is none of its own', () => {
  const slow = pieces.flatMap((piece) => {
    const text = piece.repeat(Math.ceil(HEAD / piece.length)).slice(0, HEAD);
    return ['', '// a\n', '[general]\n', '<!-- a -->\n'].flatMap((start) => [
      ...dialects.flatMap(({ id, shape, isOther, firstLine }) => {
        const said = overrun(() => {
          shape(start + text);
          isOther?.(start + text);
          firstLine?.test(start + text);
        }, 1500);
        return said ? [`${id} ${JSON.stringify(start + piece)}: ${said}`] : [];
      }),
      ...(overrun(() => looksLikeConfig('a', start + text), 1500) ? [`looksLikeConfig ${JSON.stringify(start + piece)}`] : []),
    ]);
  });
  equal(slow.join('\n'), '');
});

const kindOf = (name: string, text: string): string | undefined => detectDialect(name, text, dialects)?.id;

test('what quotes a script is none', () => {
  const script =
    '#!KAMAILIO\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\nrequest_route {\n  t_relay();\n}\n';
  const opensips = 'socket=tls:192.0.2.1:5061\nloadmodule "proto_tls.so"\nmodparam("tls_mgm", "client_domain", "a")\nroute {\n  exit;\n}\n';
  equal(kindOf('edge.cfg', script), 'kamailio');
  equal(kindOf('edge.cfg', `/* ours\n */\n// and yours\n;\n${script}`), 'kamailio');
  equal(kindOf('edge.cfg.j2', `{% set a = 1 %}\n${script}`), 'kamailio');
  equal(kindOf('edge.m4', `divert(-1)\n${opensips}`), 'opensips');
  for (const text of [script, opensips])
    for (const [name, start] of [
      ['README', 'Relay Module\n\n   How to use it:\n\n'],
      ['manual.xml', '<?xml version="1.0"?>\n<programlisting>\n'],
      ['README.md', '# Our edge\n\nWrite this:\n\n```\n'],
      ['make-config.sh', '#!/bin/sh\nNAME=edge\ncat > edge.cfg <<EOF\n'],
      ['test_edge.py', '# the edge\nimport os\n\nTEXT = """\n'],
      ['deployment.yaml', 'apiVersion: v1\ndata:\n  kamailio.cfg: |\n'],
    ] as const)
      equal(kindOf(name, `${start}${text}`), undefined, name);
});

test('neighbours in the folders of a product, and files of the same names, are not its configurations', () => {
  const proxy = 'global\n  log /dev/log local0\n  maxconn 4096\nfrontend sips\n  bind :5061 ssl crt /etc/ssl/sip.pem\n'.repeat(3);
  equal(kindOf('kamailio/haproxy.cfg', proxy), undefined);
  equal(kindOf('kamailio/docs.cfg', 'PROJECT_NAME = edge\nOUTPUT_DIRECTORY = out\nINPUT = src\n'.repeat(5)), undefined);
  equal(kindOf('kamailio/globals.cfg', `${'# of all edges\n'.repeat(20)}children = 8\ntcp_children = 4\n`), 'kamailio');
  equal(kindOf('kamailio/new.cfg', 'l'), 'kamailio');
  equal(kindOf('certificates/tls.cfg', 'subjectAltName = @names\n[names]\nDNS.1 = sip.example.com\n'), undefined);
  equal(kindOf('tls.cfg', '[sever:default]\nverify_certificate = no\n'), 'kamailio-tls');
  equal(kindOf('tls.cfg', '# server\n'), 'kamailio-tls');
  equal(kindOf('asterisk/ooh323.conf', '[general]\nh323id=pbx\ngatekeeper=DISABLE\ndtmfmode=rfc2833\ndirectmedia=no\n'), undefined);
});

test('a certificate in the text of a program is a string, not a file that OpenSSL reads', () => {
  const lines = [
    '-----BEGIN CERTIFICATE-----',
    'MIIBYDCCAQagAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9zaXAuZXhh',
    '-----END CERTIFICATE-----',
  ];
  equal(kindOf('all.pem', `Subject: sip.example.com\n${lines.join('\n')}\n`), 'pem');
  equal(kindOf('a.c', `char a[] =\n${lines.map((line) => `"${line}\\n"`).join('\n')};\n`), undefined);
  equal(kindOf('b.c', `char b[] = "\\\n${lines.map((line) => `${line}\\n\\`).join('\n')}\n";\n`), undefined);
});

test('a sip.yaml of another program is not the one of LiveKit', () => {
  equal(kindOf('sip.yaml', 'version_control: hg\nsrc_repo: https://example.com/hg/sip\ntag_prefix: ^\nseparator: .\n'), undefined);
  equal(kindOf('sip.yaml', 'ws_url: ws://127.0.0.1:7880\nsip_port: 5060\nlogging:\n  level: info\n'), 'livekit-sip');
  equal(kindOf('sip.yaml', 'logging:\n'), 'livekit-sip');
});

test('what is filled in when a file is deployed is not known, and no fault of the file', () => {
  const nowhere: ConfigWorld = { find: () => [], text: () => undefined, version: () => undefined };
  const read = (name: string, text: string) => detectDialect(name, text, dialects)?.read({ file: name, text }, nowhere);
  const problemsOf = (name: string, text: string): readonly string[] | undefined =>
    read(name, text)?.problems.map(({ message }) => message);
  const rest = 'loadmodule "tm.so"\nrequest_route {\n  exit;\n}\n';
  deepEqual(problemsOf('kamailio.cfg', `#!KAMAILIO\nlisten=udp:\${PRIVATE_IP}:5060\nalias=x\n${rest}`), []);
  deepEqual(problemsOf('kamailio.cfg', `#!KAMAILIO\nalias=@DOMAIN@\nchildren=%CHILDREN%\n${rest}`), []);
  equal(problemsOf('kamailio.cfg', `#!KAMAILIO\nalias="\${DOMAIN}"\nchildren=four\n${rest}`)?.length, 1);
  const profiles =
    '[server:default]\nverify_certificate = __VERIFY__\ncertificate = @DIR@/sip.pem\n[server:%IP%:5061]\nmethod = TLSv1.2+\n';
  deepEqual(problemsOf('tls.cfg', profiles), []);
  equal(read('tls.cfg', profiles)?.profiles[0]?.certificate?.value.isKnown, false);
  for (const [text, isFilled] of [
    ['@A@', true],
    ['__SIP_IP__', true],
    ['%IP%', true],
    ['a@b.example', false],
    ['__init__', false],
    ['100%', false],
  ] as const)
    equal(hasPlaceholder(text), isFilled, text);
});
