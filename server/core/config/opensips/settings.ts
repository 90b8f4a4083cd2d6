import type { SettingDoc } from '../setting-doc';

/** Settings of OpenSIPS that have to do with TLS and transport, from the documentation of its core and modules. */

const zeroOne = [
  { value: '0', meaning: 'Off.' },
  { value: '1', meaning: 'On.' },
];

const tlsMgm: readonly Omit<SettingDoc, 'key' | 'where'>[] = [
  {
    name: 'tls_library',
    type: 'enum',
    values: [
      { value: 'auto', meaning: 'The one library module that is loaded.' },
      { value: 'openssl', meaning: 'tls_openssl.' },
      { value: 'wolfssl', meaning: 'tls_wolfssl.' },
      { value: 'none', meaning: 'No TLS connections; certificates for clients of databases only.' },
    ],
    default: 'auto',
    meaning: 'Which library does TLS.',
    pitfall: 'With `auto` and both library modules loaded, OpenSIPS does not start.',
    versions: 'since 3.2',
  },
  {
    name: 'server_domain',
    type: 'text',
    meaning: 'Defines a TLS domain for connections that come in. Parameters speak of it as `[name]value`.',
    pitfall: 'It has to stand before the parameters that mention it. Up to 2.4 it was written `name=ip:port`.',
  },
  {
    name: 'client_domain',
    type: 'text',
    meaning: 'Defines a TLS domain for connections that OpenSIPS makes.',
    pitfall: 'With the name of a server domain, all its parameters land on that one. Up to 2.4 it was written `name=ip:port`.',
  },
  {
    name: 'match_ip_address',
    type: 'list',
    default: '`*`: all addresses',
    meaning: 'For which addresses a domain is: the own socket for a server domain, the destination for a client domain.',
    versions: 'since 3.0',
  },
  {
    name: 'match_sip_domain',
    type: 'list',
    default: '`*`: all names',
    meaning: 'For which names a domain is: by SNI for a server domain, by the variable of `client_sip_domain_avp` for a client domain.',
    pitfall: '`none` is for clients without SNI. A name that fits no domain is refused.',
    versions: 'since 3.0',
  },
  {
    name: 'tls_method',
    type: 'enum',
    values: [
      { value: 'TLSv1_2-', meaning: 'TLS 1.2 or newer: what to take.' },
      { value: 'TLSv1_2-TLSv1_3', meaning: 'TLS 1.2 and 1.3.' },
      { value: 'TLSv1_3', meaning: 'Exactly TLS 1.3; since 3.1.' },
      { value: 'TLSv1_2', meaning: 'Exactly TLS 1.2.' },
      { value: 'TLSv1', meaning: 'Exactly TLS 1.0, withdrawn by RFC 8996.', isWeak: true },
      { value: 'SSLv23', meaning: 'Whatever the library still does, down to TLS 1.0.', isWeak: true },
    ],
    default: '`SSLv23`: TLS 1.0 and newer',
    meaning: 'Versions of TLS: one name, or a range with a dash, of which either end may be left out.',
    pitfall: 'A single name is exactly that version. There is no name for TLS 1.1, and the start of a name is taken for the whole.',
  },
  {
    name: 'certificate',
    type: 'path',
    default: '`tls/cert.pem` in the folder of the configuration; none for client domains since 4.0',
    meaning: 'Certificate with its intermediates, in PEM.',
  },
  {
    name: 'private_key',
    type: 'path',
    default: '`tls/ckey.pem` in the folder of the configuration',
    meaning: 'Private key in PEM.',
    pitfall: 'A key with a passphrase is asked for on the console: a service does not start with it.',
  },
  {
    name: 'ca_list',
    type: 'path',
    default: 'none',
    meaning: 'File with the authorities that are trusted.',
    pitfall: 'It has to be a file; a folder belongs into `ca_dir`.',
  },
  {
    name: 'ca_dir',
    type: 'path',
    default: '`/etc/pki/CA/`',
    meaning: 'Folder with the authorities that are trusted, named by their hashes.',
    pitfall: 'The folder of the default is empty on most systems.',
  },
  { name: 'crl_dir', type: 'path', default: 'none', meaning: 'Folder with revocation lists, named by the hashes of their issuers.' },
  {
    name: 'crl_check_all',
    type: 'switch',
    values: zeroOne,
    default: '0: the leaf only',
    meaning: 'Whether the whole chain is looked up in the revocation lists.',
  },
  {
    name: 'ciphers_list',
    type: 'text',
    default: 'what the library takes',
    meaning: 'Cipher suites up to TLS 1.2, as OpenSSL writes them.',
    pitfall: 'It does not govern TLS 1.3. In the database the column is called `cipher_list`.',
  },
  { name: 'dh_params', type: 'path', default: 'none', meaning: 'File with parameters for Diffie-Hellman.' },
  { name: 'ec_curve', type: 'text', default: 'none', meaning: 'Curve for ephemeral keys.' },
  {
    name: 'verify_cert',
    type: 'switch',
    values: zeroOne,
    default: '1',
    meaning: 'Whether the certificate of the other side is checked. Of a server domain: whether clients are asked for one.',
    pitfall: 'Only the chain is checked, never the name. The chain may be three certificates deep, which nothing changes.',
  },
  {
    name: 'require_cert',
    type: 'switch',
    values: zeroOne,
    default: '1',
    meaning: 'Whether clients without a certificate are refused.',
    pitfall: 'It is on by itself, so that phones are refused; and it does nothing where `verify_cert` is 0.',
  },
  {
    name: 'client_tls_domain_avp',
    aliases: ['client_domain_avp'],
    type: 'text',
    meaning: 'Variable in which a script names the client domain that a request is to use.',
    pitfall: 'It does not count where a connection is there already.',
  },
  {
    name: 'client_sip_domain_avp',
    type: 'text',
    meaning: 'Variable in which a script names the SIP domain by which the client domain is found.',
    pitfall: 'It does not count where a connection is there already.',
    versions: 'since 3.0',
  },
  { name: 'db_table', type: 'text', default: 'tls_mgm', meaning: 'Table that holds the domains.' },
  { name: 'db_url', type: 'text', meaning: 'Database that holds the domains.', pitfall: 'What stands there is not known to this check.' },
];

const protoTls: readonly Omit<SettingDoc, 'key' | 'where'>[] = [
  { name: 'tls_port', type: 'number', default: '5061', meaning: 'Port of TLS sockets and of destinations that state none.' },
  {
    name: 'tls_handshake_timeout',
    type: 'number',
    default: '100 ms',
    meaning: 'How long a handshake may wait for the other side, in milliseconds.',
    pitfall: 'A trunk that is far away needs more: a handshake takes two or three round trips.',
  },
  { name: 'tls_send_timeout', type: 'number', default: '100 ms', meaning: 'How long a message may take to be sent, in milliseconds.' },
  { name: 'tls_async', type: 'switch', values: zeroOne, default: '1', meaning: 'Whether connections are made without waiting for them.' },
  {
    name: 'tls_crlf_pingpong',
    type: 'switch',
    values: zeroOne,
    default: '1',
    meaning: 'Whether a double CRLF is answered (RFC 5626 §4.4.1).',
  },
  { name: 'tls_crlf_drop', type: 'switch', values: zeroOne, default: '0', meaning: 'Whether a double CRLF is dropped without an answer.' },
  { name: 'tls_max_msg_chunks', type: 'number', default: '4', meaning: 'In how many pieces a message may come.' },
  { name: 'tls_async_max_postponed_chunks', type: 'number', default: '32', meaning: 'How many pieces may wait for a connection.' },
  {
    name: 'cert_check_on_conn_reusage',
    type: 'switch',
    values: zeroOne,
    default: '0',
    meaning: 'Whether a connection is only used again for the same client domain.',
    pitfall: 'Without it, a second client domain to the same address goes out with the certificate of the first.',
    versions: 'since 3.0',
  },
  { name: 'trace_on', type: 'switch', values: zeroOne, default: '0', meaning: 'Whether connections are traced.' },
  { name: 'trace_filter_route', type: 'text', meaning: 'Route that says which connections are traced.' },
  { name: 'trace_destination', type: 'text', meaning: 'Where traces go.' },
];

const rr: readonly Omit<SettingDoc, 'key' | 'where'>[] = [
  {
    name: 'enable_double_rr',
    type: 'switch',
    values: [
      { value: '0', meaning: 'One Record-Route: where the transport changes, the way back ends at the wrong socket.' },
      { value: '1', meaning: 'Two of them where the transport or the socket changes.' },
    ],
    default: '1',
    meaning: 'Two Record-Route headers where a request comes in by one socket and leaves by another (RFC 5658).',
  },
];

const core: readonly Omit<SettingDoc, 'key' | 'where'>[] = [
  {
    name: 'socket',
    type: 'text',
    meaning: 'A socket to listen on: `protocol:host:port`, with `as host:port` for what messages say of it.',
    pitfall: 'The protocol cannot be left out.',
    versions: 'since 3.1',
  },
  {
    name: 'listen',
    type: 'text',
    meaning: 'A socket to listen on, as it was written before `socket`.',
    versions: 'removed in 4.0',
  },
  {
    name: 'advertised_address',
    type: 'text',
    meaning: 'What Via and Record-Route say in place of the address, for all sockets without `as`.',
  },
  { name: 'advertised_port', type: 'number', meaning: 'What Via and Record-Route say in place of the port.' },
  { name: 'alias', type: 'text', meaning: 'A name that is this server itself.' },
  { name: 'mpath', type: 'path', meaning: 'Where modules are.' },
  { name: 'tls_certificate', type: 'path', meaning: 'Certificate of OpenSIPS 1.', versions: 'removed in 2.1' },
  { name: 'tls_private_key', type: 'path', meaning: 'Private key of OpenSIPS 1.', versions: 'removed in 2.1' },
  { name: 'tls_ca_list', type: 'path', meaning: 'Authorities that OpenSIPS 1 trusts.', versions: 'removed in 2.1' },
  {
    name: 'tls_method',
    type: 'enum',
    values: [
      { value: 'TLSv1', meaning: 'Exactly TLS 1.0, withdrawn by RFC 8996.', isWeak: true },
      { value: 'SSLv23', meaning: 'Whatever the library still does.' },
    ],
    meaning: 'Version of TLS of OpenSIPS 1.',
    versions: 'removed in 2.1',
  },
  { name: 'tls_verify_client', type: 'switch', meaning: 'Whether OpenSIPS 1 asks clients for a certificate.', versions: 'removed in 2.1' },
  { name: 'tls_verify_server', type: 'switch', meaning: 'Whether OpenSIPS 1 checks servers.', versions: 'removed in 2.1' },
  {
    name: 'tls_require_client_certificate',
    type: 'switch',
    meaning: 'Whether OpenSIPS 1 refuses clients without a certificate.',
    versions: 'removed in 2.1',
  },
  { name: 'tls_ciphers_list', type: 'text', meaning: 'Cipher suites of OpenSIPS 1.', versions: 'removed in 2.1' },
];

const of = (group: string, where: string, docs: readonly Omit<SettingDoc, 'key' | 'where'>[]): SettingDoc[] =>
  docs.map((doc) => ({ ...doc, key: `${group}.${doc.name}`, where }));

export const opensipsSettings: readonly SettingDoc[] = [
  ...of('core', 'core', core),
  ...of('tls_mgm', 'modparam tls_mgm', tlsMgm),
  ...of('proto_tls', 'modparam proto_tls', protoTls),
  ...of('rr', 'modparam rr', rr),
];
