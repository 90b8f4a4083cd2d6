import type { SettingDoc } from '../setting-doc';

const yesNo = [
  { value: 'yes', meaning: 'On; `1`, `true`, `on` and `enable` are the same.' },
  { value: 'no', meaning: 'Off; `0`, `false`, `off` and `disable` are the same.' },
];

const core = (name: string, doc: Omit<SettingDoc, 'key' | 'name' | 'where'>): SettingDoc => ({
  key: `core.${name}`,
  name,
  where: 'core',
  ...doc,
});

/** Settings of the core that have to do with TLS and transport. */
export const coreSettings: readonly SettingDoc[] = [
  core('enable_tls', {
    aliases: ['tls_enable'],
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Switches TLS on. The module `tls` has to be loaded as well.',
    pitfall:
      'Without it Kamailio skips every `listen=tls:…` without a word. With it, and without the module, TLS is switched off again at start, with a warning only.',
  }),
  core('disable_tls', {
    aliases: ['tls_disable'],
    type: 'switch',
    values: yesNo,
    default: 'yes',
    meaning: 'The inverse of `enable_tls`; the last of the two counts.',
  }),
  core('disable_tcp', {
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Switches TCP off.',
    pitfall: 'TLS runs on TCP: it goes off, too.',
  }),
  core('listen', {
    type: 'list',
    default: 'all local addresses',
    meaning:
      'Addresses to bind: `listen=tls:192.0.2.1:5061 advertise sip.example.com:5061 name "outside"`. The protocol is udp, tcp, tls or sctp; the host an address, a name or an interface.',
    pitfall: 'Without a protocol an address is bound for all of them, TLS one port above the one that is written.',
  }),
  core('socket', {
    type: 'text',
    meaning:
      'One socket with its attributes: `socket = { bind = tls:192.0.2.1:5061; advertise = sip.example.com:5061; name = "outside"; }`.',
    versions: 'since 5.7.0',
  }),
  core('port', { type: 'number', default: '5060', meaning: 'The port of UDP and TCP where `listen` names none.' }),
  core('tls_port_no', { type: 'number', default: '5061', meaning: 'The port of TLS where `listen=tls:…` names none.' }),
  core('tls_max_connections', {
    type: 'number',
    default: '2048',
    meaning: 'How many TLS connections there may be at once; those of TCP are counted apart (`tcp_max_connections`).',
  }),
  core('tls_threads_mode', {
    type: 'enum',
    values: [
      { value: '0', meaning: 'Nothing is done about threads that OpenSSL 3 keeps state for.' },
      { value: '1', meaning: 'Work is done in threads of its own. Version 6 replaces it by 2.' },
      { value: '2', meaning: 'State of OpenSSL 3 is taken care of when processes fork.' },
    ],
    default: '0 before 6.0, 2 since',
    meaning: 'How Kamailio, which forks, gets on with OpenSSL 3, which keeps state for each thread.',
    pitfall: 'With OpenSSL 3 and mode 0, TLS may crash or leak at shutdown and reload.',
    versions: 'since 5.8.0',
  }),
  core('tls_connection_match_domain', {
    type: 'number',
    default: '0',
    meaning: 'An open connection is used again only for the same TLS profile.',
    pitfall: 'Needed where one address of a provider is reached with two client profiles.',
    versions: 'since 6.1',
  }),
  core('tcp_connection_lifetime', {
    type: 'number',
    default: '120 (3605 in the shipped configuration)',
    meaning: 'Seconds after which an idle connection of TCP or TLS is closed.',
    pitfall: 'Shorter than the registrations, it cuts phones behind NAT off: they cannot be called until they register again.',
  }),
  core('tcp_max_connections', { type: 'number', default: '2048', meaning: 'How many TCP connections there may be at once.' }),
  core('tcp_children', { type: 'number', default: 'as `children`', meaning: 'Processes that read from TCP and TLS connections.' }),
  core('tcp_accept_aliases', {
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'A connection may be used for the address in the Via of its first request (RFC 5923).',
    pitfall: 'The Via is what the client says: whoever can connect may claim the connections to another host.',
  }),
  core('tcp_connect_timeout', { type: 'number', default: '10', meaning: 'Seconds until an attempt to connect is given up.' }),
  core('tcp_send_timeout', {
    type: 'number',
    default: '10',
    meaning: 'Seconds for which a connection may not take what is sent, until it is closed.',
  }),
  core('tcp_no_connect', {
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Kamailio opens no connection itself: what has none fails.',
  }),
  core('tcp_connection_match', {
    type: 'number',
    default: '0',
    meaning: 'Whether the local port counts when an open connection is looked for.',
  }),
  core('tcp_keepalive', { type: 'switch', values: yesNo, default: 'yes', meaning: 'Keep-alives of TCP.' }),
  core('tcp_keepidle', { type: 'number', meaning: 'Seconds of silence until the first keep-alive of TCP.' }),
  core('tcp_keepintvl', { type: 'number', meaning: 'Seconds between two keep-alives of TCP.' }),
  core('tcp_keepcnt', { type: 'number', meaning: 'How many keep-alives may go unanswered.' }),
  core('tcp_crlf_ping', {
    type: 'switch',
    values: yesNo,
    default: 'yes',
    meaning: 'Answers the keep-alive of RFC 5626 §3.5.1 (CRLF CRLF) with CRLF.',
  }),
  core('tcp_accept_no_cl', {
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Takes messages over a stream without Content-Length.',
    pitfall: 'Over a stream only Content-Length ends a body (RFC 3261 §18.3).',
  }),
  core('tcp_accept_iplimit', { type: 'number', meaning: 'Connections that one address may have.', versions: 'since 6.0' }),
  core('tcp_reuse_port', { type: 'switch', values: yesNo, default: 'no', meaning: 'Connects from the port that it listens on.' }),
  core('tcp_accept_haproxy', {
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Connections begin with a line or a block of the PROXY protocol that names the client.',
    pitfall: 'Then every connection has to: without it the handshake fails.',
  }),
  core('advertised_address', {
    type: 'text',
    meaning: 'Host that goes into Via and Record-Route instead of the one that is bound.',
    pitfall: 'It is one for all sockets: `advertise` of a single `listen` keeps them apart.',
  }),
  core('advertised_port', { type: 'number', meaning: 'Port that goes into Via and Record-Route, for all sockets.' }),
  core('dns_tls_pref', { type: 'number', default: '10', meaning: 'Preference of TLS among NAPTR records; a negative one leaves it out.' }),
  core('udp_mtu_try_proto', {
    type: 'enum',
    values: ['UDP', 'TCP', 'TLS', 'SCTP'].map((value) => ({ value, meaning: `Large requests go by ${value}.` })),
    meaning: 'What carries requests over UDP that are larger than `udp_mtu` (RFC 3261 §18.1.1).',
  }),
  ...[
    'tls_method',
    'tls_verify',
    'tls_require_certificate',
    'tls_certificate',
    'tls_private_key',
    'tls_ca_list',
    'tlslog',
    'tls_handshake_timeout',
    'tls_send_timeout',
  ].map(
    (name): SettingDoc =>
      core(name, {
        type: 'text',
        meaning: 'A setting of TLS in the core, as it was before the module `tls`: it is read, and nothing is done with it.',
        pitfall: 'What it says has no effect. The parameters of the module, or its profile file, do the same today.',
        versions: 'without effect since 3.0',
      }),
  ),
];
