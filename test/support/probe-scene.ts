import type { EndpointFacts, EnumerationFacts, OptionsFacts, Policy, ProbeFacts, SniAnswer, TlsFacts } from '#core/probe/facts';
import type { CertificateScene, EndpointScene, OptionsScene, ProbeScene, SniScene } from '#core/rules/scenes/probe-scene';
import { SipMessage } from '#core/sip/message';
import { readSocket, writeSocket } from '#core/sip/socket';
import { type Alert, alertName } from '#core/tls/alerts';
import { suiteByName } from '#core/tls/suites';
import { versions } from '#core/tls/versions';
import type { Certificate } from '#core/x509/certificate';
import type { Candidate } from '../../server/contracts';
import { writeOptions } from '../../server/probe/options';
import { connectTo, type Resolution, type Resolver, resolve } from '../../server/probe/resolve';
import { readTarget } from '../../server/probe/target';
import { NOW } from '../core/x509/issue';
import { chainFactsOf, leafOf } from './scene-chain';
import { conversationOf } from './scene-conversation';
import type { SceneBuilder } from './scenes';
import { lookUpIn } from './zone';

/** Makes facts of a scene: readers and judges of the probe do all that can be read or judged. */
export const probeScenes: SceneBuilder<ProbeScene, ProbeFacts> = {
  defaults: { local: '192.0.2.99:40000' },
  build: buildProbe,
};

const TIMEOUT_MS = 5000;

async function buildProbe(scene: ProbeScene): Promise<ProbeFacts> {
  const read = readTarget(scene.target);
  if (read.kind === 'invalid') throw new Error(`${scene.target}: ${read.reason}`);
  const { target } = read;
  const resolution = await resolutionOf(scene, target);
  const policy: Policy = {
    names: scene.policy ?? 'full',
    trust: ['Test store'],
    isPrivateStore: false,
    revocation: 'stapled',
    timeoutMs: TIMEOUT_MS,
  };
  const told = new Map((scene.endpoints ?? []).map((endpoint) => [endpoint.socket, endpoint]));
  const endpoints: EndpointFacts[] = [];
  for (const candidate of resolution.candidates) {
    const socket = writeSocket({ host: candidate.address, port: candidate.port });
    endpoints.push(await endpointOf(told.get(socket) ?? { socket }, { candidate, target, policy, local: scene.local ?? '' }));
    told.delete(socket);
  }
  if (told.size > 0) throw new Error(`no candidate: ${[...told.keys()].join(', ')}; there is ${resolution.candidates.length}`);
  return {
    target,
    policy,
    resolution: {
      steps: resolution.steps,
      candidates: resolution.candidates,
      faults: resolution.faults,
      compared: resolution.compared,
      ...(scene.isAuthoritative ? { isAuthoritative: true } : {}),
      ...(scene.srvBesidePort ? { srvBesidePort: scene.srvBesidePort.map((record) => ({ type: 'SRV', ...record })) } : {}),
    },
    endpoints,
    sniAnswers: await Promise.all((scene.sniAnswers ?? []).map((answer) => sniAnswerOf(answer, target.serverName))),
    hasIpv6: scene.hasIpv6 ?? true,
    now: NOW,
  };
}

async function resolutionOf(scene: ProbeScene, target: ProbeFacts['target']): Promise<Resolution> {
  if (scene.connect !== undefined) return connectTo(target, [scene.connect].flat().map(readSocket));
  const { zone = [], otherZone, dnsTrouble = [] } = scene;
  const resolvers: Resolver[] = [
    { name: '192.0.2.53:53', servers: [{ host: '192.0.2.53', port: 53 }], lookUp: lookUpIn(zone, dnsTrouble) },
    ...(otherZone ? [{ name: '198.51.100.53:53', servers: [{ host: '198.51.100.53', port: 53 }], lookUp: lookUpIn(otherZone, []) }] : []),
  ];
  const signal = new AbortController().signal;
  const running = resolve(target, { resolvers, timeoutMs: TIMEOUT_MS, signal, random: () => 0, now: () => 0 });
  for (;;) {
    const turn = await running.next();
    if (turn.done) return turn.value;
  }
}

interface Surroundings {
  readonly candidate: Candidate;
  readonly target: ProbeFacts['target'];
  readonly policy: Policy;
  readonly local: string;
}

async function endpointOf(scene: EndpointScene, around: Surroundings): Promise<EndpointFacts> {
  const { candidate, target, policy } = around;
  const { socket, outcome = 'ok', code, options, enumeration } = scene;
  const { address, family, port, transport, reason } = candidate;
  const isTcp = !['refused', 'unreachable', 'timeout'].includes(outcome);
  const { tcpMs = 10, tlsMs = 20 } = scene.timings ?? {};
  const reference = target.serverName ?? address;
  const host = /^SRV \S+: ([^,]+),/.exec(reason)?.[1] ?? target.host;
  const version = versions.find(({ name }) => name === (scene.version ?? 'TLSv1.3'))?.code ?? 0;
  const chain =
    outcome === 'ok'
      ? await chainFactsOf(scene.certificate ?? {}, { server: socket, sends: scene.sends ?? ['issuer'], reference, host, version, policy })
      : undefined;
  return {
    socket,
    address,
    family,
    port,
    transport,
    host,
    reason,
    outcome,
    ...(code === undefined ? {} : { code }),
    ...(isTcp ? { tls: tlsFactsOf(scene, { ...around, version, leaf: chain?.leaf, tcpMs, tlsMs }) } : {}),
    ...(chain ? { chain } : {}),
    ...(options ? { options: optionsOf(options, { ...around, socket, tcpMs }) } : {}),
    ...(enumeration ? { enumeration: enumerationOf(enumeration) } : {}),
    timings: {
      ...(isTcp ? { tcpMs } : {}),
      ...(outcome === 'ok' ? { tlsMs } : {}),
      ...(options?.sipMs === undefined ? {} : { sipMs: options.sipMs }),
    },
  };
}

const alertOf = (code: number): Alert => ({ level: 'fatal', code, name: alertName(code) });

interface Spoken extends Surroundings {
  readonly version: number;
  readonly leaf: Certificate | undefined;
  readonly tcpMs: number;
  readonly tlsMs: number;
}

function tlsFactsOf({ socket, outcome = 'ok', alert }: EndpointScene, { target, policy, version, leaf, tcpMs, tlsMs }: Spoken): TlsFacts {
  return {
    origin: 'probe',
    server: socket,
    client: 'this probe',
    conversation: conversationOf({ serverName: target.serverName, version, outcome, ...(alert === undefined ? {} : { alert }) }),
    outcome,
    ...(alert === undefined ? {} : { alert: { ...alertOf(alert), direction: 'received', isLate: false } }),
    clientCertificate: 'none',
    hasSpoken: outcome === 'ok',
    timings: { tcpMs, ...(outcome === 'ok' ? { tlsMs } : {}) },
    timeoutMs: policy.timeoutMs,
    trials: [],
    ...(leaf ? { leaf } : {}),
    policyNames: policy.names,
  };
}

function optionsOf(scene: OptionsScene, { target, local, socket, tcpMs }: Surroundings & { socket: string; tcpMs: number }): OptionsFacts {
  const { host: address, port = 0 } = readSocket(local);
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  const uri = target.isSips ? `sips:${host}` : `sip:${host};transport=tls`;
  const { text } = writeOptions({ uri, address, port, token: () => 'b1' });
  const via = (/^Via: (.+)$/m.exec(text)?.[1] ?? '').trimEnd().replace(';rport', '');
  const { outcome, answer, foreign, sipMs, keepAlive } = scene;
  return {
    server: socket,
    sent: text,
    uri,
    outcome,
    ...(answer === undefined ? {} : { answer: new SipMessage(answer.replaceAll('{via}', via).replaceAll('\n', '\r\n')) }),
    findings: [],
    ...(foreign === undefined ? {} : { foreign: new TextEncoder().encode(foreign) }),
    ...(sipMs === undefined ? {} : { sipMs }),
    tcpMs,
    local: { address, port },
    ...(keepAlive === undefined ? {} : { keepAlive }),
    timeoutMs: TIMEOUT_MS,
  };
}

function enumerationOf({ versions: accepted, suites }: NonNullable<EndpointScene['enumeration']>): EnumerationFacts {
  const asked = versions.filter(({ name }) => /^(?:SSLv3|TLS)/.test(name));
  const best = Math.max(...asked.filter(({ name }) => accepted.includes(name)).map(({ code }) => code));
  return {
    versions: new Map(asked.map(({ name, code }) => [code, accepted.includes(name) ? 'accepted' : 'refused'])),
    suites: suites.map((name) => ({ version: best, suite: suiteByName(name)?.code ?? 0 })),
    serverOrder: true,
    groups: [],
    schemes: [],
    protocols: [],
    compression: false,
    isComplete: true,
    hellos: suites.length + accepted.length,
  };
}

async function sniAnswerOf({ socket, kind, alert, certificate }: SniScene, name: string | null): Promise<SniAnswer> {
  const serverName = kind === 'none' ? null : kind === 'asked' ? name : 'unknown.invalid';
  if (alert !== undefined) return { socket, kind, serverName, outcome: 'alert', alert: alertOf(alert) };
  const named: CertificateScene = certificate?.names || name === null ? (certificate ?? {}) : { names: [name], ...certificate };
  return { socket, kind, serverName, outcome: 'ok', leaf: await leafOf(named, name ?? '') };
}
