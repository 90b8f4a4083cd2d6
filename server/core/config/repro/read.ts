import { isIpLiteral, readSocket } from '../../sip/socket';
import { SSL3, TLS10, TLS13 } from '../../tls/versions';
import type { ConfigFile } from '../dialect';
import { fileRefOf } from '../file-ref';
import { type KeyedLine, lineOf, numberOf, readKeyedLines, settingsOf } from '../keyed-lines';
import type { ConfigFacts, FilePlace, Listener, TlsProfile, Transport, Value, VersionRange } from '../model';
import { plainFacts } from '../plain-facts';

/** What only rules about repro ask for: `own` of its facts. */
export interface ReproFacts {
  readonly kind: 'repro';
  readonly lines: readonly KeyedLine[];
  /** `Transport1Interface` and those like it, by their number. */
  readonly groups: readonly ReproTransport[];
}

export interface ReproTransport {
  readonly number: number;
  /** By what stands behind the number, in small letters: `interface`, `tlsdomain`. */
  readonly options: ReadonlyMap<string, KeyedLine>;
}

export const reproFacts = ({ product, own }: ConfigFacts): ReproFacts | undefined =>
  product === 'repro' ? (own as ReproFacts) : undefined;

export const optionOf = ({ options }: ReproTransport, name: string): KeyedLine | undefined => {
  const line = options.get(name.toLowerCase());
  return line && line.value.text !== '' ? line : undefined;
};

/** A line that says something: an empty value is the default. */
export const saidOf = (lines: readonly KeyedLine[], ...keys: readonly string[]): KeyedLine | undefined => {
  const line = lineOf(lines, ...keys);
  return line && line.value.text !== '' ? line : undefined;
};

const secureTypes: ReadonlySet<string> = new Set(['tls', 'wss', 'dtls']);
export const isSecureType = (text: string): boolean => secureTypes.has(text.toLowerCase());

export function readRepro(file: ConfigFile): ConfigFacts {
  const lines = readKeyedLines(file.file, file.text, {
    comments: ['#'],
    commentsStand: 'at-line-start',
    separators: ['='],
    hasSections: false,
  });
  const groups = groupsOf(lines);
  const own: ReproFacts = { kind: 'repro', lines, groups };
  const isGrouped = groups.some((group) => optionOf(group, 'interface'));
  const profiles = isGrouped ? groups.flatMap((group) => groupProfile(group, lines)) : singleProfile(lines);
  return {
    ...plainFacts(file, { dialect: 'repro', product: 'repro' }),
    listeners: isGrouped ? groups.flatMap((group) => groupListener(group, profiles)) : singleListeners(lines, profiles[0]),
    profiles,
    settings: settingsOf(lines, ({ key }) => `repro.${key.text.replace(/^Transport\d+/i, 'Transport')}`),
    symbols: groups.map((group) => {
      const [first] = group.options.values();
      const place = optionOf(group, 'interface')?.value.place ?? first?.key.place ?? { file: file.file, at: { start: 0, end: 0 } };
      return { kind: 'transport', name: `Transport${group.number}`, place, whole: place, uses: [], isRenamable: false };
    }),
    own,
  };
}

function groupsOf(lines: readonly KeyedLine[]): ReproTransport[] {
  const groups = new Map<number, Map<string, KeyedLine>>();
  for (const line of lines) {
    const [, digits, name] = /^Transport(\d{1,4})(\w+)$/i.exec(line.key.text) ?? [];
    if (digits === undefined || name === undefined) continue;
    const number = Number(digits);
    const options = groups.get(number) ?? new Map<string, KeyedLine>();
    options.set(name.toLowerCase(), line);
    groups.set(number, options);
  }
  return [...groups].map(([number, options]) => ({ number, options })).sort((a, b) => a.number - b.number);
}

const ports = [
  ['UDPPort', 'udp', 5060],
  ['TCPPort', 'tcp', 5060],
  ['TLSPort', 'tls', 0],
  ['WSPort', 'ws', 0],
  ['WSSPort', 'wss', 0],
  ['DTLSPort', 'dtls', 0],
] as const satisfies readonly (readonly [string, Transport, number])[];

function singleListeners(lines: readonly KeyedLine[], profile: TlsProfile | undefined): Listener[] {
  const host = saidOf(lines, 'IPAddress')?.value;
  return ports.flatMap(([key, transport]): Listener[] => {
    const line = saidOf(lines, key);
    const port = numberOf(line?.value);
    if (!line || port === undefined || port === 0) return [];
    return [
      {
        place: line.value.place,
        transport,
        ...(host && { host }),
        port,
        portPlace: line.value.place,
        ...(isSecureType(transport) && profile && { profile: profile.id }),
        isInactive: false,
      },
    ];
  });
}

function groupListener(group: ReproTransport, profiles: readonly TlsProfile[]): Listener[] {
  const line = optionOf(group, 'interface');
  const type = optionOf(group, 'type')?.value;
  if (!line || !type) return [];
  const word = type.text.toLowerCase();
  const { host, port } = readSocket(line.value.text);
  const isAny = host === '0.0.0.0' || host === '::' || host === '*';
  const profile = profiles.find(({ id }) => id === `Transport${group.number}`);
  const transport = ports.find(([, each]) => each === word)?.[1] ?? 'unknown';
  return [
    {
      place: line.value.place,
      transport: type.isKnown ? transport : 'unknown',
      ...(!isAny && { host: { ...line.value, text: host, isKnown: line.value.isKnown } }),
      ...(port !== undefined && { port }),
      ...(profile && { profile: profile.id }),
      isInactive: false,
    },
  ];
}

interface Said {
  readonly certificate: Value | undefined;
  readonly key: Value | undefined;
  readonly password: Value | undefined;
  readonly method: Value | undefined;
  readonly verification: Value | undefined;
  readonly domain: Value | undefined;
}

function singleProfile(lines: readonly KeyedLine[]): TlsProfile[] {
  const value = (key: string): Value | undefined => saidOf(lines, key)?.value;
  const first = ['TLSPort', 'WSSPort', 'DTLSPort'].map((key) => saidOf(lines, key)).find((line) => (numberOf(line?.value) ?? 0) > 0);
  if (!first) return [];
  return [
    profileOf('TLS', first.key.place, lines, {
      certificate: value('TLSCertificate'),
      key: value('TLSPrivateKey'),
      password: value('TLSPrivateKeyPassPhrase'),
      method: value('TLSConnectionMethod'),
      verification: value('TLSClientVerification'),
      domain: value('TLSDomainName'),
    }),
  ];
}

function groupProfile(group: ReproTransport, lines: readonly KeyedLine[]): TlsProfile[] {
  const value = (name: string): Value | undefined => optionOf(group, name)?.value;
  const type = optionOf(group, 'type');
  if (!type || !isSecureType(type.value.text)) return [];
  return [
    profileOf(`Transport${group.number}`, type.value.place, lines, {
      certificate: value('TlsCertificate'),
      key: value('TlsPrivateKey'),
      password: value('TlsPrivateKeyPassPhrase'),
      method: value('TlsConnectionMethod'),
      verification: value('TlsClientVerification'),
      domain: value('TlsDomain'),
    }),
  ];
}

function profileOf(id: string, place: FilePlace, lines: readonly KeyedLine[], said: Said): TlsProfile {
  const certificate = fileRefOf(said.certificate, 'certificate');
  const key = fileRefOf(said.key, 'key');
  const ca = [fileRefOf(saidOf(lines, 'CAFile')?.value, 'ca'), fileRefOf(saidOf(lines, 'CADirectory')?.value, 'ca-folder')].filter(
    (ref) => ref !== undefined,
  );
  const ciphers = saidOf(lines, 'OpenSSLCipherList')?.value;
  const asks = clientVerification(said.verification);
  return {
    id,
    place,
    role: 'both',
    match: {},
    ...(certificate && { certificate }),
    ...(key && { key }),
    ...(said.password && { keyPassword: said.password }),
    ...(ca.length > 0 && { ca }),
    versions: versionsOf(said.method),
    ...(ciphers && { ciphers: { value: ciphers, syntax: 'openssl', isForTls13: false } }),
    // Whoever is connected to is checked, its name included.
    verifiesPeer: { value: 'on' },
    requiresCertificate: {
      value: asks === 'mandatory' ? 'on' : asks === 'unknown' ? 'unknown' : 'off',
      ...(said.verification && { place: said.verification.place }),
    },
    comparesName: { value: 'on' },
    announced: said.domain?.isKnown && !isIpLiteral(said.domain.text) ? [said.domain] : [],
    sends: 'chain',
    isInactive: false,
  };
}

export function clientVerification(value: Value | undefined): 'none' | 'optional' | 'mandatory' | 'unknown' {
  if (!value) return 'none';
  const word = value.text.toLowerCase();
  return word === 'none' || word === 'optional' || word === 'mandatory' ? word : 'unknown';
}

/** SSLv23 is whatever OpenSSL and the flags leave, of which SSL 2 and 3 are off by default. */
function versionsOf(method: Value | undefined): VersionRange {
  if (!method) return { least: 'unknown', most: TLS13 };
  const said = { place: method.place, text: method.text };
  const word = method.text.toLowerCase();
  if (!method.isKnown) return { least: 'unknown', most: 'unknown', ...said };
  if (word === 'tlsv1') return { least: TLS10, most: TLS10, ...said };
  if (word === 'sslv3') return { least: SSL3, most: SSL3, ...said };
  return { least: 'unknown', most: word === 'sslv23' ? TLS13 : 'unknown', ...said };
}
