import { TLS10, TLS13 } from '../../tls/versions';
import type { FileRef, Said, Switch, TlsProfile, Value, VersionRange } from '../model';
import { isAtLeast } from '../product-version';
import { numberOf } from './characters';
import type { ProfileFacts, ProfileOption } from './facts';
import { methodOf } from './methods';
import { type TlsSection, tlsSwitch } from './tls-file';

type Options = ReadonlyMap<string, ProfileOption>;

/** The profiles of a TLS profile file. What a section does not say has the default of the module, not that of `[server:default]` (modules/tls/tls_domain.c). */
export function profilesOfSections(sections: readonly TlsSection[], version: string | undefined): ProfileFacts[] {
  const names = new Map<string, number>();
  return sections.flatMap((section) => {
    if (section.role === 'unknown' || section.target === 'invalid') return [];
    const options: Options = new Map(section.options.map((option) => [option.name, option]));
    const serverName = options.get('server_name')?.value;
    const plain = `${section.role}:${targetName(section)}`;
    const id = serverName && section.target !== 'default' ? `${plain} ${serverName.text}` : plain;
    const count = (names.get(id) ?? 0) + 1;
    names.set(id, count);
    const isOld = isAtLeast(version, '5.4') === false;
    const profile: TlsProfile = {
      id: count > 1 ? `${id} #${count}` : id,
      place: section.namePlace,
      role: section.role,
      match: {
        ...(section.address && { address: section.address }),
        ...(section.port !== undefined && { port: section.port }),
        ...(serverName && { names: [serverName] }),
      },
      ...settingsOf(options, section.role, { least: TLS10, most: isOld ? TLS10 : TLS13 }),
      isInactive: false,
    };
    return [{ profile, section, options }];
  });
}

const targetName = ({ target, address, port }: TlsSection): string =>
  target === 'address' ? `${address?.text.includes(':') ? `[${address.text}]` : address?.text}:${port}` : target;

/** The one profile that parameters of the module make; as a server, and for what it connects to. Without a method it is exactly TLS 1.0 (modules/tls/tls_cfg.c). */
export function profileOfParameters(options: Options, role: 'server' | 'client', place: TlsProfile['place']): ProfileFacts {
  const serverName = options.get('server_name')?.value;
  const profile: TlsProfile = {
    id: `${role}:default`,
    place,
    role,
    match: { ...(serverName && role === 'server' && { names: [serverName] }) },
    ...settingsOf(options, role, { least: TLS10, most: TLS10 }),
    isInactive: false,
  };
  return { profile, options };
}

function settingsOf(
  options: Options,
  role: 'server' | 'client',
  usual: VersionRange,
): Omit<TlsProfile, 'id' | 'place' | 'role' | 'match' | 'isInactive'> {
  const file = (name: string, purpose: FileRef['purpose']): FileRef | undefined => fileOf(options.get(name)?.value, purpose);
  const certificate = file('certificate', 'certificate');
  const key = file('private_key', 'key');
  const isOneFile = certificate !== undefined && certificate.value.text === key?.value.text;
  const cas = [file('ca_list', 'ca'), file('ca_path', 'ca-folder')].filter((ref) => ref !== undefined);
  const crl = file('crl', 'crl');
  const password = options.get('private_key_password');
  const ciphers = options.get('cipher_list')?.value;
  const depth = options.get('verify_depth');
  const depthNumber = depth && numberOf(depth.value.text);
  const serverName = options.get('server_name')?.value;
  return {
    ...(certificate && { certificate: isOneFile ? { ...certificate, purpose: 'certificate-and-key' } : certificate }),
    ...(key && { key: isOneFile ? { ...key, purpose: 'certificate-and-key' } : key }),
    ...(password && { keyPassword: password.value }),
    ...(cas.length > 0 && { ca: cas }),
    ...(crl && { crl: [crl] }),
    versions: versionsOf(options.get('method'), usual),
    ...(ciphers && { ciphers: { value: ciphers, syntax: 'openssl', isForTls13: isForTls13(options) } }),
    ...verification(options),
    comparesName: { value: 'off' },
    ...(depth && depthNumber !== undefined && { depth: { value: depthNumber, place: depth.value.place } }),
    announced: role === 'server' && serverName && numberOf(options.get('server_name_mode')?.value.text ?? '0') !== 2 ? [serverName] : [],
    sends: 'chain',
  };
}

/** With a method of TLS 1.3 the list is handed to what sets its suites (modules/tls/tls_domain.c). */
const isForTls13 = (options: Options): boolean => methodOf(options.get('method')?.value.text ?? '')?.least === 0x0304;

function versionsOf(option: ProfileOption | undefined, usual: VersionRange): VersionRange {
  if (!option) return usual;
  const said = { place: option.value.place, text: option.value.text };
  const method = option.value.isKnown ? methodOf(option.value.text) : undefined;
  return method ? { least: method.least, most: method.most, ...said } : { least: 'unknown', most: 'unknown', ...said };
}

/** A path of a profile: absolute, of the working directory where it begins with a dot, else of the folder of kamailio.cfg. */
export function fileOf(value: Value | undefined, purpose: FileRef['purpose']): FileRef | undefined {
  if (!value || value.text === '' || /^\/(?:engine|uri):/.test(value.text)) return undefined;
  const { text, isKnown } = value;
  if (text.startsWith('.')) return { value, purpose, base: 'working-directory' };
  return { value, purpose, base: text.startsWith('/') ? 'absolute' : 'config', ...(isKnown && { path: text }) };
}

/** `yes` of a profile file, or a number of a parameter. */
export function saidSwitch(option: ProfileOption | undefined): Switch {
  if (!option) return 'off';
  if (!option.value.isKnown) return 'unknown';
  const word = tlsSwitch(option.value.text);
  if (word !== 'unknown') return word;
  const number = numberOf(option.value.text);
  return number === undefined ? 'unknown' : number === 0 ? 'off' : 'on';
}

/**
 * A certificate that is required is verified, whatever `verify_certificate` says; `optional_no_ca` asks for one and accepts any
 * (modules/tls/tls_domain.c: set_verification).
 */
function verification(options: Options): Pick<TlsProfile, 'verifiesPeer' | 'requiresCertificate'> {
  const [verify, require, client] = ['verify_certificate', 'require_certificate', 'verify_client'].map((name) => options.get(name));
  const mode = client?.value.isKnown ? client.value.text.toLowerCase() : client && 'unknown';
  const required = either([
    said(saidSwitch(require), require),
    said(mode === 'on' ? 'on' : mode === 'unknown' ? 'unknown' : 'off', client),
  ]);
  const isOptional: Switch = mode === 'optional' ? 'on' : mode === 'unknown' ? 'unknown' : 'off';
  return {
    requiresCertificate: required,
    verifiesPeer:
      mode === 'optional_no_ca' ? said('off', client) : either([required, said(saidSwitch(verify), verify), said(isOptional, client)]),
  };
}

const said = (value: Switch, option: ProfileOption | undefined): Said<Switch> => ({ value, ...(option && { place: option.value.place }) });

/** On where one is; else unknown where one is; else off, where the first of them says so. */
function either(all: readonly Said<Switch>[]): Said<Switch> {
  return (
    all.find(({ value }) => value === 'on') ??
    all.find(({ value }) => value === 'unknown') ??
    all.find(({ place }) => place !== undefined) ?? { value: 'off' }
  );
}
