import { span } from '../../text/span';
import { TLS10, TLS13 } from '../../tls/versions';
import { fileRefOf } from '../file-ref';
import { groupedBy } from '../grouped';
import type { ModuleParameter } from '../kamailio/script';
import type { FilePlace, FileRef, Said, Switch, TlsProfile, Value, VersionRange } from '../model';
import { type Domain, type DomainParameter, isOfModule, type Style, switchOf } from './facts';
import { methodOf } from './methods';

/** Parameters of tls_mgm whose value is for one domain. */
export const domainParameters: ReadonlySet<string> = new Set([
  'match_ip_address',
  'match_sip_domain',
  'tls_method',
  'certificate',
  'private_key',
  'ca_list',
  'ca_dir',
  'crl_dir',
  'crl_check_all',
  'ciphers_list',
  'dh_params',
  'ec_curve',
  'verify_cert',
  'require_cert',
]);

/** The parameters of tls_mgm that speak of a domain, taken apart. */
export function domainParametersOf(parameters: readonly ModuleParameter[]): DomainParameter[] {
  return parameters
    .filter((each) => isOfModule(each, 'tls_mgm') && domainParameters.has(each.parameter.text))
    .map((parameter) => ({ parameter, name: parameter.parameter.text, ...takenApart(parameter) }));
}

/** `[name]value` (tls_mgm, tls_params.c: split_param_val). */
function takenApart({ value }: ModuleParameter): Omit<DomainParameter, 'parameter' | 'name'> {
  const [, blanks = '', name, close = '', rest = ''] = /^(\s*)\[([^\]]*)(\]?)([\s\S]*)$/.exec(value.text) ?? [];
  if (name === undefined) return { value, fault: 'no-bracket' };
  if (close === '') return { value, fault: 'open-bracket' };
  const nameAt = blanks.length + 1;
  const valueAt = nameAt + name.length + 1;
  const fault = name === '' ? ('no-name' as const) : rest === '' ? ('no-value' as const) : undefined;
  return {
    domain: part(value, nameAt, name),
    value: part(value, valueAt, rest),
    ...(fault && { fault }),
  };
}

/** A part of a value. Where the value holds escapes, its offsets are not those of the file. */
function part({ text, place, isKnown }: Value, from: number, own: string): Value {
  const isPlain = place.at.end - place.at.start === text.length;
  const { file, at } = place;
  const ownPlace: FilePlace = isPlain ? { file, at: span(at.start + from, at.start + from + own.length) } : place;
  return { text: own, place: ownPlace, isKnown: isKnown && !/^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(own) };
}

/** Items between commas, with their places. */
export function listOf(value: Value | undefined): Value[] {
  if (!value) return [];
  const items: Value[] = [];
  let at = 0;
  for (const piece of value.text.split(',')) {
    const own = piece.trim();
    if (own !== '') items.push(part(value, at + piece.indexOf(own), own));
    at += piece.length + 1;
  }
  return items;
}

interface Around {
  readonly said: readonly DomainParameter[];
  readonly style: Style;
  readonly modulePlace: FilePlace | undefined;
  /** What is listened on with TLS, and what the script sends to over TLS. */
  readonly sockets: readonly End[];
  readonly destinations: readonly End[];
}

interface End {
  readonly host?: Value;
  readonly port?: number;
}

/** The domains that parameters of tls_mgm make. */
export function domainsOf(parameters: readonly ModuleParameter[], { said, style, modulePlace, sockets, destinations }: Around): Domain[] {
  const own = parameters.filter((each) => isOfModule(each, 'tls_mgm'));
  const definitions = own.filter(({ parameter }) => parameter.text === 'server_domain' || parameter.text === 'client_domain');
  const taken = new Set<string>();
  const servers = new Set(
    definitions.flatMap(({ parameter, value }) => (parameter.text === 'server_domain' ? definitionOf(value).name.text : [])),
  );
  const saidOf = groupedBy(
    said.filter(({ fault }) => !fault),
    ({ domain }) => domain?.text,
  );
  const named = definitions.flatMap((definition) => {
    const role = definition.parameter.text === 'server_domain' ? ('server' as const) : ('client' as const);
    const { name, address } = definitionOf(definition.value);
    const id = `${role}:${name.text}`;
    if (taken.has(id)) return [];
    taken.add(id);
    // Whatever speaks of a name means the server domain where there are two of that name (tls_params.c: set_domain_attr).
    const isShadowed = role === 'client' && servers.has(name.text);
    const options = new Map((isShadowed ? [] : (saidOf.get(name.text) ?? [])).map((each) => [each.name, each]));
    return [domainFrom({ role, definition, name, options, place: name.place, address })];
  });
  const plain = said.filter(({ domain, fault }) => !domain && fault === 'no-bracket');
  const first = plain[0];
  if (style !== 'default-domain' || (!first && !modulePlace)) return named;
  const place = first?.parameter.value.place ?? modulePlace;
  if (!place) return named;
  const name: Value = { text: 'default', place, isKnown: true };
  const options = new Map(plain.map((each) => [each.name, each]));
  // The default takes what no other one is for (tls_domain.c: tls_find_server_domain).
  const isUsed = (side: Domain['role'], ends: readonly End[]) => first !== undefined || !areAllNamed(ends, named, side);
  const roles = [
    ...(isUsed('server', sockets) ? (['server'] as const) : []),
    ...(destinations.length > 0 && isUsed('client', destinations) ? (['client'] as const) : []),
  ];
  return [...roles.map((role) => domainFrom({ role, name, options, place, address: undefined })), ...named];
}

/** Each of the ends is known, and some domain of this side is for its address and port. */
function areAllNamed(ends: readonly End[], domains: readonly Domain[], side: Domain['role']): boolean {
  const served = new Set(
    domains.flatMap(({ role, profile: { match } }) =>
      role === side && match.address?.isKnown ? `${match.address.text}|${match.port}` : [],
    ),
  );
  return ends.length > 0 && ends.every(({ host, port }) => host?.isKnown === true && served.has(`${host.text}|${port}`));
}

/** `name`; up to 2.4 `name=10.0.0.1:5061`. */
export function definitionOf(value: Value): { readonly name: Value; readonly address: Value | undefined } {
  const at = value.text.indexOf('=');
  if (at < 0) return { name: value, address: undefined };
  return { name: part(value, 0, value.text.slice(0, at)), address: part(value, at + 1, value.text.slice(at + 1)) };
}

interface Parts {
  readonly role: 'server' | 'client';
  readonly definition?: ModuleParameter;
  readonly name: Value;
  readonly options: ReadonlyMap<string, DomainParameter>;
  readonly place: FilePlace;
  readonly address: Value | undefined;
}

function domainFrom({ role, definition, name, options, place, address }: Parts): Domain {
  const addresses = address ? [address] : listOf(options.get('match_ip_address')?.value);
  const names = listOf(options.get('match_sip_domain')?.value);
  const exact = names.filter(({ text, isKnown }) => isKnown && text !== '*' && text !== 'none');
  const only = addresses.length === 1 ? addresses[0] : undefined;
  const endpoint = only && only.text !== '*' ? endpointOf(only) : undefined;
  const profile: TlsProfile = {
    id: `${role}:${name.text}`,
    place,
    role,
    match: {
      ...(endpoint && { address: endpoint.host, ...(endpoint.port !== undefined && { port: endpoint.port }) }),
      // One that takes connections without a name, or with any, is for all names.
      ...(exact.length > 0 && exact.length === names.length && { names: exact }),
    },
    ...filesOf(options),
    versions: versionsOf(options.get('tls_method')),
    ...ciphersOf(options.get('ciphers_list')),
    ...verificationOf(options, role),
    // There is no comparison of names in either of the two backends; and the depth of chains is fixed.
    comparesName: { value: 'off' },
    depth: { value: 3 },
    announced: role === 'server' ? exact.filter(({ text }) => !text.includes('*')) : [],
    sends: 'chain',
    isInactive: false,
  };
  return { role, ...(definition && { definition }), name, profile, options, addresses, names };
}

/** `10.0.0.1:5061`, `[2001:db8::1]:5061` */
export function endpointOf(value: Value): { readonly host: Value; readonly port?: number } {
  const [, host = value.text, port] = /^(.*?)(?::(\d{1,5}))?$/.exec(value.text) ?? [];
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return { host: part(value, host.startsWith('[') ? 1 : 0, bare), ...(port !== undefined && { port: Number(port) }) };
}

type Options = ReadonlyMap<string, DomainParameter>;

function filesOf(options: Options): Pick<TlsProfile, 'certificate' | 'key' | 'ca' | 'crl'> {
  const file = (name: string, purpose: FileRef['purpose']): FileRef | undefined => fileRefOf(options.get(name)?.value, purpose);
  const certificate = file('certificate', 'certificate');
  const key = file('private_key', 'key');
  const isOne = certificate !== undefined && certificate.value.text === key?.value.text;
  const ca = [file('ca_list', 'ca'), file('ca_dir', 'ca-folder')].filter((each) => each !== undefined);
  const crl = file('crl_dir', 'crl-folder');
  return {
    ...(certificate && { certificate: isOne ? { ...certificate, purpose: 'certificate-and-key' } : certificate }),
    ...(key && { key: isOne ? { ...key, purpose: 'certificate-and-key' } : key }),
    ...(ca.length > 0 && { ca }),
    ...(crl && { crl: [crl] }),
  };
}

const usual: VersionRange = { least: TLS10, most: TLS13 };

export function versionsOf(option: Pick<DomainParameter, 'value'> | undefined): VersionRange {
  if (!option) return usual;
  const { text, place, isKnown } = option.value;
  const method = isKnown ? methodOf(text) : undefined;
  if (!method || method.kind === 'invalid') return { least: 'unknown', most: 'unknown', place, text };
  return { least: method.least, most: method.most, place, text };
}

const ciphersOf = (option: Pick<DomainParameter, 'value'> | undefined): Pick<TlsProfile, 'ciphers'> =>
  option ? { ciphers: { value: option.value, syntax: 'openssl', isForTls13: false } } : {};

/** A certificate is required only where it is asked for (tls_helper.h: get_ssl_ctx_verify_mode); both are on by themselves. */
function verificationOf(options: Options, role: 'server' | 'client'): Pick<TlsProfile, 'verifiesPeer' | 'requiresCertificate'> {
  const [verify, require] = [options.get('verify_cert'), options.get('require_cert')];
  const verifies: Said<Switch> = { value: switchOf(verify?.value, 'on'), ...(verify && { place: verify.value.place }) };
  if (role === 'client') return { verifiesPeer: verifies, requiresCertificate: verifies };
  const required: Said<Switch> = { value: switchOf(require?.value, 'on'), ...(require && { place: require.value.place }) };
  const isInVain = verifies.value !== 'on';
  return {
    verifiesPeer: verifies,
    requiresCertificate: isInVain ? { ...required, value: verifies.value === 'off' ? 'off' : 'unknown' } : required,
  };
}
