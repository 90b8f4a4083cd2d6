import type { ConfigFile, ConfigWorld } from '../dialect';
import { partOf } from '../ini';
import type { ConfigFacts, Listener, Peer, Switch, TlsProfile, Transport } from '../model';
import { inOrder } from './order';
import { type Entry, readAsteriskFiles } from './sections';
import { type ChanSipPeer, type SipFacts, sectionSetting, sipOf } from './sip-facts';
import { sectionSymbols } from './symbols';
import {
  clientVersions,
  filesOf,
  GENERAL,
  isSwitchedOn,
  listenerPlace,
  negotiated,
  opposite,
  saidIn,
  settingsIn,
  socketIn,
} from './tls-model';
import { isTransport, readAddress } from './uris';

/** Reads sip.conf of chan_sip, which Asterisk had until version 20. */
export function readSip(file: ConfigFile, world: ConfigWorld): ConfigFacts {
  const read = readAsteriskFiles(file, world, isMain(file.file));
  const facts = sipOf(read);
  const { sections, files, includes, problems, texts } = read;
  return {
    dialect: 'asterisk-sip',
    product: 'asterisk',
    root: file.file,
    files,
    listeners: listenersOf(facts),
    profiles: profilesOf(facts),
    peers: [...facts.peers.flatMap((peer) => peerOf(peer, facts)), ...registrations(facts)],
    routes: [],
    definitions: [],
    includes,
    settings: inOrder(settingsIn(sections), files),
    symbols: sectionSymbols(sections, new Set(facts.peers.map(({ section }) => section))),
    texts,
    problems,
    own: facts satisfies SipFacts,
  };
}

const isMain = (file: string): boolean => /(?:^|[\\/])sip\.conf[^\\/]*$/i.test(file);

function listenersOf({ general }: SipFacts): Listener[] {
  const listener = (transport: Transport, key: string, usual: number): Listener[] => {
    const place = listenerPlace(general, key);
    return place
      ? [
          {
            place,
            transport,
            ...socketIn(general, [key, 'bindaddr'], usual),
            ...(transport === 'tls' && { profile: GENERAL }),
            isInactive: false,
          },
        ]
      : [];
  };
  const port = Number(general.entries.findLast(({ key }) => key === 'bindport')?.value.text ?? 5060);
  return [
    ...listener('udp', 'udpbindaddr', Number.isInteger(port) ? port : 5060),
    ...(isSwitchedOn(general, 'tcpenable') ? listener('tcp', 'tcpbindaddr', 5060) : []),
    ...(isSwitchedOn(general, 'tlsenable') ? listener('tls', 'tlsbindaddr', 5061) : []),
  ];
}

/** Without `tlsenable` there is no TLS at all, neither in nor out. */
function profilesOf({ general }: SipFacts): TlsProfile[] {
  if (!general.section || !isSwitchedOn(general, 'tlsenable')) return [];
  const verify = opposite(saidIn(general, 'tlsdontverifyserver'));
  const single = clientVersions(general);
  const profile: TlsProfile = {
    id: GENERAL,
    place: general.section.place,
    role: 'both',
    match: {},
    ...filesOf(general),
    versions: negotiated(general, false),
    verifiesPeer: verify,
    // chan_sip asks no client for a certificate.
    requiresCertificate: { value: 'off' },
    comparesName: verify,
    announced: [],
    sends: 'chain',
    isInactive: false,
  };
  if (!single) return [profile];
  const { certificate: _certificate, key: _key, ...outgoing } = profile;
  return [
    { ...profile, role: 'server', verifiesPeer: { value: 'off' }, comparesName: { value: 'off' } },
    { ...outgoing, id: `${GENERAL} outgoing`, role: 'client', versions: single },
  ];
}

function peerOf({ section, name, transports, encryption, dtls, encryptionEntry }: ChanSipPeer, { tls }: SipFacts): Peer[] {
  const host = sectionSetting(section, 'host');
  if (!host || host.value.text === '' || host.value.text.toLowerCase() === 'dynamic') return [];
  const [first = 'udp'] = transports;
  const port = Number(sectionSetting(section, 'port')?.value.text ?? 0);
  const kind = sectionSetting(section, 'type')?.value.text.toLowerCase();
  return [
    {
      id: name,
      place: host.value.place,
      scheme: 'none',
      host: host.value,
      ...(Number.isInteger(port) && port > 0 && { port }),
      ...(isTransport(first) && { transport: first }),
      carriedBy: carried(first, tls),
      direction: kind === 'user' ? 'in' : 'both',
      ...(first === 'tls' && tls === 'on' && { profile: GENERAL }),
      media: { value: mediaOf(encryption, dtls), ...(encryptionEntry && { place: encryptionEntry.value.place }) },
    },
  ];
}

/** TLS falls back to UDP where `tlsenable` is off. */
function carried(transport: string, tls: Switch): Transport | 'unknown' {
  if (transport !== 'tls') return isTransport(transport) ? transport : 'unknown';
  return tls === 'on' ? 'tls' : tls === 'off' ? 'udp' : 'unknown';
}

function mediaOf(encryption: Switch, dtls: Switch): Peer['media']['value'] {
  if (dtls === 'on') return 'dtls';
  if (encryption === 'on') return 'sdes';
  return encryption === 'unknown' || dtls === 'unknown' ? 'unknown' : 'none';
}

/** `register => tls://user:secret@host:port/extension`: the host alone is kept. */
function registrations({ general, tls }: SipFacts): Peer[] {
  return general.entries
    .filter(({ key, value }) => key === 'register' && value.isKnown)
    .flatMap((entry): Peer[] => {
      const found = hostIn(entry);
      if (!found) return [];
      const { host, port } = readAddress(found.text);
      const [, scheme = 'udp'] = /^(?:[^@?]*\?)?(\w{2,4}):\/\//.exec(entry.value.text) ?? [];
      const transport = scheme.toLowerCase();
      const place = { file: entry.source.file, at: found.at };
      return [
        {
          id: host,
          place,
          scheme: 'none',
          host: { text: host, place, isKnown: true },
          ...(port !== undefined && { port }),
          ...(isTransport(transport) && { transport }),
          carriedBy: carried(transport, tls),
          direction: 'out',
          ...(transport === 'tls' && tls === 'on' && { profile: GENERAL }),
          media: { value: 'unknown' },
        },
      ];
    });
}

function hostIn({ text }: Entry): ReturnType<typeof partOf> | undefined {
  const at = text.text.lastIndexOf('@');
  if (at < 0) return undefined;
  const end = text.text.slice(at).search(/[/~]/);
  const host = partOf(text, at + 1, end < 0 ? text.text.length : at + end);
  return host.text === '' ? undefined : host;
}
