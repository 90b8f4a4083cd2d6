import { SSL3, TLS13 } from '#core/tls/versions';
import { eliminate, inOrder } from './elimination';
import * as offers from './enumerate-offers';
import type { Accepted, Inquiry } from './enumerate-steps';
import { tellEnds } from './enumerate-steps';
import type { Offer, Reply } from './hello-reply';

/** The suites that a server takes in one version, and whether it goes by an order of its own. */
export async function enumerateSuites(inquiry: Inquiry, accepted: Accepted): Promise<void> {
  const { server, emit } = inquiry;
  const { version, first } = accepted;
  const all = offers.usualOrder(version);
  const favourite = first.hello.suite;
  const found = [favourite];
  const tell = (suite: number): void => {
    found.push(suite);
    emit({ kind: 'suite', version, suite });
  };
  const pick = (left: readonly number[]): Promise<Reply> => server.ask({ ...suiteOffer(inquiry, accepted, left), isFirst: true });
  emit({ kind: 'suite', version, suite: favourite });
  const isSmall = accepted.size < all.length;
  const small = new Set(isSmall ? offers.commonSuites(version) : []);
  const head = all.filter((suite) => suite !== favourite && (!isSmall || small.has(suite)));
  // The favourite at the end: who still takes it goes by an order of its own, or has nothing else.
  const second = await pick([...head, favourite]);
  const other = second.kind === 'accepted' && second.hello.suite !== favourite ? second.hello.suite : undefined;
  if (other !== undefined) tell(other);
  const lists = [head.filter((suite) => suite !== other)];
  const behind = isSmall ? all.filter((suite) => suite !== favourite && !small.has(suite)) : [];
  for (let at = 0; at < behind.length; at += accepted.size) lists.push(behind.slice(at, at + accepted.size));
  const chooser = {
    pick,
    nameOf: ({ hello }: Extract<Reply, { kind: 'accepted' }>) => hello.suite,
    emit: tell,
    room: () => server.room,
    chanceOf: offers.chanceOfSuite,
    isOrdered: other === undefined,
  };
  const done = await Promise.all(lists.map((list) => eliminate(list, chooser)));
  tellEnds(inquiry, { part: 'suites', version, ends: done.flatMap(({ ends }) => ends) });
  if (other !== undefined) return emit({ kind: 'order', version, isServers: false });
  const [whole] = done;
  if (second.kind !== 'accepted' || found.length < 2 || isSmall || !whole) return emit({ kind: 'order', version, isServers: null });
  const suites = await inOrder({ found: [favourite], rest: [whole.part] }, async (a, b) => {
    const reply = await pick([b, a]);
    return reply.kind === 'accepted' ? reply.hello.suite === a : undefined;
  });
  emit(suites ? { kind: 'order', version, isServers: true, suites } : { kind: 'order', version, isServers: null });
}

function suiteOffer({ serverName }: Inquiry, { version, size, shares }: Accepted, suites: readonly number[]): Offer {
  const named = { version, suites, serverName };
  if (version >= TLS13) {
    const groups = shares === 'unknown-group' ? [offers.GREASE, ...offers.groups13] : offers.groups13;
    return offers.offerOf(named, { groups, keyShares: offers.sharesOf(shares) });
  }
  const isSmall = size <= offers.SMALL_HELLO && version > SSL3;
  return offers.offerOf(named, isSmall ? { groups: [29, 23, 24, 25] } : {});
}
