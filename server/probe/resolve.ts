import { getServers } from 'node:dns';
import { setMaxListeners } from 'node:events';
import type { ResolutionFault, ResolverAnswer } from '#core/probe/resolution-fault';
import { socketOf } from '#core/report/probe/words';
import { isIpv6 } from '#core/sip/socket';
import { capital } from '#core/text/capital';
import { enumerated } from '#core/text/enumerated';
import type { Candidate, DnsRecord, ResolutionStep } from '../contracts';
import { type DnsLimits, type DnsResult, lookUp, type NameServer, readServer } from './dns';
import { failureOf, ignoredText, outcomeOf } from './dns-words';
import { isLocalName, type LocalLookup } from './hosts';
import { type Ask, skip, type Told, tlsTransport, walk } from './rfc3263';
import type { SrvRecord } from './srv-order';
import type { Target } from './target';

/** Who is asked. Its servers stand in for each other: the next one is asked where one fails. */
export interface Resolver {
  readonly name: string;
  readonly servers: readonly NameServer[];
  /** How the computer answers before DNS does; absent where the user named a server and wants its answers. */
  readonly local?: LocalLookup;
  /** How a server of its is asked; over the network where nothing else is said. */
  readonly lookUp?: typeof lookUp;
}

export interface ResolveOptions extends DnsLimits {
  /** Several are asked side by side and compared. */
  readonly resolvers: readonly Resolver[];
  /** Where the target has a port, SRV is asked all the same: looked at, and not used. */
  readonly looksBesidePort?: boolean;
}

export interface Resolution {
  /** In the order of the walk, one resolver after the other. */
  readonly steps: readonly ResolutionStep[];
  readonly candidates: readonly Candidate[];
  readonly faults: readonly ResolutionFault[];
  /** One entry for each resolver that was asked. */
  readonly compared: readonly ResolverAnswer[];
  /** Every answer with records came from a server of the zone itself; absent where there was none. */
  readonly isAuthoritative?: boolean;
  /** SRV records of `_sips._tcp`, where they were looked at beside a port. */
  readonly srvBesidePort?: readonly SrvRecord[];
  readonly isCancelled: boolean;
}

/** The name servers of this computer, with its hosts file before them. */
export function systemResolver(local: LocalLookup): Resolver {
  const servers = getServers().flatMap((text) => readServer(text) ?? []);
  return { name: 'system', servers, local };
}

/**
 * Finds what a target leads to. Yields each step as it ends, so that a view can fill in, and returns the whole.
 * The walk of RFC 3263 itself is in rfc3263.ts and knows no network.
 */
export async function* resolve(target: Target, options: ResolveOptions): AsyncGenerator<ResolutionStep, Resolution> {
  const waiting: ResolutionStep[] = [];
  let wake: () => void = () => undefined;
  // Whoever stops to listen stops the questions as well.
  const stopped = new AbortController();
  const signal = AbortSignal.any([options.signal, stopped.signal]);
  // Each question listens to it; none of them stays.
  setMaxListeners(0, signal);
  const runs = options.resolvers.map((resolver) =>
    run(target, resolver, { ...options, signal }, (step) => {
      waiting.push(step);
      wake();
    }),
  );
  const all = Promise.all(runs);
  let isOver = false;
  const over = all.finally(() => {
    isOver = true;
    wake();
  });
  try {
    while (!isOver || waiting.length > 0) {
      const step = waiting.shift();
      if (step) yield step;
      else await new Promise<void>((done) => (wake = done));
    }
  } finally {
    stopped.abort();
    await over;
  }
  return fold(await all, options.signal.aborted);
}

/** `--connect`: these addresses, each socket once, take the place of DNS. */
export function connectTo(target: Target, given: readonly { readonly host: string; readonly port?: number }[]): Resolution {
  const transport = tlsTransport(target)?.transport ?? 'TLS';
  const candidates = new Map<string, Candidate>();
  for (const { host, port = target.port ?? (transport === 'WSS' ? 443 : 5061) } of given) {
    const candidate: Candidate = {
      address: host,
      family: isIpv6(host) ? 6 : 4,
      port,
      transport,
      serverName: target.serverName,
      reason: 'address given by hand',
    };
    candidates.set(socketOf(candidate), candidate);
  }
  const hosts = [...new Set(given.map(({ host }) => host))];
  const who = hosts.length === 1 ? `The address ${hosts[0]} was` : `The addresses ${enumerated(hosts)} were`;
  const { step } = skip({
    name: target.host,
    type: hosts.every((host) => isIpv6(host)) ? 'AAAA' : 'A',
    why: `${who} given by hand, so DNS is not asked (RFC 3263 §4 is left out).`,
  });
  return { steps: [step], candidates: [...candidates.values()], faults: [], compared: [], isCancelled: false };
}

interface Run {
  readonly resolver: Resolver;
  readonly steps: readonly ResolutionStep[];
  readonly candidates: readonly Candidate[];
  readonly faults: readonly ResolutionFault[];
  /** One for each answer with records that came from DNS. */
  readonly authority: readonly boolean[];
  readonly srvBesidePort?: readonly SrvRecord[];
}

async function run(target: Target, resolver: Resolver, limits: ResolveOptions, tell: (step: ResolutionStep) => void): Promise<Run> {
  const steps: ResolutionStep[] = [];
  const failures: ResolutionFault[] = [];
  const authority: boolean[] = [];
  const walking = walk(target, limits.random);
  for (let turn = walking.next([]); ; ) {
    if (turn.done) {
      const { candidates, faults } = turn.value;
      const beside = limits.looksBesidePort ? await takeBesidePort(target, resolver, limits) : undefined;
      if (beside) {
        steps.push(beside.step);
        tell(beside.step);
      }
      const all = { resolver, steps, candidates, faults: [...failures, ...faults], authority };
      return beside ? { ...all, srvBesidePort: beside.records } : all;
    }
    if (turn.value.kind === 'skip') {
      steps.push(turn.value.step);
      tell(turn.value.step);
      turn = walking.next([]);
      continue;
    }
    const taken = await Promise.all(
      turn.value.asks.map(async (ask) => {
        const step = await take(ask, resolver, limits);
        if (step.kind === 'taken') tell(step.step);
        return step;
      }),
    );
    for (const one of taken) {
      if (one.kind === 'cancelled') continue;
      steps.push(one.step);
      failures.push(...one.failures);
      if (one.isAuthoritative !== undefined) authority.push(one.isAuthoritative);
    }
    if (taken.some(({ kind }) => kind === 'cancelled')) return { resolver, steps, candidates: [], faults: failures, authority };
    turn = walking.next(taken.flatMap((one) => (one.kind === 'taken' ? [one.told] : [])));
  }
}

/** No fault is made of what a client would not have asked for. */
async function takeBesidePort({ host, port, isIp }: Target, resolver: Resolver, limits: DnsLimits) {
  if (port === undefined || isIp) return undefined;
  const why = `Port ${port} is given, so a client does not ask for this; it is looked at and not used (RFC 3263 §4.2).`;
  const taken = await take({ name: `_sips._tcp.${host}`, type: 'SRV', why }, resolver, limits);
  if (taken.kind === 'cancelled') return undefined;
  return { step: taken.step, records: taken.told.records.filter((record) => record.type === 'SRV') };
}

type Taken =
  | {
      kind: 'taken';
      step: ResolutionStep;
      told: Told;
      failures: readonly ResolutionFault[];
      /** Absent where there are no records, or where they are not of DNS. */
      isAuthoritative?: boolean;
    }
  | { kind: 'cancelled' };

async function take(ask: Ask, resolver: Resolver, limits: DnsLimits): Promise<Taken> {
  if (limits.signal.aborted) return { kind: 'cancelled' };
  if (resolver.local) {
    const local = await takeLocally(ask, resolver.local, limits);
    if (local) return local;
  }
  const failures: ResolutionFault[] = [];
  let result: DnsResult = {
    answer: { kind: 'unreachable', code: 'no name server is configured' },
    server: resolver.name,
    durationMs: 0,
    overTcp: false,
    ignored: 0,
  };
  for (const server of resolver.servers) {
    result = await (resolver.lookUp ?? lookUp)(ask, server, limits);
    if (result.answer.kind === 'cancelled') return { kind: 'cancelled' };
    const failure = failureOf(result.answer);
    if (failure === undefined) break;
    failures.push({
      kind: 'dns-failure',
      name: ask.name,
      type: ask.type,
      server: result.server,
      ...failure,
      text: `${ask.type} ${ask.name}: ${failure.text} (${result.server}).`,
    });
    // No other server would answer these differently.
    if (failure.failure === 'bad-name' || failure.failure === 'alias-loop' || failure.failure === 'alias-too-long') break;
  }
  if (resolver.servers.length === 0) {
    const text = `${ask.type} ${ask.name}: no name server is configured on this computer.`;
    failures.push({ kind: 'dns-failure', name: ask.name, type: ask.type, server: resolver.name, failure: 'unreachable', text });
  }
  const { answer, server, durationMs } = result;
  const outcome = outcomeOf(answer);
  const remarks = [
    failureOf(answer)?.text,
    result.overTcp ? 'The answer was cut off over UDP and came over TCP' : undefined,
    ignoredText(result.ignored),
  ];
  const why = [ask.why, ...remarks.flatMap((remark) => (remark === undefined ? [] : [`${capital(remark)}.`]))].join(' ');
  const chain = 'chain' in answer ? answer.chain.map(({ record }) => record) : [];
  const records = answer.kind === 'answer' ? answer.records.map(({ record }) => record) : [];
  const step: ResolutionStep = { name: ask.name, type: ask.type, outcome, why, server, durationMs, records: [...chain, ...records] };
  return {
    kind: 'taken',
    step,
    failures,
    told: { outcome, records, isAlias: chain.length > 0 },
    ...(answer.kind === 'answer' ? { isAuthoritative: answer.isAuthoritative } : {}),
  };
}

/** What the computer knows without DNS: addresses, and that DNS has no services for the names of this computer and its network. */
async function takeLocally({ name, type, why }: Ask, local: LocalLookup, { now }: DnsLimits): Promise<Taken | undefined> {
  const isAddress = type === 'A' || type === 'AAAA';
  if (!isAddress) {
    if (!isLocalName(name.replace(/^(?:_[^.]*\.)+/, ''))) return undefined;
    const text = `${why} Left out: names like this one are of this computer or its network, and no matter of DNS (RFC 6761 §6.3).`;
    return {
      kind: 'taken',
      step: skip({ name, type, why: text }).step,
      failures: [],
      told: { outcome: 'nodata', records: [], isAlias: false },
    };
  }
  const start = now();
  const found = await local(name);
  if (!found) return undefined;
  const records = found.addresses
    .filter((address) => isIpv6(address) === (type === 'AAAA'))
    .map((address): DnsRecord => ({ type, address }));
  const outcome = records.length > 0 ? 'answer' : 'nodata';
  const step: ResolutionStep = {
    name,
    type,
    outcome,
    why: `${why} The answer is from the ${found.source}; DNS was not asked.`,
    server: found.source,
    durationMs: now() - start,
    records,
  };
  return { kind: 'taken', step, failures: [], told: { outcome, records, isAlias: false } };
}

function fold(runs: readonly Run[], isCancelled: boolean): Resolution {
  const candidates = new Map<string, Candidate>();
  for (const { candidates: found } of runs) for (const one of found) if (!candidates.has(socketOf(one))) candidates.set(socketOf(one), one);
  const compared = runs.map(
    ({ resolver, candidates: found }): ResolverAnswer => ({ resolver: resolver.name, sockets: found.map(socketOf).sort() }),
  );
  const faults = new Map<string, ResolutionFault>();
  for (const { faults: found } of runs) for (const fault of found) faults.set(fault.text, fault);
  if (!isCancelled && new Set(compared.map(({ sockets }) => sockets.join(' '))).size > 1) {
    const list = compared.map(({ resolver, sockets }) => `${resolver} gives ${sockets.join(', ') || 'nothing'}`).join('; ');
    faults.set('resolvers-differ', { kind: 'resolvers-differ', answers: compared, text: `${list}.` });
  }
  const authority = runs.flatMap((one) => one.authority);
  const srvBesidePort = runs.map((one) => one.srvBesidePort).find((records) => records !== undefined);
  return {
    steps: runs.flatMap(({ steps }) => steps),
    candidates: [...candidates.values()],
    faults: [...faults.values()],
    compared,
    ...(authority.length > 0 ? { isAuthoritative: authority.every((isOwn) => isOwn) } : {}),
    ...(srvBesidePort ? { srvBesidePort } : {}),
    isCancelled,
  };
}
