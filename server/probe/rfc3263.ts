import type { ResolutionFault } from '#core/probe/resolution-fault';
import { defaultPort, isProtected, type Transport } from '#core/sip/next-hop';
import { isIpv4, isIpv6 } from '#core/sip/socket';
import type { Candidate, DnsRecord, ResolutionStep } from '../contracts';
import type { QueryType } from './dns-message';
import { orderSrv, type SrvRecord } from './srv-order';
import type { Target } from './target';

/** One question to DNS, and why it is put, in words. */
export interface Ask {
  readonly name: string;
  readonly type: QueryType;
  readonly why: string;
}

/** As much of an answer as decides how to go on. */
export interface Told {
  readonly outcome: Exclude<ResolutionStep['outcome'], 'skipped'>;
  /** Of the type that was asked for. */
  readonly records: readonly DnsRecord[];
  readonly isAlias: boolean;
}

/** What one turn of the walk wants: answers to questions, which may be put at once, or that a step be shown which was not taken. */
export type Turn = { kind: 'ask'; asks: readonly Ask[] } | { kind: 'skip'; step: ResolutionStep };

export interface Walked {
  readonly candidates: readonly Candidate[];
  readonly faults: readonly ResolutionFault[];
}

export type Walk = Generator<Turn, Walked, readonly Told[]>;

const mostTargets = 16;

/**
 * RFC 3263 §4 for a client that wants TLS, without a network: it says what to ask, is given what was told, and ends with the candidates.
 * `random` draws among SRV records of one priority.
 */
export function* walk(target: Target, random: () => number): Walk {
  const faults: ResolutionFault[] = [];
  const tls = tlsTransport(target);
  if (tls === undefined) {
    const fault = notProbed(target);
    yield skip({ name: target.host, type: !target.isIp ? 'SRV' : isIpv6(target.host) ? 'AAAA' : 'A', why: fault.text });
    return { candidates: [], faults: [fault] };
  }
  const candidate = (address: string, port: number, reason: string): Candidate => ({
    address,
    family: isIpv6(address) ? 6 : 4,
    port,
    transport: tls.transport,
    serverName: target.serverName,
    reason,
  });
  const journey: Journey = { target, random, faults, candidate, demandsTls: tls.isDemanded };

  if (target.isIp) {
    const port = target.port ?? defaultPort(tls.transport);
    const why = `${target.host} is an address, so DNS is not asked, and the port is ${portReason(target, port)} (RFC 3263 §4.2). ${tls.why}`;
    yield skip({ name: target.host, type: isIpv6(target.host) ? 'AAAA' : 'A', why });
    return { candidates: [candidate(target.host, port, `the address given, port ${portReason(target, port)}`)], faults };
  }
  if (target.port !== undefined) {
    const why = `Port ${target.port} is given, so neither NAPTR nor SRV is asked, only addresses (RFC 3263 §4.1, §4.2). ${tls.why}`;
    yield skip({ name: target.host, type: 'SRV', why });
    return { candidates: yield* addresses(journey, target.host, { port: target.port, reason: 'port as given' }), faults };
  }
  if (tls.transport === 'WSS') {
    yield skip({
      name: target.host,
      type: 'SRV',
      why: 'SIP over WebSocket is found by a web address, not by NAPTR and SRV (RFC 7118 §6). Port 443 is its default.',
    });
    return { candidates: yield* addresses(journey, target.host, { port: 443, reason: 'default port of wss' }), faults };
  }
  return { candidates: yield* domain(journey), faults };
}

/** What all parts of one walk share. */
interface Journey {
  readonly target: Target;
  readonly random: () => number;
  readonly faults: ResolutionFault[];
  readonly candidate: (address: string, port: number, reason: string) => Candidate;
  /** sips: or transport=tls. A bare name and a plain sip: URI leave the choice to the domain. */
  readonly demandsTls: boolean;
}

type Part<Result> = Generator<Turn, Result, readonly Told[]>;

function* domain(journey: Journey): Part<readonly Candidate[]> {
  const { target, faults } = journey;
  const name = target.host;
  let services: Services = { tls: [], clear: [] };
  if (target.transport === undefined) {
    services = yield* naptr(journey);
    if (services.tls.length > 0) {
      const owners = [...new Set(services.tls.map(({ replacement }) => replacement))].slice(0, mostTargets);
      const found = yield* srv(
        journey,
        owners,
        (owner) => `NAPTR of ${name} leads to ${owner} for TLS; its SRV records name hosts and ports (RFC 3263 §4.2).`,
      );
      for (const { owner, isAbsent } of found)
        if (isAbsent)
          faults.push({
            kind: 'naptr-without-srv',
            domain: name,
            replacement: owner,
            text: `NAPTR of ${name} leads to ${owner}, which has no SRV record.`,
          });
      if (found.some(({ isAbsent }) => !isAbsent)) return yield* hosts(journey, found);
    } else if (services.clear.length > 0) {
      const offers = services.clear;
      faults.push({
        kind: 'naptr-without-tls',
        domain: name,
        offers,
        text: `NAPTR of ${name} offers ${offers.join(' and ')} and not TLS.`,
      });
    }
  } else {
    const why = `The URI says transport=${target.transport.toLowerCase()}, so NAPTR has nothing to choose and is not asked (RFC 3263 §4.1).`;
    yield skip({ name, type: 'NAPTR', why });
  }

  const right = `_sips._tcp.${name}`;
  // NAPTR may have led there already.
  if (services.tls.every(({ replacement }) => replacement !== right)) {
    const where = services.clear.length > 0 ? `NAPTR names no service for TLS that can be used; ${right} is` : `${right} is`;
    const found = yield* srv(journey, [right], () => `${where} where a client that wants TLS looks for hosts and ports (RFC 3263 §4.2).`);
    if (found.some(({ isAbsent }) => !isAbsent)) return yield* hosts(journey, found);
    // Where the query failed nothing is known to be absent, and more of them would fail as well.
    if (found.every(({ isKnown }) => isKnown)) {
      const clear = [...new Set([...services.clear, ...(yield* elsewhere(journey, right))])].sort();
      if (clear.length > 0 && services.tls.length === 0 && !journey.demandsTls) {
        const text = `${name} offers ${clear.join(' and ')} only: by DNS there is no SIP over TLS to probe. Ask for port 5061 to try it all the same.`;
        faults.push({ kind: 'clear-only', domain: name, offers: clear, text });
        return [];
      }
    }
  }
  return yield* addresses(journey, name, { port: 5061, reason: 'default port of TLS, as DNS names no other' });
}

interface Services {
  readonly tls: readonly Naptr[];
  /** TCP, UDP, SCTP. */
  readonly clear: readonly string[];
}
type Naptr = Extract<DnsRecord, { type: 'NAPTR' }>;

const clearServices: { readonly [service: string]: string } = { 'SIP+D2U': 'UDP', 'SIP+D2T': 'TCP', 'SIP+D2S': 'SCTP' };
/** Known to RFC 7118 and RFC 4168, and nothing that this probe speaks. */
const otherServices = ['SIP+D2W', 'SIPS+D2W', 'SIPS+D2S'];

function* naptr({ target, faults }: Journey): Part<Services> {
  const domain = target.host;
  const given = target.isSips ? 'The sips: scheme demands TLS; NAPTR says' : 'Neither port nor transport is given, so NAPTR says';
  const [told] = yield ask([
    { name: domain, type: 'NAPTR', why: `${given} which services ${domain} has, and in which order it likes them (RFC 3263 §4.1).` },
  ]);
  const records = (told?.records ?? []).filter((record) => record.type === 'NAPTR');
  const tls: Naptr[] = [];
  const clear = new Set<string>();
  for (const record of records.sort((a, b) => a.order - b.order || a.preference - b.preference)) {
    const service = record.service.toUpperCase();
    const transport = clearServices[service];
    if (!/^SIPS?\+/.test(service) || otherServices.includes(service)) continue;
    const problem = naptrProblem(record, service);
    if (problem !== undefined)
      faults.push({ kind: 'naptr-unusable', domain, record, text: `A NAPTR record of ${domain} cannot be used: ${problem}.` });
    else if (transport === undefined) tls.push(record);
    else clear.add(transport);
  }
  return { tls, clear: [...clear] };
}

function naptrProblem({ flags, regexp, replacement, service: written }: Naptr, service: string): string | undefined {
  if (service !== 'SIPS+D2T' && clearServices[service] === undefined)
    return `“${written}” is no service of SIP (RFC 3263 §9 has SIPS+D2T for TLS)`;
  if (flags.toLowerCase() !== 's') return `its flags are “${flags}”, and only “s” leads to SRV records (RFC 3403 §4.1)`;
  if (regexp !== '') return 'it has a regular expression, which must be empty here (RFC 3263 §4.1)';
  if (replacement === '.') return 'its replacement is empty, so it leads nowhere (RFC 3263 §4.1)';
  return undefined;
}

interface Service {
  readonly owner: string;
  /** Nothing was found there, or nothing could be learned. */
  readonly isAbsent: boolean;
  /** Something was learned, if only that there is nothing. */
  readonly isKnown: boolean;
  readonly records: readonly SrvRecord[];
}

/** SRV records of some owners, each in the order in which a client tries them. The owners stay in theirs. */
function* srv({ random, faults }: Journey, owners: readonly string[], why: (owner: string) => string): Part<readonly Service[]> {
  const told = yield ask(owners.map((name) => ({ name, type: 'SRV', why: why(name) })));
  return owners.map((owner, i) => {
    const records = (told[i]?.records ?? []).filter((record) => record.type === 'SRV');
    const usable = records.filter(({ target }) => target !== '.');
    if (records.length > 0 && usable.length === 0)
      faults.push({
        kind: 'not-offered',
        owner,
        text: `${owner} has the target ".": the domain says that it has no such service, and a client must not try (RFC 2782).`,
      });
    else if (usable.length < records.length)
      faults.push({
        kind: 'srv-target-invalid',
        owner,
        target: '.',
        reason: 'root',
        text: `${owner} says by the target "." that there is no service, and names hosts beside it (RFC 2782).`,
      });
    const isKnown = ['answer', 'nodata', 'nxdomain'].includes(told[i]?.outcome ?? '');
    return { owner, isAbsent: records.length === 0, isKnown, records: orderSrv(usable, random) };
  });
}

/** Looks where TLS is published by mistake and where the domain offers SIP in clear. Explained, never used. */
function* elsewhere({ target, faults }: Journey, right: string): Part<readonly string[]> {
  const domain = target.host;
  const wrong = [`_sip._tls.${domain}`, `_sips._tls.${domain}`];
  const clear = [`_sip._tcp.${domain}`, `_sip._udp.${domain}`];
  const told = yield ask([
    ...wrong.map(
      (name): Ask => ({
        name,
        type: 'SRV',
        why: `${right} has no SRV record. Some domains publish one here, under a name that no RFC has; it is looked at and not used.`,
      }),
    ),
    ...clear.map(
      (name): Ask => ({ name, type: 'SRV', why: `${right} has no SRV record. Is SIP offered without TLS here (RFC 3263 §4.1)?` }),
    ),
  ]);
  wrong.forEach((name, i) => {
    if (told[i]?.outcome === 'answer')
      faults.push({
        kind: 'srv-wrong-label',
        wrong: name,
        right,
        text: `SRV for TLS stands at ${name}; clients ask for ${right} and find nothing (RFC 3263 §4.2).`,
      });
  });
  return ['TCP', 'UDP'].filter(
    (_, i) => told[i + wrong.length]?.records.some((record) => record.type === 'SRV' && record.target !== '.') === true,
  );
}

/** The addresses of all SRV targets, in the order of the records. */
function* hosts(journey: Journey, services: readonly Service[]): Part<readonly Candidate[]> {
  const { faults } = journey;
  const all = services.flatMap(({ owner, records }) => records.map((record) => ({ owner, record })));
  const names = [...new Set(all.map(({ record }) => record.target))].filter((name) => !isIpv4(name));
  const used = names.slice(0, mostTargets);
  const [leftOut] = names.slice(mostTargets);
  if (leftOut !== undefined) {
    const text = `SRV names ${names.length} hosts; the first ${used.length} are looked at, the others are not asked for.`;
    faults.push({ kind: 'too-many', what: 'SRV targets', found: names.length, used: used.length, text });
    yield skip({ name: leftOut, type: 'A', why: text });
  }
  const found = yield* addressesOf(
    used,
    (name) => `${name} is a target of SRV; all its addresses, IPv4 and IPv6, can be tried (RFC 3263 §4.2).`,
  );
  const candidates: Candidate[] = [];
  for (const { owner, record } of all) {
    const { target, port, priority, weight } = record;
    const host = found.get(target);
    const problem = isIpv4(target) ? 'address' : host?.isAlias ? 'alias' : host?.isEmpty ? 'no-address' : undefined;
    if (problem)
      faults.push({
        kind: 'srv-target-invalid',
        owner,
        target,
        reason: problem,
        text: `${owner} leads to ${target}, which ${targetProblems[problem]} (RFC 2782).`,
      });
    const reason = `SRV ${owner}: ${target}, priority ${priority}, weight ${weight}`;
    for (const address of host?.addresses ?? []) candidates.push(journey.candidate(address, port, reason));
  }
  if (candidates.length === 0 && all.length > 0) faults.push(noAddress(journey.target.host, true));
  return distinct(candidates);
}

const targetProblems = {
  alias: 'is an alias; some clients do not follow it',
  address: 'is an address written as a name',
  'no-address': 'has no address',
};

function* addresses(
  { target, faults, candidate }: Journey,
  name: string,
  { port, reason }: { readonly port: number; readonly reason: string },
): Part<readonly Candidate[]> {
  const isGiven = target.port === port;
  const portWhy = isGiven ? `port ${port} as given` : `port ${port}, the ${reason}`;
  const host = (yield* addressesOf(
    [name],
    () => `All addresses of ${name}, IPv4 and IPv6, can be tried, at ${portWhy} (RFC 3263 §4.2).`,
  )).get(name);
  if (host?.isEmpty) faults.push(noAddress(name, host.exists));
  return distinct((host?.addresses ?? []).map((address) => candidate(address, port, `address of ${name}, ${reason}`)));
}

interface HostAddresses {
  readonly addresses: readonly string[];
  readonly isAlias: boolean;
  /** Both families were answered for, and neither has an address. A failed query proves nothing. */
  readonly isEmpty: boolean;
  readonly exists: boolean;
}

function* addressesOf(names: readonly string[], why: (name: string) => string): Part<Map<string, HostAddresses>> {
  if (names.length === 0) return new Map();
  const told = yield ask(names.flatMap((name) => (['A', 'AAAA'] as const).map((type): Ask => ({ name, type, why: why(name) }))));
  return new Map(
    names.map((name, i) => {
      const both = told.slice(2 * i, 2 * i + 2);
      const addresses = both.flatMap(({ records }) => records.flatMap((record) => ('address' in record ? [record.address] : [])));
      return [
        name,
        {
          addresses,
          isAlias: both.some(({ isAlias }) => isAlias),
          isEmpty: both.length === 2 && both.every(({ outcome }) => outcome === 'nodata' || outcome === 'nxdomain'),
          exists: both.some(({ outcome }) => outcome !== 'nxdomain'),
        },
      ];
    }),
  );
}

const noAddress = (domain: string, exists: boolean): ResolutionFault => ({
  kind: 'no-address',
  domain,
  exists,
  text: exists ? `${domain} exists, but DNS names no address to connect to.` : `${domain} does not exist.`,
});

const distinct = (candidates: readonly Candidate[]): Candidate[] => {
  const seen = new Set<string>();
  return candidates.filter(({ address, port }) => !seen.has(`${address} ${port}`) && seen.add(`${address} ${port}`));
};

const ask = (asks: readonly Ask[]): Turn => ({ kind: 'ask', asks });
export const skip = (step: Pick<ResolutionStep, 'name' | 'type' | 'why'>): Turn & { kind: 'skip' } => ({
  kind: 'skip',
  step: { ...step, outcome: 'skipped', records: [] },
});

const portReason = (target: Target, port: number): string => (target.port === port ? `${port} as given` : `${port} by default`);

/** What the probe speaks to the target and why; undefined where there is no TLS over TCP to be spoken. */
export function tlsTransport({ isSips, transport, port }: Target): { transport: Transport; isDemanded: boolean; why: string } | undefined {
  if (transport === 'SCTP' || transport === 'TLS-SCTP') return undefined;
  if (transport === 'WSS' || (transport === 'WS' && isSips))
    return { transport: 'WSS', isDemanded: true, why: 'The URI asks for WebSocket over TLS.' };
  if (isSips) return { transport: 'TLS', isDemanded: true, why: 'The sips: scheme demands TLS over TCP.' };
  if (transport === 'TLS') return { transport, isDemanded: true, why: 'transport=tls asks for TLS over TCP.' };
  if (transport === undefined)
    return { transport: 'TLS', isDemanded: false, why: 'A sip: client without further words would use UDP here; this probe tries TLS.' };
  if (port === 5061)
    return {
      transport: 'TLS',
      isDemanded: true,
      why: `The URI says transport=${transport.toLowerCase()}; port 5061 was asked for, so TLS is tried.`,
    };
  return undefined;
}

function notProbed({ transport = 'UDP' }: Target): ResolutionFault {
  if (isProtected(transport) || transport === 'SCTP')
    return { kind: 'transport-not-probed', transport, text: `TLS over SCTP is not probed; only what runs over TCP is.` };
  return {
    kind: 'clear-asked',
    transport,
    text: `transport=${transport.toLowerCase()} asks for SIP in clear, so there is no TLS to probe. Ask for port 5061 to try it all the same.`,
  };
}
