import type { SettingDoc } from '../../setting-doc';
import { yesNo } from './common';
import { certificateDocs, cipherDocs, disableDocs, inGeneral } from './tls';

const transportValues = [
  { value: 'udp', meaning: 'UDP, in clear text.' },
  { value: 'tcp', meaning: 'TCP; needs `tcpenable=yes`.' },
  { value: 'tls', meaning: 'TLS; needs `tlsenable=yes`.' },
  { value: 'ws', meaning: 'WebSocket by the server of http.conf.' },
  { value: 'wss', meaning: 'WebSocket over TLS by the server of http.conf.' },
] as const;

/** sip.conf of chan_sip, which Asterisk 21 no longer has. */
export const sipSettings: readonly SettingDoc[] = [
  ...inGeneral('[general] of sip.conf', [
    {
      name: 'tlsenable',
      aliases: ['sslenable'],
      type: 'switch',
      values: yesNo,
      default: 'no',
      meaning: 'Whether chan_sip listens for TLS.',
      pitfall: 'Without it `transport=tls` is taken out of every peer, and the calls go over UDP.',
    },
    {
      name: 'tlsbindaddr',
      aliases: ['sslbindaddr'],
      type: 'text',
      default: '`bindaddr` with port 5061',
      meaning: 'Address to listen at for TLS.',
    },
    { name: 'udpbindaddr', aliases: ['bindaddr'], type: 'text', default: '0.0.0.0', meaning: 'Address to listen at for UDP.' },
    { name: 'bindport', type: 'number', default: '5060', meaning: 'Port to listen at for UDP.' },
    { name: 'tcpenable', type: 'switch', values: yesNo, default: 'no', meaning: 'Whether chan_sip listens for TCP.' },
    { name: 'tcpbindaddr', type: 'text', default: '`bindaddr`', meaning: 'Address to listen at for TCP.' },
    {
      name: 'transport',
      type: 'list',
      values: transportValues,
      default: 'udp',
      meaning: 'Transports that a peer may use, the preferred one first.',
    },
    ...certificateDocs,
    {
      name: 'tlscafile',
      aliases: ['tlsca', 'sslca', 'sslcafile'],
      type: 'path',
      default: 'none',
      meaning: 'PEM file with the authorities that are trusted for outgoing connections.',
    },
    {
      name: 'tlscapath',
      aliases: ['tlscadir', 'sslcapath', 'sslcadir'],
      type: 'path',
      default: 'none',
      meaning: 'Folder with trusted authorities, named by their hashes.',
    },
    {
      name: 'tlsdontverifyserver',
      aliases: ['ssldontverifyserver'],
      type: 'switch',
      values: yesNo,
      default: 'no: servers are verified',
      meaning: 'Whether the certificates of servers are taken unchecked. With `no` chain and name are checked.',
    },
    {
      name: 'tlsverifyclient',
      type: 'switch',
      values: yesNo,
      default: 'none',
      meaning: 'Left out with a warning: chan_sip cannot check the certificates of clients.',
    },
    ...cipherDocs,
    {
      name: 'tlsclientmethod',
      aliases: ['sslclientmethod'],
      type: 'enum',
      values: [
        { value: 'tlsv1', meaning: 'TLS 1.0 and nothing else, for outgoing connections.', isWeak: true },
        { value: 'sslv3', meaning: 'SSL 3.0 and nothing else; broken.', isWeak: true },
        { value: 'sslv2', meaning: 'SSL 2.0 and nothing else; broken.', isWeak: true },
      ],
      default: 'negotiates what OpenSSL allows',
      meaning: 'The version of outgoing connections.',
      pitfall: 'Every value is older than what is left alone; the setting is best not there.',
    },
    ...disableDocs('no'),
    { name: 'externtlsport', type: 'number', default: '5061', meaning: 'The port of TLS as the outside of a NAT sees it.' },
    {
      name: 'encryption',
      type: 'switch',
      values: yesNo,
      default: 'no',
      meaning: 'Whether SRTP with keys in SDP is offered, and nothing else.',
    },
  ]),
  ...(
    [
      {
        name: 'transport',
        type: 'list',
        values: transportValues,
        default: 'that of [general]',
        meaning: 'Transports that this peer may use, the preferred one first.',
      },
      { name: 'host', type: 'text', default: 'none', meaning: 'Name or address of the peer; dynamic where it registers.' },
      { name: 'port', type: 'number', default: '5060; 5061 for TLS', meaning: 'Port of the peer.' },
      { name: 'outboundproxy', type: 'text', default: 'none', meaning: 'Proxy that requests go through: `tls://proxy.example.com`.' },
      {
        name: 'encryption',
        type: 'switch',
        values: yesNo,
        default: 'no',
        meaning: 'Whether SRTP with keys in SDP is offered, and nothing else.',
        pitfall: 'The keys are readable by whoever reads the signalling, so that it protects nothing over UDP or TCP.',
      },
      {
        name: 'encryption_taglen',
        type: 'enum',
        values: [
          { value: '80', meaning: 'Tags of 80 bits.' },
          { value: '32', meaning: 'Tags of 32 bits.' },
        ],
        default: '80',
        meaning: 'Length of the SRTP tag that is offered.',
      },
      { name: 'dtlsenable', type: 'switch', values: yesNo, default: 'no', meaning: 'Whether DTLS-SRTP is used.' },
      {
        name: 'dtlsverify',
        type: 'enum',
        values: yesNo,
        default: 'no',
        meaning: 'What of the certificate in DTLS is checked: yes, no, fingerprint or certificate.',
      },
      { name: 'dtlscertfile', type: 'path', default: 'none', meaning: 'PEM file with the certificate for DTLS-SRTP.' },
      { name: 'dtlsprivatekey', type: 'path', default: '`dtlscertfile`', meaning: 'PEM file with the key of `dtlscertfile`.' },
      {
        name: 'dtlssetup',
        type: 'enum',
        values: [
          { value: 'actpass', meaning: 'The other side chooses.' },
          { value: 'active', meaning: 'Asterisk begins.' },
          { value: 'passive', meaning: 'The other side begins.' },
        ],
        default: 'actpass',
        meaning: 'Who begins the DTLS handshake (RFC 5763).',
      },
    ] satisfies readonly Omit<SettingDoc, 'key' | 'where'>[]
  ).map((doc): SettingDoc => ({ ...doc, key: `peer.${doc.name}`, where: 'a peer of sip.conf' })),
];
