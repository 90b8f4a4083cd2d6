import type { SettingDoc } from '../dialect';
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

interface Doc extends Omit<SettingDoc, 'key' | 'name' | 'where' | 'default'> {
  readonly default?: string;
  /** Where the default as a parameter differs. */
  readonly parameterDefault?: string;
  /** Where the name as a parameter differs. */
  readonly parameter?: string;
  readonly isNoParameter?: boolean;
}

/** Settings of a profile, most of which are parameters of the module, too. */
const profile: { readonly [name: string]: Doc } = {
  method: {
    aliases: ['tls_method'],
    parameter: 'tls_method',
    type: 'enum',
    values: methods.map(({ name }) => ({ value: name, meaning: methodMeanings[name] ?? name })),
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
export const profileSettings: readonly SettingDoc[] = Object.entries(profile).map(([name, doc]) => {
  const { parameterDefault: _other, parameter: _name, isNoParameter: _is, ...rest } = doc;
  return { key: `profile.${name}`, name, where: '[server:…] and [client:…]', ...rest };
});

const only = (name: string, doc: Omit<SettingDoc, 'key' | 'name' | 'where'>): SettingDoc => ({
  key: `tls.${name}`,
  name,
  where: 'modparam tls',
  ...doc,
});

/** Parameters of the module `tls`. */
export const tlsParameters: readonly SettingDoc[] = [
  only('config', {
    type: 'path',
    default: 'none',
    meaning: 'The file with TLS profiles, or a folder all files of which are read.',
    pitfall: 'With it, parameters of the module that profiles have too are without effect.',
  }),
  ...Object.entries(profile)
    .filter(([, { isNoParameter }]) => isNoParameter !== true)
    .map(([name, doc]): SettingDoc => {
      const { parameterDefault, parameter, isNoParameter: _is, aliases: _aliases, default: usual, ...rest } = doc;
      const value = parameterDefault ?? usual;
      return {
        key: `tls.${parameter ?? name}`,
        name: parameter ?? name,
        where: 'modparam tls',
        ...rest,
        ...(value !== undefined && { default: value }),
      };
    }),
  only('xavp_cfg', {
    type: 'text',
    meaning:
      'Name of the variable by which a script steers a connection that it opens: `$xavp(NAME=>server_name)` is sent as SNI, `$xavp(NAME=>server_id)` picks a client profile.',
    pitfall: 'Without it Kamailio sends no SNI as a client.',
  }),
  only('connection_timeout', { type: 'number', default: '600', meaning: 'Seconds for which an idle TLS connection stays open.' }),
  only('tls_disable_compression', {
    type: 'switch',
    values: [
      { value: '1', meaning: 'No compression.' },
      { value: '0', meaning: 'Compression, where the library has it.' },
    ],
    default: '1',
    meaning: 'Compression of TLS is off.',
    pitfall: 'With compression, lengths tell of what is sent (CRIME; RFC 9325 §3.3).',
  }),
  only('ssl_release_buffers', { type: 'number', default: '1', meaning: 'OpenSSL gives buffers back that it does not need.' }),
  only('ssl_freelist_max_len', { type: 'number', default: '0', meaning: 'Free buffers that OpenSSL keeps.' }),
  only('ssl_max_send_fragment', {
    type: 'number',
    default: '-1',
    meaning: 'Largest record that is sent, in octets; -1 is that of OpenSSL.',
  }),
  only('ssl_read_ahead', { type: 'number', default: '0', meaning: 'OpenSSL reads ahead.' }),
  only('send_close_notify', { type: 'number', default: '0', meaning: 'Sends the alert close_notify before a connection is closed.' }),
  only('con_ct_wq_max', {
    type: 'number',
    default: '65536',
    meaning: 'Octets that may wait in one connection for the end of its handshake.',
  }),
  only('ct_wq_max', {
    type: 'number',
    default: '10485760',
    meaning: 'Octets that may wait in all connections for the ends of their handshakes.',
  }),
  only('ct_wq_blk_size', { type: 'number', default: '4096', meaning: 'Block size of those queues.' }),
  only('tls_log', {
    type: 'number',
    default: '3',
    meaning: 'Level at which connections and certificates are logged.',
    pitfall: 'At 3 only `debug=3` shows them; 1 or less for a log that tells of handshakes.',
  }),
  only('tls_debug', { type: 'number', default: '3', meaning: 'Level at which the details are logged.' }),
  only('low_mem_threshold1', {
    type: 'number',
    default: '-1',
    meaning: 'Below so much free memory, in KB, no new TLS connections are taken.',
  }),
  only('low_mem_threshold2', { type: 'number', default: '-1', meaning: 'Below so much free memory, in KB, TLS operations fail at once.' }),
  only('tls_force_run', { type: 'switch', values: yesNo, default: '0', meaning: 'Goes on though checks at the start fail.' }),
  only('session_cache', { type: 'switch', values: yesNo, default: '0', meaning: 'Sessions may be resumed.' }),
  only('session_id', { type: 'text', default: '`kamailio-tls-5.x.y`', meaning: 'The context within which sessions may be resumed.' }),
  only('renegotiation', {
    type: 'switch',
    values: yesNo,
    default: '0',
    meaning: 'Clients may start a new handshake within a connection.',
    pitfall: 'That costs the server more than the client (RFC 9325 §3.5), and TLS 1.3 does not have it.',
  }),
  only('init_mode', { type: 'number', default: '0', meaning: 'How the library is initialised.', versions: 'since 5.7' }),
  only('event_callback', { type: 'text', meaning: 'Function of a KEMI script for the events of this module.' }),
  only('rand_engine', { type: 'text', meaning: 'Which generator of random numbers OpenSSL is given.' }),
  only('engine', { type: 'text', default: 'NONE', meaning: 'An engine of OpenSSL, such as one for keys in a token.' }),
  only('engine_config', { type: 'path', meaning: 'Configuration of the engine.' }),
  only('engine_algorithms', { type: 'text', meaning: 'Algorithms that the engine does.' }),
  only('keylog_mode', {
    type: 'number',
    default: '0',
    meaning: 'Writes the keys of connections to a log or a file, for Wireshark.',
    pitfall: 'Whoever has them reads everything: for a test only.',
    versions: 'since 5.8',
  }),
  only('keylog_file', { type: 'path', meaning: 'The file that keys are written to.', versions: 'since 5.8' }),
  only('keylog_peer', { type: 'text', meaning: 'Only keys of connections with this peer.', versions: 'since 5.8' }),
  only('provider_quirks', {
    type: 'number',
    default: '0',
    meaning: 'Ways around faults of providers of OpenSSL 3.',
    versions: 'newer than 5.8',
  }),
];

const routing = (key: string, doc: Omit<SettingDoc, 'key' | 'name' | 'where'>): SettingDoc => {
  const [module = '', name = ''] = key.split('.');
  return { key, name, where: `modparam ${module}`, ...doc };
};

/** Parameters of other modules that decide about the way over TLS. */
export const routingParameters: readonly SettingDoc[] = [
  routing('rr.enable_double_rr', {
    type: 'enum',
    values: [
      { value: '0', meaning: 'One Record-Route: the way back ends at the wrong socket where the transport changes.' },
      { value: '1', meaning: 'Two of them where the transport changes.' },
      { value: '2', meaning: 'Two of them always, each with its transport.' },
    ],
    default: '1',
    meaning: 'Two Record-Route headers where a request comes in by one socket and leaves by another (RFC 5658).',
  }),
  routing('rr.ignore_sips', {
    type: 'switch',
    values: yesNo,
    default: '0',
    meaning: 'Record-Route has `sip:` even where the request was for `sips:`.',
  }),
];
