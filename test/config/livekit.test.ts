import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { describeFacts } from '#core/config/describe-facts';
import { detectDialect } from '#core/config/detect';
import type { Dialect } from '#core/config/dialect';
import { dialects } from '#core/config/dialects/all.gen';
import { livekitSip } from '#core/config/dialects/livekit-sip';
import { livekitTrunk } from '#core/config/dialects/livekit-trunk';
import type { ConfigFacts, FilePlace } from '#core/config/model';
import { configRules } from '#core/rules/config.gen';
import { judgeConfig } from '#core/rules/config-engine';
import { selectRules } from '#core/rules/engine';
import { readFiles, withFix } from '../support/config-examples';

const file = 'a.txt';
const read = (dialect: Dialect, text: string): ConfigFacts => readFiles(dialect, { [file]: text });
const described = (dialect: Dialect, text: string): string[] =>
  describeFacts(read(dialect, text), () => text)
    .split('\n')
    .filter((line) => line !== '');
const id = (name: string, text: string) => detectDialect(name, text, dialects)?.id;

describe('the SIP service of LiveKit', () => {
  it('announces other ports than it binds', () => {
    assert.deepEqual(
      described(
        livekitSip,
        `ws_url: "ws://localhost:7880"
sip_port: 5060
sip_port_listen: 15060
tls: {port: 5061, port_listen: 15061, certs: [{cert_file: a.pem, key_file: a.pem}], max_version: TLS1.2}
`,
      ),
      [
        'listener udp *:15060 advertises *:5060',
        'listener tcp *:15060 advertises *:5060',
        'listener tls *:15061 advertises *:5061 profile tls',
        'profile tls both versions TLSv1.2 to TLSv1.2 certificate a.pem key a.pem verify on require off name off',
      ],
    );
  });

  it('serves with each of its certificates', () => {
    assert.deepEqual(
      described(livekitSip, 'ws_url: x\ntls: {certs: [{cert_file: a.pem, key_file: a.key}, {cert_file: b.pem, key_file: b.key}]}\n').filter(
        (line) => line.startsWith('profile'),
      ),
      [
        'profile tls both versions TLSv1.2 to TLSv1.3 by default certificate a.pem key a.key verify on require off name off',
        'profile tls 2 both versions TLSv1.2 to TLSv1.3 by default certificate b.pem key b.key verify on require off name off',
      ],
    );
  });

  it('in a compose file has its places in that file', () => {
    const text = `services:
  sip:
    environment:
      - OTHER=1
      SIP_CONFIG_BODY: |
          ws_url: x
          tls:
            min_version: "tls1.1"

          sip_port: 5070
      AFTER: sip_port
`;
    const facts = read(livekitSip, text);
    assert.deepEqual(
      facts.settings.map(({ key, value: { text: value, place } }) => [key, value, text.slice(place.at.start, place.at.end)]),
      [
        ['ws_url', 'x', 'x'],
        ['tls.min_version', 'tls1.1', 'tls1.1'],
        ['sip_port', '5070', '5070'],
      ],
    );
    assert.deepEqual(facts.problems, []);
  });

  it('follows no aliases, and knows nothing of what a template fills in', () => {
    const facts = read(
      livekitSip,
      `ws_url: x
base: &b { port: 5061 }
tls: *b
sip_port: {{ port }}
sip_hostname: \${HOST}
`,
    );
    assert.deepEqual(
      facts.listeners.map(({ transport, port, advertisedHost }) => [transport, port, advertisedHost?.isKnown]),
      [
        ['udp', undefined, false],
        ['tcp', undefined, false],
      ],
    );
    assert.deepEqual(facts.problems, []);
  });

  it('says where the text is no YAML', () => {
    assert.match(described(livekitSip, 'ws_url: x\nsip_port: [5060\n').at(-1) ?? '', /^problem a\.txt:\d:\d+ fatal This is no YAML: .+\.$/);
  });
});

describe('trunks of LiveKit', () => {
  it('are found in lists and wrappers, of each kind', () => {
    assert.deepEqual(
      described(
        livekitTrunk,
        `[
  { "trunk": { "name": "a", "address": "a.example.net", "transport": "SIP_TRANSPORT_AUTO", "numbers": [] } },
  { "sip_trunk_id": "x", "trunk": { "hostname": "[2001:db8::1]:5061", "transport": 3 } },
  { "inboundTrunk": { "numbers": ["+1"], "media": { "encryption": 2 } } },
  { "dispatch_rule": { "rule": { "dispatchRuleDirect": { "roomName": "r" } } } }
]`,
      ),
      [
        'peer a: a.example.net by unknown out media none',
        'peer [2001:db8::1]:5061: [2001:db8::1]:5061 transport tls by tls out media none',
      ],
    );
  });

  it('keep no password in what is told of them', () => {
    const facts = read(livekitTrunk, '{"address": "a.example.net", "numbers": [], "auth_username": "u", "auth_password": "hunter22"}');
    assert.doesNotMatch(JSON.stringify([facts.peers, facts.symbols]), /hunter22/);
  });
});

describe('detection of LiveKit', () => {
  it('goes by shape, and takes no other YAML or JSON', () => {
    assert.equal(id('/srv/config.yaml', 'ws_url: ws://localhost\nsip_port: 5060\n'), 'livekit-sip');
    assert.equal(
      id('/srv/docker-compose.yml', 'services:\n  sip:\n    environment:\n      SIP_CONFIG_BODY: |\n        ws_url: x\n'),
      'livekit-sip',
    );
    assert.equal(id('/srv/docker-compose.yml', 'services:\n  web:\n    image: nginx\n'), undefined);
    assert.equal(id('/srv/values.yaml', 'port: 5060\nhost: x\n'), undefined);
    assert.equal(id('/srv/a.json', '{"trunk": {"numbers": ["+1"], "allowed_addresses": []}}'), 'livekit-trunk');
    assert.equal(id('/srv/my-trunk.json', '{"colour": "brown", "height": 3}'), undefined);
    assert.equal(id('/srv/package.json', '{"name": "x", "address": "y"}'), undefined);
  });
});

function placesOf(node: unknown, seen = new Set<unknown>()): FilePlace[] {
  if (typeof node !== 'object' || node === null || seen.has(node)) return [];
  seen.add(node);
  const own = 'file' in node && 'at' in node ? [node as FilePlace] : [];
  return [...own, ...Object.values(node).flatMap((value) => placesOf(value, seen))];
}

const context = {
  profile: 'practical' as const,
  now: new Date('2026-08-01T00:00:00Z'),
  version: () => undefined,
  file: () => ({ kind: 'elsewhere' as const }),
  others: [],
};
const rules = selectRules(
  configRules.filter(({ id: rule }) => rule.startsWith('config/lk-')),
  'practical',
);

describe('hostile text for LiveKit', () => {
  const token = fc.constantFrom(
    ...[
      'ws_url: x\n',
      'sip_port: 5060\n',
      'tls:\n',
      '  certs:\n',
      '    - cert_file: a\n',
      '  certs: []\n',
      '  min_version: tls1.0\n',
      '  key_log: /x\n',
    ],
    ...[
      '  cipher_suites: [A, TLS_RSA_WITH_AES_128_GCM_SHA256]\n',
      'tls_port: 1\n',
      'use_external_ip: true\n',
      'nat_1_to_1_ip: 1\n',
      '\n',
      ' ',
      '\t',
    ],
    ...[
      'SIP_CONFIG_BODY: |\n',
      '|',
      '>',
      '&a',
      '*a',
      '!!map',
      '---\n',
      '...',
      '%YAML 9',
      '? ',
      ': ',
      '- ',
      '#',
      '"',
      "'",
      '\\',
      '\r\n',
      '\uFEFF',
      'é',
    ],
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"address"',
      '"sips:a;b"',
      '"a:5061"',
      '"transport"',
      '"SIP_TRANSPORT_UDP"',
      '"numbers"',
      '"media"',
      '1',
      'null',
    ],
    ...['"encryption"', '"media_encryption"', '"SIP_MEDIA_ENCRYPT_REQUIRE"', '"trunk"', '"dispatch_rule"', '//', '/*', '"my.twilio.com"'],
  );
  const hostile = fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(''));

  for (const dialect of [livekitSip, livekitTrunk])
    it(`is read by ${dialect.id}, with all places in it; no rule fails, and fixes stay inside`, () => {
      fc.assert(
        fc.property(hostile, (text) => {
          const facts = read(dialect, text);
          for (const { at } of placesOf({ ...facts, texts: undefined }))
            assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, `${at.start} to ${at.end}`);
          for (const { rule, message, fix } of judgeConfig(facts, context, rules)) {
            assert.notEqual(rule, 'internal/rule-failed', message);
            if (fix) withFix({ [file]: text }, fix);
          }
        }),
        // The parser of JSON counts on behind the end of these.
        { numRuns: 1000, examples: [['{/*'], ['"'], ['{"'], ['{"address":"sip:a']] },
      );
    });

  it('takes a time that grows with its size only, and never goes deeper than the stack', () => {
    const units = [
      '[',
      '{',
      '- ',
      '? ',
      'a: ',
      '{a: ',
      '[[',
      '"',
      "'",
      '\n ',
      'a: b\n',
      '- a\n',
      '"a": {',
      '[1,',
      '&a ',
      '*a ',
      '#',
      '|\n',
      'SIP_CONFIG_BODY: |\n',
      ' a:\n',
      '}',
      '\t',
    ];
    const timeOf = (dialect: Dialect, unit: string, size: number): number => {
      const start = performance.now();
      read(dialect, unit.repeat(size / unit.length));
      return performance.now() - start;
    };
    for (const dialect of [livekitSip, livekitTrunk])
      for (const unit of units) {
        timeOf(dialect, unit, 16_000);
        const [small, large] = [timeOf(dialect, unit, 16_000), timeOf(dialect, unit, 128_000)];
        assert.ok(
          large < 30 * Math.max(small, 20),
          `${dialect.id} ${JSON.stringify(unit)}: ${small.toFixed(0)} ms, then ${large.toFixed(0)} ms`,
        );
      }
    const steps = Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    read(livekitSip, steps);
  });
});
