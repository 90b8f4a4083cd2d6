import { TLS10, TLS12 } from '../tls/versions';
import {
  type Check,
  chainByGo,
  chainByMbedTls,
  chainByOpenSsl,
  chainByRfc5280,
  chainByWeb,
  nameByLibre,
  nameByMeta,
  nameByOpenSsl,
  nameByPjproject,
  nameByPractice,
  nameByResiprocate,
  nameByRfc5922,
  nameByTeams,
  nameWithoutCn,
  withOwnRoots,
  withPublicRoot,
} from './verifier-checks';

/** What one program, service or rule makes of a server's certificates, by its documents or its source. */
export interface Verifier {
  readonly id: string;
  readonly title: string;
  /** Public: a document, a file of its source, an issue of its tracker. */
  readonly source: string;
  /**
   * always: as it comes. off: nothing is checked unless what `setting` says. ca-file: only where somebody gave it a file of authorities.
   * not-known: nobody wrote down whether it checks.
   */
  readonly verifies:
    | { readonly kind: 'always' }
    | { readonly kind: 'off'; readonly setting: string }
    | { readonly kind: 'ca-file'; readonly setting: string }
    | { readonly kind: 'not-known'; readonly saying: string };
  readonly chain: Check;
  /** Absent: no name is compared. */
  readonly name?: Check;
  /** The oldest version that it speaks as it comes; absent where the TLS library or the system decides. */
  readonly oldest?: number;
  /** It has no client certificate to show. */
  readonly isWithoutCertificate?: true;
}

const always = { kind: 'always' } as const;

export const verifiers: readonly Verifier[] = [
  {
    id: 'rfc5922',
    title: 'RFC 5922',
    source: 'RFC 5922 §7.1, §7.2; RFC 8996 §4, §5',
    verifies: always,
    chain: chainByRfc5280,
    name: nameByRfc5922,
    oldest: TLS12,
  },
  {
    id: 'web',
    title: 'Web rule (RFC 9525)',
    source: 'RFC 9525 §6.3, §6.4',
    verifies: always,
    chain: chainByWeb,
    name: nameWithoutCn,
    oldest: TLS12,
  },
  {
    id: 'openssl',
    title: 'openssl s_client with -verify_hostname',
    source: 'openssl-verification-options(1), X509_check_host(3)',
    verifies: always,
    chain: chainByOpenSsl(),
    name: nameByOpenSsl,
  },
  {
    id: 'node',
    title: 'Node.js',
    source: 'https://nodejs.org/api/tls.html (tls.checkServerIdentity)',
    verifies: always,
    chain: chainByOpenSsl(),
    name: nameByOpenSsl,
    oldest: TLS12,
  },
  {
    id: 'pjproject',
    title: 'pjproject',
    source: 'pjproject sip_transport_tls.c; https://github.com/pjsip/pjproject/issues/3113',
    verifies: { kind: 'off', setting: 'verify_server is on' },
    chain: chainByOpenSsl(),
    name: nameByPjproject(),
  },
  {
    id: 'asterisk',
    title: 'Asterisk res_pjsip',
    source: 'Asterisk pjsip.conf, transport; https://github.com/asterisk/asterisk/issues/269 (allow_wildcard_certs)',
    verifies: { kind: 'off', setting: 'verify_server=yes is set (it logs a notice)' },
    chain: chainByOpenSsl(),
    name: nameByPjproject(' unless allow_wildcard_certs is on'),
  },
  {
    id: 'kamailio',
    title: 'Kamailio',
    source: 'Kamailio tls module, verify_certificate and verify_depth (9 by default)',
    verifies: { kind: 'off', setting: 'verify_certificate=yes is set' },
    chain: chainByOpenSsl(9),
  },
  {
    id: 'opensips',
    title: 'OpenSIPS',
    source:
      'OpenSIPS tls_mgm, verify_cert (1 by default); tls_openssl openssl_config.c (VERIFY_DEPTH_S); https://github.com/OpenSIPS/opensips/issues/3064',
    verifies: always,
    chain: chainByOpenSsl(3),
  },
  {
    id: 'freeswitch',
    title: 'FreeSWITCH (sofia-sip)',
    source: 'FreeSWITCH vanilla profiles, tls-verify-policy and tls-verify-depth; sofia-sip tport_tls.c',
    verifies: { kind: 'off', setting: 'tls-verify-policy is set (the vanilla profiles say none)' },
    chain: chainByOpenSsl(2),
  },
  {
    id: 'drachtio',
    title: 'drachtio',
    source: 'https://github.com/drachtio/drachtio-server/issues/443',
    verifies: { kind: 'not-known', saying: 'Apparently it checks nothing on outbound connections (issue 443 of drachtio-server)' },
    chain: chainByOpenSsl(),
  },
  {
    id: 'livekit',
    title: 'LiveKit SIP',
    source: 'https://github.com/livekit/sip/pull/462, https://github.com/livekit/sip/issues/530',
    verifies: always,
    chain: withOwnRoots(chainByGo),
    oldest: TLS12,
    isWithoutCertificate: true,
  },
  {
    id: 'sipgo',
    title: 'sipgo',
    source: 'sipgo sip/transport_tls.go; https://pkg.go.dev/crypto/x509#Certificate.Verify',
    verifies: always,
    chain: chainByGo,
    name: nameWithoutCn,
    oldest: TLS12,
  },
  {
    id: 'baresip',
    title: 'baresip',
    source: 'libre src/tls/openssl/tls.c (tls_set_verify_server); baresip config, sip_verify_server and sip_cafile',
    verifies: { kind: 'ca-file', setting: 'sip_cafile' },
    chain: chainByOpenSsl(),
    name: nameByLibre,
  },
  {
    id: 'resiprocate',
    title: 'reSIProcate',
    source: 'reSIProcate resip/stack/ssl/Security.hxx (setAllowWildcardCertificates), TlsConnection.cxx',
    verifies: always,
    chain: chainByOpenSsl(),
    name: nameByResiprocate,
  },
  {
    id: 'linphone',
    title: 'Linphone (belle-sip)',
    source: 'belle-sip tls_channel.c (bctbx_ssl_set_hostname); Mbed TLS mbedtls_x509_crt_verify',
    verifies: always,
    chain: withOwnRoots(chainByMbedTls),
    name: nameByPractice,
  },
  {
    id: 'sipp',
    title: 'SIPp',
    source: 'SIPp src/sslsocket.cpp; https://github.com/SIPp/sipp/issues/773',
    verifies: { kind: 'off', setting: '-tls_ca is given' },
    chain: chainByOpenSsl(),
    oldest: TLS10,
  },
  {
    id: 'teams',
    title: 'Microsoft Teams',
    source:
      'https://learn.microsoft.com/en-us/microsoftteams/direct-routing-plan; roots named by https://docs.shanehoey.com/directrouting/planning/certificate',
    verifies: always,
    chain: withPublicRoot(chainByWeb, [
      'DigiCert',
      'GlobalSign',
      'Go Daddy',
      'Starfield',
      'Entrust',
      'AffirmTrust',
      'Buypass',
      'SwissSign',
      'ISRG Root X1',
    ]),
    name: nameByTeams,
    oldest: TLS12,
  },
  {
    id: 'meta',
    title: 'Meta (WhatsApp)',
    source: 'https://developers.facebook.com/docs/whatsapp/cloud-api/calling/sip',
    verifies: always,
    chain: withPublicRoot(chainByWeb),
    name: nameByMeta,
    isWithoutCertificate: true,
  },
];
