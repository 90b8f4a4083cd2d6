import { extension } from '#core/tls/extensions';
import { type AcceptedReply, divide, eliminate } from './elimination';
import * as offers from './enumerate-offers';
import { type Accepted, answeredOffer, type Inquiry, tellEnds } from './enumerate-steps';
import type { Reply } from './hello-reply';

/** ALPN and compression. */

export async function enumerateProtocols(inquiry: Inquiry, { version, size }: Accepted): Promise<void> {
  const { server, serverName } = inquiry;
  const suites = offers.suitesFor(version).slice(0, size);
  const { ends } = await eliminate(offers.protocols, {
    pick: (protocols) => server.ask(offers.offerOf({ version, suites, serverName }, { protocols })),
    nameOf: ({ hello }: AcceptedReply) => extension(hello.extensions, 'alpn')?.protocols[0],
    emit: (protocol) => inquiry.emit({ kind: 'protocol', protocol }),
    room: () => server.room,
    chanceOf: () => 0.1,
    isOrdered: false,
  });
  tellEnds(inquiry, { part: 'protocols', version, ends });
}

/** In TLS 1.3 the choice is sealed: only a server that refuses unknown protocols shows which it knows. */
export async function enumerateProtocols13(inquiry: Inquiry, accepted: Accepted): Promise<void> {
  const { version } = accepted;
  const incomplete = (why: string): void => inquiry.emit({ kind: 'incomplete', part: 'protocols', version, why });
  const offer = await answeredOffer(inquiry, accepted);
  if (!offer) return incomplete('no key exchange of it is spoken here');
  const ask = (protocols: readonly string[]): Promise<Reply> => inquiry.server.ask({ ...offer, protocols });
  const control = await ask([offers.UNKNOWN_PROTOCOL]);
  if (control.kind !== 'refused') return incomplete('the server does not show it');
  const end = await divide(offers.protocols, ask, (protocol) => inquiry.emit({ kind: 'protocol', protocol }));
  tellEnds(inquiry, { part: 'protocols', version, ends: end ? [end] : [] });
}

export async function enumerateCompression(inquiry: Inquiry, { version, size }: Accepted): Promise<void> {
  const { server, serverName, emit } = inquiry;
  const suites = offers.suitesFor(version).slice(0, size);
  const reply = await server.ask(offers.offerOf({ version, suites, serverName }, { compressions: [1, 64, 0] }));
  if (reply.kind === 'accepted') return emit({ kind: 'compression', isTaken: reply.hello.compression !== 0 });
  emit({ kind: 'incomplete', part: 'compression', version, why: reply.kind === 'unknown' ? reply.why : 'the offer was refused' });
}
