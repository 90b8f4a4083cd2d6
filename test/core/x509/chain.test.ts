/** Chains that are made for one fault each, judged by us and, where it has a word on it, by the real OpenSSL. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Certificate } from '#core/x509/certificate';
import { type ChainQuestion, judgeChain } from '#core/x509/chain';
import { openSslErrors } from '#core/x509/openssl-verdict';
import { trustStore } from '#core/x509/path';
import { isFatal } from '#core/x509/path-problems';
import { writePem } from '#core/x509/pem';
import { checkSignature } from '../../../server/probe/certificates';
import { der, Extension, type Issued, issue, NOW, nameConstraints } from './issue';

interface Case {
  readonly title: string;
  readonly sent: readonly Issued[];
  readonly aia?: readonly Issued[];
  readonly anchors?: readonly Issued[];
  readonly purpose?: 'server' | 'client';
  /** `end; problems of the path; problems of the list; complete, trusted`. Not fatal ones stand in brackets. */
  readonly verdict: string;
  /** Why OpenSSL says something else, or is not asked. */
  readonly openSslDiffers?: string;
}

/** Made once, since keys and signatures take their time. */
const world = makeWorld();

async function makeWorld() {
  const root = await issue({ name: 'Root', ca: true });
  const intermediate = await issue({ name: 'Intermediate', by: root, ca: { pathLength: 0 } });
  const sans = [{ type: 'dns', value: 'sip.example.com' }] as const;
  const leafOf = (more: Partial<Parameters<typeof issue>[0]> = {}) =>
    issue({ name: 'sip.example.com', by: intermediate, sans: [...sans], purposes: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'], ...more });
  const good = await leafOf();

  const other = await issue({ name: 'Other root', ca: true });
  const crossSigned = await issue({ name: 'Root', keys: root.keys, by: other, ca: true });
  const newIntermediate = await issue({ name: 'Intermediate', by: root, ca: { pathLength: 0 } });
  const constrained = async (constraints: Parameters<typeof nameConstraints>[0]) =>
    issue({ name: 'Constrained', by: root, ca: true, more: [nameConstraints(constraints)] });
  const dns = (value: string) => der(0x82, value);
  const onlyExample = await constrained({ permitted: [dns('example.com')] });
  const notSip = await constrained({ excluded: [dns('sip.example.com')] });
  const onlyNetwork = await constrained({ permitted: [der(0x87, Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0))] });
  const onlyMail = await constrained({ permitted: [der(0x81, 'example.com')] });
  const onlyUriHost = await constrained({ permitted: [der(0x86, 'sip.example.com')] });
  const commonName = (value: string) => der(0x31, der(0x30, der(0x06, Uint8Array.of(0x55, 4, 3)), der(0x13, value)));
  const onlyDirectory = await constrained({ permitted: [der(0xa4, der(0x30, commonName('sip.example.com')))] });
  const noCa = await issue({ name: 'No CA', by: root });
  const deep = await issue({ name: 'Deep', by: intermediate, ca: true });
  const clientOnlyCa = await issue({ name: 'Client CA', by: root, ca: true, purposes: ['1.3.6.1.5.5.7.3.2'] });
  const selfSigned = await issue({ name: 'sip.example.com', sans: [...sans] });

  const cases: readonly Case[] = [
    { title: 'good', sent: [good, intermediate], verdict: 'anchor; ; ; complete, trusted' },
    { title: 'good, for a client', sent: [good, intermediate], purpose: 'client', verdict: 'anchor; ; ; complete, trusted' },
    { title: 'expired', sent: [await leafOf({ notAfter: '2026-05-31' }), intermediate], verdict: 'anchor; expired at 0; ; complete' },
    {
      title: 'not yet valid',
      sent: [await leafOf({ notBefore: '2026-06-02' }), intermediate],
      verdict: 'anchor; not-yet-valid at 0; ; complete',
    },
    { title: 'self-signed', sent: [selfSigned], verdict: 'self-signed; ; ; complete' },
    { title: 'self-signed and pinned', sent: [selfSigned], anchors: [selfSigned], verdict: 'anchor; ; ; complete, trusted' },
    { title: 'incomplete', sent: [good], verdict: 'missing (not-there); ; ; ' },
    {
      title: 'incomplete, issuer fetched',
      sent: [good],
      aia: [intermediate],
      verdict: 'anchor; ; ; ',
      openSslDiffers: 'it fetches nothing',
    },
    { title: 'issuer of another generation', sent: [good, newIntermediate], verdict: 'missing (other-key); ; extra at 1; ' },
    { title: 'wrong order', sent: [good, root, intermediate], verdict: 'anchor; ; root-sent at 1, wrong-order at 1; complete, trusted' },
    { title: 'leaf not first', sent: [intermediate, good], verdict: 'anchor; key-usage at 0; leaf-not-first at 0; complete' },
    { title: 'duplicate', sent: [good, good, intermediate], verdict: 'anchor; ; duplicate at 1; complete, trusted' },
    { title: 'root sent', sent: [good, intermediate, root], verdict: 'anchor; ; root-sent at 2; complete, trusted' },
    { title: 'extra at the end', sent: [good, intermediate, other], verdict: 'anchor; ; extra at 2; complete, trusted' },
    { title: 'unknown root', sent: [good, intermediate, root], anchors: [other], verdict: 'self-signed; ; root-sent at 2; complete' },
    {
      title: 'cross-signed root, for those who trust the other',
      sent: [good, intermediate, crossSigned],
      anchors: [other],
      verdict: 'anchor; ; ; complete, trusted',
    },
    {
      title: 'cross-signed root that nobody needs here',
      sent: [good, intermediate, crossSigned],
      anchors: [root, other],
      verdict: 'anchor; ; alternative at 2; complete, trusted',
    },
    {
      title: 'a trusted intermediate',
      sent: [good, intermediate],
      anchors: [intermediate],
      verdict: 'anchor (not self-signed); ; ; complete, trusted',
    },
    { title: 'weak key', sent: [await leafOf({ key: 'RSA-1024' }), intermediate], verdict: 'anchor; (weak-key at 0); ; complete, trusted' },
    {
      title: 'SHA-1',
      sent: [await leafOf({ hash: 'SHA-1' }), intermediate],
      verdict: 'anchor; (weak-signature at 0); ; complete, trusted',
    },
    {
      title: 'issued by one that is no CA',
      sent: [await leafOf({ by: noCa }), noCa],
      verdict: 'anchor; may-not-sign at 1, not-a-ca at 1; ; complete',
    },
    { title: 'path length', sent: [await leafOf({ by: deep }), deep, intermediate], verdict: 'anchor; path-length at 2; ; complete' },
    { title: 'key usage of a leaf', sent: [await leafOf({ usage: 2 }), intermediate], verdict: 'anchor; key-usage at 0; ; complete' },
    {
      title: 'purpose: client only',
      sent: [await leafOf({ purposes: ['1.3.6.1.5.5.7.3.2'] }), intermediate],
      verdict: 'anchor; purpose at 0; ; complete',
    },
    {
      title: 'purpose: server only, used by a client',
      sent: [await leafOf({ purposes: ['1.3.6.1.5.5.7.3.1'] }), intermediate],
      purpose: 'client',
      verdict: 'anchor; purpose at 0; ; complete',
    },
    {
      title: 'purpose: sipDomain only',
      sent: [await leafOf({ purposes: ['1.3.6.1.5.5.7.3.20'] }), intermediate],
      verdict: 'anchor; (purpose at 0); ; complete, trusted',
    },
    {
      title: 'purpose: any',
      sent: [await leafOf({ purposes: ['2.5.29.37.0'] }), intermediate],
      verdict: 'anchor; (purpose at 0); ; complete, trusted',
    },
    {
      title: 'purpose of an intermediate',
      sent: [await leafOf({ by: clientOnlyCa }), clientOnlyCa],
      verdict: 'anchor; purpose at 1; ; complete',
    },
    { title: 'DNS name permitted', sent: [await leafOf({ by: onlyExample }), onlyExample], verdict: 'anchor; ; ; complete, trusted' },
    {
      title: 'DNS name not permitted',
      sent: [await leafOf({ by: onlyExample, sans: [{ type: 'dns', value: 'sip.example.net' }] }), onlyExample],
      verdict: 'anchor; name-constraint at 0; ; complete',
    },
    { title: 'DNS name excluded', sent: [await leafOf({ by: notSip }), notSip], verdict: 'anchor; name-constraint at 0; ; complete' },
    {
      title: 'address permitted',
      sent: [await leafOf({ by: onlyNetwork, sans: [{ type: 'ip', value: '192.0.2.7' }] }), onlyNetwork],
      verdict: 'anchor; ; ; complete, trusted',
    },
    {
      title: 'address not permitted',
      sent: [await leafOf({ by: onlyNetwork, sans: [{ type: 'ip', value: '198.51.100.7' }] }), onlyNetwork],
      verdict: 'anchor; name-constraint at 0; ; complete',
    },
    {
      title: 'mail address not permitted',
      sent: [await leafOf({ by: onlyMail, sans: [...sans, { type: 'email', value: 'a@example.net' }] }), onlyMail],
      verdict: 'anchor; name-constraint at 0; ; complete',
    },
    {
      title: 'sip: URI permitted',
      sent: [await leafOf({ by: onlyUriHost, sans: [{ type: 'url', value: 'sip:sip.example.com' }] }), onlyUriHost],
      verdict: 'anchor; ; ; complete, trusted',
      openSslDiffers: 'it compares only URIs with //',
    },
    {
      title: 'sip: URI not permitted',
      sent: [await leafOf({ by: onlyUriHost, sans: [{ type: 'url', value: 'sip:sip.example.net' }] }), onlyUriHost],
      verdict: 'anchor; name-constraint at 0; ; complete',
      openSslDiffers: 'it compares only URIs with //',
    },
    {
      title: 'directory name permitted',
      sent: [await leafOf({ by: onlyDirectory }), onlyDirectory],
      verdict: 'anchor; ; ; complete, trusted',
    },
    {
      title: 'directory name not permitted',
      sent: [await leafOf({ by: onlyDirectory, name: 'proxy' }), onlyDirectory],
      verdict: 'anchor; name-constraint at 0; ; complete',
    },
    {
      title: 'critical extension that nobody knows',
      sent: [await leafOf({ more: [new Extension('1.3.6.1.4.1.99999.1', true, der(5))] }), intermediate],
      verdict: 'anchor; unknown-critical-extension at 0; ; complete',
    },
    {
      title: 'the same, not critical',
      sent: [await leafOf({ more: [new Extension('1.3.6.1.4.1.99999.1', false, der(5))] }), intermediate],
      verdict: 'anchor; ; ; complete, trusted',
    },
    {
      title: 'extension that is not readable',
      sent: [await leafOf({ more: [new Extension('2.5.29.30', true, der(4, 'no'))] }), intermediate],
      verdict: 'anchor; unreadable-extension at 0; ; complete',
      openSslDiffers: 'it calls the whole certificate invalid, by another number',
    },
  ];

  const ask = ({
    sent,
    aia = [],
    anchors = [root],
    purpose = 'server',
  }: Pick<Case, 'sent' | 'aia' | 'anchors' | 'purpose'>): ChainQuestion => {
    const certificates = (issued: readonly Issued[]) => issued.map(({ certificate }) => certificate);
    return {
      sent: certificates(sent),
      aia: certificates(aia),
      store: trustStore('test', certificates(anchors)),
      purpose,
      now: NOW,
      checkSignature,
    };
  };
  return { root, intermediate, other, crossSigned, good, leafOf, cases, ask };
}

function told(question: ChainQuestion): string {
  const verdict = judgeChain(question);
  assert.ok(verdict.kind === 'judged');
  const { end, problems } = verdict.path;
  const partial = end.kind === 'anchor' && !end.isSelfSigned ? ' (not self-signed)' : '';
  const because = end.kind === 'missing' ? ` (${end.because.kind})` : '';
  const ofPath = problems.map((problem) =>
    isFatal(problem) ? `${problem.kind} at ${problem.depth}` : `(${problem.kind} at ${problem.depth})`,
  );
  const ofList = verdict.list.map(({ kind, index }) => `${kind} at ${index}`);
  const whole = [...(verdict.isComplete ? ['complete'] : []), ...(verdict.isTrusted ? ['trusted'] : [])];
  return [`${end.kind}${partial}${because}`, ofPath.sort().join(', '), ofList.sort().join(', '), whole.join(', ')].join('; ');
}

describe('x509 chains', () => {
  it('each with its fault', async (context) => {
    const { cases, ask } = await world;
    for (const one of cases) await context.test(one.title, () => assert.equal(told(ask(one)), one.verdict));
  });

  it('the repaired list is leaf first, without root, duplicate and stranger', async () => {
    const { root, intermediate, other, good, ask } = await world;
    const verdict = judgeChain(ask({ sent: [root, intermediate, other, good, good] }));
    assert.ok(verdict.kind === 'judged');
    assert.deepEqual(
      verdict.repaired.map(({ sha256 }) => sha256),
      [good, intermediate].map(({ certificate }) => certificate.sha256),
    );
  });

  it('says where the missing issuer can be had, and names it', async () => {
    const { leafOf, ask } = await world;
    const leaf = await leafOf({ aia: 'http://ca.example.com/intermediate.der' });
    const verdict = judgeChain(ask({ sent: [leaf] }));
    assert.ok(verdict.kind === 'judged' && verdict.path.end.kind === 'missing');
    assert.deepEqual([verdict.path.end.issuer, verdict.path.end.aia], ['CN=Intermediate', ['http://ca.example.com/intermediate.der']]);
  });

  it('shows the other ways up', async () => {
    const { good, intermediate, crossSigned, root, other, ask } = await world;
    const verdict = judgeChain(ask({ sent: [good, intermediate, crossSigned], anchors: [root, other] }));
    assert.ok(verdict.kind === 'judged');
    assert.deepEqual(
      verdict.alternatives.map(({ links }) => links.map(({ certificate }) => certificate.subject.text)),
      [['CN=sip.example.com', 'CN=Intermediate', 'CN=Root', 'CN=Other root']],
    );
  });

  it('a list without a readable leaf is no chain', async () => {
    const { intermediate, ask } = await world;
    const fault = { kind: 'fault', reason: 'cut', offset: 0, der: new Uint8Array() } as const;
    const { kind, list } = judgeChain({ ...ask({ sent: [] }), sent: [fault, intermediate.certificate] });
    assert.deepEqual([kind, list[0]], ['no-leaf', { kind: 'unreadable', index: 0, reason: 'cut' }]);
  });

  it('a signature that cannot be checked is no pass', async () => {
    const { good, intermediate, ask } = await world;
    const question = { ...ask({ sent: [good, intermediate] }), checkSignature: () => 'unsupported' as const };
    assert.equal(told(question), 'anchor; signature-unchecked at 0, signature-unchecked at 1; ; complete');
  });

  it('a pool of CAs that certified each other costs a bounded number of checks', async () => {
    const { other, root, leafOf, ask } = await world;
    const cas = await Promise.all(Array.from({ length: 10 }, (_, i) => issue({ name: `CA ${i}`, by: other, ca: true })));
    const crossed = await Promise.all(
      cas.flatMap((ca) => cas.filter((by) => by !== ca).map((by) => issue({ name: ca.name, keys: ca.keys, by, ca: true }))),
    );
    const twins = Array.from({ length: 40 }, () => issue({ name: 'CA 0', by: root, ca: true }));
    const leaf = await leafOf({ by: cas[0] as Issued });
    const question = ask({ sent: [leaf, ...(await Promise.all(twins)), ...crossed] });
    let checks = 0;
    const counted = (certificate: Certificate, issuer: Certificate) => {
      checks++;
      return checkSignature(certificate, issuer);
    };
    const verdict = judgeChain({ ...question, checkSignature: counted });
    assert.ok(verdict.kind === 'judged' && !verdict.isTrusted);
    assert.ok(checks <= 400, `${checks} checks`);
  });
});

const hasOpenSsl = spawnSync('openssl', ['version']).status === 0;
describe('x509 chains, by the real OpenSSL', { skip: hasOpenSsl ? false : 'no openssl here: nothing was compared with it' }, () => {
  it('finds the same errors', async (context) => {
    const { cases, ask, root } = await world;
    for (const one of cases.filter(({ openSslDiffers }) => openSslDiffers === undefined))
      await context.test(one.title, () => {
        const verdict = judgeChain(ask(one));
        assert.ok(verdict.kind === 'judged');
        const [own, theirs] = [[], []] as [string[][], string[][]];
        for (const level of [0, 2] as const) {
          own.push(
            openSslErrors(verdict.path, level)
              .map(({ code, depth }) => `${code} at ${depth}`)
              .sort(),
          );
          theirs.push(verify({ anchors: [root], ...one }, level));
        }
        assert.deepEqual(own, theirs);
      });
  });
});

/** The errors of `openssl verify`, which goes on after most of them. */
function verify({ sent: [leaf, ...untrusted], anchors = [], purpose = 'server' }: Case, level: number): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-'));
  const write = (name: string, issued: readonly (Issued | undefined)[]) => {
    const path = join(folder, name);
    writeFileSync(path, issued.map((one) => (one ? writePem('CERTIFICATE', one.certificate.der) : '')).join(''));
    return path;
  };
  const words = [
    '-no-CApath',
    '-no-CAstore',
    '-CAfile',
    write('ca.pem', anchors),
    '-purpose',
    purpose === 'server' ? 'sslserver' : 'sslclient',
  ];
  if (untrusted.length > 0) words.push('-untrusted', write('untrusted.pem', untrusted));
  const at = ['-attime', String(NOW.getTime() / 1000), '-auth_level', String(level)];
  const run = spawnSync('openssl', ['verify', ...words, ...at, write('leaf.pem', [leaf])], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return [...`${run.stdout}${run.stderr}`.matchAll(/^error (\d+) at (\d+) depth/gm)].map(([, code, depth]) => `${code} at ${depth}`).sort();
}
