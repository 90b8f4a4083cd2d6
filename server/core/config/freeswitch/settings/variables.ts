import type { SettingDoc } from '../../setting-doc';
import { trueFalse } from './profile';

/** Variables of vars.xml and of channels that have to do with TLS and SRTP. */

const secureMedia = [
  { value: 'mandatory', meaning: 'SRTP or nothing.' },
  { value: 'optional', meaning: 'SRTP where the other side has it.' },
  { value: 'forbidden', meaning: 'No SRTP, also where it is offered.' },
  { value: 'true', meaning: 'As `mandatory`.' },
  { value: 'false', meaning: 'As `forbidden`.' },
] as const;

const variables: readonly Omit<SettingDoc, 'key'>[] = [
  {
    name: 'sip_tls_version',
    where: 'vars.xml',
    type: 'list',
    default: 'tlsv1,tlsv1.1,tlsv1.2 as shipped',
    meaning: 'What the shipped profiles take for `tls-version`.',
    pitfall: 'As shipped it allows TLS 1.0 and 1.1. No blanks between the words.',
  },
  {
    name: 'sip_tls_ciphers',
    where: 'vars.xml',
    type: 'text',
    default: 'ALL:!ADH:!LOW:!EXP:!MD5:@STRENGTH as shipped',
    meaning: 'What the shipped profiles take for `tls-ciphers`.',
  },
  {
    name: 'internal_ssl_enable',
    where: 'vars.xml',
    type: 'switch',
    values: trueFalse,
    default: 'false as shipped',
    meaning: '`tls` of the internal profile.',
  },
  {
    name: 'external_ssl_enable',
    where: 'vars.xml',
    type: 'switch',
    values: trueFalse,
    default: 'false as shipped',
    meaning: '`tls` of the external profile.',
  },
  {
    name: 'internal_tls_port',
    where: 'vars.xml',
    type: 'number',
    default: '5061 as shipped',
    meaning: '`tls-sip-port` of the internal profile.',
  },
  {
    name: 'external_tls_port',
    where: 'vars.xml',
    type: 'number',
    default: '5081 as shipped',
    meaning: '`tls-sip-port` of the external profile.',
  },
  {
    name: 'rtp_secure_media',
    where: 'vars.xml, dialplan, directory, gateway variables',
    type: 'enum',
    values: secureMedia,
    default: 'SRTP is taken where it is offered',
    meaning: 'SRTP with keys in the SDP (SDES), for both directions. Suites may follow: `mandatory:AES_CM_128_HMAC_SHA1_80`.',
    pitfall: 'The keys stand in the SDP: without TLS everybody on the way reads them (RFC 4568 §8.3).',
  },
  {
    name: 'rtp_secure_media_inbound',
    where: 'vars.xml, dialplan, directory, gateway variables',
    type: 'enum',
    values: secureMedia,
    meaning: 'As `rtp_secure_media`, for incoming calls.',
  },
  {
    name: 'rtp_secure_media_outbound',
    where: 'vars.xml, dialplan, directory, gateway variables',
    type: 'enum',
    values: secureMedia,
    meaning: 'As `rtp_secure_media`, for outgoing calls.',
  },
  {
    name: 'rtp_secure_media_suites',
    where: 'vars.xml, dialplan, directory, gateway variables',
    type: 'list',
    meaning: 'The SRTP suites that are offered, between colons.',
  },
  {
    name: 'sip_secure_media',
    where: 'dialplan, directory',
    type: 'switch',
    values: trueFalse,
    meaning: 'The old name of `rtp_secure_media`.',
    pitfall: 'Since 1.4 nobody reads it.',
  },
  {
    name: 'rtp_dtls_client_cert_verify_mode',
    where: 'vars.xml, dialplan',
    type: 'enum',
    values: [
      { value: 'none', meaning: 'The certificate of a DTLS client is not asked for.' },
      { value: 'fingerprint', meaning: 'It has to be the one of the fingerprint in the SDP.' },
      { value: 'full', meaning: 'Its chain has to be valid as well, which self-signed WebRTC certificates are not.' },
    ],
    default: 'none',
    meaning: 'What FreeSWITCH as a DTLS server asks of the other side.',
  },
];

export const variableSettings: readonly SettingDoc[] = variables.map((doc) => ({ ...doc, key: `variable.${doc.name}` }));
