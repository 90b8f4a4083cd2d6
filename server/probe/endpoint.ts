import { randomUUID } from 'node:crypto';
import type { HelloTrial } from '#core/probe/facts';
import type { ProbeStep } from '#core/report/probe/model';
import { isIpv6 } from '#core/sip/socket';
import { TLS11, TLS12 } from '#core/tls/versions';
import type { Candidate } from '../contracts';
import { connectTcp, type Limits, type TcpConnection } from './connect';
import { enumerate } from './enumerate';
import type { EnumerationStep } from './enumerate-steps';
import { type Channel, type Handshake, shakeHands } from './handshake';
import { type TrialQuestion, tryHello } from './hello-trials';
import { askOptions, type OptionsResult, pingKeepAlive } from './options';
import type { ProbeRequest } from './request';
import type { TlsContext } from './tls-context';

/** What is the same for all endpoints of a probe. */
export interface EndpointPlan {
  readonly request: ProbeRequest;
  readonly context: TlsContext;
  /** Without this side's certificate; the same where it has none. */
  readonly bareContext: TlsContext;
  readonly traffic: Traffic;
  /** Hears where the conversation stands. */
  readonly tell: (step: ProbeStep, detail?: string) => void;
}

/** Counted as it goes out. */
export interface Traffic {
  dnsQueries: number;
  connections: number;
  hellos: number;
  options: number;
}

/** All that was seen of one endpoint, as it came. */
export interface SeenEndpoint {
  readonly candidate: Candidate;
  readonly tcp: TcpConnection;
  readonly handshake?: Handshake;
  /** The conversation with all that came after the handshake as well. */
  readonly conversation?: Handshake['conversation'];
  readonly trials: readonly HelloTrial[];
  readonly options?: SeenOptions;
  readonly enumeration?: readonly EnumerationStep[];
  readonly resumption?: 'accepted' | 'refused';
  /** A server that asked for a certificate, asked again by a client that shows none. */
  readonly withoutIdentity?: Handshake;
  readonly sni: readonly SeenSni[];
  /** When the conversation itself was over, by the clock of this computer. */
  readonly endedAt?: Date;
}

export interface SeenOptions {
  readonly uri: string;
  readonly result: OptionsResult;
  readonly local: { readonly address: string; readonly port: number };
  readonly keepAlive?: 'pong' | 'none' | 'closed';
}

export interface SeenSni {
  readonly kind: 'asked' | 'none' | 'other';
  readonly serverName: string | null;
  readonly tcp: TcpConnection;
  readonly handshake?: Handshake;
}

/** How long a server may take to refuse a client behind a TLS 1.3 handshake that seems complete, and to answer a keep-alive. */
const REFUSAL_MS = 2000;
const PONG_MS = 1000;
const TICKET_MS = 500;
/** Enumeration asks some two hundred questions: so many times the patience for one conversation. */
const ENUMERATION_TIMES = 24;
const CONNECTIONS = 4;
/** No server has that name (RFC 6761 §6.4). */
const OTHER_NAME = 'sip-tls-probe.invalid';

/** One conversation with one endpoint, and the further ones that were asked for or that its failure asks for. */
export async function probeEndpoint(candidate: Candidate, plan: EndpointPlan, signal: AbortSignal): Promise<SeenEndpoint> {
  const { request, traffic, tell } = plan;
  const limits: Limits = { deadline: performance.now() + request.timeoutMs, signal };
  tell('connect');
  traffic.connections++;
  const tcp = await connectTcp(candidate, limits);
  if (tcp.kind !== 'open') return { candidate, tcp, trials: [], sni: [] };
  tell('handshake');
  traffic.hellos++;
  const local = { address: tcp.socket.localAddress ?? '', port: tcp.socket.localPort ?? 0 };
  const trials = new Trials(candidate, plan, limits);
  const handshake = await trials.during(
    shakeHands(tcp.socket, { context: plan.context, serverName: candidate.serverName, protocols: [], refusalMs: REFUSAL_MS }, limits),
  );
  const seen: SeenEndpoint = {
    candidate,
    tcp,
    handshake,
    conversation: handshake.conversation,
    trials: trials.done,
    sni: [],
    endedAt: new Date(),
  };
  if (handshake.kind !== 'ok') return { ...seen, ...(await furtherAfterFailure(seen, plan, signal)) };
  const { channel } = handshake;
  const options = request.options && candidate.transport === 'TLS' ? await ask(channel, { plan, candidate, local, limits }) : undefined;
  const session = request.enumerate
    ? await channel.session({ deadline: Math.min(limits.deadline, performance.now() + TICKET_MS), signal })
    : undefined;
  // Nothing but goodbye was said since, unless more was asked.
  const conversation = options || session ? channel.conversation() : handshake.conversation;
  channel.close();
  return {
    ...seen,
    conversation,
    ...(options ? { options } : {}),
    ...(await withoutIdentity(seen, plan, signal)),
    ...(request.enumerate ? await enumerateAll(candidate, { plan, session, signal }) : {}),
  };
}

async function furtherAfterFailure(seen: SeenEndpoint, plan: EndpointPlan, signal: AbortSignal): Promise<Partial<SeenEndpoint>> {
  const bare = await withoutIdentity(seen, plan, signal);
  const speaksTls =
    seen.conversation?.answer.kind === 'chosen' || seen.handshake?.kind === 'alert' || seen.handshake?.kind === 'unsupported';
  if (!plan.request.enumerate || !speaksTls || signal.aborted) return bare;
  const further = await enumerateAll(seen.candidate, { plan, session: undefined, signal });
  return { ...bare, ...further, trials: [...seen.trials, ...(further.trials ?? [])] };
}

/**
 * What is to be asked where the server said nothing, or nothing that explains itself: at once where it refused, and after half of the
 * patience where it is silent, so that the deadline holds for all of it.
 */
class Trials {
  readonly done: HelloTrial[] = [];
  readonly #candidate: Candidate;
  readonly #plan: EndpointPlan;
  readonly #limits: Limits;
  #running: Promise<void> | undefined;

  constructor(candidate: Candidate, plan: EndpointPlan, limits: Limits) {
    this.#candidate = candidate;
    this.#plan = plan;
    this.#limits = limits;
  }

  async during(shaking: Promise<Handshake>): Promise<Handshake> {
    const timer = setTimeout(() => this.#start(), this.#plan.request.timeoutMs / 2);
    const handshake = await shaking;
    clearTimeout(timer);
    if (mayBeTheHello(handshake)) this.#start();
    await this.#running;
    // Asked for in case that nothing came; something came.
    if (!mayBeTheHello(handshake)) this.done.length = 0;
    return handshake;
  }

  #start(): void {
    this.#running ??= Promise.all([this.#try('smaller'), this.#try('without-tls13')]).then(() => undefined);
  }

  async #try(kind: TrialQuestion['kind']): Promise<void> {
    this.#plan.traffic.connections++;
    this.#plan.traffic.hellos++;
    const trial = await tryHello(this.#candidate, { kind, serverName: this.#candidate.serverName }, this.#limits);
    if (trial) this.done.push(trial);
  }
}

const unreadable = new Set([10, 22, 40, 47, 50, 70, 71, 80, 109, 110]);

/** It failed before a ServerHello, in a way that another hello may not. */
function mayBeTheHello({ kind, conversation, ...rest }: Handshake): boolean {
  if (conversation.answer.kind !== 'nothing' && conversation.answer.kind !== 'alert') return false;
  if (kind === 'alert') return 'alert' in rest && rest.alert !== undefined && unreadable.has(rest.alert.code);
  return kind === 'silent' || kind === 'stalled' || kind === 'reset' || kind === 'closed' || kind === 'malformed';
}

interface Asking {
  readonly plan: EndpointPlan;
  readonly candidate: Candidate;
  readonly local: SeenOptions['local'];
  readonly limits: Limits;
}

async function ask({ stream }: Channel, { plan, candidate, local, limits }: Asking): Promise<SeenOptions> {
  plan.tell('options');
  plan.traffic.options++;
  const uri = optionsUri(plan.request, candidate);
  const result = await askOptions(stream, { uri, ...local, token: () => randomUUID().replaceAll('-', '') }, limits);
  if (result.kind !== 'answered') return { uri, result, local };
  const keepAlive = await pingKeepAlive(stream, { ...limits, deadline: Math.min(limits.deadline, performance.now() + PONG_MS) });
  return { uri, result, local, keepAlive };
}

/** The server itself, without a user (RFC 3261 §11.1), by the scheme that the user chose. */
function optionsUri({ target }: ProbeRequest, { port }: Candidate): string {
  const host = isIpv6(target.host) ? `[${target.host}]` : target.host;
  const where = target.port === undefined && !target.isIp ? host : `${host}:${target.port ?? port}`;
  return target.isSips ? `sips:${where}` : `sip:${where};transport=tls`;
}

/** Whether the server insists is of interest too where it did not like the certificate that was shown. */
async function withoutIdentity(seen: SeenEndpoint, plan: EndpointPlan, signal: AbortSignal): Promise<Partial<SeenEndpoint>> {
  if (!plan.context.hasIdentity || seen.conversation?.clientCertificate.kind !== 'asked' || signal.aborted) return {};
  const { handshake } = await shakeAgain(seen.candidate, { plan, signal, serverName: seen.candidate.serverName });
  return handshake ? { withoutIdentity: handshake } : {};
}

interface Again {
  readonly plan: EndpointPlan;
  readonly signal: AbortSignal;
  readonly serverName: string | null;
  readonly session?: Buffer;
}

/** A further handshake without this side's certificate, closed at once. */
async function shakeAgain(candidate: Candidate, { plan, signal, serverName, session }: Again) {
  const limits = { deadline: performance.now() + plan.request.timeoutMs, signal };
  plan.traffic.connections++;
  const tcp = await connectTcp(candidate, limits);
  if (tcp.kind !== 'open') return { tcp };
  plan.traffic.hellos++;
  const offer = { context: plan.bareContext, serverName, protocols: [], refusalMs: REFUSAL_MS, ...(session ? { session } : {}) };
  const handshake = await shakeHands(tcp.socket, offer, limits);
  if (handshake.kind === 'ok') handshake.channel.close();
  return { tcp, handshake };
}

interface All {
  readonly plan: EndpointPlan;
  readonly session: Buffer | undefined;
  readonly signal: AbortSignal;
}

async function enumerateAll(candidate: Candidate, { plan, session, signal }: All): Promise<Partial<SeenEndpoint>> {
  const { request, traffic, tell } = plan;
  tell('enumerate');
  const steps: EnumerationStep[] = [];
  const limits = {
    deadline: performance.now() + request.timeoutMs * ENUMERATION_TIMES,
    signal,
    connections: CONNECTIONS,
    helloTimeoutMs: request.timeoutMs,
  };
  for await (const step of enumerate(candidate, { ...limits, serverName: candidate.serverName })) {
    steps.push(step);
    if (step.kind === 'suite') tell('enumerate', `${steps.filter(({ kind }) => kind === 'suite').length} suites`);
    if (step.kind === 'end') {
      traffic.connections += step.connections;
      traffic.hellos += step.hellos;
    }
  }
  const accepted = (version: number): boolean =>
    steps.some((step) => step.kind === 'version' && step.version === version && step.verdict === 'accepted');
  const questions: TrialQuestion[] = [{ kind: 'hybrid', serverName: candidate.serverName }];
  if (accepted(TLS12) && accepted(TLS11)) questions.push({ kind: 'with-fallback-scsv', serverName: candidate.serverName, version: TLS11 });
  // Side by side, and still within the bound: three lanes.
  const [trials, resumed, sni] = await Promise.all([
    askTrials(candidate, { plan, questions, signal }),
    session ? shakeAgain(candidate, { plan, signal, serverName: candidate.serverName, session }) : undefined,
    otherNames(candidate, plan, signal),
  ]);
  const answer = resumed?.handshake?.conversation.answer;
  return {
    enumeration: steps,
    trials,
    ...(answer?.kind === 'chosen' ? { resumption: answer.isResumed ? 'accepted' : 'refused' } : {}),
    sni,
  };
}

interface Trial {
  readonly plan: EndpointPlan;
  readonly questions: readonly TrialQuestion[];
  readonly signal: AbortSignal;
}

async function askTrials(candidate: Candidate, { plan, questions, signal }: Trial): Promise<readonly HelloTrial[]> {
  const trials: HelloTrial[] = [];
  for (const question of questions) {
    plan.traffic.connections++;
    plan.traffic.hellos++;
    const trial = await tryHello(candidate, question, { deadline: performance.now() + plan.request.timeoutMs, signal });
    if (trial) trials.push(trial);
  }
  return trials;
}

/** What the server shows to a client that sends no name, and to one that sends a name which it cannot know. */
async function otherNames(candidate: Candidate, plan: EndpointPlan, signal: AbortSignal): Promise<readonly SeenSni[]> {
  const names =
    candidate.serverName === null
      ? []
      : ([
          ['none', null],
          ['other', OTHER_NAME],
        ] as const);
  const seen: SeenSni[] = [];
  for (const [kind, serverName] of names) {
    if (signal.aborted) break;
    seen.push({ kind, serverName, ...(await shakeAgain(candidate, { plan, signal, serverName })) });
  }
  return seen;
}
