import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rootCertificates } from 'node:tls';
import { distrustedRoots, distrustOf } from '#core/probe/distrusted-roots';
import { providerNamed } from '#core/probe/providers';
import { ocspCommand, sourceCommand } from '#core/probe/revocation-command';
import { endpointRules } from '#core/rules/endpoint.gen';
import { judgeChainFacts } from '#core/rules/endpoint-engine';
import { selectRules } from '#core/rules/engine';
import type { Profile } from '#core/rules/rule';
import type { ChainScene } from '#core/rules/scenes/chain-scene';
import { readPem } from '#core/x509/pem';
import { chainScenes } from '../support/chain-scene';
import { certificateOf } from './x509/node-crypto';

const factsOf = async (scene: ChainScene) => chainScenes.build({ ...chainScenes.defaults, ...scene });

async function found(scene: ChainScene, profile: Profile = 'practical') {
  return judgeChainFacts(await factsOf(scene), selectRules(endpointRules, profile));
}

describe('a chain that works draws nothing above a hint', () => {
  const upper = { isCa: true, by: 'root' } as const;
  for (const [title, scene] of [
    ['of a private CA', {}],
    ['of a public CA', { isPublicStore: true }],
    ['named by DNS and by URI', { certificates: { leaf: { names: ['DNS:sip.example.com', 'URI:sip:sip.example.com'] } } }],
    ['with the root', { sent: ['leaf', 'intermediate', 'root'] }],
    ['of the root itself', { certificates: { leaf: { by: 'root' } }, sent: ['leaf'] }],
    ['in TLS 1.2', { version: 0x0303 }],
    [
      'with an RSA key',
      {
        certificates: { leaf: { key: 'RSA-2048', usage: ['digitalSignature', 'keyEncipherment'] } },
        version: 0x0303,
        suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      },
    ],
    ['by an address that it names', { reference: '192.0.2.1', certificates: { leaf: { names: ['IP:192.0.2.1'] } } }],
    ['with nothing to compare', { reference: null }],
    ['whose intermediate is trusted', { trusted: ['intermediate'] }],
    [
      'with an upper CA that certified an anchor',
      { certificates: { upper, intermediate: { by: 'upper' } }, trusted: ['upper'], sent: ['leaf', 'intermediate'] },
    ],
    [
      'with a good staple',
      {
        staple: 'sent',
        certificates: { leaf: { mustStaple: true } },
        checks: [{ of: 'leaf', source: 'stapled', outcome: 'good', why: 'Good.' }],
      },
    ],
    ['whose name is not compared', { policyNames: 'chain-only' }],
    ['of a client', { purpose: 'client', reference: null }],
  ] satisfies [string, ChainScene][])
    it(title, async () => {
      const severe = (await found(scene)).filter(({ severity }) => severity !== 'hint');
      assert.deepEqual(severe, []);
    });
});

describe('one cause draws one finding', () => {
  const old = { commonName: 'Old Root', by: 'itself', isCa: true } as const;
  const mine = { by: 'itself', isCa: true } as const;
  for (const [title, scene, ...rules] of [
    ['expired', { certificates: { leaf: { notAfter: '-1d' } } }, 'expired'],
    [
      'intermediate missing',
      { certificates: { leaf: { caIssuers: 'http://ca.example.com/ca.cer' } }, sent: ['leaf'] },
      'intermediate-missing',
    ],
    [
      'the wrong intermediate',
      {
        certificates: { mine, leaf: { caIssuers: 'http://ca.example.com/ca.cer' }, theirs: { by: 'mine', isCa: true } },
        sent: ['leaf', 'theirs'],
      },
      'extra-certificate',
      'intermediate-missing',
    ],
    ['re-keyed', { certificates: { twin: { commonName: 'Test CA', isCa: true } }, sent: ['leaf', 'twin'] }, 'issuer-key-mismatch'],
    ['unknown root', { certificates: { mine }, sent: ['leaf', 'intermediate', 'root'], trusted: ['mine'] }, 'unknown-root'],
    ['self-signed', { certificates: { leaf: { by: 'itself' } }, sent: ['leaf'] }, 'self-signed'],
    ['leaf not first', { sent: ['intermediate', 'leaf'] }, 'leaf-not-first'],
    ['another key', { handshakeSignature: { kind: 'bad' } }, 'key-mismatch'],
    ['key of another', { sent: ['intermediate', 'leaf'], handshakeSignature: { kind: 'bad', fits: 1 } }, 'leaf-not-first'],
    ['no CA', { certificates: { intermediate: { isCa: false, usage: ['digitalSignature'] } } }, 'not-a-ca'],
    ['version 1', { certificates: { leaf: { version: 1 } } }, 'version-1'],
    ['version 1 as issuer', { certificates: { intermediate: { version: 1 } } }, 'version-1'],
    ['wrong name', { certificates: { leaf: { names: ['DNS:other.example.net'], commonName: 'other' } } }, 'name-mismatch'],
    ['wildcard', { certificates: { leaf: { names: ['DNS:*.example.com'] } } }, 'wildcard'],
    ['no name', { certificates: { leaf: { names: [], commonName: null, organization: 'Lab' } } }, 'san-empty'],
    ['name in the CN', { certificates: { leaf: { names: null } } }, 'cn-only'],
    [
      'SRV target',
      { reference: 'example.com', srvTarget: 'sip.provider.example', certificates: { leaf: { names: ['DNS:sip.provider.example'] } } },
      'srv-target-only',
    ],
    ['address', { reference: '192.0.2.1' }, 'ip-san'],
    ['URI', { certificates: { leaf: { names: ['URI:sip:sip.example.com'] } } }, 'uri-san-only'],
    ['shadowed', { certificates: { leaf: { names: ['URI:sip:example.net', 'DNS:sip.example.com'] } } }, 'dns-shadowed-by-uri'],
    ['wrong purpose', { certificates: { leaf: { purposes: ['codeSigning'] } } }, 'eku-server-auth-missing'],
    [
      'revoked',
      { staple: 'sent', checks: [{ of: 'leaf', source: 'stapled', outcome: 'revoked', why: 'Revoked.', revokedAt: '-1d' }] },
      'revoked',
    ],
    [
      'bad staple, and it must staple',
      {
        staple: 'sent',
        certificates: { leaf: { mustStaple: true } },
        checks: [{ of: 'leaf', source: 'stapled', outcome: 'bad', why: 'Out of date.' }],
      },
      'staple-bad',
    ],
    [
      'expired cross-signature',
      {
        certificates: { old, cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true, notAfter: '-1d' } },
        sent: ['leaf', 'intermediate', 'cross'],
      },
      'expired-unneeded',
    ],
  ] satisfies [string, ChainScene, ...string[]][])
    it(title, async () => {
      const ids = (await found(scene)).map(({ rule }) => rule.slice('chain/'.length)).sort();
      assert.deepEqual(ids, rules);
    });
});

describe('names of strangers in texts and lines for a shell', () => {
  const hostile = `\u202e<b>"'$(id)\0\n${'x'.repeat(5000)}`;
  const latin = hostile.replace('\u202e', '');
  const scenes: ChainScene[] = [
    { certificates: { leaf: { commonName: hostile, names: [`DNS:${latin}`, `URI:sip:${latin}`] }, intermediate: { commonName: hostile } } },
    { certificates: { leaf: { commonName: hostile, names: null, by: 'itself' } }, sent: ['leaf'] },
    {
      certificates: { leaf: { caIssuers: `http://${latin}`, ocsp: `http://${latin}` }, intermediate: { commonName: hostile } },
      sent: ['leaf'],
    },
    {
      certificates: { intermediate: { commonName: hostile, permitted: [`DNS:${latin}`] }, root: { commonName: hostile } },
      trusted: ['leaf'],
    },
    {
      certificates: { leaf: { ocsp: `http://${latin}`, mustStaple: true } },
      checks: [{ of: 'leaf', source: 'ocsp', url: `http://${latin}`, outcome: 'unavailable', why: hostile }],
    },
    {
      certificates: { twin: { commonName: hostile, isCa: true }, intermediate: { commonName: hostile } },
      sent: ['leaf', 'twin', 'intermediate', 'twin', 'root'],
      srvTarget: latin.slice(0, 300),
    },
  ];
  for (const [index, scene] of scenes.entries())
    it(`scene ${index + 1}`, async () => {
      const findings = [...(await found(scene)), ...(await found(scene, 'strict'))];
      assert.ok(findings.length > 0);
      for (const { rule, message, remedy = '', command = '' } of findings) {
        assert.notEqual(rule, 'internal/rule-failed', message);
        for (const text of [message, remedy, command]) {
          assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\u2028\u2029]/u, rule);
          assert.ok(text.length < 2000, `${rule}: ${text.length}`);
        }
        assert.doesNotMatch(command.replaceAll(/'[^']*'/g, ''), /\$\(|`/, rule);
      }
    });

  it('URLs of certificates are quoted, or left out', async () => {
    const { leaf, ...facts } = await factsOf({});
    const lineFor = (url: string) => ocspCommand({ leaf, ...facts }, leaf, url);
    const asked = "-url 'http://a.example/'\\''x' -CAfile ca.pem -resp_text";
    const line = lineFor("http://a.example/'x") ?? '';
    assert.ok(line.endsWith(` n==2' | openssl ocsp -issuer /dev/stdin -serial 0x${leaf.serial} ${asked}`), line);
    const alone = await factsOf({ sent: ['leaf'] });
    assert.equal(ocspCommand(alone, alone.leaf, "http://a.example/'x"), `openssl ocsp -issuer issuer.pem -cert certificate.pem ${asked}`);
    for (const url of [
      'https://a.example/',
      'http://a.example/\n',
      'http://a.example/ -x',
      'file:///etc/passwd',
      `http://a.example/${'x'.repeat(600)}`,
    ]) {
      assert.equal(lineFor(url), undefined, url);
      const check = { certificate: leaf.sha256, source: 'crl', url, outcome: 'bad', why: '' } as const;
      assert.equal(sourceCommand({ leaf, ...facts }, leaf, check), undefined, url);
    }
  });
});

describe('roots that are left', () => {
  it('each entry has a date and a source', () => {
    for (const { from, sha256 = '', source, fact, providers: left = [] } of distrustedRoots) {
      assert.match(from, /^20\d\d-\d\d(?:-\d\d)?$/);
      assert.match(sha256, /^[0-9a-f]{64}$/);
      assert.match(source, /\w/);
      assert.match(fact, /^[A-Z].*[^.]$/);
      for (const id of left) assert.ok(providerNamed(id), id);
    }
  });

  it('a real one is known by its fingerprint', () => {
    const entry = distrustedRoots.find(({ commonName }) => commonName === 'DigiCert Global Root CA');
    const roots = rootCertificates
      .flatMap((pem) => readPem(pem))
      .flatMap((block) => (block.kind === 'certificate' ? certificateOf(block.der) : []));
    const root = roots.find(({ sha256 }) => sha256 === entry?.sha256);
    assert.deepEqual(root?.subject.commonNames, ['DigiCert Global Root CA']);
    assert.ok(root && entry);
    assert.equal(distrustOf(root, 'zoom-phone'), entry);
    assert.equal(distrustOf(root, 'microsoft-teams'), undefined);
    assert.equal(distrustOf(root, undefined), undefined);
  });
});
