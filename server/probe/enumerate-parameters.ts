import { suiteOf } from '#core/tls/suites';
import { type AcceptedReply, divide, eliminate } from './elimination';
import * as offers from './enumerate-offers';
import { type Accepted, answeredOffer, type Inquiry, tellEnds } from './enumerate-steps';
import type { Reply } from './hello-reply';

/** Key exchange groups and signature schemes. Each function tells what it found; `known` was found in another version. */

export async function enumerateGroups13(inquiry: Inquiry, { shares, version, first }: Accepted): Promise<readonly number[]> {
  const { server, serverName } = inquiry;
  const suites = offers.suitesFor(version);
  const found: number[] = [];
  const emit = (group: number): void => {
    found.push(group);
    inquiry.emit({ kind: 'group', version, group });
  };
  const pick = (left: readonly number[]): Promise<Reply> => {
    // The share of x25519 is for those that refuse to ask for another; without that group a share of no use is all there is.
    const kind = shares === 'x25519' && !left.includes(29) ? 'unknown-group' : shares;
    const groups = kind === 'unknown-group' ? [offers.GREASE, ...left] : left;
    return server.ask(offers.offerOf({ version, suites, serverName }, { groups, keyShares: offers.sharesOf(kind) }));
  };
  if (first.group !== undefined) emit(first.group);
  const { ends } = await eliminate(
    offers.groups13.filter((group) => group !== first.group),
    { pick, emit, nameOf: ({ group }: AcceptedReply) => group, room: () => server.room, chanceOf: offers.chanceOfGroup, isOrdered: false },
  );
  tellEnds(inquiry, { part: 'groups', version, ends });
  return found;
}

export async function enumerateGroups12(inquiry: Inquiry, accepted: Accepted, known: readonly number[]): Promise<void> {
  const { server, serverName } = inquiry;
  const { version, first } = accepted;
  const suites = signed(accepted, ['ECDHE']);
  const found = known.filter((group) => offers.groups12.includes(group));
  const emit = (group: number): void => {
    found.push(group);
    inquiry.emit({ kind: 'group', version, group });
  };
  const own = groupOfExchange(first);
  if (own !== undefined && !found.includes(own)) emit(own);
  const ask = (groups: readonly number[]): Promise<Reply> =>
    server.ask(offers.offerOf({ version, suites, serverName }, { groups }), 'server_key_exchange');
  // A certificate for a curve is of use only where that curve is offered too (RFC 8422 §5.1), so the ones found go to the end.
  const needsCurve = suiteOf(first.hello.suite)?.certificateKey === 'EC' && found.length > 0;
  const { ends } = await eliminate(
    offers.groups12.filter((group) => !found.includes(group)),
    {
      pick: (left) => ask(needsCurve ? [...left, ...found] : left),
      nameOf: groupOfExchange,
      emit,
      room: () => (needsCurve ? 1 : server.room),
      chanceOf: offers.chanceOfGroup,
      isOrdered: false,
    },
  );
  const isHidden = needsCurve && ends.some(({ kind }) => kind === 'exhausted') && found.length < offers.groups12.length;
  const why = 'the server always chooses the curve of its certificate';
  tellEnds(inquiry, { part: 'groups', version, ends: isHidden ? [{ kind: 'unknown', why }] : ends });
}

export async function enumerateSchemes12(inquiry: Inquiry, accepted: Accepted): Promise<readonly number[]> {
  const { server, serverName } = inquiry;
  const { version, first } = accepted;
  const suites = signed(accepted, ['ECDHE', 'DHE']);
  const found: number[] = [];
  const emit = (scheme: number): void => {
    found.push(scheme);
    inquiry.emit({ kind: 'scheme', version, scheme });
  };
  const own = schemeOfExchange(first);
  if (own !== undefined) emit(own);
  const { ends } = await eliminate(
    offers.allSchemes.filter((scheme) => scheme !== own),
    {
      pick: (left) => server.ask(offers.offerOf({ version, suites, serverName }, { schemes: left }), 'server_key_exchange'),
      nameOf: schemeOfExchange,
      emit,
      room: () => server.room,
      chanceOf: offers.chanceOfScheme,
      isOrdered: false,
    },
  );
  tellEnds(inquiry, { part: 'schemes', version, ends });
  return found;
}

/** The signature is sealed, but some servers refuse where they have no scheme; whether this one does is asked with one that nobody has. */
export async function enumerateSchemes13(inquiry: Inquiry, accepted: Accepted, known: readonly number[]): Promise<void> {
  const { version } = accepted;
  const incomplete = (why: string): void => inquiry.emit({ kind: 'incomplete', part: 'schemes', version, why });
  const offer = await answeredOffer(inquiry, accepted);
  if (!offer) return incomplete('no key exchange of it is spoken here');
  const ask = (schemes: readonly number[]): Promise<Reply> => inquiry.server.ask({ ...offer, schemes });
  const left = offers.schemes13.filter((scheme) => !known.includes(scheme));
  const rest = known.length > 0 ? await ask(left) : undefined;
  if (rest?.kind === 'refused') return;
  const control = await ask([offers.UNKNOWN_SCHEME]);
  if (control.kind !== 'refused') return incomplete('the server does not show it');
  const emit = (scheme: number): void => inquiry.emit({ kind: 'scheme', version, scheme });
  const isLikely = (scheme: number): boolean => offers.chanceOfScheme(scheme) > 0.2;
  const lists = [...left.filter(isLikely).map((scheme) => [scheme]), left.filter((scheme) => !isLikely(scheme))];
  const ends = await Promise.all(lists.map((list) => divide(list, ask, emit)));
  tellEnds(inquiry, { part: 'schemes', version, ends: ends.flatMap((end) => end ?? []) });
}

function signed({ size }: Accepted, exchanges: readonly string[]): readonly number[] {
  const suites = offers.signedSuites(exchanges);
  return size <= offers.SMALL_HELLO ? suites.slice(0, size) : suites;
}

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
