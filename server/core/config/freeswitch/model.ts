import { isIpLiteral } from '../../sip/socket';
import { TLS13 } from '../../tls/versions';
import type { FilePlace, FileRef, Listener, Peer, Said, Switch, TlsProfile, Value, VersionRange } from '../model';
import type { ProfileFiles, Socket } from './facts';
import { toConfigFolder } from './files';
import { carriedBy, type GatewayAddress, proxyOf, stickyProxies } from './gateways';
import { type Gateway, lastOf, type Param, type SofiaProfile, settingOf, switchOf } from './profiles';
import { type VerifyPolicy, verifyPolicy, versionsInEffect } from './tls-words';
import type { FsValue } from './variables';

/** What profiles and gateways come to in the common model. */

const valueAt = (text: string, place: FilePlace, isKnown = true): Value => ({ text, place, isKnown });

/** The agent binds an address that it guesses, where none is given. */
const sipIp = (profile: SofiaProfile): Value => settingOf(profile, 'sip-ip')?.value ?? valueAt('$${local_ip_v4}', profile.place, false);

export function portOf(param: Param | undefined, byDefault: number): number | undefined {
  if (!param) return byDefault;
  const port = param.value.isKnown && /^\d{1,5}$/.test(param.value.text) ? Number(param.value.text) : 0;
  return port > 0 && port < 65_536 ? port : undefined;
}

export function listenersOf(profile: SofiaProfile): Listener[] {
  const advertised = advertisedOf(profile);
  const common = { host: sipIp(profile), ...(advertised && { advertisedHost: advertised }), isInactive: false };
  const sipPort = settingOf(profile, 'sip-port');
  const tlsPort = settingOf(profile, 'tls-sip-port');
  const bound = (param: Param | undefined, byDefault: number) => {
    const port = portOf(param, byDefault);
    return { ...(port !== undefined && { port }), ...(param && { portPlace: param.value.place }) };
  };
  const listeners: Listener[] = [];
  const isOnlyTls = profile.tls === 'on' && switchOf(settingOf(profile, 'tls-only')) === 'on';
  if (!isOnlyTls)
    for (const transport of clearTransports(profile))
      listeners.push({ ...common, place: sipPort?.value.place ?? profile.place, transport, ...bound(sipPort, 5060) });
  if (profile.tls !== 'off')
    listeners.push({
      ...common,
      place: tlsPort?.value.place ?? lastOf(profile.settings, 'tls')?.value.place ?? profile.place,
      transport: 'tls',
      ...bound(tlsPort, 5061),
      profile: profile.name,
    });
  for (const transport of ['ws', 'wss'] as const) {
    const binding = settingOf(profile, `${transport}-binding`);
    if (!binding) continue;
    const { host, port } = bindingOf(binding.value);
    const { place } = binding.value;
    listeners.push({
      ...common,
      place,
      transport,
      ...(host !== '' && { host: valueAt(host, place, binding.value.isKnown) }),
      ...(port !== undefined && { port, portPlace: place }),
      ...(transport === 'wss' && { profile: wssId(profile) }),
    });
  }
  return listeners;
}

/** UDP and TCP on one port, unless `bind-params` names one of them. */
function clearTransports(profile: SofiaProfile): ('udp' | 'tcp')[] {
  const [, only = ''] = /\btransport=(udp|tcp)\b/i.exec(settingOf(profile, 'bind-params')?.value.text ?? '') ?? [];
  return only === '' ? ['udp', 'tcp'] : only.toLowerCase() === 'udp' ? ['udp'] : ['tcp'];
}

/** `[ip]:port`; without an address it is that of the profile. */
export function bindingOf({ text }: Value): { readonly host: string; readonly port?: number } {
  const colon = text.lastIndexOf(':');
  const port = /^\d{1,5}$/.test(text.slice(colon + 1)) ? Number(text.slice(colon + 1)) : 0;
  const host = (colon < 0 ? text : text.slice(0, colon)).replace(/^\[|\]$/g, '');
  return { host, ...(port > 0 && port < 65_536 && { port }) };
}

/** An address and a plain name are announced as they are; what has to be looked up (`host:`, `stun:`, `auto`) is not known here. */
function advertisedOf(profile: SofiaProfile): Value | undefined {
  const value = settingOf(profile, 'ext-sip-ip')?.value;
  return value && { ...value, isKnown: value.isKnown && (isIpLiteral(value.text) || plainName.test(value.text)) };
}

const plainName = /^(?:[a-z\d](?:[a-z\d-]{0,62})\.)+[a-z][a-z\d-]{0,62}$/i;

export const wssId = ({ name }: SofiaProfile): string => `${name} wss`;

/**
 * One profile serves both roles: whether the peer is checked and its name compared is what the policy says of outgoing connections, whether
 * a certificate is demanded, what it says of incoming ones. A WSS socket has settings of its own, of which only the certificate can be chosen.
 */
export function tlsProfilesOf(profile: SofiaProfile, files: ProfileFiles): TlsProfile[] {
  const profiles: TlsProfile[] = [];
  const policy = settingOf(profile, 'tls-verify-policy');
  const ciphers = settingOf(profile, 'tls-ciphers');
  const passphrase = settingOf(profile, 'tls-passphrase');
  const depth = settingOf(profile, 'tls-verify-depth');
  const said = verifyPolicy(policy ? policy.value.text : 'none');
  const one = (pick: (policy: VerifyPolicy) => boolean): Said<Switch> => ({
    value: policy?.value.isKnown === false ? 'unknown' : pick(said) ? 'on' : 'off',
    ...(policy && { place: policy.value.place }),
  });
  const common = { place: profile.place, match: {}, sends: 'leaf' as const };
  profiles.push({
    ...common,
    id: profile.name,
    role: 'both',
    certificate: files.agent,
    ca: [files.ca],
    ...(passphrase && { keyPassword: passphrase.value }),
    versions: versionsOf(settingOf(profile, 'tls-version')),
    ciphers: { value: ciphers?.value ?? valueAt(DEFAULT_CIPHERS, profile.place), syntax: 'openssl', isForTls13: false },
    verifiesPeer: one(({ isOut }) => isOut),
    requiresCertificate: one(({ isIn }) => isIn),
    comparesName: one(({ comparesOut }) => comparesOut),
    depth: depthOf(depth),
    announced: [],
    isInactive: profile.tls === 'off',
  });
  if (settingOf(profile, 'wss-binding'))
    profiles.push({
      ...common,
      id: wssId(profile),
      role: 'server',
      certificate: files.wss,
      verifiesPeer: { value: 'off' },
      requiresCertificate: { value: 'off' },
      comparesName: { value: 'off' },
      announced: [],
      isInactive: false,
    });
  return profiles;
}

export const DEFAULT_CIPHERS = 'ALL:!ADH:!LOW:!EXP:!MD5:@STRENGTH';

export function versionsOf(param: { readonly value: FsValue } | undefined): VersionRange {
  if (!param) return versionsInEffect(undefined);
  const { value } = param;
  const where = { place: value.place, text: value.text };
  return value.isKnown ? { ...versionsInEffect(value.text), ...where } : { least: 'unknown', most: TLS13, ...where };
}

/** mod_sofia's own default is 2. */
export function depthOf(param: Param | undefined): Said<number> {
  if (!param) return { value: 2 };
  return { value: param.value.isKnown ? Number.parseInt(param.value.text, 10) || 0 : Number.POSITIVE_INFINITY, place: param.value.place };
}

/** The folder is `$${certs_dir}` where nothing else is said; which one that is, only the running system knows. */
export function filesOf(profile: SofiaProfile, root: string): ProfileFiles {
  const folder = settingOf(profile, 'tls-cert-dir')?.value ?? valueAt('$${certs_dir}', profile.place, false);
  const wssPlace = settingOf(profile, 'wss-binding')?.value.place ?? folder.place;
  const file = (name: string, purpose: FileRef['purpose'], place = folder.place): FileRef => {
    const text = `${folder.text.replace(/\/+$/, '')}/${name}`;
    const { path, base } = located(text, folder.isKnown, root);
    return { value: valueAt(text, place, path !== undefined), purpose, base, ...(path !== undefined && { path }) };
  };
  const both = file('tls.pem', 'certificate-and-key');
  return {
    agent: { ...file('agent.pem', 'certificate-and-key'), orElse: both },
    ca: { ...file('cafile.pem', 'ca'), orElse: both },
    both,
    wss: { ...file('wss.pem', 'certificate-and-key', wssPlace), orElse: file('wss.crt', 'certificate', wssPlace) },
    wssCertificate: file('wss.crt', 'certificate', wssPlace),
  };
}

/**
 * A path below the folder of the configuration, seen from the opened file. Where packages put the certificates is there as well, but need
 * not be: that is worth a look and no more.
 */
function located(text: string, isKnown: boolean, root: string): { readonly path?: string; readonly base: FileRef['base'] } {
  if (text.startsWith('/')) return isKnown ? { path: text, base: 'absolute' } : { base: 'absolute' };
  const [, name, rest = ''] = /^\$\$\{(conf_dir|certs_dir)\}\/([^$]*)$/.exec(text) ?? [];
  if (name === undefined) return isKnown ? { path: text, base: 'working-directory' } : { base: 'product' };
  const up = toConfigFolder(root);
  return name === 'conf_dir' ? { path: `${up}${rest}`, base: 'config' } : { path: `${up}tls/${rest}`, base: 'working-directory' };
}

export function socketsOf(profile: SofiaProfile): Socket[] {
  const { isHere, name } = profile;
  const ip = sipIp(profile);
  const sockets: Socket[] = [];
  const add = (kind: Socket['kind'], host: string, port: number | undefined, place: FilePlace) => {
    if (port !== undefined) sockets.push({ profile: name, kind, host, port, place, isHere });
  };
  const sipPort = settingOf(profile, 'sip-port');
  const tlsPort = settingOf(profile, 'tls-sip-port');
  const isOnlyTls = profile.tls === 'on' && switchOf(settingOf(profile, 'tls-only')) === 'on';
  if (!isOnlyTls && clearTransports(profile).includes('tcp'))
    add('sip', ip.text, portOf(sipPort, 5060), sipPort?.value.place ?? profile.place);
  if (profile.tls === 'on') add('tls', ip.text, portOf(tlsPort, 5061), tlsPort?.value.place ?? profile.place);
  for (const kind of ['ws', 'wss'] as const) {
    const binding = settingOf(profile, `${kind}-binding`);
    const { host = '', port } = binding?.value.isKnown ? bindingOf(binding.value) : {};
    if (binding) add(kind, host === '' ? ip.text : host, port, binding.value.place);
  }
  return sockets;
}

export function peersOf(gateway: Gateway): Peer[] {
  const proxy = proxyOf(gateway);
  const media = mediaOf(gateway);
  const peer = (address: GatewayAddress): Peer => ({
    id: gateway.name,
    place: address.value.place,
    scheme: address.scheme,
    host: { text: address.host, place: address.hostPlace, isKnown: address.value.isKnown },
    ...(address.port !== undefined && { port: address.port }),
    ...(address.transport && { transport: address.transport }),
    carriedBy: carriedBy(gateway, address),
    direction: address.key === 'register-proxy' || address.key === 'outbound-proxy' ? 'out' : 'both',
    ...(gateway.profile && { profile: gateway.profile.name }),
    media,
  });
  return [...(proxy ? [proxy] : []), ...stickyProxies(gateway)].map(peer);
}

/** What its own variables say; what the dialplan says is not seen here. */
function mediaOf({ variables }: Gateway): Peer['media'] {
  const said = variables.findLast(({ key }) => /^rtp_secure_media(?:_outbound)?$/.test(key));
  if (!said) return { value: 'unknown' };
  const word = said.value.isKnown ? /^[^:]*/.exec(said.value.text.toLowerCase())?.[0] : undefined;
  const { place } = said.value;
  if (word === 'mandatory' || word === 'true' || word === 'optional') return { value: 'sdes', place };
  return { value: word === 'forbidden' || word === 'false' ? 'none' : 'unknown', place };
}
