import { span } from '../../text/span';
import type { ConfigFile, ConfigWorld } from '../dialect';
import { fileRefOf } from '../file-ref';
import { type KeyedLine, lineOf, readKeyedLines, settingsOf, switchOf } from '../keyed-lines';
import type { ConfigFacts, Listener, Peer, Said, Switch, TlsProfile, Transport, Value } from '../model';
import { plainFacts } from '../plain-facts';
import { type Parameter, parametersOf, readSipAddress, type SipAddress } from '../sip-address';

/** What only rules about baresip ask for: `own` of the facts of both of its files, which are one configuration. */
export interface BaresipFacts {
  readonly kind: 'baresip';
  /** The file that is judged. */
  readonly here: 'config' | 'accounts';
  /** Absent where it is not beside the accounts. */
  readonly config?: BaresipConfig;
  readonly accounts: readonly Account[];
}

export interface BaresipConfig {
  readonly lines: readonly KeyedLine[];
  /** `srtp` of `module srtp.so`. */
  readonly modules: ReadonlySet<string>;
  readonly transports?: { readonly line: KeyedLine; readonly names: readonly string[] };
  readonly ca: readonly KeyedLine[];
  /** On by itself where there are authorities, else off. */
  readonly verifiesServer: Said<Switch>;
}

export interface Account {
  readonly address: SipAddress;
  readonly parameters: readonly Parameter[];
  readonly whole: KeyedLine['whole'];
}

export const baresipFacts = ({ product, own }: ConfigFacts): BaresipFacts | undefined =>
  product === 'baresip' ? (own as BaresipFacts) : undefined;

export const parameterOf = ({ parameters }: Account, name: string): Parameter | undefined =>
  parameters.findLast((each) => each.name === name);

/** What carries an account: its outbound proxy counts, where it has one. */
export function carrierOf(account: Account): Transport | 'unknown' | undefined {
  const outbound = parameterOf(account, 'outbound');
  const own = outbound ? readSipAddress(outbound.value) : account.address;
  if (!own) return 'unknown';
  return own.scheme === 'sips' ? 'tls' : own.transport;
}

export function readBaresipConfig(file: ConfigFile, world: ConfigWorld): ConfigFacts {
  const config = configOf(file);
  const beside = neighbour('accounts', file, world);
  const own: BaresipFacts = { kind: 'baresip', here: 'config', config, accounts: beside ? accountsOf(beside) : [] };
  const profile = profileOf(config);
  return {
    ...plainFacts(file, { dialect: 'baresip-config', product: 'baresip' }),
    listeners: listenersOf(config, profile),
    profiles: profile ? [profile] : [],
    settings: settingsOf(config.lines, ({ key }) => `config.${key.text}`),
    symbols: config.lines
      .filter(({ key }) => key.text === 'module')
      .map(({ value, whole }) => ({ kind: 'module', name: value.text, place: value.place, whole, uses: [], isRenamable: false })),
    own,
  };
}

export function readBaresipAccounts(file: ConfigFile, world: ConfigWorld): ConfigFacts {
  const accounts = accountsOf(file);
  const beside = neighbour('config', file, world);
  const own: BaresipFacts = { kind: 'baresip', here: 'accounts', ...(beside && { config: configOf(beside) }), accounts };
  return {
    ...plainFacts(file, { dialect: 'baresip-accounts', product: 'baresip' }),
    peers: accounts.map(peerOf),
    settings: accounts.flatMap(({ parameters }) =>
      parameters.map(({ name, value, whole }) => ({
        key: `account.${name}`,
        name: { file: whole.file, at: span(whole.at.start + 1, whole.at.start + 1 + name.length) },
        value,
        whole,
        isInactive: false,
      })),
    ),
    symbols: accounts.map(({ address, whole }) => ({
      kind: 'peer',
      name: address.value.text,
      place: address.value.place,
      whole,
      uses: [],
      isRenamable: false,
    })),
    own,
  };
}

function neighbour(name: string, { file }: ConfigFile, world: ConfigWorld): ConfigFile | undefined {
  const [found] = world.find(name, file, 'beside-file');
  const text = found === undefined ? undefined : world.text(found);
  return found === undefined || text === undefined ? undefined : { file: found, text };
}

function configOf({ file, text }: ConfigFile): BaresipConfig {
  const lines = readKeyedLines(file, text, {
    comments: ['#'],
    commentsStand: 'behind-blank',
    separators: ['\t', ' '],
    hasSections: false,
  });
  const line = lineOf(lines, 'sip_transports');
  const ca = ['sip_cafile', 'sip_capath'].flatMap((key) => {
    const found = lineOf(lines, key);
    return found && found.value.text !== '' ? [found] : [];
  });
  const verify = lineOf(lines, 'sip_verify_server');
  return {
    lines,
    modules: new Set(
      lines.filter(({ key }) => /^module(?:_app|_tmp)?$/.test(key.text)).map(({ value }) => value.text.replace(/\.so$/, '')),
    ),
    ...(line && { transports: { line, names: line.value.text.toLowerCase().split(/[\s,]+/) } }),
    ca,
    verifiesServer: verify
      ? { value: switchOf(verify.value, 'unknown'), place: verify.value.place }
      : { value: ca.length > 0 ? 'on' : 'off' },
  };
}

const standard = ['udp', 'tcp', 'tls'] as const;

/** TLS is bound one port above (uag.c). Without `sip_listen` the ports are picked by the system. */
function listenersOf({ lines, transports }: BaresipConfig, profile: TlsProfile | undefined): Listener[] {
  const listen = lineOf(lines, 'sip_listen');
  const [, host, port] = /^(.*?):(\d{1,5})$/.exec(listen?.value.text ?? '') ?? [];
  if (!listen || host === undefined || port === undefined || !listen.value.isKnown) return [];
  const { file, at } = listen.value.place;
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const start = at.start + (host === bare ? 0 : 1);
  const isAny = bare === '0.0.0.0' || bare === '::' || bare === '';
  return standard
    .filter((each) => !transports || transports.names.includes(each))
    .map((transport) => ({
      place: listen.value.place,
      transport,
      ...(!isAny && { host: { text: bare, place: { file, at: span(start, start + bare.length) }, isKnown: true } }),
      port: Number(port) + (transport === 'tls' ? 1 : 0),
      ...(transport === 'tls' && profile && { profile: profile.id }),
      isInactive: false,
    }));
}

function profileOf({ lines, ca, verifiesServer }: BaresipConfig): TlsProfile | undefined {
  const certificate = fileRefOf(lineOf(lines, 'sip_certificate')?.value, 'certificate-and-key');
  const client = lineOf(lines, 'sip_verify_client');
  const first = [lineOf(lines, 'sip_certificate'), ...ca, lineOf(lines, 'sip_verify_server'), client].find((line) => line !== undefined);
  if (!first) return undefined;
  const refs = ca.flatMap(({ key, value }) => fileRefOf(value, key.text === 'sip_cafile' ? 'ca' : 'ca-folder') ?? []);
  return {
    id: 'sip',
    place: first.key.place,
    role: 'both',
    match: {},
    ...(certificate && { certificate, key: certificate }),
    ...(refs.length > 0 && { ca: refs }),
    versions: { least: 'unknown', most: 'unknown' },
    verifiesPeer: verifiesServer,
    requiresCertificate: { value: switchOf(client?.value, 'off'), ...(client && { place: client.value.place }) },
    comparesName: verifiesServer,
    announced: [],
    sends: 'chain',
    isInactive: false,
  };
}

/** One account a line: `Name <sip:user@host;transport=tls>;param=value`. What is not that is passed over. */
function accountsOf({ file, text }: ConfigFile): Account[] {
  return [...text.matchAll(/^[ \t]*(?!#)([^<\n]{0,200})<([^>\n]*)>([^\n]*)/gm)].flatMap((match): Account[] => {
    const [line, , uri = '', rest = ''] = match;
    const end = match.index + line.length;
    const restStart = end - rest.length;
    const uriStart = restStart - 1 - uri.length;
    const known = !/\$\{|\{\{/.test(line);
    const address = readSipAddress({ text: uri, place: { file, at: span(uriStart, uriStart + uri.length) }, isKnown: known });
    const behind: Value = { text: rest.trimEnd(), place: { file, at: span(restStart, restStart + rest.trimEnd().length) }, isKnown: known };
    const whole = { file, at: span(match.index + (/^[ \t]*/.exec(line)?.[0].length ?? 0), restStart + behind.text.length) };
    return address ? [{ address, parameters: parametersOf(behind, 0, behind.text), whole }] : [];
  });
}

const medias: { readonly [word: string]: Peer['media']['value'] } = {
  srtp: 'sdes',
  'srtp-mand': 'sdes',
  'srtp-mandf': 'sdes',
  dtls_srtp: 'dtls',
  zrtp: 'zrtp',
};

/** The server of an account: its outbound proxy, else its domain. */
function peerOf(account: Account): Peer {
  const { address } = account;
  const outbound = parameterOf(account, 'outbound');
  const target = (outbound && readSipAddress(outbound.value)) || address;
  const media = parameterOf(account, 'mediaenc');
  return {
    id: address.value.text,
    place: target.value.place,
    scheme: target.scheme,
    host: target.host,
    ...(target.port !== undefined && { port: target.port }),
    ...(target.transport !== undefined && { transport: target.transport }),
    carriedBy: carrierOf(account) ?? 'unknown',
    direction: 'both',
    media: { value: media ? (medias[media.value.text] ?? 'unknown') : 'none', ...(media && { place: media.value.place }) },
  };
}
