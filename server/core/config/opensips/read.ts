import type { ConfigFile, ConfigWorld } from '../dialect';
import { carrierOf } from '../kamailio/carrier';
import type { ConfigFacts, FilePlace, Listener, Peer, RouteUse, Setting, TlsProfile, Transport, Value } from '../model';
import { isAtLeast } from '../product-version';
import { coreProfilesOf, coreTlsSettings } from './core-tls';
import { domainParametersOf, domainsOf, endpointOf } from './domains';
import { type Domain, isOfModule, moduleNamed, type OpensipsFacts, parameterOf, type Style } from './facts';
import { parseOpensips } from './parser';
import { type Routing, routingOf, type Step } from './routing';
import type { OpensipsScript, SocketLine } from './script';
import { symbolsOf } from './symbols';

/** Reads opensips.cfg and what it includes. */
export function readOpensips(file: ConfigFile, world: ConfigWorld): ConfigFacts {
  const script = parseOpensips(file, world);
  const routing = routingOf(script.blocks);
  const style = styleOf(script, world.version('opensips'));
  const said = domainParametersOf(script.parameters);
  const secure = overTls(routing);
  const sendsOverTls = secure.length > 0;
  const modulePlace = moduleNamed(script, 'tls_mgm')?.whole;
  const listeners = listenersOf(script);
  const domains = domainsOf(script.parameters, {
    said,
    style,
    modulePlace,
    sockets: listeners.filter(({ transport }) => transport === 'tls' || transport === 'wss' || transport === 'unknown'),
    destinations: secure.map(({ uri }) => (uri ? { host: uri.host, port: uri.port ?? 5061 } : {})),
  });
  const own: OpensipsFacts = {
    kind: 'opensips',
    assignments: script.assignments,
    sockets: script.sockets,
    modules: script.modules,
    parameters: script.parameters,
    isTemplate: script.isTemplate,
    routing,
    domains,
    said,
    style,
    hasDatabase: parameterOf(script, 'tls_mgm', 'db_url') !== undefined || script.parameters.some(isDefaultDatabase),
    isIncomplete: script.isTemplate || script.includes.some(({ files }) => files.length === 0),
  };
  const profiles = announcing([...domains.map(({ profile }) => profile), ...coreProfilesOf(script, sendsOverTls)], listeners);
  return {
    dialect: 'opensips',
    product: 'opensips',
    root: file.file,
    files: script.sources.map(({ file: name }) => name),
    listeners: listeners.map((listener) => withProfile(listener, profiles)),
    profiles,
    peers: peersOf(routing, domains),
    routes: routing.steps.map(routeOf),
    definitions: [],
    includes: script.includes,
    settings: settingsOf(script),
    symbols: symbolsOf(script, own, listeners),
    texts: new Map(script.sources.map(({ file: name, text }) => [name, text])),
    problems: script.problems,
    own,
  };
}

const isDefaultDatabase = (parameter: OpensipsFacts['parameters'][number]): boolean =>
  isOfModule(parameter, 'tls_mgm') && /^db_(?:mode|table)$/.test(parameter.parameter.text);

/** Words that only scripts up to 2.4 have, and those that came with 3.0. */
const oldWords = /^[ \t]*(?:children|tcp_children|log_stderror|log_facility|debug)[ \t]*=/m;
const newWords =
  /^[ \t]*(?:udp_workers|tcp_workers|stderror_enabled|syslog_facility|socket)[ \t]*=|loadmodule[ \t]+["'](?:[\w./-]*\/)?tls_(?:openssl|wolfssl)\b/m;

function styleOf({ sources, assignments, domains, parameters }: OpensipsScript, version: string | undefined): Style {
  const isOf3 = isAtLeast(version, '3.0');
  if (isOf3) return 'named-domains';
  if (isOf3 === false) return isAtLeast(version, '2.1') ? 'default-domain' : 'core';
  if (domains.length > 0 || assignments.some(({ name }) => coreTlsSettings.has(name))) return 'core';
  const defined = parameters.filter((each) => isOfModule(each, 'tls_mgm') && /^(?:server|client)_domain$/.test(each.parameter.text));
  if (defined.length > 0) return defined.some(({ value }) => value.text.includes('=')) ? 'default-domain' : 'named-domains';
  const has = (words: RegExp): boolean => sources.some(({ text }) => words.test(text));
  if (has(newWords)) return 'named-domains';
  return has(oldWords) ? 'default-domain' : 'unknown';
}

export const overTls = ({ steps }: Routing): readonly Step[] =>
  steps.filter(({ kind, uri, transport }) =>
    kind === 'destination' ? uri !== undefined && carrierOf(uri) === 'tls' : kind === 'relay' && transport === 'tls',
  );

const transports: ReadonlySet<string> = new Set(['udp', 'tcp', 'tls', 'ws', 'wss', 'sctp']);
/** Where the modules of transports listen by themselves. */
const usualPorts: { readonly [transport: string]: number } = { udp: 5060, tcp: 5060, sctp: 5060, tls: 5061, ws: 80, wss: 443 };

function listenersOf(script: OpensipsScript): Listener[] {
  const global = (name: string): Value | undefined => script.assignments.findLast((each) => each.name === name)?.value;
  const advertisedAddress = global('advertised_address');
  const advertisedPort = portOf(global('advertised_port'));
  return script.sockets.flatMap((socket) => {
    const { protocol, host, port, place } = socket.address;
    const word = protocol?.text.toLowerCase();
    // Sockets of other protocols (bin, hep_udp, msrp) carry no SIP.
    if (word !== undefined && !transports.has(word) && protocol?.isKnown) return [];
    const transport = word !== undefined && transports.has(word) ? (word as Transport) : 'unknown';
    const effective = port ? portOf(port) : defaultPort(script, transport);
    const advertised = socket.advertised;
    const advertisedHost = advertised?.host ?? advertisedAddress;
    const ownPort = advertised ? portOf(advertised.port) : advertisedPort;
    return [
      {
        place,
        transport,
        ...(host.text !== '*' && { host }),
        ...(effective !== undefined && { port: effective }),
        ...(port && { portPlace: port.place }),
        ...(advertisedHost && { advertisedHost }),
        ...(ownPort !== undefined && { advertisedPort: ownPort }),
        isInactive: false,
      },
    ];
  });
}

function defaultPort(script: OpensipsScript, transport: Transport | 'unknown'): number | undefined {
  const said = parameterOf(script, `proto_${transport}`, `${transport}_port`)?.value;
  return said ? portOf(said) : usualPorts[transport];
}

function portOf(value: Value | undefined): number | undefined {
  return value?.isKnown && /^\d{1,5}$/.test(value.text) ? Number(value.text) : undefined;
}

/** The server domain that a connection to a listener gets: one for its address, else one for all. */
function profileOf({ host, port }: Listener, profiles: readonly TlsProfile[]): TlsProfile | undefined {
  const servers = profiles.filter(({ role }) => role === 'server');
  const isOwn = ({ match }: TlsProfile): boolean => match.address?.text === host?.text && (match.port ?? port) === port;
  return (
    servers.find((each) => each.match.address !== undefined && isOwn(each)) ?? servers.find(({ match }) => match.address === undefined)
  );
}

const isSecure = ({ transport }: Listener): boolean => transport === 'tls' || transport === 'wss';

function withProfile(listener: Listener, profiles: readonly TlsProfile[]): Listener {
  const found = isSecure(listener) ? profileOf(listener, profiles) : undefined;
  return found ? { ...listener, profile: found.id } : listener;
}

/** Names that a socket advertises have to be covered by the certificate that it shows. */
function announcing(profiles: readonly TlsProfile[], listeners: readonly Listener[]): TlsProfile[] {
  return profiles.map((profile) => {
    const names = listeners
      .filter((listener) => isSecure(listener) && profileOf(listener, profiles) === profile)
      .flatMap(({ advertisedHost }) => (advertisedHost?.isKnown && /[a-z]/i.test(advertisedHost.text) ? [advertisedHost] : []))
      .filter(({ text }) => !text.includes(':'));
    return names.length === 0 ? profile : { ...profile, announced: [...profile.announced, ...names] };
  });
}

/** Servers that a script sends to, by what it states; and the client domain that is for their address. */
function peersOf({ steps }: Routing, domains: readonly Domain[]): Peer[] {
  return steps.flatMap((step): Peer[] => {
    const { kind, uri, value, place, transport } = step;
    if (kind === 'destination' && uri) {
      const carriedBy = carrierOf(uri);
      const profile = carriedBy === 'tls' ? clientFor(uri.host, uri.port, domains) : undefined;
      return [
        {
          id: uri.value.text,
          place,
          scheme: uri.scheme,
          host: uri.host,
          ...(uri.port !== undefined && { port: uri.port }),
          ...(uri.transport !== undefined && { transport: uri.transport }),
          carriedBy,
          direction: 'out',
          ...(profile && { profile: profile.profile.id }),
          media: { value: 'unknown' },
        },
      ];
    }
    if (kind !== 'relay' || !value) return [];
    const { host, port } = proxyOf(value, step.isPlain);
    const carriedBy = transport ?? 'unknown';
    const profile = carriedBy === 'tls' ? clientFor(host, port, domains) : undefined;
    return [
      {
        id: value.text,
        place,
        scheme: 'none',
        host,
        ...(port !== undefined && { port }),
        ...(transport !== undefined && { transport }),
        carriedBy,
        direction: 'out',
        ...(profile && { profile: profile.profile.id }),
        media: { value: 'unknown' },
      },
    ];
  });
}

/** `tls:192.0.2.1:5061` of `t_relay`. */
function proxyOf(value: Value, isPlain: boolean): { readonly host: Value; readonly port?: number } {
  const at = value.text.indexOf(':') + 1;
  const text = value.text.slice(at);
  const { file, at: own } = value.place;
  const place: FilePlace = isPlain ? { file, at: { start: own.start + at, end: own.start + at + text.length } } : value.place;
  return endpointOf({ text, place, isKnown: value.isKnown && !text.includes('$') });
}

/** Without a name in an AVP, client domains are found by the address that is connected to. */
function clientFor(host: Value, port: number | undefined, domains: readonly Domain[]): Domain | undefined {
  const clients = domains.filter(({ role }) => role === 'client');
  const isFor = ({ profile: { match } }: Domain): boolean =>
    match.address?.text === host.text && (match.port === undefined || match.port === (port ?? 5061));
  return clients.find(isFor) ?? (clients.length === 1 && clients[0]?.profile.match.address === undefined ? clients[0] : undefined);
}

function routeOf({ kind, place, uri, address, transport, value, guards, isPlain }: Step): RouteUse {
  const carrier = uri ? carrierOf(uri) : transport;
  const target = uri ?? address ?? (value && transport !== 'unknown' ? proxyOf(value, isPlain) : undefined);
  return {
    place,
    kind,
    ...(carrier !== undefined && { transport: carrier }),
    ...(target ? { host: target.host, ...(target.port !== undefined && { port: target.port }) } : value && { host: value }),
    guards,
  };
}

function settingsOf({ sources, assignments, sockets, parameters, domains }: OpensipsScript): Setting[] {
  const all: Setting[] = [
    ...[...assignments, ...domains.flatMap(({ settings }) => settings)].map(({ name, place, value, whole }) => ({
      key: `core.${name}`,
      name: place,
      value,
      whole,
      isInactive: false,
    })),
    ...sockets.map(settingOfSocket),
    ...parameters.map(({ module, parameter, value, whole }) => ({
      key: `${module.text}.${parameter.text}`,
      name: parameter.place,
      value,
      whole,
      section: module.text,
      isInactive: false,
    })),
  ];
  const order = new Map(sources.map(({ file }, index) => [file, index]));
  return all.sort((a, b) => (order.get(a.name.file) ?? 0) - (order.get(b.name.file) ?? 0) || a.name.at.start - b.name.at.start);
}

function settingOfSocket({ word, place, address, whole }: SocketLine): Setting {
  const { protocol, host, port } = address;
  const text = [protocol?.text, host.text, port?.text].filter((each) => each !== undefined).join(':');
  const isKnown = host.isKnown && protocol?.isKnown !== false && port?.isKnown !== false;
  return { key: `core.${word}`, name: place, value: { text, place: address.place, isKnown }, whole, isInactive: false };
}
