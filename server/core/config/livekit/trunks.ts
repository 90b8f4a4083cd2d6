import { readSocket } from '../../sip/socket';
import { type DataEntry, type DataNode, entriesOf, entryOf, itemsOf, valueOfNode } from '../data-tree';
import type { ConfigFile } from '../dialect';
import { readJson } from '../json-tree';
import type { ConfigFacts, Peer, Setting } from '../model';
import type { LivekitTrunks, Trunk } from './facts';

/** Reads trunks, dispatch rules and participants as the API takes them. Names may be in snake case or in camel case. */
export function readTrunks({ file, text }: ConfigFile): ConfigFacts {
  const { root, problems } = readJson(file, text);
  const trunks = [...wrapped(root)].map(trunkOf);
  const own: LivekitTrunks = { kind: 'trunks', trunks };
  const peers = trunks.flatMap(peerOf);
  return {
    dialect: 'livekit-trunk',
    product: 'livekit',
    root: file,
    files: [file],
    listeners: [],
    profiles: [],
    peers,
    routes: [],
    definitions: [],
    includes: [],
    settings: trunks.flatMap((trunk) => settingsOf(trunk)),
    symbols: trunks.map(({ node, direction }, index) => ({
      kind: 'peer',
      name: valueOfNode(field(node, 'name')?.value)?.text || `${direction === 'dispatch' ? 'rule' : 'trunk'} ${index + 1}`,
      place: field(node, 'name')?.value.place ?? node.place,
      whole: node.place,
      uses: [],
      detail: { in: 'inbound', out: 'outbound', dispatch: 'dispatch rule' }[direction],
      isRenamable: false,
    })),
    texts: new Map([[file, text]]),
    problems,
    own,
  };
}

/** `allowedAddresses` is `allowed_addresses`. */
export function field(node: DataNode | undefined, name: string): DataEntry | undefined {
  return entryOf(
    node,
    name,
    name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
}

const wrappers = ['trunk', 'dispatch_rule', 'inbound_trunk', 'outbound_trunk', 'trunks', 'items', 'dispatch_rules'] as const;

/** The objects that are a trunk, a rule or a participant, whatever wraps them. */
function wrapped(node: DataNode): DataNode[] {
  if (node.kind === 'list') return itemsOf(node).slice(0, 500).flatMap(wrapped);
  if (node.kind !== 'map') return [];
  const inner = wrappers.flatMap((name) => field(node, name)?.value ?? []);
  if (inner.length > 0) return inner.flatMap(wrapped);
  return [node];
}

const transports = ['auto', 'udp', 'tcp', 'tls'] as const;
const encryptions = ['disable', 'allow', 'require'] as const;

function trunkOf(node: DataNode): Trunk {
  const address = valueOfNode((field(node, 'address') ?? field(node, 'hostname'))?.value);
  const isRule = field(node, 'rule') !== undefined || entriesOf(node).some(({ key }) => /^dispatch_?rule/i.test(key.text));
  const transportEntry = field(node, 'transport');
  const media = field(field(node, 'media')?.value, 'encryption');
  const encryptionEntry = media ?? field(node, 'media_encryption');
  return {
    direction: isRule ? 'dispatch' : address ? 'out' : 'in',
    node,
    ...(address && { address }),
    transport: enumOf(transportEntry, 'SIP_TRANSPORT_', transports, 'auto'),
    ...(transportEntry && { transportEntry }),
    encryption: enumOf(encryptionEntry, 'SIP_MEDIA_ENCRYPT_', encryptions, 'disable'),
    ...(encryptionEntry && { encryptionEntry }),
    isOldEncryption: !media && encryptionEntry !== undefined,
  };
}

/** By name or by number, as JSON of protocol buffers has them. */
function enumOf<T extends string>(entry: DataEntry | undefined, prefix: string, words: readonly T[], usual: T): T | 'unknown' {
  const value = valueOfNode(entry?.value);
  if (!entry) return usual;
  if (!value?.isKnown) return 'unknown';
  const byNumber = /^\d$/.test(value.text) ? words[Number(value.text)] : undefined;
  return byNumber ?? words.find((word) => value.text === `${prefix}${word.toUpperCase()}`) ?? 'unknown';
}

function peerOf({ address, transport, transportEntry, encryption, encryptionEntry, node, direction }: Trunk): Peer[] {
  if (direction !== 'out' || !address) return [];
  const { host, port } = readSocket(address.text);
  const isPlain = !/^sips?:|[@;]/i.test(address.text);
  const said = transport === 'auto' || transport === 'unknown' ? undefined : transport;
  return [
    {
      id: valueOfNode(field(node, 'name')?.value)?.text || address.text,
      place: address.place,
      scheme: 'none',
      host: { ...address, text: isPlain ? host : address.text, isKnown: address.isKnown && isPlain },
      ...(port !== undefined && isPlain && { port }),
      ...(said && transportEntry && { transport: said }),
      carriedBy: said ?? 'unknown',
      direction: 'out',
      media: {
        value: encryption === 'unknown' ? 'unknown' : encryption === 'disable' ? 'none' : 'sdes',
        ...(encryptionEntry && { place: encryptionEntry.value.place }),
      },
    },
  ];
}

function settingsOf({ node }: Trunk): Setting[] {
  const flat = (entries: readonly DataEntry[], prefix: string): Setting[] =>
    entries.flatMap(({ key, value, whole }): Setting[] => {
      const name = `${prefix}${key.text.replace(/([A-Z])/g, '_$1').toLowerCase()}`;
      if (value.kind === 'map' && key.text === 'media') return flat(value.entries, 'media.');
      if (value.kind !== 'scalar') return [];
      return [{ key: `trunk.${name}`, name: key.place, value: value.value, whole, isInactive: false }];
    });
  return flat(entriesOf(node), '');
}
