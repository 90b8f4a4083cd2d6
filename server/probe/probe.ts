import { setMaxListeners } from 'node:events';
import { hostname, networkInterfaces } from 'node:os';
import type { EndpointFacts, ProbeFacts } from '#core/probe/facts';
import type { ProbeProgress, ProbeStep, ProbeView, WaitingEndpoint } from '#core/report/probe/model';
import { duration, socketOf } from '#core/report/probe/words';
import type { EndpointRule } from '#core/rules/endpoint-rule';
import type { RuleSet } from '#core/rules/engine';
import { writeSocket } from '#core/sip/socket';
import type { Candidate, ResolutionStep } from '../contracts';
import { type ChainChecks, checkChain } from './chain-checks';
import { withHelpers } from './chain-helpers';
import { probeEndpoint, type SeenEndpoint, type Traffic } from './endpoint';
import { endpointFacts, sniAnswers } from './endpoint-facts';
import { localLookup } from './hosts';
import { type Prepared, type ProbeRefusal, prepare, rulesFor } from './prepare';
import { probeView } from './probe-view';
import type { ProbeRequest } from './request';
import { connectTo, type Resolution, resolve, systemResolver } from './resolve';
import { newMemory } from './revocation';

export type ProbeResult = { readonly kind: 'done'; readonly view: ProbeView } | ProbeRefusal;

/** Endpoints that are probed side by side. Each is another server, or at least another socket of one. */
const MOST_AT_ONCE = 16;
/** Between two states that are told. */
const TOLD_EVERY_MS = 100;

/**
 * Probes one target. Yields what is known from time to time while something is learnt, with `progress`; returns the whole. It ends soon
 * after `signal`, with what was learnt by then.
 */
export async function* probe(request: ProbeRequest, signal: AbortSignal): AsyncGenerator<ProbeView, ProbeResult, undefined> {
  // Each connection listens to it; none of them stays.
  setMaxListeners(0, signal);
  const prepared = await prepare(request, signal);
  if (prepared.kind === 'refused') return prepared;
  const run = new Run(request, prepared, signal);
  const running = run.run();
  let isOver = false;
  const over = running.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await Promise.race([over, run.news()]);
    if (!isOver) yield run.view();
  }
  await over;
  return { kind: 'done', view: run.view() };
}

interface Slot {
  readonly candidate: Candidate;
  step: ProbeStep;
  /** When the step began, on the clock of performance.now(). */
  since: number;
  /** How long each step before it took, in words. */
  readonly soFar: { [step in ProbeStep]?: string };
  detail?: string;
  /** Once it has ended. */
  ended?: { readonly seen: SeenEndpoint; readonly facts: EndpointFacts };
}

/** One probe under way: what is known of each endpoint, and what went out. */
class Run {
  readonly #request: ProbeRequest;
  readonly #prepared: Prepared;
  readonly #signal: AbortSignal;
  readonly #start = performance.now();
  readonly #time = new Date();
  readonly #now: Date;
  readonly #memory = newMemory();
  readonly #traffic: Traffic = { dnsQueries: 0, connections: 0, hellos: 0, options: 0 };
  readonly #steps: ResolutionStep[] = [];
  #resolution: Resolution | undefined;
  #slots: Slot[] = [];
  readonly #rules: RuleSet<EndpointRule>;
  readonly #messageRules: RuleSet;
  #isDone = false;
  #endedAt: number | undefined;
  #facts: { readonly ended: number; readonly facts: ProbeFacts } | undefined;
  #wake: () => void = () => undefined;
  #hasNews = false;
  #toldAt = performance.now();

  constructor(request: ProbeRequest, prepared: Prepared, signal: AbortSignal) {
    this.#request = request;
    this.#prepared = prepared;
    this.#signal = signal;
    this.#now = request.at === undefined ? this.#time : new Date(request.at);
    ({ endpoint: this.#rules, message: this.#messageRules } = rulesFor(request));
  }

  async run(): Promise<void> {
    this.#resolution = await this.#resolve();
    const { serverName } = this.#request;
    this.#slots = this.#resolution.candidates.map((candidate) => ({
      candidate: {
        ...candidate,
        serverName: serverName.kind === 'given' ? serverName.name : serverName.kind === 'none' ? null : candidate.serverName,
      },
      step: 'waiting',
      since: performance.now(),
      soFar: {},
    }));
    this.#changed();
    const waiting = [...this.#slots];
    const worker = async (): Promise<void> => {
      for (let slot = waiting.shift(); slot; slot = waiting.shift()) await this.#probe(slot);
    };
    await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, waiting.length) }, worker));
    this.#isDone = true;
    this.#endedAt = performance.now();
  }

  /** Settles when something is to be told, at most ten times a second. */
  async news(): Promise<void> {
    const rest = this.#toldAt + TOLD_EVERY_MS - performance.now();
    if (rest > 0) await new Promise<void>((done) => setTimeout(done, rest).unref());
    if (!this.#hasNews)
      await new Promise<void>((done) => {
        this.#wake = done;
      });
    this.#hasNews = false;
    this.#toldAt = performance.now();
  }

  view(): ProbeView {
    const facts = this.#factsSoFar();
    return probeView(facts, {
      request: this.#request,
      time: this.#time,
      host: hostname(),
      durationMs: (this.#endedAt ?? performance.now()) - this.#start,
      traffic: { ...this.#traffic },
      rules: this.#rules,
      ...this.#progress(),
    });
  }

  #progress(): { progress?: ProbeProgress } {
    const isCancelled = this.#signal.aborted;
    if (this.#isDone && !isCancelled) return {};
    const waiting: WaitingEndpoint[] = this.#slots
      .filter(({ ended }) => !ended)
      .map(({ candidate, step, detail, soFar }) => ({
        socket: socketOf(candidate),
        serverName: candidate.serverName,
        step,
        soFar: { ...soFar },
        ...(detail === undefined ? {} : { detail }),
      }));
    const of = this.#slots.length;
    return {
      progress: {
        state: isCancelled && this.#isDone ? 'cancelled' : 'running',
        isResolving: !this.#resolution,
        waiting,
        done: of - waiting.length,
        of,
      },
    };
  }

  #changed(): void {
    this.#hasNews = true;
    this.#wake();
  }

  async #resolve(): Promise<Resolution> {
    const { target, connect, resolvers, timeoutMs, profile } = this.#request;
    if (connect.length > 0)
      return connectTo(
        target,
        connect.map(({ address, port }) => ({ host: address, ...(port === undefined ? {} : { port }) })),
      );
    const asked =
      resolvers.length > 0
        ? resolvers.map((server) => ({ name: writeSocket(server), servers: [server] }))
        : [systemResolver(localLookup())];
    const resolving = resolve(target, {
      resolvers: asked,
      looksBesidePort: profile === 'strict',
      timeoutMs,
      signal: this.#signal,
      random: Math.random,
      now: () => performance.now(),
    });
    for (let next = await resolving.next(); ; next = await resolving.next()) {
      if (next.done) return next.value;
      if (next.value.outcome !== 'skipped') this.#traffic.dnsQueries++;
      this.#steps.push(next.value);
      this.#changed();
    }
  }

  async #probe(slot: Slot): Promise<void> {
    const { context, bareContext, store } = this.#prepared;
    const seen = await probeEndpoint(
      slot.candidate,
      {
        request: this.#request,
        context,
        bareContext,
        traffic: this.#traffic,
        tell: (step, detail) => {
          this.#enter(slot, step);
          slot.detail = detail;
          this.#changed();
        },
      },
      this.#signal,
    );
    const { revocation, timeoutMs } = this.#request;
    let checks: ChainChecks | undefined;
    if (revocation !== 'off') {
      this.#enter(slot, 'revocation');
      const online = revocation === 'online' ? this.#memory : undefined;
      const limits = { deadline: performance.now() + timeoutMs, signal: this.#signal };
      checks = await checkChain(seen, { store, now: this.#now, online }, limits);
    }
    slot.ended = { seen, facts: this.#factsOf(seen, checks) };
    this.#changed();
  }

  #factsOf(seen: SeenEndpoint, checks: ChainChecks | undefined): EndpointFacts {
    const { policy, store, identity } = this.#prepared;
    return endpointFacts(seen, {
      request: this.#request,
      policy,
      store,
      identity,
      messageRules: this.#messageRules,
      host: hostOf(seen.candidate, this.#resolution?.steps ?? []) ?? this.#request.target.host,
      now: this.#now,
      ...(checks ? { checks } : {}),
    });
  }

  #enter(slot: Slot, step: ProbeStep): void {
    if (slot.step === step) return;
    const now = performance.now();
    if (slot.step !== 'waiting') slot.soFar[slot.step] = duration(now - slot.since);
    slot.step = step;
    slot.since = now;
  }

  /** Judged anew only where another endpoint has ended since. */
  #factsSoFar(): ProbeFacts {
    const ended = this.#slots.flatMap((slot) => slot.ended ?? []);
    const resolution = this.#resolution;
    if (this.#facts?.ended === ended.length && resolution && ended.length > 0) return this.#facts.facts;
    const { policy } = this.#prepared;
    const steps = resolution?.steps ?? this.#steps;
    const endpoints = withHelpers(ended.map(({ facts }) => facts));
    const facts: ProbeFacts = {
      target: this.#request.target,
      policy,
      resolution: {
        steps,
        candidates: resolution?.candidates ?? [],
        faults: resolution?.faults ?? [],
        compared: resolution?.compared ?? [],
        ...(resolution?.isAuthoritative === undefined ? {} : { isAuthoritative: resolution.isAuthoritative }),
        ...(resolution?.srvBesidePort ? { srvBesidePort: resolution.srvBesidePort } : {}),
      },
      endpoints,
      sniAnswers: ended.flatMap(({ seen, facts: asked }) => sniAnswers(seen, asked)),
      hasIpv6: endpoints.some(({ family }) => family === 6) && (endpoints.some(({ family, tls }) => family === 6 && tls) || hasIpv6Route()),
      now: this.#now,
    };
    this.#facts = { ended: ended.length, facts };
    return facts;
  }
}

/** The name whose address query named the address: the SRV target, or the domain itself. */
function hostOf({ address }: Candidate, steps: readonly ResolutionStep[]): string | undefined {
  return steps.find(
    ({ type, records }) => (type === 'A' || type === 'AAAA') && records.some((record) => 'address' in record && record.address === address),
  )?.name;
}

/** An address that more than this link can reach (RFC 4291 §2.4). */
const hasIpv6Route = (): boolean =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .some(({ family, internal, address }) => family === 'IPv6' && !internal && !/^fe[89ab]/i.test(address));
