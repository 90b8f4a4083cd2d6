import { setTimeout as sleep } from 'node:timers/promises';
import { connectTcp, type Endpoint, type Limits, type TcpConnection } from './connect';
import { closeNow, type HelloLimits, sendHello } from './hello-exchange';
import { type Judged, judge, type Offer, type Reply, writeOffer } from './hello-reply';

export interface AskLimits extends Limits {
  /** At most as many connections are open at a time. */
  readonly connections: number;
  /** For one connection, from SYN to answer. */
  readonly helloTimeoutMs: number;
}

interface Exchanged {
  readonly judged: Judged;
  /** This side had ended its half of the connection behind the hello. */
  readonly hasEnded: boolean;
}

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
  /** How long the answers took to the questions that were asked before any answer was there. */
  readonly #firstMs: number[] = [];
  #ending: 'untried' | 'tried' | 'works' | 'fails' = 'untried';
  readonly #plainAlerts = new Set<number | undefined>();
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
        if (++closings >= (this.#hasAlerted && !judged.alert ? CLOSINGS_OF_ALERTING : CLOSINGS)) return { kind: 'refused', by: 'closing' };
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
    const { judged, hasEnded } = await this.#exchange(offer, { readTo, mayEnd: true });
    if (!hasEnded || judged.kind === 'accepted' || this.#isOver) return judged;
    // That a suite is chosen can have no other reason than the offer. An alert may be the answer to the end of sending, unless such ends
    // are known to be understood, and the same alert was seen to come without one.
    if (this.#ending === 'works' && this.#plainAlerts.has(alertIn(judged))) return judged;
    const { judged: plain } = await this.#exchange(offer, { readTo, mayEnd: false });
    if (plain.kind === 'accepted') this.#ending = 'fails';
    const alert = alertIn(plain);
    if (this.#ending === 'works' && alert !== undefined && alert === alertIn(judged)) this.#plainAlerts.add(alert);
    return plain;
  }

  /**
   * A server that takes one connection after the other is kept from the next until it hears the end of this one. So it is told at once,
   * with the hello, that nothing more will come; where that way of asking is understood, and of use.
   */
  #isToBeEnded(): boolean {
    if (this.#ending === 'works') return true;
    return this.#ending === 'untried' && this.#good !== undefined && answersInTurn(this.#firstMs);
  }

  async #exchange(offer: Offer, { readTo, mayEnd }: { readTo: HelloLimits['readTo']; mayEnd: boolean }): Promise<Exchanged> {
    if (this.#isOver) return { judged: this.#over, hasEnded: false };
    await this.#enter(offer.isFirst === true);
    try {
      if (this.#isOver) return { judged: this.#over, hasEnded: false };
      const tcp = await this.#connection();
      const endsSending = mayEnd && this.#isToBeEnded();
      const isTrial = endsSending && this.#ending === 'untried';
      if (isTrial) this.#ending = 'tried';
      const isOfFirst = this.#firstMs.length === 0;
      const start = performance.now();
      const deadline = Math.min(this.#limits.deadline, start + this.#limits.helloTimeoutMs);
      this.hellos++;
      if (tcp.kind === 'open') this.#hasOpened = true;
      const answering = sendHello(tcp, writeOffer(offer), { deadline, signal: this.#limits.signal, readTo, endsSending });
      if (tcp.kind === 'open') this.#openAhead();
      const judged = judge(offer, await answering);
      if (isOfFirst && tcp.kind === 'open') this.#firstMs.push(performance.now() - start);
      if (endsSending && judged.kind === 'accepted') this.#ending = 'works';
      else if (isTrial) this.#ending = judged.kind === 'dropped' && !judged.alert ? 'fails' : 'untried';
      return { judged, hasEnded: endsSending };
    } finally {
      this.#leave();
    }
  }

  get #over(): Judged {
    return { kind: 'unknown', why: this.#limits.signal.aborted ? 'cancelled' : 'the time was up' };
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

/** Below that nobody waits long for his turn. */
const LEAST_TURN_MS = 10;

/** Asked at once, and answered one after the other: each had to wait until the ones before were over. */
function answersInTurn(answersMs: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = answersMs.toSorted((a, b) => a - b);
  return first >= LEAST_TURN_MS && second > 1.5 * first && third > 1.25 * second;
}

const alertIn = (judged: Judged): number | undefined => ('alert' in judged ? judged.alert?.code : undefined);
