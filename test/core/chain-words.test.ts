import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ChainEnd, chainEnd } from '#core/probe/chain-end';
import { isOfOtherPath, strangers } from '#core/probe/chain-list';
import {
  anchorOf,
  identitiesOf,
  indexOf,
  isPublic,
  judgedPath,
  lasting,
  listCommand,
  nameOf,
  ownIndex,
  placeOf,
  positionOf,
  printCommand,
  problemsOf,
  verifyCommand,
} from '#core/probe/chain-words';
import type { ChainFacts } from '#core/probe/facts';
import type { ChainScene } from '#core/rules/scenes/chain-scene';
import { hasCommonName } from '#core/x509/distinguished-name';
import { unionStore } from '#core/x509/lazy-store';
import { trustStore } from '#core/x509/path';
import { certificateBy } from '../support/certificate-spec';
import { chainScenes } from '../support/chain-scene';

const factsOf = async (scene: ChainScene = {}): Promise<ChainFacts> => chainScenes.build({ ...chainScenes.defaults, ...scene });
const mine = { by: 'itself', isCa: true } as const;

describe('words about chains', () => {
  it('a certificate is called by its common name, else by another name', async () => {
    const of = async (spec: Parameters<typeof certificateBy>[0]['spec']) =>
      nameOf((await certificateBy({ name: 'x', spec: { serial: '1234', ...spec } })).certificate);
    assert.equal(await of({ commonName: 'Example CA', organization: 'Example' }), '"Example CA"');
    assert.equal(await of({ commonName: null, organization: 'Example' }), '"O=Example"');
    assert.equal(await of({ commonName: null, names: ['DNS:sip.example.com'] }), '"sip.example.com"');
    assert.equal(await of({ commonName: null }), 'the certificate with serial 1234');
    assert.equal(await of({ commonName: `\u202e${'a'.repeat(200)}` }), `"\\u{202e}${'a'.repeat(92)}…"`);
  });

  it('where it stands', async () => {
    const facts = await factsOf({ sent: ['leaf', 'intermediate', 'intermediate'] });
    const [leaf, ca, root] = judgedPath(facts)?.links.map(({ certificate }) => certificate) ?? [];
    assert.ok(leaf && ca && root);
    assert.deepEqual(
      [leaf, ca, root].map((one) => indexOf(facts, one)),
      [0, 1, undefined],
    );
    assert.deepEqual(
      [leaf, ca, root].map((one) => placeOf(facts, one)),
      [{ certificate: 0 }, { certificate: 1 }, {}],
    );
    assert.equal(positionOf(facts, ca), 'Certificate 2 of 3 ("Test CA")');
    assert.equal(positionOf(facts, root), 'The trusted certificate "Test Root"');
    assert.deepEqual(placeOf({ ...facts, purpose: 'client' }, leaf), {});
  });

  it('how long', () => {
    const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
    assert.deepEqual([-5, 59_000, minute, 59 * minute, hour, 47 * hour, 2 * day, 800 * day].map(lasting), [
      '0 minutes',
      '0 minutes',
      '1 minute',
      '59 minutes',
      '1 hour',
      '1 day',
      '2 days',
      '800 days',
    ]);
  });

  it('what it can be compared by', async () => {
    const of = async (spec: Parameters<typeof certificateBy>[0]['spec']) =>
      identitiesOf((await certificateBy({ name: 'sip.example.com', spec })).certificate);
    assert.equal(
      await of({ names: ['DNS:a.example', 'email:a@b.example', 'URI:sip:b.example', 'IP:192.0.2.1'] }),
      'a.example, sip:b.example, 192.0.2.1',
    );
    assert.equal(await of({}), 'sip.example.com');
    assert.equal(await of({ names: [] }), 'no host at all');
    assert.equal(await of({ commonName: 'Not a host' }), 'no host at all');
  });

  it('lines for a shell', async () => {
    const facts = await factsOf();
    const [, ca] = facts.sent;
    assert.ok(ca?.kind === 'certificate');
    const start = 'openssl s_client -connect 192.0.2.1:5061 -servername sip.example.com';
    assert.equal(
      verifyCommand(facts),
      `${start} -verify_hostname sip.example.com -verify_return_error -CAfile ca.pem -showcerts </dev/null`,
    );
    assert.equal(
      verifyCommand(await factsOf({ policyNames: 'chain-only', isPublicStore: true })),
      `${start} -verify_return_error -showcerts </dev/null`,
    );
    assert.equal(
      verifyCommand(await factsOf({ reference: '192.0.2.1', socket: '[2001:db8::1]:5061' })),
      "openssl s_client -connect '[2001:db8::1]:5061' -noservername -verify_ip 192.0.2.1 -verify_return_error -CAfile ca.pem -showcerts </dev/null",
    );
    assert.equal(printCommand(facts, facts.leaf, '-enddate'), `${start} </dev/null 2>/dev/null | openssl x509 -noout -enddate`);
    assert.equal(
      printCommand(facts, ca, '-enddate'),
      `${start} -showcerts </dev/null 2>/dev/null | awk '/BEGIN CERT/{n++} n==2' | openssl x509 -noout -enddate`,
    );
    assert.equal(listCommand({ ...facts, serverName: null })?.includes('-noservername'), true);
    for (const command of [verifyCommand, listCommand]) assert.equal(command({ ...facts, purpose: 'client' }), undefined);
  });
});

describe('which certificate is the own one of the server', () => {
  const other = { ...mine, names: ['DNS:other.example'] };
  for (const [title, scene, index] of [
    ['the first', {}, 0],
    ['the one that the first issued', { sent: ['intermediate', 'leaf'] }, 1],
    ['the one that has the name', { certificates: { other }, sent: ['other', 'intermediate', 'leaf'] }, 2],
    ['the first, where none has the name', { certificates: { other }, sent: ['other', 'intermediate', 'leaf'], reference: 'x.example' }, 0],
    ['the first, where there is no name to look for', { certificates: { other }, sent: ['other', 'leaf'], reference: null }, 0],
    ['the one whose key signed', { sent: ['leaf', 'intermediate'], handshakeSignature: { kind: 'bad', fits: 1 } }, 1],
    ['the first, where no key fits', { handshakeSignature: { kind: 'bad' } }, 0],
  ] satisfies [string, ChainScene, number][])
    it(title, async () => {
      const facts = await factsOf(scene);
      assert.equal(ownIndex(facts), index);
      assert.equal(judgedPath(facts) === undefined, index > 0);
      assert.equal(chainEnd(facts) === undefined, index > 0);
    });
});

describe('why a chain ends where it does', () => {
  const url = 'http://ca.example.com/ca.cer';
  const twin = { commonName: 'Test CA', isCa: true } as const;
  for (const [title, scene, kind] of [
    ['good', {}, 'trusted'],
    ['the leaf is trusted itself', { trusted: ['leaf'] }, 'pinned'],
    ['signed by itself', { certificates: { leaf: { by: 'itself' } }, sent: ['leaf'] }, 'self-signed-leaf'],
    ['another root, sent', { certificates: { mine }, sent: ['leaf', 'intermediate', 'root'], trusted: ['mine'] }, 'unknown-root'],
    ['another root, not sent', { certificates: { mine }, trusted: ['mine'] }, 'unknown-root'],
    ['another root, which is published', { certificates: { mine, intermediate: { caIssuers: url } }, trusted: ['mine'] }, 'unknown-root'],
    ['the leaf alone, nobody knows its issuer', { sent: ['leaf'] }, 'intermediate-missing'],
    [
      'the leaf alone, of a public root',
      { certificates: { mine, leaf: { by: 'root' } }, sent: ['leaf'], trusted: ['mine'], publicRoots: ['root'] },
      'unknown-root',
    ],
    ['the leaf alone, its issuer is published', { certificates: { leaf: { caIssuers: url } }, sent: ['leaf'] }, 'intermediate-missing'],
    ['the issuer was found', { sent: ['leaf'], helpers: [{ certificate: 'intermediate', from: url }] }, 'intermediate-missing'],
    [
      'only the root was found',
      { certificates: { mine }, trusted: ['mine'], helpers: [{ certificate: 'root', from: url }] },
      'unknown-root',
    ],
    ['the issuer of that name has another key', { certificates: { twin }, sent: ['leaf', 'twin'] }, 'other-key'],
    [
      'a public intermediate whose issuer is not there',
      { certificates: { mine, intermediate: { caIssuers: url } }, trusted: ['mine'], isPublicStore: true },
      'intermediate-missing',
    ],
    [
      'a public root that a public store lacks',
      { certificates: { mine, intermediate: { caIssuers: url } }, trusted: ['mine'], publicRoots: ['root'], isPublicStore: true },
      'unknown-root',
    ],
  ] satisfies [string, ChainScene, ChainEnd['kind']][])
    it(title, async () => assert.equal(chainEnd(await factsOf(scene))?.kind, kind));
});

describe('what the others of a list are', () => {
  const old = { ...mine, commonName: 'Old Root' } as const;
  const cross = { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true } as const;
  for (const [title, scene, foreign, alternative] of [
    ['none', {}, [], []],
    ['the root', { sent: ['leaf', 'intermediate', 'root'] }, [], []],
    ['cross-signed, with its issuer', { certificates: { old, cross }, sent: ['leaf', 'intermediate', 'cross', 'old'] }, [], [2, 3]],
    [
      'of other people, with its issuer',
      { certificates: { mine, theirs: { by: 'mine', isCa: true } }, sent: ['leaf', 'intermediate', 'theirs', 'mine'] },
      [2],
      [],
    ],
    ['of the name that is wanted', { certificates: { twin: { commonName: 'Test CA', isCa: true } }, sent: ['leaf', 'twin'] }, [], []],
    ['a copy', { sent: ['leaf', 'intermediate', 'leaf'] }, [], []],
  ] satisfies [string, ChainScene, number[], number[]][])
    it(title, async () => {
      const facts = await factsOf(scene);
      assert.deepEqual(strangers(facts), foreign);
      const others = facts.sent.flatMap((one, index) => (one.kind === 'certificate' && isOfOtherPath(facts, one) ? index : []));
      assert.deepEqual(others, alternative);
    });
});

describe('roots', () => {
  it('public is what everybody trusts', async () => {
    const cases: [ChainScene, boolean][] = [
      [{}, false],
      [{ isPublicStore: true }, true],
      [{ publicRoots: ['root'] }, true],
      [{ publicRoots: ['leaf'], isPublicStore: true }, false],
    ];
    for (const [scene, expected] of cases) {
      const facts = await factsOf(scene);
      const anchor = anchorOf(facts);
      assert.ok(anchor);
      assert.equal(isPublic(facts, anchor), expected);
    }
  });

  it('problems come with the certificate that has them', async () => {
    const facts = await factsOf({ certificates: { intermediate: { notAfter: '-1d' } } });
    assert.deepEqual(
      problemsOf(facts, 'expired').map(({ problem, certificate }) => [problem.depth, nameOf(certificate)]),
      [[1, '"Test CA"']],
    );
  });

  it('a store lists its subjects, by which a common name is found', async () => {
    const { certificate } = await certificateBy({ name: 'root', spec: { commonName: 'Example, Root + 1', organization: 'Example' } });
    const store = unionStore('both', [trustStore('a', [certificate]), trustStore('b', [])]);
    const subjects = [...(store.subjects?.() ?? [])];
    assert.deepEqual(subjects, [certificate.subject.key]);
    const has = (name: string) => subjects.some((key) => hasCommonName(key, name));
    assert.deepEqual(['example,  ROOT + 1', 'Example', 'Root', '1'].map(has), [true, false, false, false]);
  });
});
