import type { ConfigFacts, FilePlace, Listener, Peer, TlsProfile, Transport, Value } from '../config/model';
import { hostName, isIpLiteral, isPrivate } from '../sip/socket';
import { shortened } from '../text/shortened';
import { visibleName } from '../text/visible-name';

/** What rules on the common model have in common: what they look at, and how they name it. */

export const profilesInForce = ({ profiles }: ConfigFacts): readonly TlsProfile[] => profiles.filter(({ isInactive }) => !isInactive);

export const listenersInForce = ({ listeners }: ConfigFacts): readonly Listener[] => listeners.filter(({ isInactive }) => !isInactive);

export const isSecure = (transport: Transport | 'unknown' | undefined): boolean => transport === 'tls' || transport === 'wss';

/** Nobody between can read it, or that cannot be told. */
export const isClear = (transport: Transport | 'unknown' | undefined): boolean =>
  transport === 'udp' || transport === 'tcp' || transport === 'ws' || transport === 'sctp';

/** Servers that are connected to over TLS by a host that is known. */
export const tlsTargets = ({ peers }: ConfigFacts): readonly Peer[] =>
  peers.filter(({ direction, carriedBy, host }) => direction !== 'in' && carriedBy === 'tls' && host.isKnown && host.text !== '');

export const isLocalHost = ({ host }: Peer): boolean => isPrivate(host.text);

/** The profile by which a server is connected to: the one that it names, else the only one for that; undefined where it cannot be told. */
export function profileOf(facts: ConfigFacts, { profile }: Peer): TlsProfile | undefined {
  const outgoing = profilesInForce(facts).filter(({ role }) => role !== 'server');
  if (profile !== undefined) return outgoing.find(({ id }) => id === profile);
  return outgoing.length === 1 ? outgoing[0] : undefined;
}

/** Where incoming connections with this profile come to; sockets that name none belong to every server profile. */
export const listenersOf = (facts: ConfigFacts, { id, role }: TlsProfile): readonly Listener[] =>
  role === 'client'
    ? []
    : listenersInForce(facts).filter(({ transport, profile }) => isSecure(transport) && (profile === undefined || profile === id));

/** Nobody outside can reach it. Without sockets that is not known. */
export function isOnlyInside(facts: ConfigFacts, profile: TlsProfile): boolean {
  const listeners = listenersOf(facts, profile);
  return (
    listeners.length > 0 && listeners.every(({ host, advertisedHost }) => !advertisedHost && host?.isKnown === true && isPrivate(host.text))
  );
}

/** The names under which a profile is announced, by the profile itself and by its sockets; no addresses and no patterns. */
export function announcedNames(facts: ConfigFacts, profile: TlsProfile): readonly Value[] {
  const values = [...profile.announced, ...listenersOf(facts, profile).flatMap(({ advertisedHost }) => advertisedHost ?? [])];
  const names = values.filter(({ text, isKnown }) => isKnown && text.includes('.') && !isIpLiteral(text) && !text.includes('*'));
  return [...new Map(names.map((value) => [hostName(value.text), value])).values()];
}

/** Items by where they are said: a line that several profiles share is told once. */
export function oncePerPlace<T>(items: readonly T[], placeOf: (item: T) => FilePlace): readonly T[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(placeOf(item)), item])).values()].reverse();
}

const keyOf = ({ file, at }: FilePlace): string => `${at.start} ${at.end} ${file}`;

/** What stands at a place; nothing where the text was not kept. */
export const textAt = ({ texts }: ConfigFacts, { file, at }: FilePlace): string => (texts?.get(file) ?? '').slice(at.start, at.end);

/** A name or value as a sentence quotes it. */
export const quoted = (text: string): string => `“${visibleName(shortened(text, 80), 90)}”`;

/** `Profile “server:default”`; ids of sections have brackets already. */
export const profileName = ({ id }: TlsProfile): string => (id.startsWith('[') ? visibleName(shortened(id, 80), 90) : quoted(id));
