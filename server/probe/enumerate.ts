import { SSL3, TLS10, TLS11, TLS12, TLS13 } from '#core/tls/versions';
import type { Endpoint } from './connect';
import { enumerateCompression, enumerateProtocols, enumerateProtocols13 } from './enumerate-extras';
import * as offers from './enumerate-offers';
import { enumerateGroups12, enumerateGroups13, enumerateSchemes12, enumerateSchemes13 } from './enumerate-parameters';
import { AskedServer, type AskLimits } from './enumerate-server';
import type { Accepted, EnumerationStep, Inquiry } from './enumerate-steps';
import { enumerateSuites } from './enumerate-suites';
import type { Offer, Reply } from './hello-reply';

/**
 * Everything that a server takes, by elimination (see elimination.ts). What one answer tells is not asked again: the one that shows that a
 * version is taken names suite, group and signature scheme too, and groups and schemes that one version takes are not asked of another.
 */
export interface EnumerateOptions extends AskLimits {
  /** Sent as SNI; null: none. */
  readonly serverName: string | null;
}

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
  const run = new Enumeration({ server, serverName: options.serverName, emit }).run().finally(() => {
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

type Outcome = { readonly kind: 'accepted'; readonly accepted: Accepted } | Exclude<Reply, { kind: 'accepted' }>;

class Enumeration {
  readonly #inquiry: Inquiry;
  readonly #found: Accepted[] = [];
  /** Versions about which nothing can be said yet, and why. */
  readonly #unsettled = new Map<number, string>();
  readonly #works: Promise<unknown>[] = [];
  #newest: Promise<unknown> = Promise.resolve();
  #hasBegun = false;

  constructor(inquiry: Inquiry) {
    this.#inquiry = inquiry;
  }

  async run(): Promise<void> {
    const { emit, server } = this.#inquiry;
    this.#newest = Promise.all([this.#ask(TLS13), this.#ask(TLS12)]);
    const older = Promise.all([TLS11, TLS10, SSL3].map((version) => this.#ask(version)));
    await this.#newest;
    if (this.#of(TLS12) && !this.#unsettled.has(TLS13)) this.#askParameters();
    await older;
    // Only now something may be known that the server answers, by which a refusal is told from a drop.
    for (const version of [...this.#unsettled.keys()]) if (this.#found.length > 0) await this.#ask(version);
    for (const [version, why] of this.#unsettled) emit({ kind: 'version', version, verdict: 'unknown', why });
    this.#askParameters();
    await Promise.all(this.#works);
    server.close();
  }

  async #ask(version: number): Promise<void> {
    const outcome = await this.#version(version);
    this.#unsettled.delete(version);
    if (outcome.kind === 'accepted') this.#accept(outcome.accepted);
    else if (outcome.kind === 'unknown') this.#unsettled.set(version, outcome.why);
    else this.#inquiry.emit({ kind: 'version', version, verdict: 'refused' });
  }

  #accept(accepted: Accepted): void {
    const { version } = accepted;
    this.#found.push(accepted);
    this.#inquiry.emit({ kind: 'version', version, verdict: 'accepted' });
    this.#works.push(enumerateSuites(this.#inquiry, accepted));
  }

  /** What is found where it is easier to see is not asked again where it is not. */
  #askParameters(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    const inquiry = this.#inquiry;
    const newest = this.#of(TLS13);
    const old = this.#of(TLS12);
    const groups = newest ? enumerateGroups13(inquiry, newest) : Promise.resolve([]);
    const schemes = old ? enumerateSchemes12(inquiry, old) : Promise.resolve([]);
    this.#works.push(
      groups.then((known) => old && enumerateGroups12(inquiry, old, known)),
      schemes.then((known) => newest && enumerateSchemes13(inquiry, newest, known)),
    );
    this.#askExtras();
  }

  /** What needs one version only: the newest that shows it in clear. */
  #askExtras(): void {
    const inquiry = this.#inquiry;
    const newest = this.#of(TLS13);
    const old = this.#found.filter(({ version }) => version < TLS13).sort((a, b) => b.version - a.version)[0];
    if (old) this.#works.push(enumerateCompression(inquiry, old));
    // TLS 1.3 has none (RFC 8446 §4.1.2).
    else if (newest) inquiry.emit({ kind: 'compression', isTaken: false });
    if (old && old.version > SSL3) this.#works.push(enumerateProtocols(inquiry, old));
    else if (newest) this.#works.push(enumerateProtocols13(inquiry, newest));
  }

  #of(wanted: number): Accepted | undefined {
    return this.#found.find(({ version }) => version === wanted);
  }

  async #version(version: number): Promise<Outcome> {
    const all = offers.suitesFor(version);
    const tries: { suites: readonly number[]; shares: offers.ShareKind; more: Partial<Offer> }[] = [
      { suites: all, shares: 'none', more: {} },
    ];
    if (version >= TLS13)
      for (const shares of ['unknown-group', 'x25519'] as const) {
        const groups = shares === 'x25519' ? offers.groups13 : [offers.GREASE, ...offers.groups13];
        tries.push({ suites: all, shares, more: { groups, keyShares: offers.sharesOf(shares) } });
      }
    else tries.push({ suites: offers.commonSuites(version), shares: 'none', more: version === SSL3 ? {} : { groups: [29, 23, 24, 25] } });
    const { server, serverName } = this.#inquiry;
    let said: Exclude<Reply, { kind: 'accepted' }> | undefined;
    for (const { suites, shares, more } of tries) {
      if (said && version < TLS12 && (await this.#readsLargeHello())) break;
      const offer = offers.offerOf({ version, suites, serverName }, more);
      const reply = await server.ask(offer, version === TLS12 ? 'what-comes' : 'server_hello');
      if (reply.kind === 'accepted') return { kind: 'accepted', accepted: { version, size: suites.length, shares, first: reply } };
      said = said?.kind === 'refused' ? said : reply;
      const isAboutVersion = reply.kind === 'refused' && (reply.by === 'version' || (reply.by === 'alert' && reply.alert.code === 70));
      if (isAboutVersion) return reply;
      if (reply.kind === 'unknown') break;
    }
    return said ?? { kind: 'unknown', why: 'nothing was asked' };
  }

  /** Where one version is taken by a hello of full size, another is not refused because of its size. */
  async #readsLargeHello(): Promise<boolean> {
    await this.#newest;
    return this.#of(TLS12)?.size === offers.suitesFor(TLS12).length;
  }
}
