import type { HelloTrial, TlsFacts } from '#core/probe/facts';
import type { AnswerScene, CertificateScene, EnumerationScene, TlsScene, TrialScene } from '#core/rules/scenes/tls-scene';
import { alertName } from '#core/tls/alerts';
import type { TlsConversation } from '#core/tls/conversation';
import { suiteByName } from '#core/tls/suites';
import type { Certificate } from '#core/x509/certificate';
import { judgeByPractice, judgeByRfc5922 } from '#core/x509/names';
import { failureOf } from '../../server/probe/outcome';
import { issue, type Wanted } from '../core/x509/issue';
import type { SceneBuilder } from './scenes';
import { conversationIn } from './tls-flow';
import * as octets from './tls-octets';

export const tlsScenes: SceneBuilder<TlsScene, TlsFacts> = {
  defaults: {
    server: '192.0.2.1:5061',
    client: 'this probe',
    serverName: 'sip.example.com',
    certificates: [{ subject: 'sip.example.com' }],
  },
  build: tlsFacts,
};

async function tlsFacts(scene: TlsScene): Promise<TlsFacts> {
  const answer = typeof scene.answer === 'string' ? undefined : (scene.answer ?? {});
  const isShown = answer !== undefined && !answer.isResumed && suiteByName(octets.suiteNamed(answer))?.certificateKey !== 'none';
  const server = isShown ? await issued(scene.certificates ?? [], keyFor(answer)) : [];
  const identity = scene.identity && (await issued(scene.identity, 'EC'));
  const authorities = await Promise.all(
    (scene.request?.authorities ?? []).map(async (name) => (await authority(name)).certificate.subject.der),
  );
  const conversation = conversationIn(scene, { server, identity: scene.withholds ? [] : (identity ?? []), authorities });
  const shown = conversation.serverCertificates.kind === 'sent' ? server : [];
  const [leaf] = scene.leaf ? await issued([scene.leaf], 'EC') : shown;
  const { serverName, sipDomain } = scene;
  const failure = failureIn(scene, conversation);
  const alert = failure && 'alert' in failure ? failure.alert : undefined;
  const outcome = scene.outcome ?? failure?.kind ?? 'ok';
  return {
    origin: scene.origin ?? 'probe',
    server: scene.server ?? '',
    client: scene.client ?? '',
    conversation,
    outcome,
    ...(alert ? { alert: { ...alert, isLate: failure?.kind === 'alert' && failure.isLate } } : {}),
    ...(failure && 'octets' in failure ? { foreign: failure.octets } : {}),
    ...(failure && 'reason' in failure ? { code: failure.reason } : {}),
    clientCertificate: scene.clientCertificate ?? verdictOn(conversation, outcome),
    ...(identity ? { identity } : {}),
    hasSpoken: scene.speaks ?? false,
    ...(scene.refusedAfterMs === undefined ? {} : { refusedAfterMs: scene.refusedAfterMs }),
    timings: scene.timings ?? { tcpMs: 11, tlsMs: 24, firstOctetMs: 12 },
    timeoutMs: scene.timeoutMs ?? 5000,
    ...(scene.enumeration ? { enumeration: enumerationIn(scene.enumeration) } : {}),
    trials: (scene.trials ?? []).map(trialIn),
    ...(scene.resumption ? { resumption: scene.resumption } : {}),
    ...(leaf ? { leaf } : {}),
    ...(leaf && serverName ? { isNamed: isNamed(leaf, serverName) } : {}),
    policyNames: scene.policyNames ?? 'full',
    ...(shown.length > 0 ? { sent: shown } : {}),
    endedAt: new Date(scene.endedAt ?? '2026-06-01T12:00:00.250Z'),
    ...(scene.ending ? { ending: scene.ending } : {}),
    ...(scene.httpLine === undefined ? {} : { httpLine: scene.httpLine }),
    ...(scene.speaksClearSip ? { speaksClearSip: true } : {}),
    ...(sipDomain && leaf ? { sipDomain: { name: sipDomain, isNamed: isNamed(leaf, sipDomain) } } : {}),
    ...(scene.hasOtherCertificate ? { hasOtherCertificate: true } : {}),
  };
}

const isNamed = (leaf: Certificate, name: string): boolean => judgeByRfc5922(leaf, name).matches || judgeByPractice(leaf, name).matches;

/** By the judgement of the probe itself, from what was on the wire. */
function failureIn(scene: TlsScene, conversation: TlsConversation): ReturnType<typeof failureOf> | undefined {
  const isComplete = scene.until === undefined && typeof scene.answer !== 'string' && scene.foreign === undefined;
  const { alert, line = 'open' } = scene;
  const isOver = alert !== undefined && alert.code !== 0;
  if (isComplete && !isOver && line !== 'reset' && scene.outcome !== 'closed') return undefined;
  const error =
    isOver || scene.code !== undefined
      ? Object.assign(new Error(alert?.from === 'server' ? `SSL alert number ${alert.code}` : 'refused here'), { code: scene.code })
      : undefined;
  const end = line === 'open' && !alert && scene.foreign === undefined ? 'deadline' : 'stopped';
  return failureOf({ conversation, end, line, error, wasSecure: isComplete });
}

function verdictOn({ clientCertificate }: TlsConversation, outcome: string): TlsFacts['clientCertificate'] {
  if (clientCertificate.kind === 'hidden') return 'cannot-tell';
  if (clientCertificate.kind === 'not-asked') return outcome === 'ok' ? 'none' : 'cannot-tell';
  return clientCertificate.answer.kind === 'empty' && /^(?:alert|reset|closed)$/.test(outcome) ? 'required' : 'requested';
}

function enumerationIn({ accepted, unknown = [], ...scene }: EnumerationScene): NonNullable<TlsFacts['enumeration']> {
  const verdict = (name: string) => (name in accepted ? 'accepted' : unknown.includes(name) ? 'unknown' : 'refused');
  const names = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'SSLv3'];
  return {
    versions: new Map(names.map((name) => [octets.numberOfVersion(name), verdict(name)])),
    suites: names.flatMap((name) =>
      (accepted[name] ?? []).map((suite) => ({ version: octets.numberOfVersion(name), suite: octets.numberOfSuite(suite) })),
    ),
    serverOrder: scene.serverOrder ?? true,
    groups: [29, 23],
    schemes: [0x0403],
    protocols: [],
    compression: scene.compression ?? false,
    ...(scene.encryptsThenMacs === undefined ? {} : { encryptsThenMacs: scene.encryptsThenMacs }),
    isComplete: !scene.isIncomplete && unknown.length === 0,
    hellos: 12,
  };
}

function trialIn({ kind, octets: size = 260, answer, version, alert, durationMs = 12 }: TrialScene): HelloTrial {
  return {
    kind,
    octets: size,
    answer,
    ...(version === undefined ? {} : { version: octets.numberOfVersion(version) }),
    ...(alert === undefined ? {} : { alert: { level: 'fatal', code: alert, name: alertName(alert) } }),
    durationMs,
  };
}

const keyFor = (answer: AnswerScene | undefined): 'EC' | 'RSA' =>
  answer && suiteByName(octets.suiteNamed(answer))?.certificateKey === 'RSA' ? 'RSA' : 'EC';

const made = new Map<string, Promise<Certificate>>();
const authorities = new Map<string, ReturnType<typeof issue>>();
let rsaKeys: Promise<Wanted['keys']> | undefined;

const issued = (scenes: readonly CertificateScene[], key: 'EC' | 'RSA'): Promise<Certificate[]> =>
  Promise.all(
    scenes.map((scene) => {
      const whole = { key, issuer: 'Example Issuing CA', ...scene };
      const name = JSON.stringify(whole);
      const certificate = made.get(name) ?? certificateIn(whole);
      made.set(name, certificate);
      return certificate;
    }),
  );

async function certificateIn({
  subject,
  issuer,
  names = [subject],
  key,
  notBefore,
  notAfter,
}: CertificateScene & { issuer: string }): Promise<Certificate> {
  const by = issuer === subject ? undefined : await authority(issuer);
  // Making such keys takes long, and nobody compares them here.
  rsaKeys ??= issue({ name: 'RSA', key: 'RSA-1024' }).then(({ keys }) => keys);
  const keys = key === 'RSA' ? await rsaKeys : undefined;
  const { certificate } = await issue({
    name: subject,
    sans: names.map((value) => ({ type: 'dns', value })),
    ...(by ? { by } : {}),
    ...(keys ? { keys } : {}),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  });
  return certificate;
}

function authority(name: string): ReturnType<typeof issue> {
  const found = authorities.get(name) ?? issue({ name, ca: true });
  authorities.set(name, found);
  return found;
}
