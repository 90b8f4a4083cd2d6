import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TlsFacts } from '#core/probe/facts';
import { bareHost, serverNameFault } from '#core/probe/server-name';
import { weaknessesOf } from '#core/probe/tls-weakness';
import * as words from '#core/probe/tls-words';
import { endpointRules } from '#core/rules/endpoint.gen';
import { judgeTls } from '#core/rules/endpoint-engine';
import { selectRules } from '#core/rules/engine';
import type { TlsScene } from '#core/rules/scenes/tls-scene';
import { suites } from '#core/tls/suites';
import { versionWord } from '#core/tls/versions';
import { tlsScenes } from '../../support/tls-scene';

const factsOf = async (scene: TlsScene): Promise<TlsFacts> => tlsScenes.build({ ...tlsScenes.defaults, ...scene });

const tlsRules = endpointRules.filter(({ subject }) => subject === 'tls');
const judged = (facts: TlsFacts, profile: 'practical' | 'strict'): string[] =>
  judgeTls(facts, selectRules(tlsRules, profile)).map(({ severity, rule }) => `${severity} ${rule}`);

describe('a healthy conversation draws nothing', () => {
  const healthy: { readonly [title: string]: TlsScene } = {
    'TLS 1.3': { speaks: true, tickets: [{ lifetimeSeconds: 7200 }] },
    'TLS 1.2 with an EC key': { answer: { version: 'TLSv1.2' }, speaks: true, tickets: [{ lifetimeSeconds: 7200 }] },
    'TLS 1.2 with an RSA key': { answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384' }, speaks: true },
    'mutual TLS in 1.3': { request: { authorities: ['Example Issuing CA'] }, identity: [{ subject: 'sbc.example.com' }], speaks: true },
    'mutual TLS in 1.2': {
      answer: { version: 'TLSv1.2' },
      request: { authorities: ['Example Issuing CA'] },
      identity: [{ subject: 'sbc.example.com' }],
      speaks: true,
    },
    resumed: { answer: { version: 'TLSv1.2', isResumed: true }, speaks: true },
    enumerated: {
      enumeration: {
        accepted: { 'TLSv1.3': ['TLS_AES_256_GCM_SHA384'], 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'] },
      },
      trials: [{ kind: 'hybrid', octets: 1700, answer: 'server-hello', version: 'TLSv1.3' }],
      resumption: 'accepted',
      tickets: [{ lifetimeSeconds: 7200 }],
      ending: { by: 'client', how: 'fin' },
    },
    'a capture of TLS 1.3 without keys': { origin: 'capture', client: '198.51.100.7:49152' },
  };
  for (const [title, scene] of Object.entries(healthy))
    it(title, async () => {
      const facts = await factsOf(scene);
      assert.equal(facts.outcome, 'ok');
      assert.deepEqual(judged(facts, 'practical'), []);
      assert.deepEqual(judged(facts, 'strict'), []);
    });
});

describe('one cause draws one error', () => {
  const causes: { readonly [rule: string]: TlsScene } = {
    'tls/client-certificate-required': { request: {}, alert: { from: 'server', code: 116 }, refusedAfterMs: 4 },
    'tls/hello-too-big': {
      offer: { octets: 1550 },
      answer: 'nothing',
      line: 'reset',
      trials: [
        { kind: 'smaller', answer: 'server-hello', version: 'TLSv1.3' },
        { kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' },
      ],
    },
    'tls/plain-sip-on-tls-port': { answer: 'nothing', foreign: 'SIP/2.0 400 Bad Request\r\n\r\n' },
    'tls/tls-on-plain-port': { answer: 'nothing', line: 'reset', speaksClearSip: true },
    'tls/unrecognized-name': { answer: 'nothing', warning: 112, line: 'ended' },
    'tls/alert-unknown-ca': { identity: [{ subject: 'sbc.example.com' }], request: {}, alert: { from: 'server', code: 48 } },
    'tls/silent': { answer: 'nothing' },
  };
  for (const [rule, scene] of Object.entries(causes))
    it(rule, async () => {
      const errors = judged(await factsOf(scene), 'practical').filter((line) => line.startsWith('error'));
      assert.deepEqual(errors, [`error ${rule}`]);
    });
});

it('versions are named as people say them', () => {
  assert.deepEqual([0x0002, 0x0300, 0x0301, 0x0302, 0x0303, 0x0304, 0xfeff, 0xfefd, 0x7f1c, 0x0305].map(versionWord), [
    'SSL 2',
    'SSL 3',
    'TLS 1.0',
    'TLS 1.1',
    'TLS 1.2',
    'TLS 1.3',
    'DTLS 1.0',
    'DTLS 1.2',
    'TLS 1.3 draft 28',
    '0x0305',
  ]);
});

describe('what a hello offers', () => {
  it('as a list, and without one as a maximum', async () => {
    const offered = async (versions: readonly string[]) => {
      const { offer } = (await factsOf({ offer: { versions }, answer: 'nothing' })).conversation;
      return offer && [words.offeredWords(offer), versionWord(words.highestOffered(offer))];
    };
    assert.deepEqual(await offered(['TLSv1.2', 'TLSv1.3']), ['TLS 1.3 and TLS 1.2', 'TLS 1.3']);
    assert.deepEqual(await offered(['TLSv1.3', '0x0A0A']), ['TLS 1.3', 'TLS 1.3']);
    assert.deepEqual(await offered(['TLSv1.1']), ['at most TLS 1.1', 'TLS 1.1']);
  });

  it('counts suites without signals and made-up values', () => {
    assert.deepEqual(words.realSuites([0x1301, 0x00ff, 0x5600, 0xdada, 0xc02f, 0xfffe]), [0x1301, 0xc02f, 0xfffe]);
    assert.equal(
      words.suiteWords([0x1301, 0xc02f, 0x002f, 0x0035, 0x000a]),
      'TLS_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_RSA_WITH_AES_128_CBC_SHA and 2 more',
    );
    assert.equal(words.groupWords([0xdada, 29, 0x9999]), 'x25519 and 0x9999');
    assert.equal(words.groupWords([0xdada]), 'none');
  });

  it('its octets, over all records', async () => {
    const octets = async (offer: NonNullable<TlsScene['offer']>) =>
      words.helloOctets((await factsOf({ offer, answer: 'nothing' })).conversation);
    assert.equal(await octets({ octets: 1500 }), 1505);
    assert.equal(await octets({ octets: 1500, records: 3 }), 1515);
    assert.equal(words.helloOctets((await factsOf({ offer: { octets: 600 }, foreign: 'x', answer: 'nothing' })).conversation), 605);
  });
});

it('names the last message before a failure', async () => {
  const last = async (scene: TlsScene) => words.lastMessage((await factsOf(scene)).conversation);
  assert.equal(await last({ answer: 'nothing', alert: { from: 'server', code: 40 } }), 'ClientHello');
  assert.equal(await last({ until: 'server-hello', alert: { from: 'server', code: 40 } }), 'ServerHello');
  assert.equal(await last({ answer: { version: 'TLSv1.2' }, until: 'server-flight' }), 'ServerHelloDone');
  assert.equal(await last({ answer: { version: 'TLSv1.2' }, until: 'client-flight', alert: { from: 'server', code: 40 } }), 'Finished');
});

it('knows what a retry asked for, what was acknowledged, and how the client signed', async () => {
  const retried = await factsOf({ answer: { retry: 'secp384r1', group: 'secp384r1' } });
  assert.deepEqual(words.retryIn(retried.conversation), { group: 24, shares: [29] });
  assert.equal(words.retryIn((await factsOf({})).conversation), undefined);
  for (const version of ['TLSv1.2', 'TLSv1.3'])
    for (const acknowledgesName of [true, false])
      assert.equal(words.acknowledgesName((await factsOf({ answer: { version, acknowledgesName } })).conversation), acknowledgesName);
  const signed = { request: {}, identity: [{ subject: 'sbc.example.com' }], clientScheme: 'rsa_pss_rsae_sha256' };
  for (const version of ['TLSv1.2', 'TLSv1.3'])
    assert.equal(words.clientScheme((await factsOf({ ...signed, answer: { version } })).conversation), 0x0804);
  assert.equal(words.clientScheme((await factsOf({ request: {} })).conversation), undefined);
});

it('shows what a peer wrote, whatever it wrote', () => {
  const line = (text: string) => words.firstLine(Uint8Array.from(Buffer.from(text, 'latin1')));
  assert.equal(line('\r\nSIP/2.0 200 OK\r\nVia: x'), 'SIP/2.0 200 OK');
  assert.equal(line('\u001b[2JHTTP/1.1 200\n'), '\\u{1b}[2JHTTP/1.1 200');
  assert.equal(line('x'.repeat(5000)).length, 81);
  assert.equal(line(''), '');
  assert.equal(words.quotedNames(['h2', '\u202e', 'a', 'b', 'c', 'd']), '"h2", "\\u{202e}", "a", "b" and 2 more');
  assert.equal(words.sentence('this probe says, this probe'), 'This probe says, this probe');
  assert.equal(words.sentence('192.0.2.1:5061 says'), '192.0.2.1:5061 says');
});

it('writes a command with a server name only where a shell and a server can take it', async () => {
  const line = async (serverName: string | null) =>
    words.lineTo(await factsOf({ serverName, server: '[2001:db8::1]:5061' }), { more: ['-tls1_2'] });
  assert.equal(
    await line('sip.example.com'),
    "openssl s_client -connect '[2001:db8::1]:5061' -servername sip.example.com -tls1_2 </dev/null",
  );
  assert.equal(await line(null), "openssl s_client -connect '[2001:db8::1]:5061' -noservername -tls1_2 </dev/null");
  assert.equal(await line("x'; rm -rf ~ #"), "openssl s_client -connect '[2001:db8::1]:5061' -noservername -tls1_2 </dev/null");
});

it('suites: what is broken protects nothing, and what is modern or acceptable has no weakness', () => {
  for (const { code, name, grade, isSignal } of suites) {
    const found = weaknessesOf(code);
    if (isSignal || code === 0) continue;
    const isBroken = found.some((one) => one === 'no-encryption' || one === 'anonymous' || one === 'broken');
    assert.equal(isBroken, grade === 'broken', `${name}: ${found} and ${grade}`);
    if (isBroken) assert.equal(found.length, 1, name);
    if (grade === 'modern' || grade === 'acceptable') assert.deepEqual(found, [], name);
  }
  const of = (name: string) => weaknessesOf(suites.find((suite) => suite.name === name)?.code ?? 0);
  assert.deepEqual(of('TLS_RSA_WITH_3DES_EDE_CBC_SHA'), ['3des', 'static']);
  assert.deepEqual(of('TLS_RSA_WITH_DES_CBC_SHA'), ['broken']);
  assert.deepEqual(of('TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256'), ['static']);
  assert.deepEqual(of('TLS_DHE_RSA_WITH_AES_128_CBC_SHA'), ['cbc']);
  assert.deepEqual(of('TLS_ECDH_anon_WITH_AES_128_CBC_SHA'), ['anonymous']);
  assert.deepEqual(of('TLS_SHA256_SHA256'), ['no-encryption']);
  assert.deepEqual(weaknessesOf(0xfffe), []);
});

describe('server names', () => {
  const faults: readonly [string, string | undefined, string | undefined][] = [
    ['sip.example.com', undefined, undefined],
    ['xn--bcher-kva.example', undefined, undefined],
    ['192.0.2.1', 'address', undefined],
    ['192.0.2.sip', undefined, undefined],
    ['2001:db8::1', 'address', undefined],
    ['[2001:db8::1]', 'address', undefined],
    ['sip.example.com.', 'final-dot', 'sip.example.com'],
    ['sip:alice@example.com;transport=tls', 'uri', 'example.com'],
    ['sips:example.com:5061', 'uri', 'example.com'],
    ['https://example.com/x', 'uri', 'example.com'],
    ['sip.example.com:5061', 'port', 'sip.example.com'],
    [' sip.example.com', 'character', 'sip.example.com'],
    ['sip_1.example.com', 'underscore', undefined],
    ['sip.example.com\0.evil', 'character', undefined],
    ['b\u00fccher.example', 'character', undefined],
    [':'.repeat(60_000), 'too-long', undefined],
    ['', 'character', undefined],
  ];
  for (const [name, fault, host] of faults)
    it(JSON.stringify(name.slice(0, 40)), () => {
      assert.deepEqual([serverNameFault(name), bareHost(name)], [fault, host]);
    });
});

it('all octets of the scenes are read without a fault', async () => {
  for (const rule of tlsRules)
    for (const { title, scene } of rule.subject === 'tls' ? (rule.examples ?? []) : []) {
      const { transcript } = (await factsOf(scene)).conversation;
      const faults = transcript.seen.flatMap((seen) =>
        seen.kind === 'fault' ? seen.fault : seen.kind === 'handshake' ? seen.message.faults : [],
      );
      const expected = scene.foreign !== undefined ? ['not-tls'] : scene.offer?.secondName ? ['more than one server name'] : [];
      assert.deepEqual(faults, expected, `${rule.id}: ${title}`);
    }
});
