import { TLS10, TLS11, TLS12, TLS13 } from '../../tls/versions';
import { at, type DataNode, entriesOf, entryOf, itemsOf, valueOfNode } from '../data-tree';
import type { ConfigFile } from '../dialect';
import { fileRefOf } from '../file-ref';
import type { ConfigFacts, ConfigSymbol, FilePlace, Listener, Setting, TlsProfile, Value, VersionRange } from '../model';
import { readYaml } from '../yaml-tree';
import type { LivekitService } from './facts';

/** Reads the configuration of the SIP service: a file of its own, or the block `SIP_CONFIG_BODY: |` of a compose file or a chart. */
export function readService({ file, text }: ConfigFile): ConfigFacts {
  const part = bodyIn(text);
  const { root, problems } = readYaml(file, text, part);
  const tls = entryOf(root, 'tls');
  const own: LivekitService = { kind: 'service', root, ...(tls && tls.value.kind !== 'unknown' && { tls }) };
  const profile = tls && tls.value.kind !== 'unknown' ? profileOf(tls.value, tls.key.place, root) : undefined;
  const listeners = listenersOf(root, profile);
  return {
    dialect: 'livekit-sip',
    product: 'livekit',
    root: file,
    files: [file],
    listeners,
    profiles: profile && tls ? [profile, ...furtherProfiles(profile, tls.value)] : [],
    peers: [],
    routes: [],
    definitions: [],
    includes: [],
    settings: settingsOf(root, ''),
    symbols: symbolsOf(root, listeners, profile),
    texts: new Map([[file, text]]),
    problems,
    own,
  };
}

const body = /^([ \t]*)(?:- )?["']?SIP_CONFIG_BODY["']?[ \t]*[:=][ \t]*[|>][-+\d]*[ \t]*(?:#.*)?\r?\n/m;

/** The lines of the block that are indented below its key; the whole text where there is none. */
export function bodyIn(text: string): { readonly start: number; readonly end: number } {
  const match = body.exec(text);
  if (!match) return { start: 0, end: text.length };
  const indent = (match[1] ?? '').length;
  const start = match.index + match[0].length;
  let end = start;
  for (const line of text.slice(start).split(/(?<=\n)/)) {
    const own = /^ */.exec(line)?.[0].length ?? 0;
    if (line.trim() !== '' && own <= indent) break;
    end += line.length;
  }
  return { start, end };
}

function portOf(node: DataNode | undefined, usual: number | undefined): number | undefined {
  if (!node) return usual;
  const value = valueOfNode(node);
  if (value?.text === '') return usual;
  return value?.isKnown && /^\d{1,5}$/.test(value.text) ? Number(value.text) : undefined;
}

const placeOfValue = (node: DataNode | undefined): FilePlace | undefined => valueOfNode(node)?.place;

/** Only where it is the file of the service: a part of it that says nothing of ports binds nothing here. */
function listenersOf(root: DataNode, profile: TlsProfile | undefined): Listener[] {
  if (!entryOf(root, 'ws_url', 'redis', 'sip_port', 'tls')) return [];
  const host = valueOfNode(at(root, 'listen_ip'));
  const advertisedHost = valueOfNode(at(root, 'sip_hostname'));
  const tls = at(root, 'tls');
  const announced = portOf(at(root, 'sip_port'), 5060);
  const clear = portOf(at(root, 'sip_port_listen'), announced);
  const clearPlace = placeOfValue(at(root, 'sip_port_listen')) ?? placeOfValue(at(root, 'sip_port'));
  const common = { ...(host && { host }), ...(advertisedHost && { advertisedHost }), isInactive: false };
  const first = entriesOf(root)[0]?.key.place ?? root.place;
  const listeners: Listener[] = (['udp', 'tcp'] as const).map((transport) => ({
    place: clearPlace ?? first,
    transport,
    ...common,
    ...(clear !== undefined && { port: clear }),
    ...(clearPlace && { portPlace: clearPlace }),
    ...(announced !== undefined && announced !== clear && { advertisedPort: announced }),
  }));
  if (!profile) return listeners;
  const tlsAnnounced = portOf(at(tls, 'port'), 5061);
  const secure = portOf(at(tls, 'port_listen'), tlsAnnounced);
  const securePlace = placeOfValue(at(tls, 'port_listen')) ?? placeOfValue(at(tls, 'port'));
  return [
    ...listeners,
    {
      place: securePlace ?? profile.place,
      transport: 'tls',
      ...common,
      ...(secure !== undefined && { port: secure }),
      ...(securePlace && { portPlace: securePlace }),
      ...(tlsAnnounced !== undefined && tlsAnnounced !== secure && { advertisedPort: tlsAnnounced }),
      profile: profile.id,
    },
  ];
}

/** The eight spellings that the service knows. */
const versions: ReadonlyMap<string, number> = new Map([
  ['tls1.0', TLS10],
  ['tls1.1', TLS11],
  ['tls1.2', TLS12],
  ['tls1.3', TLS13],
  ['TLS1.0', TLS10],
  ['TLS1.1', TLS11],
  ['TLS1.2', TLS12],
  ['TLS1.3', TLS13],
]);

export const versionOf = (text: string): number | undefined => versions.get(text);

function profileOf(tls: DataNode, place: FilePlace, root: DataNode): TlsProfile {
  const [first] = itemsOf(at(tls, 'certs'));
  const certificate = fileRefOf(valueOfNode(at(first, 'cert_file')), 'certificate');
  const key = fileRefOf(valueOfNode(at(first, 'key_file')), 'key');
  const keyLog = fileRefOf(valueOfNode(at(tls, 'key_log')), 'key-log');
  const suites = suitesOf(at(tls, 'cipher_suites'));
  const hostname = valueOfNode(at(root, 'sip_hostname'));
  return {
    id: 'tls',
    place,
    role: 'both',
    match: {},
    ...(certificate && { certificate }),
    ...(key && { key }),
    ...(keyLog && { keyLog }),
    versions: rangeOf(valueOfNode(at(tls, 'min_version')), valueOfNode(at(tls, 'max_version'))),
    ...(suites && { ciphers: { value: suites, syntax: 'go', isForTls13: false } }),
    // The roots of the system check who is called; clients are not asked for a certificate, and names are not compared.
    verifiesPeer: { value: 'on' },
    requiresCertificate: { value: 'off' },
    comparesName: { value: 'off' },
    announced: hostname?.isKnown && /[a-z]/i.test(hostname.text) ? [hostname] : [],
    sends: 'chain',
    isInactive: false,
  };
}

/** Go shows the certificate whose names hold the one that the client asks for, so each further pair serves as the first one does. */
function furtherProfiles({ ciphers: _ciphers, key: _key, keyLog: _keyLog, ...first }: TlsProfile, tls: DataNode): TlsProfile[] {
  return itemsOf(at(tls, 'certs'))
    .slice(1)
    .flatMap((item, index): TlsProfile[] => {
      const certificate = fileRefOf(valueOfNode(at(item, 'cert_file')), 'certificate');
      const key = fileRefOf(valueOfNode(at(item, 'key_file')), 'key');
      return certificate ? [{ ...first, id: `tls ${index + 2}`, certificate, ...(key && { key }), announced: [] }] : [];
    });
}

/** Go allows TLS 1.2 and newer by itself. */
function rangeOf(least: Value | undefined, most: Value | undefined): VersionRange {
  const version = (value: Value | undefined, usual: number): number | 'unknown' =>
    value ? (value.isKnown ? (versionOf(value.text) ?? 'unknown') : 'unknown') : usual;
  const said = least ?? most;
  return {
    least: version(least, TLS12),
    most: version(most, TLS13),
    ...(said && { place: said.place, text: said.text }),
  };
}

/** The names of a list as one text. */
function suitesOf(node: DataNode | undefined): Value | undefined {
  const items = itemsOf(node).flatMap((item) => valueOfNode(item) ?? []);
  const [only] = items;
  if (!node || !only) return undefined;
  if (items.length === 1) return only;
  return { text: items.map(({ text }) => text).join(','), place: node.place, isKnown: items.every(({ isKnown }) => isKnown) };
}

function settingsOf(node: DataNode, prefix: string): Setting[] {
  return entriesOf(node).flatMap(({ key, value, whole }): Setting[] => {
    const name = `${prefix}${key.text}`;
    if (value.kind === 'map') return settingsOf(value, `${name}.`);
    if (value.kind === 'list') return value.items.flatMap((item) => settingsOf(item, `${name}.`));
    if (value.kind === 'unknown') return [];
    return [{ key: name, name: key.place, value: value.value, whole, isInactive: false }];
  });
}

function symbolsOf(root: DataNode, listeners: readonly Listener[], profile: TlsProfile | undefined): ConfigSymbol[] {
  const common = { uses: [], isRenamable: false };
  const tls = entryOf(root, 'tls');
  return [
    ...listeners.map(({ transport, port, place }) => ({
      kind: 'listener' as const,
      name: `${transport}:${port ?? '?'}`,
      place,
      whole: place,
      ...common,
    })),
    ...(profile && tls ? [{ kind: 'profile' as const, name: 'tls', place: profile.place, whole: tls.whole, ...common }] : []),
  ];
}
