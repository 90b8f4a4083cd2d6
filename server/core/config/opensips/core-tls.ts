import { fileRefOf } from '../file-ref';
import type { Assignment } from '../kamailio/script';
import type { FilePlace, Said, Switch, TlsProfile, Value } from '../model';
import { versionsOf } from './domains';
import { switchOf } from './facts';
import type { CoreDomain, OpensipsScript } from './script';

/** TLS as OpenSIPS 1 had it: settings of the core, for all connections or within `tls_server_domain[…] { … }`. */

export const coreTlsSettings: ReadonlySet<string> = new Set([
  'tls_certificate',
  'tls_private_key',
  'tls_ca_list',
  'tls_ca_dir',
  'tls_crl_dir',
  'tls_method',
  'tls_verify_client',
  'tls_verify_server',
  'tls_require_client_certificate',
  'tls_ciphers_list',
]);

export function coreProfilesOf(
  { assignments, domains }: Pick<OpensipsScript, 'assignments' | 'domains'>,
  sendsOverTls: boolean,
): TlsProfile[] {
  const own = assignments.filter(({ name }) => coreTlsSettings.has(name));
  const [first] = own;
  const plain = first
    ? (sendsOverTls ? (['server', 'client'] as const) : (['server'] as const)).map((role) =>
        profileOf(role, { id: `${role}:default`, place: first.place, settings: own }),
      )
    : [];
  return [...plain, ...domains.map((domain) => ofDomain(domain, own))];
}

function ofDomain({ role, name, settings }: CoreDomain, own: readonly Assignment[]): TlsProfile {
  const profile = profileOf(role, { id: `${role}:${name.text}`, place: name.place, settings: [...own, ...settings] });
  const [, host, port] = /^(.*):(\d{1,5})$/.exec(name.text) ?? [];
  return { ...profile, match: host === undefined ? { names: [name] } : { address: { ...name, text: host }, port: Number(port) } };
}

interface Parts {
  readonly id: string;
  readonly place: FilePlace;
  readonly settings: readonly Assignment[];
}

function profileOf(role: 'server' | 'client', { id, place, settings }: Parts): TlsProfile {
  const value = (name: string): Value | undefined => settings.findLast((each) => each.name === name)?.value;
  const certificate = fileRefOf(value('tls_certificate'), 'certificate');
  const key = fileRefOf(value('tls_private_key'), 'key');
  const ca = [fileRefOf(value('tls_ca_list'), 'ca'), fileRefOf(value('tls_ca_dir'), 'ca-folder')].filter((each) => each !== undefined);
  const method = value('tls_method');
  const ciphers = value('tls_ciphers_list');
  const said = (name: string): Said<Switch> => {
    const own = value(name);
    return { value: switchOf(own, 'unknown'), ...(own && { place: own.place }) };
  };
  const verifies = said(role === 'server' ? 'tls_verify_client' : 'tls_verify_server');
  return {
    id,
    place,
    role,
    match: {},
    ...(certificate && { certificate }),
    ...(key && { key }),
    ...(ca.length > 0 && { ca }),
    // Without a setting the version counts, which nobody knows of a script that old.
    versions: method ? versionsOf({ value: method }) : { least: 'unknown', most: 'unknown' },
    ...(ciphers && { ciphers: { value: ciphers, syntax: 'openssl', isForTls13: false } }),
    verifiesPeer: verifies,
    requiresCertificate: role === 'server' ? said('tls_require_client_certificate') : verifies,
    comparesName: { value: 'off' },
    announced: [],
    sends: 'chain',
    isInactive: false,
  };
}
