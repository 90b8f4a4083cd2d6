import type { ChainFacts, Policy } from '#core/probe/facts';
import type { CertificateScene, EndpointScene } from '#core/rules/scenes/probe-scene';
import { suiteByName } from '#core/tls/suites';
import { TLS13 } from '#core/tls/versions';
import type { Certificate } from '#core/x509/certificate';
import { judgeChain } from '#core/x509/chain';
import { judgeByPractice, judgeByRfc5922 } from '#core/x509/names';
import { openSslErrors } from '#core/x509/openssl-verdict';
import { trustStore } from '#core/x509/path';
import { checkSignature } from '../../server/probe/certificates';
import { type Issued, issue, NOW, type Wanted } from '../core/x509/issue';

/** The certificates of scenes: issued once for the same data, and judged by the probe's own judges. */

interface Ca {
  readonly root: Issued;
  readonly issuer: Issued;
}
interface Authorities {
  readonly trusted: Ca;
  readonly 'other-trusted': Ca;
  readonly unknown: Ca;
  /** The issuer of `trusted`, certified by the root of `other-trusted`. */
  readonly cross: Issued;
}

let authorities: Promise<Authorities> | undefined;

async function makeAuthorities(): Promise<Authorities> {
  const ca = async (name: string): Promise<Ca> => {
    const root = await issue({ name: `${name} Root`, ca: true, notBefore: '2020-01-01', notAfter: '2040-01-01' });
    const issuer = await issue({ name: `${name} CA`, by: root, ca: true, notBefore: '2020-01-01', notAfter: '2035-01-01' });
    return { root, issuer };
  };
  const trusted = await ca('Test');
  const other = await ca('Other Test');
  const cross = await issue({
    name: 'Test CA',
    by: other.root,
    ca: true,
    keys: trusted.issuer.keys,
    notBefore: '2021-01-01',
    notAfter: '2034-01-01',
  });
  return { trusted, 'other-trusted': other, unknown: await ca('Unknown'), cross };
}

const issued = new Map<string, Promise<Issued>>();
const keys = new Map<string, Promise<Wanted['keys']>>();

/** `name`: what it names where the scene says nothing. */
export async function leafOf(scene: CertificateScene, name: string): Promise<Certificate> {
  return (await issuedFor({ ...scene, names: scene.names ?? [name] })).certificate;
}

function issuedFor(scene: CertificateScene): Promise<Issued> {
  const id = JSON.stringify(Object.entries(scene).sort());
  const known = issued.get(id);
  if (known) return known;
  const made = makeLeaf(scene);
  issued.set(id, made);
  return made;
}

async function makeLeaf({ names = [], notBefore, notAfter, key, keyType, issuer = 'trusted' }: CertificateScene): Promise<Issued> {
  authorities ??= makeAuthorities();
  const by = (await authorities)[issuer].issuer;
  const shared = key === undefined ? undefined : await keyOf(key);
  return issue({
    name: 'Test',
    by,
    sans: names.map((value) => {
      if (value.startsWith('sip:')) return { type: 'url', value };
      return { type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value };
    }),
    purposes: ['1.3.6.1.5.5.7.3.1'],
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
    ...(keyType === undefined ? {} : { key: keyType }),
    ...(shared ? { keys: shared } : {}),
  });
}

function keyOf(word: string): Promise<Wanted['keys']> {
  const known = keys.get(word);
  if (known) return known;
  const made = issue({ name: word }).then((one) => one.keys);
  keys.set(word, made);
  return made;
}

interface Shown {
  readonly server: string;
  readonly sends: NonNullable<EndpointScene['sends']>;
  readonly reference: string;
  /** The SRV target, or the reference again. */
  readonly host: string;
  readonly version: number;
  readonly policy: Policy;
}

export async function chainFactsOf(
  scene: CertificateScene,
  { server, sends, reference, host, version, policy }: Shown,
): Promise<ChainFacts> {
  authorities ??= makeAuthorities();
  const all = await authorities;
  const leaf = await leafOf(scene, reference);
  const ca = all[scene.issuer ?? 'trusted'];
  const behind = { issuer: ca.issuer.certificate, 'other-issuer': all.cross.certificate, root: ca.root.certificate };
  const sent = [leaf, ...sends.map((word) => behind[word])];
  const store = trustStore('Test store', [all.trusted.root.certificate, all['other-trusted'].root.certificate]);
  const verdict = judgeChain({ sent, store, aia: [], purpose: 'server', now: NOW, checkSignature });
  const [error] = verdict.kind === 'judged' ? openSslErrors(verdict.path, 2) : [];
  return {
    server,
    sent,
    verdict,
    leaf,
    names: { reference, rfc5922: judgeByRfc5922(leaf, reference), practice: judgeByPractice(leaf, reference) },
    isNameGiven: false,
    ...(host === reference ? {} : { srvTarget: { name: host, verdict: judgeByPractice(leaf, host) } }),
    store,
    helpers: [],
    openssl: error ? { ok: false, code: String(error.code) } : { ok: true },
    revocation: { revocation: 'not-checked', checks: [] },
    askedForStaple: true,
    stapled: false,
    hasOtherScts: false,
    version,
    suite: suiteByName(version >= TLS13 ? 'TLS_AES_256_GCM_SHA384' : 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384')?.code ?? 0,
    purpose: 'server',
    policy,
    now: NOW,
  };
}
