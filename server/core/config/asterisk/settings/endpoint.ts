import type { SettingDoc } from '../../setting-doc';
import { type Doc, ofType, outboundProxy, type, yesNo } from './common';

/** An endpoint: what has to do with transport and the keys of media (pjsip_config.xml). */

const media: readonly Doc[] = [
  {
    name: 'media_encryption',
    type: 'enum',
    values: [
      { value: 'no', meaning: 'Plain RTP.' },
      { value: 'sdes', meaning: 'SRTP whose keys stand in SDP (RFC 4568), so that whoever reads the signalling reads the call.' },
      { value: 'dtls', meaning: 'SRTP whose keys are agreed on in the media path (RFC 5764).' },
    ],
    default: 'no',
    meaning: 'How media is encrypted.',
    pitfall: 'With sdes nothing is protected where the signalling itself is not TLS.',
  },
  {
    name: 'media_encryption_optimistic',
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Whether a call goes on with plain RTP where the other side takes no SRTP.',
    pitfall: 'Nobody is told when that happens.',
  },
  { name: 'dtls_cert_file', type: 'path', default: 'none', meaning: 'PEM file with the certificate for DTLS-SRTP.' },
  { name: 'dtls_private_key', type: 'path', default: 'dtls_cert_file', meaning: 'PEM file with the key of `dtls_cert_file`.' },
  { name: 'dtls_ca_file', type: 'path', default: 'none', meaning: 'Authorities for `dtls_verify=certificate`.' },
  { name: 'dtls_ca_path', type: 'path', default: 'none', meaning: 'Folder with authorities for `dtls_verify=certificate`.' },
  { name: 'dtls_cipher', type: 'text', default: 'what OpenSSL allows', meaning: 'An OpenSSL cipher expression for DTLS.' },
  {
    name: 'dtls_verify',
    type: 'enum',
    values: [
      { value: 'no', meaning: 'Nothing is checked.' },
      {
        value: 'fingerprint',
        meaning: 'The certificate has to have the fingerprint that SDP says, which is what ties the media to the call.',
      },
      { value: 'certificate', meaning: 'The chain is checked; self-signed certificates, as browsers have them, fail.' },
      { value: 'yes', meaning: 'Both are checked.' },
    ],
    default: 'no; fingerprint with webrtc=yes',
    meaning: 'What of the certificate of the other side is checked in DTLS-SRTP.',
  },
  {
    name: 'dtls_setup',
    type: 'enum',
    values: [
      { value: 'actpass', meaning: 'The other side chooses; right for offers.' },
      { value: 'active', meaning: 'Asterisk begins the handshake.' },
      { value: 'passive', meaning: 'The other side begins.' },
    ],
    default: 'active; actpass with webrtc=yes',
    meaning: 'Who begins the DTLS handshake (RFC 5763).',
  },
  {
    name: 'dtls_fingerprint',
    type: 'enum',
    values: [
      { value: 'SHA-256', meaning: 'What all current clients take.' },
      { value: 'SHA-1', meaning: 'Weak; browsers refuse it.' },
    ],
    default: 'SHA-256',
    meaning: 'The hash of the fingerprint in SDP.',
  },
  {
    name: 'dtls_auto_generate_cert',
    type: 'switch',
    values: yesNo,
    default: 'no; yes with webrtc=yes',
    meaning: 'Whether a certificate is made for each call, so that no file is needed.',
  },
  { name: 'dtls_rekey', type: 'number', default: '0', meaning: 'Seconds after which new keys are agreed on; 0 never.' },
  { name: 'srtp_tag_32', type: 'switch', values: yesNo, default: 'no', meaning: 'Whether SRTP tags of 32 bits are offered instead of 80.' },
  {
    name: 'webrtc',
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning:
      'Sets what browsers need: media_encryption=dtls, dtls_verify=fingerprint, dtls_setup=actpass, a certificate for each call, ICE and RTCP multiplexing.',
  },
];

export const endpointSettings: readonly SettingDoc[] = ofType('endpoint', [
  type,
  {
    name: 'transport',
    type: 'text',
    default: 'the first transport that fits the URI',
    meaning: 'The transport to send by. Requests that come in are not bound to it.',
    pitfall: 'A URI that says another transport does not fit to it, and nothing is sent.',
  },
  ...media,
  outboundProxy,
  {
    name: 'rewrite_contact',
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Whether the Contact of a phone is replaced by the address and port that its request came from.',
    pitfall: 'Phones on TLS are only reached over the connection that they opened; without this Asterisk tries to open a new one.',
  },
  {
    name: 'force_rport',
    type: 'switch',
    values: yesNo,
    default: 'yes',
    meaning: 'Whether answers go to where the request came from (RFC 3581).',
  },
  { name: 'rtp_symmetric', type: 'switch', values: yesNo, default: 'no', meaning: 'Whether RTP goes to where it comes from.' },
  {
    name: 'from_domain',
    type: 'text',
    default: 'none',
    meaning: 'Host part of From. Microsoft Teams wants the name of the border controller there.',
  },
  {
    name: 'security_negotiation',
    type: 'enum',
    values: [
      { value: 'no', meaning: 'None.' },
      { value: 'mediasec', meaning: 'The mechanism of some German networks.' },
    ],
    default: 'no',
    meaning: 'Whether security mechanisms are agreed on (RFC 3329).',
  },
  { name: 'security_mechanisms', type: 'list', default: 'none', meaning: 'The mechanisms that are offered in Security-Client (RFC 3329).' },
]);
