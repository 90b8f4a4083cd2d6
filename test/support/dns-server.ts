import { createSocket, type RemoteInfo } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type Packet,
  type Question,
  RECURSION_AVAILABLE,
  TRUNCATED_RESPONSE,
} from 'dns-packet';

/** A record as dns-packet has it; the TTL is 300 where none is given. */
export type ZoneRecord = Exclude<Answer, { type: 'OPT' }>;

/** How one question is treated instead of being answered from the zone. The key is `TYPE name`, or `* name`. */
export type Behaviour =
  | { kind: 'silent' }
  | { kind: 'rcode'; rcode: number }
  /** Over UDP the answer is empty and marked as cut off. */
  | { kind: 'truncate' }
  /** These messages instead, each made from the right one. `afterMs` counts from the question. */
  | { kind: 'send'; messages: (answer: Buffer, query: Buffer) => readonly { bytes: Buffer; afterMs?: number }[] }
  /** From another port first, with another address in it, then rightly. */
  | { kind: 'spoof'; address: string }
  /** Silent to the first `times` messages over UDP. */
  | { kind: 'lose'; times: number };

export interface Zone {
  readonly records: readonly ZoneRecord[];
  readonly behaviours?: { readonly [key: string]: Behaviour };
  /** Gives the alias alone and leaves it to the client to ask on, as servers do whose zone ends there. */
  readonly leavesAliases?: boolean;
  /** Answers FORMERR to EDNS, as servers from before it do. */
  readonly hasNoEdns?: boolean;
}

export interface DnsServer {
  /** `127.0.0.1:PORT`, for UDP and TCP. */
  readonly address: string;
  readonly port: number;
  /** `udp A sip.example.com`, in the order in which they came. */
  readonly asked: readonly string[];
  /** May be called again. */
  close(): Promise<void>;
}

const NXDOMAIN = 3;
const isNamed = (name: string, other: string): boolean => name.toLowerCase() === other.toLowerCase();

/** A DNS server on loopback. What stands in the zone exists, and so does each name above it; all other names do not. */
export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const asked: string[] = [];
  let isClosed = false;
  const lost = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  const sockets = new Set<Socket>();
  const udp = createSocket('udp4');
  const stranger = createSocket('udp4');

  const later = (afterMs: number, act: () => void): void => {
    if (afterMs === 0) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, afterMs);
    timers.add(timer);
  };

  udp.on('message', (query, from: RemoteInfo) => {
    const packet = decode(query);
    const question = packet.questions?.[0];
    if (!question) return;
    asked.push(`udp ${question.type} ${question.name}`);
    const behaviour = behaviourOf(zone, question);
    const send = (bytes: Buffer, by = udp) => by.send(bytes, from.port, from.address);
    const answer = answerTo(zone, packet, question);
    switch (behaviour?.kind) {
      case 'silent':
        return;
      case 'truncate':
        return send(encode({ ...answer, answers: [], authorities: [], flags: (answer.flags ?? 0) | TRUNCATED_RESPONSE }));
      case 'send':
        for (const { bytes, afterMs = 0 } of behaviour.messages(encode(answer), query)) later(afterMs, () => send(bytes));
        return;
      case 'spoof':
        send(encode({ ...answer, answers: [{ type: 'A', name: question.name, ttl: 300, data: behaviour.address }] }), stranger);
        return later(50, () => send(encode(answer)));
      case 'lose': {
        const key = `${question.type} ${question.name}`;
        const before = lost.get(key) ?? 0;
        lost.set(key, before + 1);
        if (before < behaviour.times) return;
        break;
      }
    }
    const whole = encode(answer);
    const opt = packet.additionals?.find((record) => record.type === 'OPT');
    const room = opt?.type === 'OPT' ? opt.udpPayloadSize : 512;
    send(
      whole.length <= room ? whole : encode({ ...answer, answers: [], authorities: [], flags: (answer.flags ?? 0) | TRUNCATED_RESPONSE }),
    );
  });

  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const query = received.subarray(2, 2 + received.readUInt16BE(0));
        received = received.subarray(2 + query.length);
        const packet = decode(query);
        const question = packet.questions?.[0];
        if (!question) continue;
        asked.push(`tcp ${question.type} ${question.name}`);
        const behaviour = behaviourOf(zone, question);
        if (behaviour?.kind === 'silent') continue;
        const answer = encode(answerTo(zone, packet, question));
        const messages = behaviour?.kind === 'send' ? behaviour.messages(answer, query) : [{ bytes: answer }];
        for (const { bytes, afterMs = 0 } of messages) {
          const length = Buffer.alloc(2);
          length.writeUInt16BE(bytes.length);
          later(afterMs, () => socket.write(Buffer.concat([length, bytes])));
        }
      }
    });
  });

  // One number for both, so the second may be taken already: then the system is asked for another.
  for (;;) {
    await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done));
    const { port } = tcp.address() as { port: number };
    const isBound = await new Promise<boolean>((done) => {
      const failed = () => done(false);
      udp.once('error', failed);
      udp.bind(port, '127.0.0.1', () => {
        udp.off('error', failed);
        done(true);
      });
    });
    if (isBound) break;
    await new Promise((done) => tcp.close(done));
  }
  await new Promise<void>((done) => stranger.bind(0, '127.0.0.1', done));
  const { port } = udp.address();
  return {
    address: `127.0.0.1:${port}`,
    port,
    asked,
    async close() {
      if (isClosed) return;
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      udp.close();
      stranger.close();
      await new Promise((done) => tcp.close(done));
    },
  };
}

const behaviourOf = ({ behaviours = {} }: Zone, { type, name }: Question): Behaviour | undefined =>
  behaviours[`${type} ${name.toLowerCase()}`] ?? behaviours[`* ${name.toLowerCase()}`];

function answerTo(zone: Zone, query: Packet, question: Question): Packet {
  const answers: ZoneRecord[] = [];
  let name = question.name;
  for (let links = 0; links < 30; links++) {
    const alias = zone.records.find((record) => record.type === 'CNAME' && isNamed(record.name, name));
    if (alias?.type !== 'CNAME') break;
    answers.push(alias);
    name = alias.data;
    if (zone.leavesAliases) break;
  }
  const isReferral = answers.length > 0 && zone.leavesAliases === true;
  if (!isReferral) answers.push(...zone.records.filter((record) => record.type === question.type && isNamed(record.name, name)));
  const exists =
    isReferral || zone.records.some((record) => isNamed(record.name, name) || record.name.toLowerCase().endsWith(`.${name.toLowerCase()}`));
  const behaviour = behaviourOf(zone, question);
  const tooNew = zone.hasNoEdns && query.additionals?.some(({ type }) => type === 'OPT') ? 1 : undefined;
  const rcode = tooNew ?? (behaviour?.kind === 'rcode' ? behaviour.rcode : exists ? 0 : NXDOMAIN);
  const isEmpty = rcode !== 0 || answers.every(({ type }) => type !== question.type);
  return {
    type: 'response',
    id: query.id ?? 0,
    flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | ((query.flags ?? 0) & 0x0100) | rcode,
    questions: [question],
    answers: (behaviour?.kind === 'rcode' || tooNew ? [] : answers).map((record) => ({ ...record, ttl: record.ttl ?? 300 }) as ZoneRecord),
    authorities: isEmpty && !isReferral && (rcode === 0 || rcode === NXDOMAIN) ? [soa] : [],
  };
}

const soa: Answer = {
  type: 'SOA',
  name: 'example.com',
  ttl: 60,
  data: { mname: 'ns.example.com', rname: 'hostmaster.example.com', serial: 1, refresh: 3600, retry: 600, expire: 86400, minimum: 60 },
};
