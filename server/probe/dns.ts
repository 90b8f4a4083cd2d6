import { createSocket } from 'node:dgram';
import { connect, isIP } from 'node:net';
import { readSocket, writeSocket } from '#core/sip/socket';
import { type OwnedRecord, type Query, type Reading, readAnswer, writeQuery } from './dns-message';
import { isDomainName } from './target';

/** One name server. `host` is an address: nobody would know whom to ask for its name. */
export interface NameServer {
  readonly host: string;
  readonly port: number;
}

export interface DnsLimits {
  /** For one query in all, however often and over whatever it is asked. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** 0 up to, not including, 1. Draws the ids of messages, so a guessable one invites forged answers. */
  readonly random: () => number;
  /** Milliseconds on a clock that is never set back. */
  readonly now: () => number;
}

/** What became of one query to one server. CNAMEs are followed; `chain` holds them, first one first. */
export type DnsAnswer =
  /** `isAuthoritative`: all of it came from servers of the zones themselves (AA, RFC 1035 §4.1.1). */
  | { kind: 'answer'; records: readonly OwnedRecord[]; chain: readonly OwnedRecord[]; isAuthoritative: boolean }
  | { kind: 'nxdomain' | 'nodata'; chain: readonly OwnedRecord[] }
  /** SERVFAIL, REFUSED and all the others, by their name. */
  | { kind: 'error'; rcode: string; chain: readonly OwnedRecord[] }
  | { kind: 'timeout'; afterMs: number }
  /** The system said so: nothing listens there, or no route leads there. */
  | { kind: 'unreachable'; code: string }
  | { kind: 'malformed'; reason: string }
  | { kind: 'oversized'; reason: string }
  | { kind: 'alias-loop' | 'alias-too-long'; chain: readonly OwnedRecord[] }
  /** No such name can be asked for. */
  | { kind: 'bad-name' }
  | { kind: 'cancelled' };

export interface DnsResult {
  readonly answer: DnsAnswer;
  readonly server: string;
  readonly durationMs: number;
  readonly overTcp: boolean;
  /** Messages that came and were not the answer: another id, another question. A forged or a very late one looks like this. */
  readonly ignored: number;
}

/** `127.0.0.1:5353`, `[::1]:53`, `9.9.9.9`. undefined where it is no address. */
export function readServer(text: string): NameServer | undefined {
  if (isIP(text) === 6) return { host: text, port: 53 };
  const { host, port = 53 } = readSocket(text.trim());
  // A link-local server of resolv.conf has its zone behind the address.
  return isIP(host.replace(/%.*$/, '')) !== 0 && port >= 1 && port <= 65_535 ? { host, port } : undefined;
}

const mostAliases = 16;
const mostTries = 2;
/** A message over TCP may have 65,535 bytes. No answer about a SIP domain comes near to this. */
const mostBytes = 16_384;
const mostIgnored = 100;

/** Asks one server one question and follows the aliases that it meets. Every expected failure is an answer; nothing throws. */
export async function lookUp(query: Query, server: NameServer, limits: DnsLimits): Promise<DnsResult> {
  const start = limits.now();
  const way: Way = { deadline: start + limits.timeoutMs, overTcp: false, ignored: 0 };
  const answer = await follow(query, server, limits, way);
  return { answer, server: writeSocket(server), durationMs: limits.now() - start, overTcp: way.overTcp, ignored: way.ignored };
}

/** What happens on the way and belongs to all messages of one look-up. */
interface Way {
  readonly deadline: number;
  overTcp: boolean;
  ignored: number;
}

async function follow(query: Query, server: NameServer, limits: DnsLimits, way: Way): Promise<DnsAnswer> {
  const chain: OwnedRecord[] = [];
  const seen = new Set([query.name]);
  let isAuthoritative = true;
  for (let name = query.name; ; ) {
    const reading = await ask({ name, type: query.type }, server, limits, way);
    if (reading.kind !== 'message') return reading;
    const { rcode, records, endsHere } = reading;
    isAuthoritative &&= reading.isAuthoritative;
    const before = name;
    for (;;) {
      const alias = records.find(({ owner, record }) => owner === name && record.type === 'CNAME');
      if (alias?.record.type !== 'CNAME') break;
      name = alias.record.target;
      chain.push(alias);
      if (seen.has(name)) return { kind: 'alias-loop', chain };
      if (chain.length > mostAliases) return { kind: 'alias-too-long', chain };
      seen.add(name);
    }
    if (rcode === 'NXDOMAIN') return { kind: 'nxdomain', chain };
    if (rcode !== 'NOERROR') return { kind: 'error', rcode, chain };
    const found = records.filter(({ owner, record }) => owner === name && record.type === query.type);
    if (found.length > 0) return { kind: 'answer', records: found, chain, isAuthoritative };
    // An alias without data: its target may lie in a zone that this server was not asked about yet.
    if (name === before || endsHere) return { kind: 'nodata', chain };
  }
}

type Asked =
  | Extract<Reading, { kind: 'message' }>
  | Extract<DnsAnswer, { kind: 'timeout' | 'unreachable' | 'malformed' | 'oversized' | 'bad-name' | 'cancelled' }>;

async function ask(query: Query, server: NameServer, limits: DnsLimits, way: Way): Promise<Asked> {
  if (!isDomainName(query.name)) return { kind: 'bad-name' };
  let asked = await askOverUdp(query, { server, limits, way, edns: true });
  // A server from before EDNS says so by an error (RFC 6891 §7).
  if (asked.kind === 'message' && (asked.rcode === 'FORMERR' || asked.rcode === 'NOTIMP')) {
    asked = await askOverUdp(query, { server, limits, way, edns: false });
  }
  if (asked.kind !== 'truncated') return asked;
  way.overTcp = true;
  const whole = await askOverTcp(query, { server, limits, way, edns: true });
  return whole.kind === 'truncated' ? { kind: 'malformed', reason: 'cut off over TCP too' } : whole;
}

interface Question {
  readonly server: NameServer;
  readonly limits: DnsLimits;
  readonly way: Way;
  readonly edns: boolean;
}

type Ended = Asked | { kind: 'truncated' };

/** The promise of one exchange: `begin` starts it and returns how to clean up. Ends at the deadline or when cancelled. */
function exchange({ limits, way }: Question, begin: (end: (result: Ended) => void) => () => void): Promise<Ended> {
  return new Promise((resolve) => {
    const startedAt = limits.now();
    const timedOut = (): Ended => ({ kind: 'timeout', afterMs: limits.timeoutMs });
    if (limits.signal.aborted) return resolve({ kind: 'cancelled' });
    if (way.deadline <= startedAt) return resolve(timedOut());
    let isOver = false;
    let cleanUp: (() => void) | undefined;
    const end = (result: Ended): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      limits.signal.removeEventListener('abort', cancel);
      cleanUp?.();
      resolve(result);
    };
    const cancel = (): void => end({ kind: 'cancelled' });
    const timer = setTimeout(() => end(timedOut()), way.deadline - startedAt);
    limits.signal.addEventListener('abort', cancel, { once: true });
    cleanUp = begin(end);
    if (isOver) cleanUp();
  });
}

function askOverUdp(query: Query, question: Question): Promise<Ended> {
  const { server, limits, way, edns } = question;
  const id = drawId(limits);
  const message = writeQuery(query, { id, edns });
  return exchange(question, (end) => {
    const socket = createSocket(isIP(server.host.replace(/%.*$/, '')) === 6 ? 'udp6' : 'udp4');
    let tries = 0;
    const send = (): void => {
      tries++;
      socket.send(message);
    };
    let again: NodeJS.Timeout | undefined;
    socket.on('error', (error: NodeJS.ErrnoException) => end({ kind: 'unreachable', code: error.code ?? 'EUNKNOWN' }));
    socket.on('message', (bytes) => {
      const reading = readAnswer(bytes, query, id);
      if (reading.kind !== 'foreign') return end(ended(reading));
      way.ignored++;
      if (way.ignored > mostIgnored) end({ kind: 'malformed', reason: `${way.ignored} answers to questions that nobody asked` });
    });
    // A connected socket gets nothing but what comes from that address and port, and hears when nobody listens there.
    socket.connect(server.port, server.host, () => {
      send();
      again = setTimeout(() => tries < mostTries && send(), (way.deadline - limits.now()) / 2);
    });
    return () => {
      clearTimeout(again);
      socket.close();
    };
  });
}

function askOverTcp(query: Query, question: Question): Promise<Ended> {
  const { server, limits, way, edns } = question;
  const id = drawId(limits);
  const message = writeQuery(query, { id, edns });
  return exchange(question, (end) => {
    const socket = connect({ host: server.host, port: server.port, autoSelectFamily: false });
    let received = Buffer.alloc(0);
    socket.on('error', (error: NodeJS.ErrnoException) => end({ kind: 'unreachable', code: error.code ?? 'EUNKNOWN' }));
    socket.on('end', () => end({ kind: 'malformed', reason: 'the answer over TCP breaks off' }));
    socket.on('connect', () => socket.write(Buffer.concat([lengthOf(message), message])));
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      while (received.length >= 2) {
        const length = received.readUInt16BE(0);
        if (length > mostBytes) return end({ kind: 'oversized', reason: `an answer of ${length} bytes` });
        if (received.length < 2 + length) return;
        const reading = readAnswer(received.subarray(2, 2 + length), query, id);
        if (reading.kind !== 'foreign') return end(ended(reading));
        received = received.subarray(2 + length);
        way.ignored++;
        if (way.ignored > mostIgnored) return end({ kind: 'malformed', reason: `${way.ignored} answers to questions that nobody asked` });
      }
    });
    return () => socket.destroy();
  });
}

const drawId = ({ random }: DnsLimits): number => Math.floor(random() * 0x1_0000) & 0xffff;

function lengthOf(message: Buffer): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(message.length);
  return bytes;
}

const ended = (reading: Exclude<Reading, { kind: 'foreign' }>): Ended =>
  reading.kind === 'oversized' ? { kind: 'oversized', reason: `an answer of ${reading.records} records` } : reading;
