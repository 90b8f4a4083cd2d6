import type { CodeLens } from 'vscode-languageserver/node';
import type { FilePlace, FileRef, Listener, Peer, TlsProfile, Value } from '#core/config/model';
import { ConfigPlaces } from '../config-places';
import type { ConfigReading } from '../config-set';
import type { OpenConfig } from '../config-workspace';
import { readTarget } from '../probe/target';
import { PROBE_COMMAND, PROBE_FOUND_COMMAND, type ProbeOptions } from '../protocol';
import type { Session } from '../session';

interface Offer {
  readonly title: string;
  readonly target: string;
  readonly place: FilePlace;
  readonly options: ProbeOptions;
}

/** Above each TLS listener and each peer over TLS: the offer to probe it as the configuration itself would connect. */
export async function configLenses(session: Session, { document, readings }: OpenConfig): Promise<CodeLens[]> {
  const places = new ConfigPlaces(readings, session.configs.files);
  const offers: Offer[] = [];
  for (const reading of readings) {
    for (const listener of reading.facts.listeners) offers.push(...(await offerOfListener(session, listener, reading)));
    for (const peer of reading.facts.peers) offers.push(...(await offerOfPeer(session, peer, reading)));
  }
  const seen = new Set<string>();
  return offers.slice(0, MOST).flatMap(({ title, target, place, options }): CodeLens[] => {
    const range = place.file === document.uri ? places.range(place) : undefined;
    const id = `${target} ${place.at.start}`;
    if (!range || seen.has(id) || readTarget(target).kind !== 'target') return [];
    seen.add(id);
    const { line } = range.start;
    if (session.options.probeFoundCommand)
      return [{ range, command: { title, command: PROBE_FOUND_COMMAND, arguments: [target, document.uri, line, options] } }];
    const from = `${document.uri.slice(document.uri.lastIndexOf('/') + 1)}, line ${line + 1}`;
    return [{ range, command: { title, command: PROBE_COMMAND, arguments: [{ ...options, target, from }] } }];
  });
}

const MOST = 200;

/** What is announced is what others connect to; an address for all interfaces is none to connect to. */
async function offerOfListener(session: Session, listener: Listener, reading: ConfigReading): Promise<Offer[]> {
  const { facts } = reading;
  const { transport, host, port, advertisedHost, advertisedPort, place, isInactive, profile } = listener;
  if (transport !== 'tls' || isInactive) return [];
  const own = facts.profiles.find(({ id }) => id === profile);
  const names = [advertisedHost, ...(own?.announced ?? []), ...(own?.match.names ?? []), host];
  const name = names.find((value) => value?.isKnown && isConnectable(value.text));
  if (!name) return [];
  const target = uriOf('sip', name.text, advertisedPort ?? port ?? 5061);
  const serverName = (own?.match.names ?? []).find((value) => value.isKnown && isName(value.text))?.text;
  const served = servingProfile(facts.profiles, own, serverName ?? name.text);
  const installed = await pathOf(session, served?.certificate, reading);
  const options = { ...(serverName !== undefined && { serverName }), ...(installed !== undefined && { installed }) };
  return [{ title: 'Probe this listener', target, place, options }];
}

/** Whose certificate a client gets that asks for this name: another profile may be there for it (RFC 6066 §3). */
function servingProfile(profiles: readonly TlsProfile[], own: TlsProfile | undefined, asked: string): TlsProfile | undefined {
  const isFor = ({ match: { names = [] } }: TlsProfile) =>
    names.some(({ text, isKnown }) => !isKnown || text.toLowerCase() === asked.toLowerCase());
  const [only, another] = profiles.filter((profile) => profile.role !== 'client' && !profile.isInactive && isFor(profile));
  return another ? undefined : (only ?? own);
}

async function offerOfPeer(session: Session, peer: Peer, reading: ConfigReading): Promise<Offer[]> {
  const { carriedBy, direction, host, port, scheme, place, profile } = peer;
  if (carriedBy !== 'tls' || direction === 'in' || !host.isKnown || !isConnectable(host.text)) return [];
  const clients = reading.facts.profiles.filter(({ role, isInactive }) => role !== 'server' && !isInactive);
  const [only, another] = clients;
  // A peer of a profile without TLS is none of the other profile that has it.
  const own = profile === undefined && !another ? only : clients.find(({ id }) => id === profile);
  const target = uriOf(scheme === 'sips' ? 'sips' : 'sip', host.text, port);
  const options = {
    ...(own && (await asProfile(session, own, reading))),
    ...(sendsNoName.has(reading.facts.product) && { serverName: null }),
  };
  return [{ title: own ? `Probe this peer as ${own.id}` : 'Probe this peer', target, place, options }];
}

/** Products that never say in a ClientHello which name they want. */
const sendsNoName: ReadonlySet<string> = new Set(['opensips', 'freeswitch']);

async function asProfile(session: Session, profile: TlsProfile, reading: ConfigReading): Promise<ProbeOptions> {
  const trusted = (wanted: 'ca' | 'ca-folder') => profile.ca?.find(({ purpose }) => purpose === wanted);
  const [caFile, caFolder, certificate, key] = await Promise.all([
    pathOf(session, trusted('ca'), reading),
    pathOf(session, trusted('ca-folder'), reading),
    pathOf(session, profile.certificate, reading),
    pathOf(session, profile.key, reading),
  ]);
  return {
    policy: profile.comparesName.value === 'on' ? 'full' : 'chain-only',
    ...(caFile !== undefined && { caFile }),
    ...(caFolder !== undefined && { caFolder }),
    ...(certificate !== undefined && { certificate, ...(key !== undefined && key !== certificate && { key }) }),
  };
}

/** Where the file is here; undefined where it is not known, or holds nothing. */
async function pathOf(session: Session, ref: FileRef | undefined, reading: ConfigReading): Promise<string | undefined> {
  const file = ref && (await session.configs.judge.file(ref, reading));
  return file?.kind === 'read' && (file.format === 'pem' || file.format === 'folder') ? file.file : undefined;
}

const isName = (text: string): boolean => /[a-z]/i.test(text) && !text.includes('*') && !text.includes(':');
const isConnectable = (text: Value['text']): boolean =>
  text !== '' && !/^(?:0\.0\.0\.0|::|\[::\]|\*|any|all)$/i.test(text) && /^\[?[\w.:-]+\]?$/.test(text) && /[.:]|localhost/.test(text);

function uriOf(scheme: 'sip' | 'sips', host: string, port: number | undefined): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `${scheme}:${name}${port === undefined ? '' : `:${port}`}${scheme === 'sip' ? ';transport=tls' : ''}`;
}
