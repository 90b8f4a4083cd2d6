import { isIpLiteral } from '../../sip/socket';
import { SSL2, SSL3, TLS10, TLS11, TLS12, TLS13 } from '../../tls/versions';
import type { FileRef, Listener, Peer, Said, Switch, TlsProfile, Transport, Value, VersionRange } from '../model';
import { setting, switchOf } from './pjsip-objects';
import type { PjsipEndpoint, PjsipTarget, PjsipTransport } from './pjsip-shapes';
import type { Entry } from './sections';
import { carriedByUri, readAddress } from './uris';

/** What pjsip.conf and pjsip_wizard.conf come to in the common model. */

export function listenerOf({ object, name, protocol }: PjsipTransport): Listener | undefined {
  // A flow is a target's connection, not a socket that listens.
  if (protocol === 'flow') return undefined;
  const bind = setting(object, 'bind');
  const hostname = setting(object, 'external_signaling_hostname') ?? setting(object, 'external_signaling_address');
  const advertisedPort = portOf(setting(object, 'external_signaling_port')?.value.text);
  // The sockets of ws and wss are those of http.conf; what `bind` says of them counts for nothing.
  const isSocket = protocol !== 'ws' && protocol !== 'wss';
  return {
    place: bind?.value.place ?? object.section.place,
    transport: protocol,
    ...(isSocket && bind && socketOf(bind.value, protocol)),
    ...(hostname && hostname.value.text !== '' && { advertisedHost: hostname.value }),
    ...(advertisedPort !== undefined && { advertisedPort }),
    ...(protocol === 'tls' && { profile: profileId(name) }),
    isInactive: false,
  };
}

/** Port 5061 for TLS and 5060 for the others, where `bind` has none (config_transport.c, transport_apply). */
function socketOf(bind: Value, protocol: Transport | 'unknown'): Pick<Listener, 'host' | 'port' | 'portPlace'> {
  if (!bind.isKnown) return { host: bind };
  const { host, port } = readAddress(bind.text);
  const usual = protocol === 'unknown' ? undefined : protocol === 'tls' ? 5061 : 5060;
  const effective = port === undefined || port === 0 ? usual : port;
  return {
    ...(host !== '0.0.0.0' && host !== '::' && { host: { ...bind, text: host } }),
    ...(effective !== undefined && { port: effective }),
    ...(port !== undefined && { portPlace: bind.place }),
  };
}

function portOf(text: string | undefined): number | undefined {
  const port = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port < 65_536 ? port : undefined;
}

export const profileId = (name: string): string => `[${name}]`;

/**
 * One profile a TLS transport, which serves both roles: whether the peer is checked and its name compared is what `verify_server` says of
 * the connections that Asterisk opens; whether a certificate is demanded, what `require_client_cert` says of those that it accepts.
 */
export function profileOf({ object, name, protocol }: PjsipTransport): TlsProfile | undefined {
  if (protocol !== 'tls') return undefined;
  const file = (key: string, purpose: FileRef['purpose']) => fileRef(setting(object, key), purpose);
  const certificate = file('cert_file', 'certificate');
  const key = file('priv_key_file', 'key');
  const password = setting(object, 'password');
  const ciphers = setting(object, 'cipher');
  const verify = said(setting(object, 'verify_server'));
  const hostname = setting(object, 'external_signaling_hostname') ?? setting(object, 'external_signaling_address');
  return {
    id: profileId(name),
    place: object.section.place,
    role: 'both',
    match: {},
    ...(certificate && { certificate }),
    ...(key && { key }),
    ...(password && password.value.text !== '' && { keyPassword: password.value }),
    ca: [file('ca_list_file', 'ca'), file('ca_list_path', 'ca-folder')].flatMap((ref) => ref ?? []),
    versions: versionsOf(setting(object, 'method')),
    ...(ciphers && ciphers.value.text !== '' && { ciphers: { value: ciphers.value, syntax: 'names', isForTls13: false } }),
    verifiesPeer: verify,
    requiresCertificate: said(setting(object, 'require_client_cert')),
    comparesName: verify,
    announced: hostname && hostname.value.text !== '' && !isIpLiteral(hostname.value.text) ? [hostname.value] : [],
    sends: 'chain',
    isInactive: false,
  };
}

const said = (entry: Entry | undefined): Said<Switch> => ({ value: switchOf(entry), ...(entry && { place: entry.value.place }) });

/** An empty value is as none. A path without a slash in front is relative to the folder in which Asterisk was started. */
export function fileRef(entry: Entry | undefined, purpose: FileRef['purpose']): FileRef | undefined {
  if (!entry || entry.value.text === '') return undefined;
  const isAbsolute = entry.value.text.startsWith('/');
  return {
    value: entry.value,
    purpose,
    base: isAbsolute ? 'absolute' : 'working-directory',
    ...(isAbsolute && entry.value.isKnown && { path: entry.value.text }),
  };
}

const methods: { readonly [method: string]: number } = {
  tlsv1: TLS10,
  tlsv1_1: TLS11,
  tlsv1_2: TLS12,
  tlsv1_3: TLS13,
  sslv2: SSL2,
  sslv3: SSL3,
};

/** The method that a transport has in effect, in lower case; pjsip's default is TLS 1.0 alone (sip_transport_tls.h). */
export function methodOf(entry: Entry | undefined): string {
  const text = entry?.value.text.toLowerCase() ?? '';
  return text === '' ? 'default' : text;
}

export function versionsOf(entry: Entry | undefined): VersionRange {
  const method = methodOf(entry);
  const where = entry ? { place: entry.value.place, text: entry.value.text } : {};
  // The only one that negotiates; what is oldest is up to OpenSSL's own policy.
  if (method === 'sslv23') return { least: 'unknown', most: TLS13, ...where };
  const version = entry?.value.isKnown === false ? undefined : method === 'default' || method === 'unspecified' ? TLS10 : methods[method];
  return { least: version ?? 'unknown', most: version ?? 'unknown', ...where };
}

export function peerOf({ owner, uri, host, hostPlace, place, says, transports, endpoints }: PjsipTarget): Peer {
  const [named] = transports;
  return {
    id: owner.name,
    place,
    scheme: uri.isSips ? 'sips' : 'sip',
    host: { text: host, place: hostPlace, isKnown: true },
    ...(uri.port !== undefined && uri.port > 0 && { port: uri.port }),
    ...(says && { transport: says }),
    carriedBy: carriedBy(says ?? (uri.isSips ? 'tls' : undefined), carriedByUri(uri), named?.target?.protocol),
    direction: owner.kind === 'registration' ? 'out' : 'both',
    ...profileBy(named?.target),
    media: mediaOf(endpoints[0]),
  };
}

/** The URI decides, then the transport that is named: seen in Asterisk 16 and 22, also where the URI has the port of TLS, or none. */
function carriedBy(
  saidBy: Transport | 'unknown' | undefined,
  byUri: Transport | 'unknown',
  named: PjsipTransport['protocol'] | undefined,
): Transport | 'unknown' {
  // What does not fit together is sent by nothing.
  const isTls = (transport: Transport | 'unknown' | 'flow'): boolean => transport === 'tls' || transport === 'wss';
  const fits = named === undefined || named === 'flow' || named === 'unknown' || saidBy === undefined || isTls(named) === isTls(saidBy);
  if (saidBy !== undefined) return fits ? saidBy : 'unknown';
  return named === undefined || named === 'flow' ? byUri : named;
}

/** A transport of another file has its profile in the facts of that file. */
function profileBy(target: PjsipTransport | undefined): Pick<Peer, 'profile'> {
  return target?.protocol === 'tls' && target.object.isHere ? { profile: profileId(target.name) } : {};
}

function mediaOf(endpoint: PjsipEndpoint | undefined): Peer['media'] {
  if (!endpoint) return { value: 'unknown' };
  return { value: endpoint.media, ...(endpoint.mediaEntry && { place: endpoint.mediaEntry.value.place }) };
}
