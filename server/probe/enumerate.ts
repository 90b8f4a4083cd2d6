import { extension } from '#core/tls/extensions';
import { suiteOf } from '#core/tls/suites';
import { SSL3, TLS12, TLS13 } from '#core/tls/versions';
import type { Endpoint } from './connect';
import * as offers from './enumerate-offers';
import { AskedServer, type AskLimits, type Offer, type Reply } from './enumerate-server';

/**
 * Everything that a server takes, by elimination: all is offered, the choice noted and left out of the next offer, until the server
 * refuses. One connection for each thing that is accepted and one more, none for each candidate.
 */
export interface EnumerateOptions extends AskLimits {
  /** Sent as SNI; null: none. */
  readonly serverName: string | null;
}

export type Part = 'suites' | 'groups' | 'schemes' | 'protocols' | 'compression';

export type EnumerationStep =
  | { readonly kind: 'version'; readonly version: number; readonly verdict: 'accepted' | 'refused' }
  | { readonly kind: 'version'; readonly version: number; readonly verdict: 'unknown'; readonly why: string }
  /** In the order in which the server chose them. */
  | { readonly kind: 'suite'; readonly version: number; readonly suite: number }
  /** Whether the server goes by its own order; null: it takes one only, or it could not be told. */
  | { readonly kind: 'order'; readonly version: number; readonly isServers: boolean | null }
  | { readonly kind: 'group'; readonly version: number; readonly group: number }
  | { readonly kind: 'scheme'; readonly version: number; readonly scheme: number }
  | { readonly kind: 'protocol'; readonly protocol: string }
  | { readonly kind: 'compression'; readonly isTaken: boolean }
  /** There may be more than was told: the server stopped answering, or does not show it. */
  | { readonly kind: 'incomplete'; readonly part: Part; readonly version: number; readonly why: string }
  | { readonly kind: 'end'; readonly reason: 'complete' | 'deadline' | 'cancelled'; readonly hellos: number; readonly connections: number };

/** Steps as they become known. Whoever stops reading stops the connections too. */
export async function* enumerate(endpoint: Endpoint, options: EnumerateOptions): AsyncGenerator<EnumerationStep, void, undefined> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const server = new AskedServer(endpoint, { ...options, signal });
  const steps: EnumerationStep[] = [];
  let wake = (): void => undefined;
  const emit = (step: EnumerationStep): void => {
    steps.push(step);
    wake();
  };
  let isOver = false;
  const run = new Enumeration(server, options.serverName, emit).run().finally(() => {
    isOver = true;
    wake();
  });
  try {
    while (!isOver || steps.length > 0) {
      const step = steps.shift();
      if (step) yield step;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    await run;
    const reason = options.signal.aborted ? 'cancelled' : performance.now() >= options.deadline ? 'deadline' : 'complete';
    yield { kind: 'end', reason, hellos: server.hellos, connections: server.connections };
  } finally {
    stop.abort();
    server.close();
    await run;
  }
}

interface Accepted {
  readonly version: number;
  /** What one hello may hold. */
  readonly size: number;
  readonly shares: offers.ShareKind;
  readonly first: Extract<Reply, { kind: 'accepted' }>;
}

class Enumeration {
  readonly #server: AskedServer;
  readonly #serverName: string | null;
  readonly #emit: (step: EnumerationStep) => void;

  constructor(server: AskedServer, serverName: string | null, emit: (step: EnumerationStep) => void) {
    this.#server = server;
    this.#serverName = serverName;
    this.#emit = emit;
  }

  async run(): Promise<void> {
    const works: Promise<void>[] = [];
    const unsettled: { version: number; why: string }[] = [];
    const found: Accepted[] = [];
    const accept = (accepted: Accepted): void => {
      found.push(accepted);
      this.#emit({ kind: 'version', version: accepted.version, verdict: 'accepted' });
      works.push(this.#suites(accepted));
      if (accepted.version === TLS13) works.push(this.#groups13(accepted));
      if (accepted.version === TLS12) works.push(this.#groups12(accepted), this.#schemes12(accepted));
    };
    const ask = async (version: number): Promise<void> => {
      const outcome = await this.#version(version);
      if (outcome.kind === 'accepted') accept(outcome.accepted);
      else if (outcome.kind === 'unknown') unsettled.push({ version, why: outcome.why });
      else this.#emit({ kind: 'version', version, verdict: 'refused' });
    };
    await Promise.all(offers.askedVersions.map(ask));
    // Only now something may be known that the server answers, by which a refusal is told from a drop.
    for (const { version, why } of unsettled.splice(0)) {
      if (found.length > 0) await ask(version);
      else unsettled.push({ version, why });
    }
    for (const { version, why } of unsettled) this.#emit({ kind: 'version', version, verdict: 'unknown', why });
    works.push(...this.#extras(found));
    await Promise.all(works);
    this.#server.close();
  }

  /** What needs one version only: the newest that shows it in clear. */
  #extras(found: readonly Accepted[]): Promise<void>[] {
    const old = found.filter(({ version }) => version < TLS13).sort((a, b) => b.version - a.version)[0];
    const newest = found.find(({ version }) => version === TLS13);
    const works: Promise<void>[] = [];
    if (old) works.push(this.#compression(old));
    // TLS 1.3 has none (RFC 8446 §4.1.2).
    else if (newest) this.#emit({ kind: 'compression', isTaken: false });
    if (old && old.version > SSL3) works.push(this.#protocols(old));
    else if (newest) works.push(this.#protocols13(newest));
    if (newest) works.push(this.#schemes13(newest));
    return works;
  }

  #offer(version: number, suites: readonly number[], more: Partial<Offer> = {}): Offer {
    const named = { version, suites, serverName: this.#serverName };
    if (version === SSL3) return { ...named, ...more };
    if (version >= TLS13) return { ...named, groups: offers.groups13, schemes: offers.allSchemes, keyShares: [], ...more };
    return { ...named, groups: offers.groups12, ...(version === TLS12 ? { schemes: offers.allSchemes } : {}), ...more };
  }

  async #version(version: number): Promise<{ kind: 'accepted'; accepted: Accepted } | Exclude<Reply, { kind: 'accepted' }>> {
    const all = offers.suitesFor(version);
    const tries: { suites: number[]; shares: offers.ShareKind; more: Partial<Offer> }[] = [{ suites: all, shares: 'none', more: {} }];
    if (version >= TLS13)
      for (const shares of ['unknown-group', 'x25519'] as const) {
        const groups = shares === 'x25519' ? offers.groups13 : [offers.GREASE, ...offers.groups13];
        tries.push({ suites: all, shares, more: { groups, keyShares: offers.sharesOf(shares) } });
      }
    else tries.push({ suites: offers.commonSuites(version), shares: 'none', more: { groups: [29, 23, 24, 25] } });
    let said: Exclude<Reply, { kind: 'accepted' }> | undefined;
    for (const { suites, shares, more } of tries) {
      const reply = await this.#server.ask(this.#offer(version, suites, version === SSL3 ? {} : more));
      if (reply.kind === 'accepted') return { kind: 'accepted', accepted: { version, size: suites.length, shares, first: reply } };
      said = said?.kind === 'refused' ? said : reply;
      const isAboutVersion = reply.kind === 'refused' && (reply.by === 'version' || (reply.by === 'alert' && reply.alert.code === 70));
      if (isAboutVersion) return reply;
      if (reply.kind === 'unknown') break;
    }
    return said ?? { kind: 'unknown', why: 'nothing was asked' };
  }

  async #suites(accepted: Accepted): Promise<void> {
    const { version, first } = accepted;
    const all = offers.suitesFor(version);
    const favourite = first.hello.suite;
    const found = [favourite];
    const emit = (suite: number): void => {
      found.push(suite);
      this.#emit({ kind: 'suite', version, suite });
    };
    const pick = (left: readonly number[]): Promise<Reply> => this.#server.ask({ ...this.#suiteOffer(accepted, left), isFirst: true });
    this.#emit({ kind: 'suite', version, suite: favourite });
    const size = Math.min(accepted.size, all.length);
    const head = all.slice(0, size).filter((suite) => suite !== favourite);
    // The favourite at the end: who still takes it goes by an order of its own, or has nothing else.
    const second = await pick([...head, favourite]);
    const other = second.kind === 'accepted' && second.hello.suite !== favourite ? second.hello.suite : undefined;
    if (other !== undefined) emit(other);
    const left = head.filter((suite) => suite !== other);
    const chunks = other === undefined ? [left] : dealt(left, 3);
    for (let at = size; at < all.length; at += size) chunks.push(all.slice(at, at + size));
    const chooser = { pick, nameOf: (reply: Extract<Reply, { kind: 'accepted' }>) => reply.hello.suite, emit };
    const ends = await Promise.all(chunks.map((chunk) => eliminate(chunk, chooser)));
    this.#tellEnd('suites', version, ends);
    const isKnown = second.kind === 'accepted' && found.length > 1 && size === all.length;
    this.#emit({ kind: 'order', version, isServers: isKnown || other !== undefined ? other === undefined : null });
  }

  #suiteOffer({ version, size, shares }: Accepted, suites: readonly number[]): Offer {
    if (version >= TLS13) {
      const groups = shares === 'unknown-group' ? [offers.GREASE, ...offers.groups13] : offers.groups13;
      return this.#offer(version, suites, { groups, keyShares: offers.sharesOf(shares) });
    }
    const isSmall = size <= offers.SMALL_HELLO && version > SSL3;
    return this.#offer(version, suites, isSmall ? { groups: [29, 23, 24, 25] } : {});
  }

  #tellEnd(part: Part, version: number, ends: readonly Ending[]): void {
    const open = ends.find((end) => end.kind === 'unknown');
    if (open?.kind === 'unknown') this.#emit({ kind: 'incomplete', part, version, why: open.why });
  }

  async #groups13({ shares, version }: Accepted): Promise<void> {
    const suites = offers.suitesFor(version);
    const pick = (left: readonly number[]): Promise<Reply> => {
      // The share of x25519 is for those that refuse to ask for another; without that group a share of no use is all there is.
      const kind = shares === 'x25519' && !left.includes(29) ? 'unknown-group' : shares;
      const groups = kind === 'unknown-group' ? [offers.GREASE, ...left] : left;
      return this.#server.ask(this.#offer(version, suites, { groups, keyShares: offers.sharesOf(kind) }));
    };
    const emit = (group: number): void => this.#emit({ kind: 'group', version, group });
    const chooser = { pick, nameOf: (reply: Extract<Reply, { kind: 'accepted' }>) => reply.group, emit };
    const parts = shares === 'x25519' ? [offers.groups13] : dealt(offers.groups13, 2);
    this.#tellEnd('groups', version, await Promise.all(parts.map((part) => eliminate(part, chooser))));
  }

  async #groups12(accepted: Accepted): Promise<void> {
    const { version } = accepted;
    const suites = this.#signed(accepted, ['ECDHE']);
    const found: number[] = [];
    const pick = async (left: readonly number[]): Promise<Reply> => {
      const reply = await this.#server.ask(this.#offer(version, suites, { groups: left }), 'server_key_exchange');
      if (reply.kind !== 'refused' || found.length === 0) return reply;
      // A certificate for a curve is of use only where that curve is offered too (RFC 8422 §5.1), so the ones found go to the end.
      return this.#server.ask(this.#offer(version, suites, { groups: [...left, ...found] }), 'server_key_exchange');
    };
    const emit = (group: number): void => {
      found.push(group);
      this.#emit({ kind: 'group', version, group });
    };
    const end = await eliminate(offers.groups12, { pick, nameOf: groupOfExchange, emit });
    const isHidden = end.kind === 'exhausted' && found.length > 0 && found.length < offers.groups12.length;
    const why = 'the server always chooses the curve of its certificate';
    this.#tellEnd('groups', version, [isHidden ? { kind: 'unknown', why } : end]);
  }

  async #schemes12(accepted: Accepted): Promise<void> {
    const { version } = accepted;
    const suites = this.#signed(accepted, ['ECDHE', 'DHE']);
    const pick = (left: readonly number[]): Promise<Reply> =>
      this.#server.ask(this.#offer(version, suites, { schemes: left }), 'server_key_exchange');
    const emit = (scheme: number): void => this.#emit({ kind: 'scheme', version, scheme });
    const end = await eliminate(offers.allSchemes, { pick, nameOf: schemeOfExchange, emit });
    this.#tellEnd('schemes', version, [end]);
  }

  #signed({ size }: Accepted, exchanges: readonly string[]): readonly number[] {
    const signed = offers.signedSuites(exchanges);
    return size <= offers.SMALL_HELLO ? signed.slice(0, size) : signed;
  }

  /** The signature is sealed, but some servers refuse where they have no scheme; whether this one does is asked with one that nobody has. */
  async #schemes13(accepted: Accepted): Promise<void> {
    const { version } = accepted;
    const offer = await this.#answered(accepted);
    if (!offer) return this.#emit({ kind: 'incomplete', part: 'schemes', version, why: 'no key exchange of it is spoken here' });
    const ask = (schemes: readonly number[]): Promise<Reply> => this.#server.ask({ ...offer, schemes });
    const control = await ask([offers.UNKNOWN_SCHEME]);
    if (control.kind !== 'refused') return this.#emit({ kind: 'incomplete', part: 'schemes', version, why: 'the server does not show it' });
    const end = await divide(offers.schemes13, ask, (scheme) => this.#emit({ kind: 'scheme', version, scheme }));
    this.#tellEnd('schemes', version, end ? [end] : []);
  }

  async #protocols(accepted: Accepted): Promise<void> {
    const { version } = accepted;
    const suites = offers.suitesFor(version).slice(0, accepted.size);
    const pick = (left: readonly string[]): Promise<Reply> => this.#server.ask(this.#offer(version, suites, { protocols: left }));
    const nameOf = (reply: Extract<Reply, { kind: 'accepted' }>): string | undefined =>
      extension(reply.hello.extensions, 'alpn')?.protocols[0];
    const emit = (protocol: string): void => this.#emit({ kind: 'protocol', protocol });
    this.#tellEnd('protocols', version, [await eliminate(offers.protocols, { pick, nameOf, emit })]);
  }

  /** In TLS 1.3 the choice is sealed: only a server that refuses unknown protocols shows which it knows. */
  async #protocols13(accepted: Accepted): Promise<void> {
    const { version } = accepted;
    const offer = await this.#answered(accepted);
    if (!offer) return this.#emit({ kind: 'incomplete', part: 'protocols', version, why: 'no key exchange of it is spoken here' });
    const ask = (protocols: readonly string[]): Promise<Reply> => this.#server.ask({ ...offer, protocols });
    const control = await ask([offers.UNKNOWN_PROTOCOL]);
    if (control.kind !== 'refused')
      return this.#emit({ kind: 'incomplete', part: 'protocols', version, why: 'the server does not show it' });
    const end = await divide(offers.protocols, ask, (protocol) => this.#emit({ kind: 'protocol', protocol }));
    this.#tellEnd('protocols', version, end ? [end] : []);
  }

  async #compression({ version, size }: Accepted): Promise<void> {
    const suites = offers.suitesFor(version).slice(0, size);
    const reply = await this.#server.ask(this.#offer(version, suites, { compressions: [1, 64, 0] }));
    if (reply.kind === 'accepted') this.#emit({ kind: 'compression', isTaken: reply.hello.compression !== 0 });
    else
      this.#emit({ kind: 'incomplete', part: 'compression', version, why: reply.kind === 'unknown' ? reply.why : 'the offer was refused' });
  }

  /** An offer that leads to a ServerHello at once: the server has then decided everything, not only suite and group. */
  async #answered({ version, first, shares }: Accepted): Promise<Offer | undefined> {
    const suites = offers.suitesFor(version);
    for (const group of new Set([first.group ?? 29, 29, 23, 24, 25])) {
      const share = offers.shareFor(group);
      if (!share) continue;
      const offer = this.#offer(version, suites, { groups: [group], keyShares: [share] });
      const reply = await this.#server.ask(offer);
      if (reply.kind === 'accepted' && !reply.isRetry) return offer;
      if (reply.kind === 'unknown' || shares === 'x25519') return undefined;
    }
    return undefined;
  }
}

type AcceptedReply = Extract<Reply, { kind: 'accepted' }>;
/** exhausted: all that was offered was taken, or the server no longer goes by what is offered. */
type Ending = Exclude<Reply, { kind: 'accepted' }> | { readonly kind: 'exhausted' };

interface Chooser<T> {
  readonly pick: (left: readonly T[]) => Promise<Reply>;
  /** undefined: the server went on without any. */
  readonly nameOf: (reply: AcceptedReply) => T | undefined;
  readonly emit: (one: T) => void;
}

async function eliminate<T>(all: readonly T[], { pick, nameOf, emit }: Chooser<T>): Promise<Ending> {
  let left = all;
  while (left.length > 0) {
    const reply = await pick(left);
    if (reply.kind !== 'accepted') return reply;
    const chosen = nameOf(reply);
    // Something that was not offered, or is known already: the server does not go by the offer, and nothing more can be learned so.
    if (chosen === undefined || !left.includes(chosen)) return { kind: 'exhausted' };
    emit(chosen);
    left = left.filter((one) => one !== chosen);
  }
  return { kind: 'exhausted' };
}

/** Where the server says yes or no only: halves of what was accepted, down to single ones. */
async function divide<T>(
  all: readonly T[],
  ask: (some: readonly T[]) => Promise<Reply>,
  emit: (one: T) => void,
): Promise<Ending | undefined> {
  const reply = await ask(all);
  if (reply.kind === 'unknown') return reply;
  if (reply.kind === 'refused') return undefined;
  const [only] = all;
  if (all.length === 1 && only !== undefined) {
    emit(only);
    return undefined;
  }
  const half = all.length >> 1;
  const ends = await Promise.all([all.slice(0, half), all.slice(half)].map((some) => divide(some, ask, emit)));
  return ends.find((end) => end !== undefined);
}

/** Dealt out like cards, so that each part holds as many likely ones. */
const dealt = <T>(all: readonly T[], parts: number): T[][] =>
  Array.from({ length: parts }, (_, part) => all.filter((_one, i) => i % parts === part));

function exchangeOf({ later }: AcceptedReply) {
  return later.find((message) => message.kind === 'server_key_exchange');
}

function groupOfExchange(reply: AcceptedReply): number | undefined {
  const parameters = exchangeOf(reply)?.parameters;
  return parameters?.kind === 'named-group' ? parameters.group : undefined;
}

function schemeOfExchange(reply: AcceptedReply): number | undefined {
  const isSigned = suiteOf(reply.hello.suite)?.certificateKey !== 'none';
  return isSigned ? exchangeOf(reply)?.scheme : undefined;
}
