import { TLS12 } from '../../tls/versions';
import type { SettingDoc } from '../setting-doc';
import { methods } from './methods';

const yesNo = [
  { value: 'yes', meaning: 'On.' },
  { value: 'no', meaning: 'Off.' },
];

const methodMeanings: { readonly [name: string]: string } = {
  SSLv2: 'SSL 2 only: prohibited (RFC 6176), and in no library of today.',
  SSLv3: 'SSL 3 only: prohibited (RFC 7568).',
  SSLv23: 'Whatever the library still does, down to TLS 1.0.',
  TLSv1: 'Exactly TLS 1.0, withdrawn by RFC 8996.',
  'TLSv1.0': 'Exactly TLS 1.0, withdrawn by RFC 8996.',
  'TLSv1+': 'TLS 1.0 or newer.',
  'TLSv1.0+': 'TLS 1.0 or newer.',
  'TLSv1.1': 'Exactly TLS 1.1, withdrawn by RFC 8996.',
  'TLSv1.1+': 'TLS 1.1 or newer.',
  'TLSv1.2': 'Exactly TLS 1.2.',
  'TLSv1.2+': 'TLS 1.2 or newer: what to take.',
  'TLSv1.3': 'Exactly TLS 1.3; since 5.7.0.',
  'TLSv1.3+': 'TLS 1.3 or newer; since 5.7.0.',
};

export interface Doc extends Omit<SettingDoc, 'key' | 'name' | 'where' | 'default'> {
  readonly default?: string;
  /** Where the default as a parameter differs. */
  readonly parameterDefault?: string;
  /** Where the name as a parameter differs. */
  readonly parameter?: string;
  readonly isNoParameter?: boolean;
}

/** Settings of a profile, most of which are parameters of the module, too. */
export const profileDocs: { readonly [name: string]: Doc } = {
  method: {
    aliases: ['tls_method'],
    parameter: 'tls_method',
    type: 'enum',
    // “This or newer” first: that is what most want.
    values: methods
      .toSorted((a, b) => Number(b.isRange) - Number(a.isRange))
      .map(({ name, least }) => ({ value: name, meaning: methodMeanings[name] ?? name, isWeak: least < TLS12 })),
    default: '`TLSv1+` since 5.4.0',
    parameterDefault: '`TLSv1`, which is exactly TLS 1.0',
    meaning: 'Versions of TLS. Without a `+` exactly that one, with it that one or newer. Letter case does not count.',
    pitfall: 'As a parameter of the module, the default speaks TLS 1.0 only, which current OpenSSL refuses.',
  },
  certificate: {
    aliases: ['cert_file'],
    type: 'path',
    default: '`cert.pem` beside kamailio.cfg; none for client profiles',
    meaning: 'Certificate, followed by the intermediates, in PEM. It is loaded as a chain, in the order of the file.',
    pitfall: 'A path that begins with a dot is relative to the folder that Kamailio was started in, not to this file.',
  },
  private_key: {
    aliases: ['pkey_file'],
    type: 'path',
    default: '`cert.pem` beside kamailio.cfg; none for client profiles',
    meaning: 'Private key in PEM; or `/engine:LABEL` or `/uri:…` for a key in a token.',
    pitfall: 'A key with a passphrase stops the start, unless a version that knows `private_key_password` has it.',
  },
  private_key_password: {
    aliases: ['pkey_password'],
    type: 'text',
    meaning: 'Passphrase of the key.',
    pitfall: 'It stands in clear text in this file, so that the file has to be kept as the key is.',
    versions: 'newer than 5.6',
  },
  certificate2: {
    aliases: ['cert_file2'],
    type: 'path',
    isNoParameter: true,
    meaning: 'A second certificate, of another kind of key (ECDSA beside RSA).',
    pitfall: 'Only profiles know it; as a parameter of the module it stops the start, though it is documented.',
    versions: 'newer than 6.1',
  },
  private_key2: {
    aliases: ['pkey_file2'],
    type: 'path',
    isNoParameter: true,
    meaning: 'Key of the second certificate.',
    versions: 'newer than 6.1',
  },
  private_key_password2: {
    aliases: ['pkey_password2'],
    type: 'text',
    isNoParameter: true,
    meaning: 'Passphrase of the second key.',
    versions: 'newer than 6.1',
  },
  ca_list: {
    aliases: ['calist_file'],
    type: 'path',
    default: 'none',
    meaning: 'Trusted certificates in PEM. A server profile also names them to clients that it asks for a certificate.',
    pitfall: "Kamailio does not fall back to the system's list: without this or `ca_path` nobody is trusted.",
  },
  ca_path: {
    type: 'path',
    default: 'none',
    meaning: 'Folder with trusted certificates, named by hash (`openssl rehash`). Clients are not told of them.',
    versions: 'since 5.5.0',
  },
  crl: {
    type: 'path',
    default: 'none',
    meaning: 'Revocation lists in PEM.',
    pitfall:
      'It switches checking on for the whole chain: a list of every issuer has to be in the file, and a current one. Nothing is checked of a peer that shows no certificate.',
  },
  verify_certificate: {
    aliases: ['verify_cert'],
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: "The chain of the peer's certificate is checked, if it shows one. As a client, Kamailio insists on it.",
    pitfall: 'Names are never compared: any certificate of a trusted authority will do.',
  },
  require_certificate: {
    aliases: ['require_cert'],
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'The peer has to show a certificate, and a valid one, whatever `verify_certificate` says.',
  },
  verify_client: {
    type: 'enum',
    values: [
      { value: 'off', meaning: 'No certificate is asked for.' },
      { value: 'on', meaning: 'A valid certificate is required; as `require_certificate`.' },
      { value: 'optional', meaning: 'One is asked for, and has to be valid if it comes; as `verify_certificate`.' },
      { value: 'optional_no_ca', meaning: 'One is asked for, and any is taken; the script may look at `$tls_peer_verified`.' },
    ],
    default: 'off',
    meaning: 'One setting in place of `verify_certificate` and `require_certificate`.',
    versions: 'since 5.4.0',
  },
  verify_depth: {
    type: 'number',
    default: '9',
    meaning: 'How many certificates a chain may have between that of the peer and a trusted one.',
  },
  cipher_list: {
    type: 'list',
    default: 'that of OpenSSL',
    meaning: 'Cipher suites as OpenSSL lists them: `ECDHE+AESGCM:ECDHE+CHACHA20`.',
    pitfall:
      'With the methods `TLSv1.3` and `TLSv1.3+` it holds the names of TLS 1.3 (`TLS_AES_256_GCM_SHA384`); names of the other kind stop the start, each with the wrong method.',
  },
  server_name: {
    type: 'text',
    meaning: 'Server profiles: the name that a client asks for (SNI). Client profiles: only a mark by which a script picks them.',
    pitfall:
      'In a client profile it does not make Kamailio send that name: only `$xavp(…=>server_name)` does, with the parameter `xavp_cfg`.',
  },
  server_name_mode: {
    type: 'enum',
    isNoParameter: true,
    values: [
      { value: '0', meaning: 'That name only.' },
      { value: '1', meaning: 'That name and all below it.' },
      { value: '2', meaning: 'Only names below it.' },
    ],
    default: '0',
    meaning: 'How `server_name` is compared.',
    versions: 'since 5.2.0',
  },
  server_id: {
    type: 'text',
    isNoParameter: true,
    meaning: 'By this id a script picks a client profile: `tls_set_connect_server_id("…")`, or `$xavp(tls=>server_id)`.',
    pitfall: 'Profiles for an address are compared with the local end of a connection, so that this is the sure way to pick one.',
  },
};

/** Options of `[server:…]` and `[client:…]`. */
export const profileSettings: readonly SettingDoc[] = Object.entries(profileDocs).map(([name, doc]) => {
  const { parameterDefault: _other, parameter: _name, isNoParameter: _is, ...rest } = doc;
  return { key: `profile.${name}`, name, where: '[server:…] and [client:…]', ...rest };
});
