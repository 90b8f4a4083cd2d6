import type { SettingDoc } from '../setting-doc';

const yesNo = [
  { value: 'yes', meaning: 'On.' },
  { value: 'no', meaning: 'Off.' },
];
const config = (doc: Omit<SettingDoc, 'key' | 'where'>): SettingDoc => ({ ...doc, key: `config.${doc.name}`, where: 'config' });
const account = (doc: Omit<SettingDoc, 'key' | 'where'>): SettingDoc => ({
  ...doc,
  key: `account.${doc.name}`,
  where: 'parameter of an account',
});

export const configSettings: readonly SettingDoc[] = [
  config({
    name: 'sip_listen',
    type: 'text',
    default: '0.0.0.0:5060',
    meaning: 'Address for SIP.',
    pitfall: 'TLS is bound one port above the one that stands here.',
  }),
  config({ name: 'sip_certificate', type: 'path', default: 'none', meaning: 'Certificate and private key, in one PEM file.' }),
  config({
    name: 'sip_cafile',
    type: 'path',
    default: 'none',
    meaning: 'File with the authorities that are trusted.',
    pitfall: 'Without this and sip_capath, servers are not checked at all; baresip 1.0 checks none with it either.',
  }),
  config({
    name: 'sip_capath',
    type: 'path',
    default: 'none',
    meaning: 'Folder with the authorities that are trusted, named by their hashes.',
  }),
  config({
    name: 'sip_transports',
    type: 'list',
    default: 'udp,tcp,tls,ws,wss',
    meaning: 'Transports that are switched on, between commas.',
    versions: 'newer than 1.1',
  }),
  config({
    name: 'sip_trans_def',
    type: 'enum',
    values: ['udp', 'tcp', 'tls', 'ws', 'wss'].map((value) => ({ value, meaning: `${value.toUpperCase()}.` })),
    default: 'udp',
    meaning: 'Transport of URIs that say nothing of it.',
    versions: 'since 1.1',
  }),
  config({
    name: 'sip_verify_server',
    type: 'switch',
    values: yesNo,
    default: 'yes where there is a CA file or folder, else no',
    meaning: 'Whether certificates of servers are checked.',
    versions: 'since 1.1',
  }),
  config({
    name: 'sip_verify_client',
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Whether clients that connect have to show a certificate.',
  }),
  config({
    name: 'sip_tls_resumption',
    type: 'enum',
    values: ['none', 'ids', 'tickets', 'all'].map((value) => ({ value, meaning: `Resume sessions: ${value}.` })),
    default: 'all',
    meaning: 'How sessions of TLS are resumed.',
  }),
  config({ name: 'dtls_srtp_use_ec', type: 'text', default: 'prime256v1', meaning: 'Curve of the certificate for DTLS-SRTP.' }),
  config({
    name: 'filter_registrar',
    type: 'list',
    meaning: 'Transports over which requests are taken from the registrar alone, between commas.',
  }),
  config({ name: 'module', type: 'text', meaning: 'A module that is loaded: srtp.so and dtls_srtp.so encrypt media.' }),
];

export const accountSettings: readonly SettingDoc[] = [
  account({
    name: 'mediaenc',
    type: 'enum',
    values: [
      { value: 'dtls_srtp', meaning: 'SRTP, keyed by DTLS.' },
      { value: 'srtp', meaning: 'SRTP where the other side does it, with keys in the SDP.' },
      { value: 'srtp-mand', meaning: 'SRTP or no call, with keys in the SDP.' },
      { value: 'srtp-mandf', meaning: 'As srtp-mand, and offered as RTP/SAVPF.' },
      { value: 'zrtp', meaning: 'SRTP, keyed by ZRTP.' },
    ],
    default: 'none',
    meaning: 'Encryption of media.',
    pitfall: 'The module has to be loaded; and srtp needs TLS, since its keys stand in the SDP.',
  }),
  account({
    name: 'outbound',
    aliases: ['outbound1', 'outbound2'],
    type: 'text',
    meaning: 'Proxy for what goes out.',
    pitfall: 'It has a transport of its own: that of the account does not count for it.',
  }),
  account({ name: 'auth_user', type: 'text', meaning: 'User name for digest authentication.' }),
  account({
    name: 'auth_pass',
    type: 'text',
    meaning: 'Password for digest authentication.',
    pitfall: 'It stands in clear text in this file.',
  }),
  account({
    name: 'cert',
    type: 'path',
    meaning: 'Client certificate with its key, of this account.',
    pitfall: 'If the file is missing, the account is refused.',
  }),
  account({ name: 'regint', type: 'number', default: '3600', meaning: 'Seconds between registrations; 0 is none.' }),
];
