import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { redactor } from '#core/report/redact';
import { type Named, somebody, viewOf } from '../../support/shown-view';

const known = { authorities: ['CN=ISRG Root X1,O=Internet Security Research Group,C=US'], providers: ['twilio'] };

/** Nothing that names somebody is left, in whatever case and spelling. */
function holdsNobody(text: string, who: Named): void {
  const lower = text.toLowerCase();
  for (const [what, name] of Object.entries(who)) {
    const spellings = [name, JSON.stringify(name).slice(1, -1), name.replaceAll(':', ''), name.slice(0, Math.max(6, name.length - 3))];
    for (const spelling of spellings) {
      const at = lower.indexOf(spelling.toLowerCase());
      assert.ok(at < 0, `${what}, ${spelling}: …${text.slice(Math.max(0, at - 80), at + 60)}…`);
    }
  }
}

const word = (prefix: string) => fc.stringMatching(/^[a-z0-9]{4,12}$/).map((text) => `${prefix}zq${text}`);
const hex = (length: number) => fc.stringMatching(new RegExp(`^[1-9a-f][0-9a-f]{${length - 1}}$`));
const octet = fc.integer({ min: 1, max: 254 });
/** Any text of a certificate, with what has a meaning to RFC 4514, JSON and regular expressions; long enough not to be met by chance. */
const phrase = fc
  .tuple(word('Qx'), fc.string({ unit: fc.constantFrom(...'abcZ ,+"\\<>;=#()[]{}|^$.*?/-üñ漢\u202e\u0000'), maxLength: 20 }), word('Zk'))
  .map(([a, b, c]) => `${a} ${b.trim()} ${c}`.replaceAll(/\s+/g, ' '));

const anybody: fc.Arbitrary<Named> = fc.record({
  user: word('u'),
  number: fc.stringMatching(/^\+[1-9]\d{8,13}$/),
  domain: fc.tuple(word('d'), fc.constantFrom('net', 'org', 'co.uk', 'voice', 'xn--p1ai')).map((parts) => parts.join('.')),
  label: word('l'),
  machine: word('m'),
  organization: phrase,
  unit: word('Unit'),
  authority: phrase,
  ipv4: fc.tuple(fc.constantFrom(10, 100, 172, 192), octet, octet, octet).map((parts) => parts.join('.')),
  ipv6: fc.tuple(hex(4), hex(4), hex(4)).map(([a, b, c]) => `2a02:${a}:${b}::${c}`),
  inner: word('n'),
  nameServer: fc.tuple(octet, octet, octet).map((parts) => ['9', ...parts].join('.')),
  serial: hex(16),
  sha256: hex(64),
  keyId: hex(40).map((text) => text.match(/../g)?.join(':') ?? ''),
  callId: fc.tuple(word('c'), word('i')).map((parts) => parts.join('@')),
  file: word('f').map((name) => `/home/${name}/${name}.pem`),
});

describe('a report for strangers', () => {
  it('names nobody', () => {
    const shown = redactor(known)(viewOf(somebody));
    holdsNobody(JSON.stringify(shown), somebody);
    assert.throws(() => holdsNobody(JSON.stringify(viewOf(somebody)), somebody));
  });

  it('names nobody, whoever it is', () => {
    fc.assert(
      fc.property(anybody, (who) => {
        holdsNobody(JSON.stringify(redactor(known)(viewOf(who))), who);
      }),
      { numRuns: 100 },
    );
  });

  it('tells the same as before', () => {
    const { report } = redactor(known)(viewOf(somebody));
    assert.equal(report.target, 'sips:user1@host1.example;transport=tls');
    const [endpoint] = report.endpoints;
    assert.equal(endpoint?.serverName, 'sub1.host1.example');
    assert.equal(endpoint?.names?.practice.identity, '*.host1.example');
    assert.deepEqual(endpoint?.alert, { direction: 'received', level: 'fatal', code: 48, name: 'unknown_ca' });
    assert.equal(endpoint?.tls?.cipher, 'TLS_AES_256_GCM_SHA384');
    assert.match(endpoint?.address ?? '', /^192\.0\.2\.\d+$/);
    assert.equal(endpoint?.findings[0]?.at.endpoint, `${endpoint?.address}:5061`);
    assert.match(
      endpoint?.findings[0]?.command ?? '',
      /^openssl s_client -connect 192\.0\.2\.\d+:5061 -servername sub1\.host1\.example -CAfile file1 <\/dev\/null$/,
    );
    assert.equal(endpoint?.findings[0]?.remedy, 'Put sub1.host1.example into agent.pem.');
    assert.equal(
      report.resolution.steps[0]?.records[0]?.type === 'NAPTR' && report.resolution.steps[0].records[0].replacement,
      '_sips._tcp.host1.example',
    );
    assert.match(endpoint?.chain?.sent[0]?.sha256 ?? '', /^0{60,}[0-9a-f]+$/);
    assert.equal(endpoint?.chain?.sent[0]?.sha256.length, 64);
    assert.equal(endpoint?.chain?.sent[0]?.pem, undefined);
    assert.equal(report.policy.provider, 'provider1');
    assert.equal(report.from.runtime, 'node 20.20.2');
    assert.equal(report.time, viewOf(somebody).report.time);
  });

  it('calls the same by the same name, also in the next report of the run', () => {
    const redact = redactor(known);
    const [first, second] = [redact(viewOf(somebody)), redact(viewOf({ ...somebody, user: 'bartholomew', domain: 'corp-voice.org' }))];
    assert.equal(first.report.endpoints[0]?.address, second.report.endpoints[0]?.address);
    assert.deepEqual(redact(viewOf(somebody)), first);
    assert.equal(
      second.report.target,
      'sips:user2@host2.example;transport=tls'.replace('host2', second.report.target.match(/host\d+/)?.[0] ?? ''),
    );
    assert.notEqual(second.report.target, first.report.target);
  });

  it('authorities that everybody has keep their names', () => {
    const view = viewOf({ ...somebody, authority: 'ISRG Root X1', organization: 'Internet Security Research Group' });
    const issuerBy = (authorities: readonly string[]) =>
      redactor({ ...known, authorities })(view).report.endpoints[0]?.chain?.missingIssuer?.name;
    assert.equal(issuerBy(known.authorities), 'CN=ISRG Root X1,O=Internet Security Research Group,C=DE');
    assert.match(issuerBy([]) ?? '', /^CN=name\d,O=organization\d,C=DE$/);
  });

  it('a SIP message keeps what says how the peer works', () => {
    const sent = redactor(known)(viewOf(somebody)).report.endpoints[0]?.options?.sent.split('\r\n') ?? [];
    assert.equal(sent[0], 'OPTIONS sips:host1.example SIP/2.0');
    assert.match(sent[1] ?? '', /^Via: SIP\/2\.0\/TLS 192\.0\.2\.\d:48122;rport;branch=z9hG4bKbranch1$/);
    assert.match(sent[2] ?? '', /^From: "name\d" <sips:user1@host1\.example>;tag=tag1$/);
    assert.match(sent[3] ?? '', /^To: name\d <sips:\+\d{12}@host1\.example>$/);
    assert.equal(sent[4], 'Call-ID: call1');
    assert.equal(sent[6], 'X-Customer: (left out)');
  });

  const sentences: readonly (readonly [text: string, shown: string])[] = [
    [
      'RFC 5922 §7.2, TLS 1.3, OpenSSL 3.0.19, id 2.5.29.17, 1.3.6.1.5.5.7.3.1',
      'RFC 5922 §7.2, TLS 1.3, OpenSSL 3.0.19, id 2.5.29.17, 1.3.6.1.5.5.7.3.1',
    ],
    ['Kamailio certificate =, agent.pem, kamailio.cfg, e.g. here', 'Kamailio certificate =, agent.pem, kamailio.cfg, e.g. here'],
    ['from ::1 and 127.0.0.1 at 12:30:45', 'from ::1 and 127.0.0.1 at 12:30:45'],
    ['sip:alice:secret@a.b.net', 'sip:user1@sub1.host2.example'],
    ['alice@[2001:db9::7]', 'user1@[2001:db8::1]'],
    ['tel:0301234567', 'tel:0000000001'],
    ['fe80::1%eth0 is down.', '2001:db8::1 is down.'],
    ['https://u:p@ca.corp.net:8443/x/y?z=1, then', 'https://sub1.host2.example:8443/path1, then'],
  ];
  for (const [text, shown] of sentences)
    it(`in a sentence: ${text}`, () => {
      const view = viewOf(somebody);
      const plain = {
        ...view,
        report: {
          ...view.report,
          target: '127.0.0.1',
          from: { ...view.report.from, host: 'localhost' },
          resolution: { steps: [], candidates: [] },
          endpoints: [],
          findings: [],
        },
      };
      const change = redactor(known);
      const bare = change({ ...plain, details: [], sni: [], commands: [{ shows: text, command: '' }] });
      assert.equal(bare.commands[0]?.shows.replace(/host1\b/, 'host2'), shown);
    });

  it('takes time in proportion to the text', () => {
    const hard = ['a.', 'aa:', 'user@', '"', '…', '-----BEGIN X-----', 'sip:a', 'a', '1.', 'Corp Voice '];
    for (const piece of hard) {
      const view = viewOf(somebody);
      const time = (count: number) => {
        const start = process.hrtime.bigint();
        redactor(known)({ ...view, commands: [{ shows: piece.repeat(count), command: '' }] });
        return Number(process.hrtime.bigint() - start) / 1e6;
      };
      time(1000);
      // Far from any clock’s grain: what grows with the square takes minutes here.
      assert.ok(time(20_000) < 2000, piece);
    }
  });
});
