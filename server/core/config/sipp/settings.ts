import type { SettingDoc } from '../setting-doc';

/** What stands between brackets in the messages of a scenario (call.cpp), as far as it has to do with transport and addresses. */
const keywords: readonly Omit<SettingDoc, 'key' | 'where' | 'type'>[] = [
  { name: 'transport', meaning: 'The transport that `-t` says, as Via writes it: `UDP`, `TCP`, `TLS`, `SCTP`.' },
  {
    name: 'remote_ip',
    meaning: 'The address of the remote host.',
    pitfall: 'An address, so that a certificate with names only does not match it.',
  },
  { name: 'remote_host', meaning: 'The remote host as it is written on the command line.' },
  {
    name: 'remote_port',
    meaning: 'The port of the remote host.',
    default: '5060',
    pitfall: 'It is 5060 for TLS too, unless the command line says 5061.',
  },
  { name: 'local_ip', meaning: 'The own address, or the one of `-i`.' },
  { name: 'local_ip_type', meaning: '4 or 6, by the own address.' },
  { name: 'local_port', meaning: 'The own port, or the one of `-p`.' },
  { name: 'service', meaning: 'The user part that is called.', default: 'service, or `-s`' },
  { name: 'call_id', meaning: 'The Call-ID of this call.' },
  { name: 'call_number', meaning: 'The number of the call, counted from 1.' },
  { name: 'branch', meaning: 'A branch parameter as RFC 3261 wants it. `[branch-5]` is the one of five messages before.' },
  { name: 'cseq', meaning: 'The sequence number; it may be added to: `[cseq+1]`.' },
  {
    name: 'len',
    meaning: 'The length of the body, counted when the message is sent.',
    pitfall: 'A number in its place is wrong as soon as a field has another length.',
  },
  { name: 'pid', meaning: 'The number of the process, which makes tags unique.' },
  { name: 'peer_tag_param', meaning: 'The tag of the other side with `;tag=` in front, once it is known.' },
  { name: 'media_ip', meaning: 'The address for media, or the one of `-mi`.' },
  { name: 'media_ip_type', meaning: '4 or 6, by the address for media.' },
  { name: 'media_port', meaning: 'The port for media, or the one of `-mp`.' },
  { name: 'next_url', meaning: 'The URI of the Contact that was received, for requests within the dialog.' },
  { name: 'routes', meaning: 'The Route headers of the dialog. The `recv` in front of it needs `rrs="true"`.' },
  {
    name: 'last_',
    meaning: 'A header of the last message received, with its name: `[last_Via:]`. The line is left out where there was none.',
  },
  { name: 'field', meaning: 'A field of the injection file: `[field0]`.' },
  { name: 'authentication', meaning: 'The answer to the challenge: `[authentication username=joe password=…]`.' },
  { name: '$', meaning: 'The value of a variable: `[$1]`.' },
];

/** Command line options that have to do with TLS and transport (sipp.cpp). */
const options: readonly Omit<SettingDoc, 'key' | 'where'>[] = [
  {
    name: 't',
    type: 'enum',
    values: [
      { value: 'u1', meaning: 'UDP with one socket.' },
      { value: 'un', meaning: 'UDP with one socket for each call.' },
      { value: 'ui', meaning: 'UDP with one socket for each address of the injection file.' },
      { value: 't1', meaning: 'TCP with one connection.' },
      { value: 'tn', meaning: 'TCP with one connection for each call.' },
      { value: 'l1', meaning: 'TLS with one connection.' },
      { value: 'ln', meaning: 'TLS with one connection for each call.' },
      { value: 's1', meaning: 'SCTP with one association.' },
      { value: 'sn', meaning: 'SCTP with one association for each call.' },
    ],
    default: 'u1',
    meaning: 'The transport.',
    pitfall: 'For TLS it needs a certificate and a key, as a client too; and Debian builds SIPp without TLS.',
  },
  {
    name: 'tls_cert',
    type: 'path',
    default: 'cacert.pem in the folder where SIPp is started',
    meaning: 'PEM file with the certificate, for both roles.',
    pitfall: 'Only the first certificate of it is sent.',
  },
  { name: 'tls_key', type: 'path', default: 'cakey.pem in the folder where SIPp is started', meaning: 'PEM file with the private key.' },
  {
    name: 'tls_ca',
    type: 'path',
    default: 'none: nobody is verified',
    meaning: 'PEM file with the trusted authorities. It switches verification on.',
    pitfall: 'As a server SIPp then demands client certificates too. Names are never compared.',
  },
  { name: 'tls_crl', type: 'path', default: 'none', meaning: 'PEM file with revocation lists. It switches verification on.' },
  {
    name: 'tls_version',
    type: 'enum',
    values: [
      { value: '1.2', meaning: 'TLS 1.2 alone.' },
      { value: '1.3', meaning: 'TLS 1.3 alone.' },
      { value: '1.1', meaning: 'TLS 1.1 alone, withdrawn by RFC 8996.', isWeak: true },
      { value: '1.0', meaning: 'TLS 1.0 alone, withdrawn by RFC 8996.', isWeak: true },
    ],
    default: 'all from 1.0 on',
    meaning: 'The one version that is spoken.',
    pitfall: 'It is a number: anything else ends SIPp.',
  },
  { name: 'p', type: 'number', default: 'a free port; as a server 5060', meaning: 'The own port.', pitfall: 'It is 5060 for TLS too.' },
  { name: 'i', type: 'text', default: 'the primary address', meaning: 'The own address, for Contact, Via and From.' },
  {
    name: 'rsa',
    type: 'text',
    default: 'the remote host',
    meaning: 'Host and port that messages are sent to in place of the remote host.',
  },
  { name: 'sf', type: 'path', meaning: 'The scenario file.' },
  {
    name: 'sn',
    type: 'enum',
    values: [
      { value: 'uac', meaning: 'The client that is built in.' },
      { value: 'uas', meaning: 'The server that is built in.' },
    ],
    default: 'uac',
    meaning: 'A scenario that is built in.',
  },
  { name: 'trace_msg', type: 'switch', meaning: 'Writes all messages into a file. Keys in the SDP are in it too.' },
  { name: 'trace_shortmsg', type: 'switch', meaning: 'Writes all messages into a file, as one line each.' },
];

export const scenarioSettings: readonly SettingDoc[] = keywords.map((doc) => ({
  ...doc,
  type: 'text',
  key: `keyword.${doc.name}`,
  where: 'message of a scenario',
}));

export const commandSettings: readonly SettingDoc[] = options.map((doc) => ({ ...doc, key: `option.${doc.name}`, where: 'command line' }));
