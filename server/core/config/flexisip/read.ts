import { span } from '../../text/span';
import type { ConfigFile } from '../dialect';
import { fileRefOf } from '../file-ref';
import { type KeyedLine, lineOf, readKeyedLines, settingsOf, switchOf, wordsOf } from '../keyed-lines';
import type { ConfigFacts, Listener, Said, Switch, TlsProfile, Value } from '../model';
import { plainFacts } from '../plain-facts';
import { type Parameter, readSipAddress, type SipAddress } from '../sip-address';

/** What only rules about Flexisip ask for: `own` of its facts. */
export interface FlexisipFacts {
  readonly kind: 'flexisip';
  readonly lines: readonly KeyedLine[];
  readonly global: readonly KeyedLine[];
  readonly transports: readonly SipAddress[];
}

export const flexisipFacts = ({ product, own }: ConfigFacts): FlexisipFacts | undefined =>
  product === 'flexisip' ? (own as FlexisipFacts) : undefined;

export const parameterOf = ({ parameters }: SipAddress, name: string): Parameter | undefined =>
  parameters.findLast((each) => each.name === name);

export function readFlexisip(file: ConfigFile): ConfigFacts {
  const lines = readKeyedLines(file.file, file.text, {
    comments: ['#'],
    commentsStand: 'at-line-start',
    separators: ['='],
    hasSections: true,
    continuation: 'backslash',
  });
  const global = lines.filter(({ section }) => section === 'global');
  const line = lineOf(global, 'transports');
  // Continued lines do not stand letter by letter in the file, so that nothing could point into them.
  const isPlain = line !== undefined && line.value.place.at.end - line.value.place.at.start === line.value.text.length;
  const transports = isPlain ? wordsOf(line.value).flatMap((word) => readSipAddress(bare(word)) ?? []) : [];
  const own: FlexisipFacts = { kind: 'flexisip', lines, global, transports };
  const profiles = transports.filter(isSecure).map((transport, index) => profileOf(transport, global, index));
  let secure = 0;
  const listeners = transports.flatMap((transport) => listenersOf(transport, isSecure(transport) ? profiles[secure++] : undefined));
  return {
    ...plainFacts(file, { dialect: 'flexisip', product: 'flexisip' }),
    listeners,
    profiles,
    settings: settingsOf(lines, ({ section, key }) => `${section ?? ''}.${key.text}`),
    symbols: transports.map(({ value }) => ({
      kind: 'transport',
      name: value.text,
      place: value.place,
      whole: value.place,
      uses: [],
      isRenamable: false,
    })),
    own,
  };
}

/** `<sip:…>` is `sip:…`. */
function bare(value: Value): Value {
  if (!value.text.startsWith('<') || !value.text.endsWith('>')) return value;
  const { file, at } = value.place;
  return { ...value, text: value.text.slice(1, -1), place: { file, at: span(at.start + 1, at.end - 1) } };
}

const isSecure = ({ scheme }: SipAddress): boolean => scheme === 'sips';

function listenersOf(address: SipAddress, profile: TlsProfile | undefined): Listener[] {
  const { scheme, host, port, portPlace, transport, value } = address;
  const carried = scheme === 'sips' ? (['tls'] as const) : transport ? [transport] : (['udp', 'tcp'] as const);
  const bind = parameterOf(address, 'maddr')?.value;
  const isAny = (each: Value): boolean => each.text === '*';
  return carried.map((each) => ({
    place: value.place,
    transport: each,
    // With maddr, the host is what messages say, and maddr what is bound.
    ...(bind ? { host: bind } : !isAny(host) && { host }),
    ...(bind && !isAny(host) && { advertisedHost: host }),
    port: port ?? (each === 'tls' ? 5061 : 5060),
    ...(portPlace && { portPlace }),
    ...(profile && { profile: profile.id }),
    isInactive: false,
  }));
}

function profileOf(address: SipAddress, global: readonly KeyedLine[], index: number): TlsProfile {
  const own = (name: string): Value | undefined => parameterOf(address, name)?.value ?? lineOf(global, name)?.value;
  const said = (value: Value | undefined, usual: Switch): Said<Switch> => ({
    value: switchOf(value, usual),
    ...(value && { place: value.place }),
  });
  const outgoing = said(parameterOf(address, 'tls-verify-outgoing')?.value, 'on');
  const incoming = said(own('tls-verify-incoming') ?? own('require-peer-certificate'), 'off');
  const isAllowed = switchOf(parameterOf(address, 'tls-allow-missing-client-certificate')?.value, 'off') === 'on';
  const ciphers = lineOf(global, 'tls-ciphers')?.value;
  const [certificate, key, ca] = [
    fileRefOf(own('tls-certificates-file'), 'certificate'),
    fileRefOf(own('tls-certificates-private-key'), 'key'),
    fileRefOf(own('tls-certificates-ca-file'), 'ca'),
  ];
  const isOneFile = certificate && certificate.value.text === key?.value.text;
  const hasName = address.host.isKnown && /[a-z]/i.test(address.host.text) && !address.host.text.includes(':');
  return {
    id: `sips:${address.host.text.slice(0, 60)}:${address.port ?? 5061}${index === 0 ? '' : ` #${index + 1}`}`,
    place: address.value.place,
    role: 'both',
    match: {},
    ...(certificate && { certificate: isOneFile ? { ...certificate, purpose: 'certificate-and-key' } : certificate }),
    ...(key && { key: isOneFile ? { ...key, purpose: 'certificate-and-key' } : key }),
    ...(ca && { ca: [ca] }),
    versions: { least: 'unknown', most: 'unknown' },
    ...(ciphers && ciphers.text !== '' && { ciphers: { value: ciphers, syntax: 'openssl', isForTls13: false } }),
    verifiesPeer: outgoing,
    requiresCertificate: isAllowed && incoming.value === 'on' ? { ...incoming, value: 'off' } : incoming,
    comparesName: outgoing,
    announced: hasName ? [address.host] : [],
    sends: 'chain',
    isInactive: false,
  };
}
