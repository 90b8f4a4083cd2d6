import type { ChainFacts } from '#core/probe/facts';
import type { CertificateSpec, ChainScene } from '#core/rules/scenes/chain-scene';
import { alertNames } from '#core/tls/alerts';
import { suiteByName } from '#core/tls/suites';
import { TLS13 } from '#core/tls/versions';
import { judgeChain } from '#core/x509/chain';
import { judgeByPractice, judgeByRfc5922 } from '#core/x509/names';
import { openSslErrors } from '#core/x509/openssl-verdict';
import { trustStore } from '#core/x509/path';
import { checkSignature } from '../../server/probe/certificates';
import { NOW } from '../core/x509/issue';
import { certificateBy, type Described, momentOf } from './certificate-spec';
import type { SceneBuilder } from './scenes';

/** Issues the certificates of a scene, has them read and judged as the probe does, and makes the facts. */
export const chainScenes: SceneBuilder<ChainScene, ChainFacts> = {
  defaults: { socket: '192.0.2.1:5061', reference: 'sip.example.com', ownName: 'sip.example.com' },
  build,
};

async function build(scene: ChainScene): Promise<ChainFacts> {
  const { socket = '', isPublicStore, publicRoots, isNameGiven = false, version = TLS13, purpose = 'server' } = scene;
  const cast = castOf(scene);
  const certificate = async (name: string) => (await certificateBy(describe(name, cast))).certificate;
  const all = (names: readonly string[]) => Promise.all(names.map(certificate));
  const sent = await all(scene.sent ?? ['leaf', 'intermediate']);
  const [leaf] = sent;
  if (!leaf) throw new Error('a scene has a first certificate');
  const anchors = await all(scene.trusted ?? ['root']);
  const trust = isPublicStore ? `Node's, ${anchors.length} roots (Node 20.20.2)` : 'ca.pem, 1 certificate';
  const store = trustStore(trust, anchors);
  const helpers = await Promise.all(
    (scene.helpers ?? []).map(async ({ certificate: name, from }) => ({ certificate: await certificate(name), from })),
  );
  const verdict = judgeChain({ sent, store, aia: [], purpose, now: NOW, checkSignature });
  const [error] = verdict.kind === 'judged' ? openSslErrors(verdict.path, 0) : [];
  const { reference, srvTarget, refusal, provider } = scene;
  return {
    server: socket,
    sent,
    verdict,
    leaf,
    ...(reference && {
      names: { reference, rfc5922: judgeByRfc5922(leaf, reference), practice: judgeByPractice(leaf, reference) },
    }),
    isNameGiven,
    ...(scene.installed && { installed: { path: '/etc/sip/server.pem', leaf: await certificate(scene.installed) } }),
    ...(srvTarget && { srvTarget: { name: srvTarget, verdict: judgeByPractice(leaf, srvTarget) } }),
    store,
    ...(publicRoots && { publicRoots: trustStore('public roots', await all(publicRoots)) }),
    helpers,
    openssl: error ? { ok: false, code: String(error.code) } : { ok: true },
    revocation: await revocationOf(scene, certificate),
    askedForStaple: scene.staple !== 'not-asked',
    stapled: scene.staple === 'sent',
    hasOtherScts: scene.hasOtherScts ?? false,
    version,
    suite:
      suiteByName(scene.suite ?? (version === TLS13 ? 'TLS_AES_256_GCM_SHA384' : 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'))?.code ?? 0,
    ...(scene.handshakeSignature && { handshakeSignature: scene.handshakeSignature }),
    ...(scene.showsOthers && { showsOthers: true }),
    purpose,
    ...(refusal !== undefined && {
      refusal: { level: 'fatal', code: refusal, name: alertNames.find(({ code }) => code === refusal)?.name ?? '' },
    }),
    policy: {
      names: scene.policyNames ?? 'full',
      ...(provider && { provider }),
      trust: [trust],
      isPrivateStore: !isPublicStore,
      ...(!isPublicStore && { caFile: 'ca.pem' }),
      revocation: scene.checks ? 'online' : 'stapled',
      timeoutMs: 5000,
    },
    now: NOW,
  };
}

async function revocationOf(
  { checks = [] }: ChainScene,
  certificate: (name: string) => Promise<{ readonly sha256: string }>,
): Promise<ChainFacts['revocation']> {
  const found = await Promise.all(
    checks.map(async ({ of, revokedAt, ...check }) => ({
      ...check,
      certificate: (await certificate(of)).sha256,
      ...(revokedAt && { revokedAt: momentOf(revokedAt) }),
    })),
  );
  const outcomes = found.map(({ outcome }) => (outcome === 'bad' ? 'unavailable' : outcome));
  const worst = (['revoked', 'unknown', 'unavailable', 'good'] as const).find((outcome) => outcomes.includes(outcome));
  return { revocation: worst ?? 'not-checked', checks: found };
}

type Cast = { readonly [name: string]: CertificateSpec };

function castOf({ certificates = {}, ownName = '' }: ChainScene): Cast {
  const ca = { isCa: true, notBefore: '-1000d', notAfter: '+2000d' };
  const usual: Cast = {
    root: { commonName: 'Test Root', by: 'itself', ...ca },
    intermediate: { commonName: 'Test CA', ...ca, isCa: 0 },
    leaf: { commonName: ownName, by: 'intermediate', names: [`DNS:${ownName}`], purposes: ['serverAuth', 'clientAuth'] },
  };
  const said = Object.entries(certificates).map(([name, spec]) => [name, { ...usual[name], ...spec }]);
  return { ...usual, ...Object.fromEntries(said) };
}

function describe(name: string, cast: Cast): Described {
  const { by = 'root', ...spec } = cast[name] ?? {};
  if (!cast[name]) throw new Error(`no certificate is called ${name}`);
  return { name, spec, ...(by === 'itself' ? {} : { by: describe(by, cast) }) };
}
