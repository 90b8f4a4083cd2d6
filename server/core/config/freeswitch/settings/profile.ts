import type { SettingDoc } from '../../setting-doc';

/** Settings of a SIP profile (mod_sofia, sofia.c): those of TLS and transport. */

export const trueFalse = [
  { value: 'true', meaning: 'On. Also yes, on, t, enabled, active, allow, or a number other than 0.' },
  { value: 'false', meaning: 'Off, as is any other word.' },
] as const;

type Doc = Omit<SettingDoc, 'key' | 'where'>;

const tls: readonly Doc[] = [
  {
    name: 'tls',
    type: 'switch',
    values: trueFalse,
    default: 'false',
    meaning: 'Opens a TLS socket on `tls-sip-port`, and lets gateways of this profile use TLS.',
    pitfall: 'The shipped profiles take it from `internal_ssl_enable` and `external_ssl_enable` in vars.xml, and both are false there.',
  },
  {
    name: 'tls-only',
    type: 'switch',
    values: trueFalse,
    default: 'false',
    meaning: 'Leaves `sip-port` closed, so that only TLS is spoken.',
    pitfall: 'Ignored unless `tls` is on: the profile then speaks UDP and TCP only.',
  },
  {
    name: 'tls-bind-params',
    type: 'text',
    default: 'transport=tls',
    meaning: 'Parameters of the URI that the TLS socket is bound with, such as `maddr`.',
    pitfall: '`;transport=tls` is put behind it where it is missing.',
  },
  {
    name: 'tls-sip-port',
    type: 'number',
    values: [{ value: 'auto', meaning: 'Any free port.' }],
    default: '5061',
    meaning: 'The port of the TLS socket.',
    pitfall: 'Two profiles on one address need two ports; the shipped external profile has 5081.',
  },
  {
    name: 'tls-cert-dir',
    type: 'path',
    default: '$${certs_dir}, which is /etc/freeswitch/tls in packages',
    meaning:
      'The folder with `agent.pem` (certificate and private key in one file) and `cafile.pem` (trusted authorities and intermediates).',
    pitfall:
      'Where a file is missing, `tls.pem` stands in for it; where that is missing too, FreeSWITCH makes a self-signed one by itself and starts as if all were well. Of agent.pem the first certificate alone is sent: intermediates reach the peer only out of cafile.pem.',
  },
  {
    name: 'tls-passphrase',
    type: 'text',
    default: 'none',
    meaning: 'The passphrase of the private key in agent.pem.',
    pitfall: 'An empty value is as none.',
  },
  {
    name: 'tls-verify-date',
    type: 'switch',
    values: trueFalse,
    default: 'true',
    meaning: 'Whether the dates of a checked certificate count.',
    pitfall: 'Off, expired certificates pass the check.',
  },
  {
    name: 'tls-verify-policy',
    type: 'list',
    values: [
      { value: 'none', meaning: 'Nobody is checked.' },
      { value: 'in', meaning: 'Clients have to show a certificate that leads to an authority in cafile.pem.' },
      { value: 'out', meaning: 'Servers that FreeSWITCH connects to are checked against cafile.pem.' },
      { value: 'all', meaning: '`in` and `out`.' },
      { value: 'subjects_in', meaning: '`in`, and the certificate names one of `tls-verify-in-subjects`.' },
      { value: 'subjects_out', meaning: '`out`, and the certificate names the host that was dialled.' },
      { value: 'subjects_all', meaning: '`subjects_in` and `subjects_out`.' },
    ],
    default: 'none',
    meaning: 'Whose certificates are checked; several words stand between `|`.',
    pitfall:
      'Only as many letters are compared as are typed: an empty value is `in`, `sub` is `subjects_in`. Unknown words are skipped. Names are compared as a whole, so that a wildcard certificate matches nothing.',
  },
  {
    name: 'tls-verify-depth',
    type: 'number',
    default: '2',
    meaning: 'How many intermediates may stand between the certificate of the peer and the trusted root.',
    pitfall: 'OpenSSL before 1.1.0 counts the root too, so that 2 allows one intermediate only.',
  },
  {
    name: 'tls-verify-in-subjects',
    type: 'list',
    default: 'none',
    meaning: 'Names of which a client certificate has to have one, between `|`. Counts with `subjects_in` and `subjects_all` only.',
    pitfall: 'An empty list is no list: names are then not compared at all.',
  },
  {
    name: 'tls-version',
    type: 'list',
    values: [
      { value: 'tlsv1.2', meaning: 'TLS 1.2.' },
      { value: 'tlsv1.3', meaning: 'TLS 1.3.' },
      { value: 'tlsv1.1', meaning: 'TLS 1.1, withdrawn by RFC 8996.', isWeak: true },
      { value: 'tlsv1', meaning: 'TLS 1.0, withdrawn by RFC 8996.', isWeak: true },
      { value: 'sslv23', meaning: 'SSLv2 and SSLv3, and nothing else.', isWeak: true },
      { value: 'sslv3', meaning: 'SSLv3, withdrawn by RFC 7568.', isWeak: true },
      { value: 'sslv2', meaning: 'SSLv2, withdrawn by RFC 6176.', isWeak: true },
    ],
    default: 'tlsv1,tlsv1.1,tlsv1.2,tlsv1.3',
    meaning: 'The versions that are spoken, between commas.',
    pitfall:
      'No blanks: `tlsv1.2, tlsv1.3` drops the second one without a word, as it does anything that it does not know. TLS 1.3 stays on whatever is listed, since sofia-sip has no switch for it.',
    versions: 'tlsv1.3 is known since 1.10.7',
  },
  {
    name: 'tls-ciphers',
    type: 'text',
    default: 'ALL:!ADH:!LOW:!EXP:!MD5:@STRENGTH',
    meaning: 'The cipher suites up to TLS 1.2, as OpenSSL writes them.',
    pitfall: 'The default allows suites without forward secrecy and CBC.',
  },
  {
    name: 'tls-timeout',
    type: 'number',
    default: '300',
    meaning: 'For how many seconds a TLS session may be resumed.',
  },
  {
    name: 'tls-orq-connect-timeout',
    type: 'number',
    default: '0 (off)',
    meaning: 'After how many milliseconds a TLS connection that does not come about is given up, so that the next address is tried.',
  },
  {
    name: 'tls-always-nat',
    type: 'switch',
    values: trueFalse,
    default: 'false',
    meaning: 'Treats everybody who comes over TLS as being behind NAT, so that answers go back through the connection.',
  },
  {
    name: 'require-secure-rtp',
    type: 'switch',
    values: trueFalse,
    default: 'false',
    meaning: 'Refuses calls without SRTP.',
  },
];

const transport: readonly Doc[] = [
  {
    name: 'sip-port',
    type: 'number',
    values: [{ value: 'auto', meaning: 'Any free port.' }],
    default: '5060',
    meaning: 'The port for UDP and TCP, in clear text.',
    pitfall: 'It stays open beside TLS unless `tls-only` is on.',
  },
  {
    name: 'sip-ip',
    type: 'text',
    default: '$${local_ip_v4}',
    meaning: 'The address that the sockets are bound to. An address, not a name.',
  },
  {
    name: 'ext-sip-ip',
    type: 'text',
    values: [
      { value: 'auto', meaning: 'The address that is guessed.' },
      { value: 'auto-nat', meaning: 'What the router says by NAT-PMP or UPnP.' },
    ],
    default: 'none',
    meaning: 'What is announced in Contact and Via: an address or a plain name, `stun:server`, `host:name`, `auto` or `auto-nat`.',
    pitfall:
      '`host:name` is looked up when the profile starts, and the address is announced; a plain name is announced as it is, and has to stand in the certificate.',
  },
  {
    name: 'ext-sip-port',
    type: 'number',
    default: '`sip-port`',
    meaning: 'The port that is announced.',
    pitfall: 'Not for TLS: there `tls-sip-port` is announced whatever is said here.',
  },
  {
    name: 'bind-params',
    type: 'text',
    default: 'none',
    meaning: 'Parameters of the URI that `sip-port` is bound with; `transport=udp` or `transport=tcp` leaves one of the two out.',
  },
  {
    name: 'ws-binding',
    type: 'text',
    default: 'none',
    meaning: 'Address and port for SIP over WebSocket, in clear text: `:5066`.',
  },
  {
    name: 'wss-binding',
    type: 'text',
    default: 'none',
    meaning: 'Address and port for SIP over WebSocket over TLS: `:7443`. The certificate is `wss.pem` in `tls-cert-dir`.',
    pitfall:
      'Where wss.pem is missing FreeSWITCH makes a self-signed one, which browsers refuse. `tls-version` and `tls-ciphers` do not count here.',
  },
  { name: 'rtp-ip', type: 'text', default: '$${local_ip_v4}', meaning: 'The address of the media sockets.' },
  { name: 'ext-rtp-ip', type: 'text', default: 'none', meaning: 'The address that SDP announces for media; values as in `ext-sip-ip`.' },
];

export const profileSettings: readonly SettingDoc[] = [...tls, ...transport].map((doc) => ({
  ...doc,
  key: `profile.${doc.name}`,
  where: 'profile settings',
}));
