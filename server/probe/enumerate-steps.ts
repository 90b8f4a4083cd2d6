import type { Ending } from './elimination';
import { offerOf, type ShareKind, shareFor, suitesFor } from './enumerate-offers';
import type { AskedServer } from './enumerate-server';
import type { Offer, Reply } from './hello-reply';

/** What an enumeration tells as it goes on, and what its parts share. */

export type Part = 'suites' | 'groups' | 'schemes' | 'protocols' | 'compression';

export type EnumerationStep =
  | { readonly kind: 'version'; readonly version: number; readonly verdict: 'accepted' | 'refused' }
  | { readonly kind: 'version'; readonly version: number; readonly verdict: 'unknown'; readonly why: string }
  /** As they are found. */
  | { readonly kind: 'suite'; readonly version: number; readonly suite: number }
  /** The server goes by its own order, which is this one. */
  | { readonly kind: 'order'; readonly version: number; readonly isServers: true; readonly suites: readonly number[] }
  /** It goes by the client's; null: it takes one suite only, or it could not be told. */
  | { readonly kind: 'order'; readonly version: number; readonly isServers: false | null }
  /** Once in all: what is known of one version is not asked again in another. */
  | { readonly kind: 'group'; readonly version: number; readonly group: number }
  | { readonly kind: 'scheme'; readonly version: number; readonly scheme: number }
  | { readonly kind: 'protocol'; readonly protocol: string }
  | { readonly kind: 'compression'; readonly isTaken: boolean }
  /** There may be more than was told: the server stopped answering, or does not show it. */
  | { readonly kind: 'incomplete'; readonly part: Part; readonly version: number; readonly why: string }
  | { readonly kind: 'end'; readonly reason: 'complete' | 'deadline' | 'cancelled'; readonly hellos: number; readonly connections: number };

/** One enumeration of one server. */
export interface Inquiry {
  readonly server: AskedServer;
  /** Sent as SNI; null: none. */
  readonly serverName: string | null;
  readonly emit: (step: EnumerationStep) => void;
}

/** A version that the server takes, and how it has to be asked. */
export interface Accepted {
  readonly version: number;
  /** How many suites one hello may hold. */
  readonly size: number;
  readonly shares: ShareKind;
  readonly first: Extract<Reply, { kind: 'accepted' }>;
}

export interface Ends {
  readonly part: Part;
  readonly version: number;
  readonly ends: readonly Ending[];
}

/** One complaint for each part, however many of its questions stayed without an answer. */
export function tellEnds({ emit }: Inquiry, { part, version, ends }: Ends): void {
  const open = ends.find((end) => end.kind === 'unknown');
  if (open?.kind === 'unknown') emit({ kind: 'incomplete', part, version, why: open.why });
}

/** An offer of TLS 1.3 that leads to a ServerHello at once: the server has then decided everything, not only suite and group. */
export async function answeredOffer({ server, serverName }: Inquiry, { version, first, shares }: Accepted): Promise<Offer | undefined> {
  const suites = suitesFor(version);
  for (const group of new Set([first.group ?? 29, 29, 23, 24, 25])) {
    const share = shareFor(group);
    if (!share) continue;
    const offer = offerOf({ version, suites, serverName }, { groups: [group], keyShares: [share] });
    const reply = await server.ask(offer);
    if (reply.kind === 'accepted' && !reply.isRetry) return offer;
    if (reply.kind === 'unknown' || shares === 'x25519') return undefined;
  }
  return undefined;
}
