import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TlsFacts } from '#core/probe/facts';
import { decisiveAlert } from '#core/probe/tls-alert';
import * as failure from '#core/probe/tls-failure';
import { hasNoForwardSecrecy, isLowered, passedOver, weakOffers } from '#core/probe/tls-weakness';
import type { TlsScene } from '#core/rules/scenes/tls-scene';
import { tlsScenes } from '../../support/tls-scene';

type Cases<Answer> = readonly (readonly [title: string, scene: TlsScene, answer: Answer])[];

function check<Answer>(question: string, ask: (facts: TlsFacts) => Answer, cases: Cases<Answer>): void {
  describe(question, () => {
    for (const [title, scene, answer] of cases)
      it(title, async () => assert.deepEqual(ask(await tlsScenes.build({ ...tlsScenes.defaults, ...scene })), answer));
  });
}

const small = { kind: 'smaller', answer: 'server-hello', version: 'TLSv1.3' } as const;
const without13 = { kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' } as const;
const hybrid = { kind: 'hybrid', octets: 1700, answer: 'reset' } as const;
const large = { offer: { octets: 1550 }, answer: 'nothing', trials: [small] } as const;

check('is a hello too big?', (facts) => failure.tooBig(facts)?.octets, [
  ['reset', { ...large, line: 'reset' }, 1555],
  ['silence', large, 1555],
  ['decode_error', { ...large, alert: { from: 'server', code: 50 } }, 1555],
  ['illegal_parameter', { ...large, alert: { from: 'server', code: 47 } }, 1555],
  ['unexpected_message', { ...large, alert: { from: 'server', code: 10 } }, 1555],
  ['handshake_failure says that it was read', { ...large, alert: { from: 'server', code: 40 } }, undefined],
  ['hanging up is no sign of it', { ...large, line: 'ended' }, undefined],
  ['the trial was another one', { ...large, line: 'reset', trials: [without13] }, undefined],
  ['it failed later', { ...large, answer: {}, until: 'server-hello', line: 'reset' }, undefined],
  ['it did not fail', { ...large, answer: {} }, undefined],
  ['the hybrid one alone, by reset', { trials: [hybrid] }, 1700],
  ['by an alert', { trials: [{ ...hybrid, answer: 'alert', alert: 50 }] }, 1700],
  ['by an alert of another kind', { trials: [{ ...hybrid, answer: 'alert', alert: 40 }] }, undefined],
  ['it was not large', { trials: [{ ...hybrid, octets: 900 }] }, undefined],
  ['the own one was large too, and worked', { offer: { octets: 1550 }, trials: [hybrid] }, undefined],
  ['the own one failed as well', { answer: 'nothing', line: 'reset', trials: [hybrid] }, undefined],
  ['and a small one worked', { answer: 'nothing', line: 'reset', trials: [hybrid, small] }, 1700],
]);

const failing = { answer: 'nothing', line: 'reset', trials: [without13] } as const;

check('does it stumble over TLS 1.3?', (facts) => failure.versionIntolerance(facts)?.kind, [
  ['without it all is well', failing, 'without-tls13'],
  ['a small hello fails likewise', { ...failing, trials: [{ ...small, answer: 'reset' }, without13] }, 'without-tls13'],
  ['a small hello with it works', { ...failing, trials: [small, without13] }, undefined],
  ['without it nothing changes', { ...failing, trials: [{ ...without13, answer: 'reset' }] }, undefined],
  ['the trial was another one', { ...failing, trials: [small] }, undefined],
  ['large, and no small one was tried', { ...failing, offer: { octets: 1550 } }, undefined],
  [
    'large, and a small one fails',
    { ...failing, offer: { octets: 1550 }, trials: [{ ...small, answer: 'reset' }, without13] },
    'without-tls13',
  ],
  ['the client ended at 1.2', { ...failing, offer: { versions: ['TLSv1.2'] } }, undefined],
  ['it failed later', { ...failing, answer: {}, until: 'server-hello' }, undefined],
  ['it did not fail', { answer: {}, trials: [without13] }, undefined],
]);

const asked = { answer: { version: 'TLSv1.2' }, request: {}, until: 'client-flight' } as const;

check('does it want a client certificate?', failure.isCertificateRequired, [
  ...[40, 42, 46, 48, 116].map((code) => [`alert ${code}`, { ...asked, alert: { from: 'server', code } }, true] as const),
  ['alert 45', { ...asked, alert: { from: 'server', code: 45 } }, false],
  ['alert 40 of the client', { ...asked, alert: { from: 'client', code: 40 }, code: 'ERR_SSL_X' }, false],
  ['alert 116, and the request was not seen', { answer: 'nothing', alert: { from: 'server', code: 116 } }, true],
  ['reset', { ...asked, line: 'reset' }, true],
  ['closed', { ...asked, line: 'ended' }, true],
  ['still waiting', asked, false],
  ['it spoke, and then broke off', { request: {}, speaks: true, line: 'reset' }, false],
  ['one was shown', { ...asked, identity: [{ subject: 'sbc.example.com' }], alert: { from: 'server', code: 40 } }, false],
  ['it broke off before the client answered', { ...asked, until: 'server-flight', line: 'reset' }, false],
  ['nobody asked', { answer: { version: 'TLSv1.2' }, until: 'client-flight', line: 'reset' }, false],
]);

const ec = { subject: 'sip.example.com', key: 'EC' } as const;
const rsa = { subject: 'sip.example.com', key: 'RSA' } as const;
const rsaOnly = { versions: ['TLSv1.2'], suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] };
const phone = { offer: rsaOnly, answer: 'nothing', alert: { from: 'server', code: 40 }, leaf: ec } as const;

check('can the client use no suite with this key?', failure.unusableKey, [
  ['alert 40', phone, 'EC'],
  ['alert 71', { ...phone, alert: { from: 'server', code: 71 } }, 'EC'],
  ['alert 80', { ...phone, alert: { from: 'server', code: 80 } }, undefined],
  ['it hung up', { offer: rsaOnly, answer: 'nothing', leaf: ec, line: 'ended' }, 'EC'],
  ['it was reset', { offer: rsaOnly, answer: 'nothing', leaf: ec, line: 'reset' }, undefined],
  ['the key fits', { ...phone, leaf: rsa }, undefined],
  [
    'a suite that nobody knows might fit',
    { ...phone, offer: { ...rsaOnly, suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', '0xFE01'] } },
    undefined,
  ],
  ['one for a third kind of key does not', { ...phone, offer: { ...rsaOnly, suites: ['TLS_GOSTR341112_256_WITH_28147_CNT_IMIT'] } }, 'EC'],
  [
    'it failed later',
    { ...phone, answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' }, until: 'server-flight' },
    undefined,
  ],
  ['TLS 1.3 without a scheme for EC', { ...phone, offer: { suites: ['TLS_AES_128_GCM_SHA256'], schemes: ['rsa_pss_rsae_sha256'] } }, 'EC'],
  ['TLS 1.3 with one', { ...phone, offer: { suites: ['TLS_AES_128_GCM_SHA256'], schemes: ['ecdsa_secp256r1_sha256'] } }, undefined],
  [
    'TLS 1.3 with one of brainpool',
    { ...phone, offer: { suites: ['TLS_AES_128_GCM_SHA256'], schemes: ['ecdsa_brainpoolP256r1tls13_sha256'] } },
    undefined,
  ],
  ['TLS 1.3 with Ed25519 only', { ...phone, offer: { suites: ['TLS_AES_128_GCM_SHA256'], schemes: ['ed25519'] } }, 'EC'],
  [
    'TLS 1.3 with PSS for RSA',
    { ...phone, leaf: rsa, offer: { suites: ['TLS_AES_128_GCM_SHA256'], schemes: ['rsa_pss_rsae_sha256'] } },
    undefined,
  ],
  [
    'TLS 1.3 with PKCS#1 only',
    { ...phone, leaf: rsa, offer: { suites: ['TLS_AES_128_GCM_SHA256'], schemes: ['rsa_pkcs1_sha256'] } },
    'RSA',
  ],
  [
    'TLS 1.3 with PSS keys only',
    { ...phone, leaf: rsa, offer: { suites: ['TLS_AES_128_GCM_SHA256'], schemes: ['rsa_pss_pss_sha256', 'ed25519'] } },
    'RSA',
  ],
  [
    'the server takes suites of both kinds',
    {
      ...phone,
      enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'] } },
    },
    undefined,
  ],
  [
    'the server takes those of one kind',
    { ...phone, enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'] } } },
    'EC',
  ],
  ['of the other kind', { ...phone, enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] } } }, 'EC'],
]);

check('is it a port for SIP in clear?', failure.isClearSipPort, [
  ['an answer from 5060', { server: '192.0.2.1:5060', answer: 'nothing', foreign: 'SIP/2.0 400 Bad Request\r\n\r\n' }, true],
  ['an answer from 5061', { answer: 'nothing', foreign: 'SIP/2.0 400 Bad Request\r\n\r\n' }, false],
  ['known otherwise', { answer: 'nothing', line: 'ended', speaksClearSip: true }, true],
  ['known otherwise, and TLS all the same', { speaksClearSip: true }, false],
  ['known otherwise, and an alert is TLS', { answer: 'nothing', alert: { from: 'server', code: 40 }, speaksClearSip: true }, false],
  ['silence on 5060', { server: '192.0.2.1:5060', answer: 'nothing' }, false],
  ['a web server on 5060', { server: '192.0.2.1:5060', answer: 'nothing', foreign: 'HTTP/1.1 400 Bad Request\r\n\r\n' }, false],
]);

check('did it say nothing?', failure.isSilence, [
  ['until the deadline', { answer: 'nothing' }, true],
  ['until it gave up', { answer: 'nothing', line: 'ended', timings: { tlsMs: 2500 } }, true],
  ['it hung up sooner', { answer: 'nothing', line: 'ended', timings: { tlsMs: 2499 } }, false],
  ['when it hung up is not known', { answer: 'nothing', line: 'ended', timings: {} }, false],
  ['it was reset, late', { answer: 'nothing', line: 'reset', timings: { tlsMs: 4000 } }, false],
  ['it began, and hung up late', { until: 'server-hello', line: 'ended', timings: { tlsMs: 4000 } }, false],
]);

check('what version was it?', failure.chosenVersion, [
  ['chosen', { answer: { version: 'TLSv1.1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA' } }, 0x0302],
  ['none', { answer: 'nothing' }, undefined],
]);
it('below TLS 1.2, and no SSL', () => {
  assert.deepEqual([undefined, 0x0300, 0x0301, 0x0302, 0x0303, 0x0304].map(failure.isBelowTls12), [false, false, true, true, false, false]);
});

check('was the version lowered?', isLowered, [
  ['1.3 offered, 1.2 chosen', { answer: { version: 'TLSv1.2', downgradeMark: 1 } }, true],
  ['1.3 offered, 1.2 chosen, the other mark', { answer: { version: 'TLSv1.2', downgradeMark: 0 } }, true],
  ['1.3 offered, 1.3 chosen', { answer: { version: 'TLSv1.3', downgradeMark: 1 } }, false],
  [
    '1.2 offered, 1.1 chosen by a server of 1.2',
    { offer: { versions: ['TLSv1.2'] }, answer: { version: 'TLSv1.1', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA', downgradeMark: 0 } },
    true,
  ],
  [
    '1.2 offered, 1.1 chosen with a mark that means 1.2',
    { offer: { versions: ['TLSv1.2'] }, answer: { version: 'TLSv1.1', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA', downgradeMark: 1 } },
    false,
  ],
  ['1.2 offered and chosen', { offer: { versions: ['TLSv1.2'] }, answer: { version: 'TLSv1.2', downgradeMark: 0 } }, false],
  ['no mark', { answer: { version: 'TLSv1.2' } }, false],
]);

const gcm = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';
const both = { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_CBC_SHA', gcm] } };
const weak = { answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' } } as const;

check('was a better suite passed over?', (facts) => passedOver(facts)?.isProven, [
  ['enumeration shows it', { ...weak, enumeration: both }, true],
  ['nobody enumerated', weak, undefined],
  ['a capture shows the choice', { ...weak, origin: 'capture', client: '198.51.100.7:49152' }, false],
  [
    'a capture beside an enumeration that shows nothing better',
    { ...weak, origin: 'capture', enumeration: { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_CBC_SHA'] } } },
    undefined,
  ],
  ['a resumed session keeps its suite', { answer: { ...weak.answer, isResumed: true }, enumeration: both }, undefined],
  ['TLS 1.1 has nothing better', { answer: { ...weak.answer, version: 'TLSv1.1' }, enumeration: both }, undefined],
  [
    'a suite without encryption is worse than weak',
    { answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_NULL_SHA' }, enumeration: both },
    undefined,
  ],
  ['RC4', { answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_RC4_128_SHA' }, enumeration: both }, true],
  [
    'ChaCha20 is no weak choice',
    { answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256' }, enumeration: both },
    undefined,
  ],
]);

check('is there no forward secrecy?', hasNoForwardSecrecy, [
  ['RSA only', { enumeration: { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_CBC_SHA'] } } }, true],
  ['DHE counts', { enumeration: { accepted: { 'TLSv1.2': ['TLS_DHE_RSA_WITH_AES_128_CBC_SHA'] } } }, false],
  ['no TLS 1.2', { enumeration: { accepted: { TLSv1: ['TLS_RSA_WITH_AES_128_CBC_SHA'] } } }, false],
  [
    'TLS 1.3 could not be told',
    { enumeration: { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_CBC_SHA'] }, unknown: ['TLSv1.3'] } },
    false,
  ],
]);

check('what does a captured client offer that is weak?', (facts) => weakOffers(facts, 'anonymous', 'broken').length, [
  [
    'two',
    { origin: 'capture', offer: { suites: [gcm, 'TLS_DH_anon_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_RC4_128_SHA', 'TLS_FALLBACK_SCSV'] } },
    2,
  ],
  ['the probe is not asked', { offer: { suites: [gcm, 'TLS_DH_anon_WITH_AES_128_CBC_SHA'] } }, 0],
]);

check('when did the alert come?', (facts) => decisiveAlert(facts)?.lateness, [
  ['after the handshake', { alert: { from: 'server', code: 48 } }, ' It came after the handshake had seemed complete.'],
  [
    'some time after',
    { alert: { from: 'server', code: 48 }, refusedAfterMs: 12.4 },
    ' It came 12 ms after the handshake had seemed complete.',
  ],
  ['in it', { answer: 'nothing', alert: { from: 'server', code: 48 } }, ''],
  ['there was none', {}, undefined],
]);

check('whose certificates is it about?', (facts) => decisiveAlert(facts)?.certificates.map(({ subject }) => subject.text), [
  [
    'the client complains of the server',
    { answer: { version: 'TLSv1.2' }, until: 'server-flight', alert: { from: 'client', code: 48 }, code: 'ERR_SSL_X' },
    ['CN=sip.example.com'],
  ],
  [
    'the server of the client',
    { request: {}, identity: [{ subject: 'sbc.example.com' }], alert: { from: 'server', code: 48 } },
    ['CN=sbc.example.com'],
  ],
  ['of a client whose certificates are not known', { alert: { from: 'server', code: 48 } }, []],
]);
