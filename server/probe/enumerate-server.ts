import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Alert } from '#core/tls/alerts';
import { type HelloOffer, writeClientHello } from '#core/tls/client-hello';
import { extension } from '#core/tls/extensions';
import type { Handshake, ServerHello } from '#core/tls/handshake';
import { TLS13, versionName } from '#core/tls/versions';
import { connectTcp, type Endpoint, type Limits, type TcpConnection } from './connect';
import { closeNow, type HelloAnswer, type HelloLimits, sendHello } from './hello-exchange';

export interface AskLimits extends Limits {
  /** At most as many connections are open at a time. */
  readonly connections: number;
  /** For one connection, from SYN to answer. */
  readonly helloTimeoutMs: number;
}

export type Offer = Omit<HelloOffer, 'random' | 'sessionId' | 'versions'> & {
  readonly version: number;
  /** Before all others that wait: for the longest chain of questions, which decides how long the whole takes. */
  readonly isFirst?: boolean;
};

/** What an offer came to. unknown: the server did not say no, it did not answer, or not as a TLS server. */
export type Reply =
  | {
      readonly kind: 'accepted';
      readonly hello: ServerHello;
      readonly group: number | undefined;
      readonly isRetry: boolean;
      readonly later: readonly Handshake[];
    }
  /** closing: it closes on this offer again and again, while it answers others. */
  | { readonly kind: 'refused'; readonly by: 'alert'; readonly alert: Alert }
  | { readonly kind: 'refused'; readonly by: 'version' | 'closing' }
  | { readonly kind: 'unknown'; readonly why: string };

type Judged = Reply | { readonly kind: 'dropped'; readonly why: string; readonly isTcp: boolean };

/** How often an offer is repeated to a server that drops connections, with a longer pause each time. */
const MAX_ROUNDS = 3;
const FIRST_PAUSE_MS = 100;
/** So many times it has to close on an offer until that is a refusal; a server that knows alerts would have sent one. */
const CLOSINGS = 2;
const CLOSINGS_OF_ALERTING = 4;

/**
 * A server that is asked many times. It bounds the open connections, opens the next while an answer is under way (so that a question costs
 * one round trip), slows down where connections are dropped, and tells a refusal from a drop by asking something known to be accepted.
 */
export class AskedServer {
  readonly #endpoint: Endpoint;
  readonly #limits: AskLimits;
  readonly #waiting: (() => void)[] = [];
  readonly #spares: Promise<TcpConnection>[] = [];
  #allowed: number;
  #busy = 0;
  #isClosed = false;
  #good: Offer | undefined;
  #hasOpened = false;
  #hasAlerted = false;
  #hasGivenUp = false;
  hellos = 0;
  connections = 0;

  constructor(endpoint: Endpoint, limits: AskLimits) {
    this.#endpoint = endpoint;
    this.#limits = limits;
    this.#allowed = Math.max(1, limits.connections);
  }

  async ask(offer: Offer, readTo: HelloLimits['readTo'] = 'server_hello'): Promise<Reply> {
    let judged = await this.#askOnce(offer, readTo);
    for (let round = 0, closings = 1; judged.kind === 'dropped'; round++) {
      if (!judged.isTcp && (await this.#answersOthers(offer))) {
        judged = await this.#askOnce(offer, readTo);
        if (judged.kind !== 'dropped' || judged.isTcp) continue;
        if (++closings >= (this.#hasAlerted ? CLOSINGS_OF_ALERTING : CLOSINGS)) return { kind: 'refused', by: 'closing' };
        continue;
      }
      if (round >= this.#roundsLeft() || this.#isOver) {
        this.#hasGivenUp = true;
        return { kind: 'unknown', why: judged.why };
      }
      await this.#slowDown(round);
      judged = await this.#askOnce(offer, readTo);
    }
    // That the version is wrong is said by another part of a server than that nothing of the offer suits.
    if (judged.kind === 'refused' && judged.by === 'alert' && judged.alert.code !== 70) this.#hasAlerted = true;
    if (judged.kind === 'accepted') {
      this.#good ??= offer;
      this.#hasGivenUp = false;
    }
    return judged;
  }

  /** How many questions could be asked at once just now. */
  get room(): number {
    return Math.max(0, this.#allowed - this.#busy - this.#waiting.length);
  }

  /** The connections that were opened ahead are closed. */
  close(): void {
    this.#isClosed = true;
    for (const spare of this.#spares.splice(0)) void closeSpare(spare);
  }

  get #isOver(): boolean {
    return this.#isClosed || this.#limits.signal.aborted || performance.now() >= this.#limits.deadline;
  }

  /** Who waited for one offer in vain need not wait as long for each of the others. */
  #roundsLeft(): number {
    if (this.#hasGivenUp || !this.#hasOpened) return 0;
    return this.#good ? MAX_ROUNDS : 1;
  }

  async #answersOthers(offer: Offer): Promise<boolean> {
    if (!this.#good || this.#good === offer) return false;
    return (await this.#askOnce(this.#good, 'server_hello')).kind === 'accepted';
  }

  async #slowDown(round: number): Promise<void> {
    this.#allowed = Math.max(1, this.#allowed >> 1);
    const pauseMs = Math.min(FIRST_PAUSE_MS * 4 ** round, this.#limits.deadline - performance.now());
    // Cancelled: whoever waits here goes on and finds that all is over.
    await sleep(Math.max(0, pauseMs), undefined, { signal: this.#limits.signal }).catch(() => undefined);
  }

  async #askOnce(offer: Offer, readTo: HelloLimits['readTo']): Promise<Judged> {
    if (this.#isOver) return { kind: 'unknown', why: this.#limits.signal.aborted ? 'cancelled' : 'the time was up' };
    await this.#enter(offer.isFirst === true);
    try {
      if (this.#isOver) return { kind: 'unknown', why: this.#limits.signal.aborted ? 'cancelled' : 'the time was up' };
      const deadline = Math.min(this.#limits.deadline, performance.now() + this.#limits.helloTimeoutMs);
      const limits = { deadline, signal: this.#limits.signal, readTo };
      const tcp = await this.#connection();
      this.hellos++;
      if (tcp.kind === 'open') this.#hasOpened = true;
      const answer = sendHello(tcp, write(offer), limits);
      if (tcp.kind === 'open') this.#openAhead();
      return judge(offer, await answer);
    } finally {
      this.#leave();
    }
  }

  async #enter(isFirst: boolean): Promise<void> {
    if (this.#busy >= this.#allowed)
      await new Promise<void>((resolve) => (isFirst ? this.#waiting.unshift(resolve) : this.#waiting.push(resolve)));
    else this.#busy++;
  }

  /** The place goes over to the next who waits, unless fewer are allowed by now. */
  #leave(): void {
    const next = this.#busy <= this.#allowed ? this.#waiting.shift() : undefined;
    if (next) next();
    else this.#busy--;
  }

  async #connection(): Promise<TcpConnection> {
    const spare = this.#spares.shift();
    const opened = spare && (await spare);
    // While it was idle the server may have closed it.
    if (opened?.kind === 'open' && !opened.socket.destroyed && !opened.socket.readableEnded) return opened;
    return this.#connect();
  }

  #connect(): Promise<TcpConnection> {
    this.connections++;
    const deadline = Math.min(this.#limits.deadline, performance.now() + this.#limits.helloTimeoutMs);
    return connectTcp(this.#endpoint, { deadline, signal: this.#limits.signal });
  }

  /** Always younger than all that are in use, so that a server that takes one connection at a time is never kept waiting by it. */
  #openAhead(): void {
    const isRoom = this.#busy + this.#spares.length < this.#allowed && this.#spares.length < this.#busy;
    if (isRoom && this.#good && !this.#isOver) this.#spares.push(this.#connect());
  }
}

async function closeSpare(spare: Promise<TcpConnection>): Promise<void> {
  const tcp = await spare;
  if (tcp.kind === 'open') closeNow(tcp.socket);
}

function write({ version, ...offer }: Offer): Uint8Array {
  // Boxes in between take a hello with a session for one of TLS 1.2 (RFC 8446 §D.4).
  const sessionId = version >= TLS13 ? { sessionId: randomBytes(32) } : {};
  return writeClientHello({ ...offer, ...sessionId, versions: [version], random: randomBytes(32) });
}

/** Fatal alerts that say nothing about what was offered: a name not known, no access, an error within, or a farewell. */
const saysNothing = new Set([0, 49, 80, 90, 112]);

function judge(offer: Offer, answer: HelloAnswer): Judged {
  switch (answer.kind) {
    case 'chosen':
    case 'retry':
      return judgeHello(offer, answer);
    case 'alert':
      if (!saysNothing.has(answer.alert.code)) return { kind: 'refused', by: 'alert', alert: answer.alert };
      if (answer.alert.code === 112) return { kind: 'unknown', why: 'alert unrecognized_name' };
      return { kind: 'dropped', why: `alert ${answer.alert.name}`, isTcp: false };
    case 'ssl2':
      return { kind: 'refused', by: 'version' };
    case 'closed':
    case 'reset':
      return { kind: 'dropped', why: answer.kind, isTcp: false };
    case 'refused':
    case 'timeout':
    case 'unreachable':
      return { kind: 'dropped', why: `TCP ${answer.kind}`, isTcp: true };
    case 'foreign':
      return { kind: 'unknown', why: 'the answer is not TLS' };
    case 'malformed':
      return { kind: 'unknown', why: `malformed: ${answer.fault}` };
    default:
      return { kind: 'unknown', why: answer.kind };
  }
}

function judgeHello(offer: Offer, answer: Extract<HelloAnswer, { kind: 'chosen' | 'retry' }>): Reply {
  const { hello } = answer;
  if (hello.version !== offer.version) {
    if (hello.version < offer.version) return { kind: 'refused', by: 'version' };
    return { kind: 'unknown', why: `${versionName(hello.version)} was chosen, which was not offered` };
  }
  if (!offer.suites.includes(hello.suite)) return { kind: 'unknown', why: 'a suite was chosen that was not offered' };
  const isRetry = answer.kind === 'retry';
  const group = isRetry ? answer.group : extension(hello.extensions, 'key_share')?.shares[0]?.group;
  return { kind: 'accepted', hello, group, isRetry, later: isRetry ? [] : answer.later };
}
