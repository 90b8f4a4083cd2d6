import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parameterOf as accountParameter, baresipFacts } from '#core/config/baresip/read';
import { describeFacts } from '#core/config/describe-facts';
import { detectDialect } from '#core/config/detect';
import type { Dialect } from '#core/config/dialect';
import { dialects } from '#core/config/dialects/all.gen';
import { baresipAccounts } from '#core/config/dialects/baresip-accounts';
import { baresipConfig } from '#core/config/dialects/baresip-config';
import { flexisip } from '#core/config/dialects/flexisip';
import { pjsuaCfg } from '#core/config/dialects/pjsua-cfg';
import { repro } from '#core/config/dialects/repro';
import { rtpengine } from '#core/config/dialects/rtpengine';
import type { ConfigFacts, FilePlace } from '#core/config/model';
import { pjsuaFacts } from '#core/config/pjsua/read';
import { configRules } from '#core/rules/config.gen';
import { judgeConfig } from '#core/rules/config-engine';
import { selectRules } from '#core/rules/engine';
import { type Files, readFiles, withFix } from '../support/config-examples';

const own: readonly Dialect[] = [flexisip, baresipConfig, baresipAccounts, repro, rtpengine, pjsuaCfg];
const described = (dialect: Dialect, text: string): string[] =>
  describeFacts(readFiles(dialect, { a: text }), () => text)
    .split('\n')
    .filter((line) => line !== '');
const id = (name: string, text: string) => detectDialect(name, text, dialects)?.id;

describe('Flexisip', () => {
  it('takes what a transport says before what is said for all', () => {
    const text = `[global]
transports = sips:a.example.com;tls-certificates-file=/a.pem;tls-certificates-private-key=/a.key;tls-verify-outgoing=0 <sips:[2001:db8::1]:5071> sip:*;transport=tcp
tls-certificates-file=/all.pem
tls-certificates-private-key=/all.pem
require-peer-certificate=true
`;
    assert.deepEqual(described(flexisip, text), [
      'listener tls a.example.com:5061 profile sips:a.example.com:5061',
      'listener tls [2001:db8::1]:5071 profile sips:2001:db8::1:5071 #2',
      'listener tcp *:5060',
      'profile sips:a.example.com:5061 both versions unknown to unknown by default certificate /a.pem key /a.key verify off require on name off announces a.example.com',
      'profile sips:2001:db8::1:5071 #2 both versions unknown to unknown by default certificate /all.pem key /all.pem verify on require on name on',
    ]);
  });
});

describe('baresip', () => {
  it('checks servers only where it has authorities', () => {
    const verifies = (text: string) => readFiles(baresipConfig, { config: text }).profiles[0]?.verifiesPeer.value;
    assert.equal(verifies('sip_certificate /a.pem\n'), 'off');
    assert.equal(verifies('sip_capath /etc/ssl/certs\n'), 'on');
    assert.equal(verifies('sip_capath /etc/ssl/certs\nsip_verify_server no\n'), 'off');
  });

  it('reads names, quotes and comments of accounts', () => {
    const text =
      '#<sip:no@example.com>\n  "Alice A." <sip:alice@[2001:db8::1]:5061;transport=TLS>;auth_pass="a;b" ;regint=60\nnothing\n<tel:1>\n';
    const [account, ...more] = baresipFacts(readFiles(baresipAccounts, { accounts: text }))?.accounts ?? [];
    assert.equal(more.length, 0);
    assert.deepEqual([account?.address.host.text, account?.address.port, account?.address.transport], ['2001:db8::1', 5061, 'tls']);
    const password = account && accountParameter(account, 'auth_pass');
    assert.deepEqual([password?.value.text, text.slice(password?.value.place.at.start, password?.value.place.at.end)], ['a;b', 'a;b']);
  });

  it('reads both files as one configuration', () => {
    const files = { accounts: '<sip:a@example.com>\n', config: 'module srtp.so # a note\nmodule_app menu.so\n#module zrtp.so\n' };
    assert.deepEqual([...(baresipFacts(readFiles(baresipAccounts, files))?.config?.modules ?? [])], ['srtp', 'menu']);
    assert.deepEqual(readFiles(baresipAccounts, files).files, ['accounts']);
  });
});

describe('pjsua', () => {
  it('takes options apart, several in a line', () => {
    const text = '--use-tls --registrar sip:example.com\n# --no\n--id="Alice <sip:alice@example.com>" --tls-password "a b"\n--use-srtp=1\n';
    assert.deepEqual(
      pjsuaFacts(readFiles(pjsuaCfg, { a: text }))?.options.map(({ name, value }) => [name, value?.text]),
      [
        ['use-tls', undefined],
        ['registrar', 'sip:example.com'],
        ['id', 'Alice <sip:alice@example.com>'],
        ['tls-password', 'a b'],
        ['use-srtp', '1'],
      ],
    );
  });
});

describe('detection of the smaller ones', () => {
  it('goes by shape', () => {
    assert.equal(id('/srv/a.conf', '[global]\ntransports=sips:*\n[module::Registrar]\nenabled=true\n'), 'flexisip');
    assert.equal(id('/srv/config', 'module_path /usr/lib/baresip/modules\nmodule stdio.so\nsip_trans_def udp\n'), 'baresip-config');
    assert.equal(id('/home/u/.baresip/accounts', '# none yet\n'), undefined);
    assert.equal(id('/home/u/.baresip/accounts', '<sip:a@example.com>\n'), 'baresip-accounts');
    assert.equal(id('/srv/x', '<sip:a@example.com>;auth_pass=x\n'), 'baresip-accounts');
    assert.equal(id('/srv/a.config', 'TLSPort = 5061\nTLSDomainName = example.com\n'), 'repro');
    assert.equal(id('/srv/a.conf', '[rtpengine]\ntable = 0\n'), 'rtpengine');
    assert.equal(id('/srv/a.cfg', '--use-tls\n--registrar sip:example.com\n'), 'pjsua-cfg');
  });

  it('leaves others alone', () => {
    assert.equal(id('/srv/a.conf', '[global]\nworkgroup = HOME\n'), undefined);
    assert.equal(id('/home/u/.ssh/config', 'Host example\n  HostName example.com\n'), undefined);
    assert.equal(id('/srv/notes', 'call <sip:a@example.com>\n'), undefined);
    assert.equal(id('/srv/a.cfg', '--verbose\n--output x\n'), undefined);
    assert.equal(id('/srv/web.config', '<configuration>\n</configuration>\n'), undefined);
  });
});

function placesOf(node: unknown, seen = new Set<unknown>()): FilePlace[] {
  if (typeof node !== 'object' || node === null || seen.has(node)) return [];
  seen.add(node);
  const found = 'file' in node && 'at' in node ? [node as FilePlace] : [];
  return [...found, ...Object.values(node).flatMap((value) => placesOf(value, seen))];
}

const context = {
  profile: 'practical' as const,
  now: new Date('2026-08-01T00:00:00Z'),
  version: () => undefined,
  file: () => ({ kind: 'elsewhere' as const }),
  others: [],
};

describe('hostile text for the smaller ones', () => {
  const token = fc.constantFrom(
    ...[
      '[global]\n',
      '[rtpengine]\n',
      '[',
      ']',
      '\n',
      '\r\n',
      ' ',
      '\t',
      '=',
      '#',
      ';',
      '"',
      '<',
      '>',
      '\\\n',
      '\uFEFF',
      'é',
      '{{ x }}',
      ':',
      '5061',
      ',',
    ],
    ...[
      'transports=',
      'sips:*',
      'sip:a.example.com;transport=tls',
      ';tls-verify-outgoing=0',
      ';tls-verify-incoming=1',
      'tls-certificates-file=',
      '/x.pem',
    ],
    ...[
      'tls-ciphers=!TLSv1',
      'sip_listen 0.0.0.0:5060\n',
      'sip_transports udp\n',
      'sip_verify_client yes\n',
      'module srtp.so\n',
      '<sip:a@b;transport=tls>',
    ],
    ...[
      ';mediaenc=srtp',
      ';outbound="sip:p:5061"',
      ';auth_pass=x',
      ';cert=x',
      '<sips:',
      'TLSPort = 5061\n',
      'Transport1Interface = 0.0.0.0:1\n',
      'Transport3Interface = [::1]:1\n',
    ],
    ...[
      'Transport1Type = TLS\n',
      'Transport1RecordRouteUri = auto\n',
      'OpenSSLCTXSetOptions = x\n',
      'TLSClientVerification = Optional\n',
      'listen-https = x\n',
    ],
    ...[
      'listen-ng = 0.0.0.0:1\n',
      'log-srtp-keys\n',
      'log-srtp-keys = yes\n',
      '--use-tls',
      '--use-srtp',
      '--srtp-secure 0',
      '--registrar',
      '--tls-verify-server\n',
      '--',
    ],
  );
  const hostile = fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(''));
  const rules = selectRules(
    configRules.filter(({ id: rule }) => /^config\/(?:fx|bs|re|rtpe|pj)-/.test(rule)),
    'practical',
  );

  for (const dialect of own)
    it(`is read by ${dialect.id}, with all places in it; no rule fails, and fixes stay inside`, () => {
      fc.assert(
        fc.property(hostile, hostile, (text, other) => {
          const name = dialect === baresipAccounts ? 'accounts' : 'config';
          const files: Files = { [name]: text, ...(name === 'accounts' ? { config: other } : { accounts: other }) };
          const facts: ConfigFacts = readFiles(dialect, files);
          for (const { file, at } of placesOf({ ...facts, texts: undefined }))
            assert.ok(at.start >= 0 && at.start <= at.end && at.end <= (files[file] ?? '').length, `${file} ${at.start} to ${at.end}`);
          for (const { rule, message, place, fix } of judgeConfig(facts, context, rules)) {
            assert.notEqual(rule, 'internal/rule-failed', message);
            assert.equal(place.file, name, rule);
            if (fix) withFix(files, fix);
          }
        }),
        { numRuns: 500 },
      );
    });

  it('takes a time that grows with its size only', () => {
    const units = [
      'a=b\n',
      'a b\n',
      '<',
      '<sip:a>;',
      '<sip:a>\n',
      ';a="',
      '"',
      'sip:a ',
      'transports=sips:a ',
      '--a ',
      '--a=',
      '-',
      '#',
      '[a]\n',
      'Transport1a=b\n',
      '\\\n',
      ' ',
    ];
    const timeOf = (dialect: Dialect, unit: string, size: number): number => {
      const text = `[global]\ntransports=${unit.repeat(size / unit.length)}`;
      const start = performance.now();
      dialect.shape(text.slice(0, 65_536));
      readFiles(dialect, { config: text });
      return performance.now() - start;
    };
    for (const dialect of own)
      for (const unit of units) {
        timeOf(dialect, unit, 16_000);
        const [small, large] = [timeOf(dialect, unit, 16_000), timeOf(dialect, unit, 128_000)];
        assert.ok(
          large < 30 * Math.max(small, 20),
          `${dialect.id} ${JSON.stringify(unit)}: ${small.toFixed(0)} ms, then ${large.toFixed(0)} ms`,
        );
      }
  });
});
