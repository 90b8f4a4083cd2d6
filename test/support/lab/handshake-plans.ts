import type { SecureVersion, TlsOptions } from 'node:tls';
import { type TlsListener, tlsListener, waits, wantsServerName } from './listeners';
import { type ClientFiles, type Expected, type ExpectedEndpoint, loopback, nameOf, type Plan } from './plan';

type What = Pick<Plan, 'id' | 'title' | 'shows' | 'flags' | 'versions' | 'leaves' | 'isScripted'>;
type Found = Partial<Omit<Expected, 'endpoints'>> & { readonly endpoint?: Partial<ExpectedEndpoint> };

/** A TLS server with a good chain; what is wrong, if anything, is in how it shakes hands. */
function plan(
  what: What,
  { chain = [what.id, 'intermediate'], ...peer }: Partial<TlsListener>,
  { endpoint = {}, ...found }: Found = {},
): Plan {
  const seen = { address: loopback(0), outcome: 'ok', version: 'TLSv1.3', sent: chain, clientCertificate: 'none' } as const;
  return {
    leaves: { [what.id]: {} },
    ...what,
    listeners: [tlsListener({ ...peer, chain })],
    expect: { endpoints: [{ ...seen, ...endpoint }], findings: [], exitCode: 0, ...found },
  };
}

const only = (version: SecureVersion): TlsOptions => ({ minVersion: version, maxVersion: version });
/** SSL_OP_NO_ENCRYPT_THEN_MAC, for which node has no name: with that extension (RFC 7366) CBC is sound. */
const NO_ENCRYPT_THEN_MAC = 1 << 19;

const shown = ({ certificate, key }: ClientFiles): string[] => ['--cert', certificate, '--key', key];
const refused: Omit<Found, 'endpoint'> = { findings: ['tls/client-certificate-required'], exitCode: 1 };

export const handshakePlans: readonly Plan[] = [
  plan(
    {
      id: 'mutual-tls12',
      title: 'Mutual TLS, 1.2, nothing shown',
      shows: 'A client certificate is required and handshake_failure follows its absence.',
    },
    { asks: 'requires', options: only('TLSv1.2') },
    { endpoint: { outcome: 'alert', version: 'TLSv1.2', clientCertificate: 'required' }, ...refused },
  ),
  plan(
    {
      id: 'mutual-tls13',
      title: 'Mutual TLS, 1.3, nothing shown',
      shows: 'The handshake seems complete, then certificate_required comes.',
    },
    { asks: 'requires', options: only('TLSv1.3') },
    { endpoint: { outcome: 'alert', clientCertificate: 'required' }, ...refused },
  ),
  plan(
    {
      id: 'mutual-tls12-shown',
      title: 'Mutual TLS, 1.2, certificate shown',
      shows: 'The client certificate that is required is given.',
      flags: shown,
    },
    { asks: 'requires', options: only('TLSv1.2') },
    { endpoint: { version: 'TLSv1.2', clientCertificate: 'required' } },
  ),
  plan(
    {
      id: 'mutual-tls13-shown',
      title: 'Mutual TLS, 1.3, certificate shown',
      shows: 'The client certificate that is required is given.',
      flags: shown,
    },
    { asks: 'requires', options: only('TLSv1.3') },
    { endpoint: { clientCertificate: 'required' } },
  ),
  plan(
    {
      id: 'mutual-pkcs12',
      title: 'Mutual TLS, PKCS#12 shown',
      shows: 'The client certificate that is required is in a sealed file.',
      flags: ({ pkcs12, passphrase }) => ['--pkcs12', pkcs12, '--passphrase-file', passphrase],
    },
    { asks: 'requires' },
    { endpoint: { clientCertificate: 'required' } },
  ),
  plan(
    {
      id: 'mutual-requested',
      title: 'Client certificate requested',
      shows: 'The server asks for a client certificate and goes on without.',
    },
    { asks: 'requests' },
    { endpoint: { clientCertificate: 'requested' } },
  ),
  plan(
    { id: 'mutual-not-asked', title: 'Client certificate not asked for', shows: 'One is given, and the server never asks.', flags: shown },
    {},
    { findings: ['tls/client-certificate-not-asked'] },
  ),
  plan(
    { id: 'tls10-only', title: 'TLS 1.0 only', shows: 'The server knows no version that is still allowed.', versions: ['TLSv1'] },
    { options: { ...only('TLSv1'), ciphers: 'DEFAULT@SECLEVEL=0' } },
    // TLS 1.0 has CBC suites only, so that a better one was never to be had.
    { endpoint: { version: 'TLSv1' }, findings: ['tls/version-obsolete'], mayCome: ['tls/weak-suite-chosen'] },
  ),
  plan(
    { id: 'tls12-only', title: 'TLS 1.2 only', shows: 'No TLS 1.3, which works everywhere today.', versions: ['TLSv1.2'] },
    { options: only('TLSv1.2') },
    { endpoint: { version: 'TLSv1.2' } },
  ),
  plan(
    {
      id: 'tls13-only',
      title: 'TLS 1.3 only',
      shows: 'TLS 1.2 is refused, and many phones with it.',
      versions: ['TLSv1.3'],
      flags: () => ['--enumerate'],
    },
    { options: only('TLSv1.3') },
    { findings: ['tls/only-tls13'] },
  ),
  plan(
    { id: 'cbc-only', title: 'CBC suites only', shows: 'TLS 1.2 with CBC and without encrypt-then-MAC.', versions: ['TLSv1.2'] },
    {
      options: {
        ...only('TLSv1.2'),
        ciphers: 'ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA',
        secureOptions: NO_ENCRYPT_THEN_MAC,
      },
    },
    { endpoint: { version: 'TLSv1.2' }, findings: ['tls/suite-cbc'], mayCome: ['tls/weak-suite-chosen'] },
  ),
  plan(
    {
      id: 'rsa-key-exchange',
      title: 'RSA key exchange only',
      shows: 'The session key is encrypted with the key of the certificate: no forward secrecy.',
      versions: ['TLSv1.2'],
      leaves: { 'rsa-key-exchange': { key: 'RSA-2048' } },
    },
    { options: { ...only('TLSv1.2'), ciphers: 'AES128-GCM-SHA256:AES256-GCM-SHA384' } },
    { endpoint: { version: 'TLSv1.2' }, findings: ['tls/suite-static-key-exchange'], mayCome: ['tls/weak-suite-chosen'] },
  ),
  plan(
    {
      id: 'rsa-key-exchange-all',
      title: 'RSA key exchange only, enumerated',
      shows: 'Enumeration proves that there is nothing better.',
      versions: ['TLSv1.2'],
      flags: () => ['--enumerate'],
      leaves: { 'rsa-key-exchange-all': { key: 'RSA-2048' } },
    },
    { options: { ...only('TLSv1.2'), ciphers: 'AES128-GCM-SHA256:AES256-GCM-SHA384' } },
    // The server preferred nothing: it has no other suites.
    { endpoint: { version: 'TLSv1.2' }, findings: ['tls/no-forward-secrecy'], mayCome: ['tls/weak-suite-chosen'] },
  ),
  plan(
    { id: 'slow', title: 'Slow handshake', shows: 'The server thinks for 1.5 seconds before it answers the hello.' },
    { guard: waits(1500) },
    { findings: ['tls/handshake-slow'] },
  ),
  plan(
    { id: 'alpn', title: 'ALPN', shows: 'The server knows sip/2 (the registered name) and no other protocol.' },
    { options: { ALPNProtocols: ['sip/2'] } },
  ),
  plan(
    {
      id: 'sni',
      title: 'Certificate by server name',
      shows: 'With SNI the right certificate comes, without it another one.',
      leaves: { sni: {}, 'sni-default': { sans: [{ type: 'dns', value: nameOf('default') }] } },
    },
    { chain: ['sni-default', 'intermediate'], byName: { [nameOf('sni')]: ['sni', 'intermediate'] } },
    { endpoint: { sent: ['sni', 'intermediate'] }, mayCome: ['probe/sni-changes-certificate'] },
  ),
  plan(
    {
      id: 'sni-left-out',
      title: 'Server name left out',
      shows: 'The probe names no server, and the default certificate is for another host.',
      flags: () => ['--no-servername'],
      leaves: { 'sni-left-out': {}, 'sni-other-default': { sans: [{ type: 'dns', value: nameOf('default') }] } },
    },
    { chain: ['sni-other-default', 'intermediate'], byName: { [nameOf('sni-left-out')]: ['sni-left-out', 'intermediate'] } },
    { findings: ['chain/name-mismatch'], mayCome: ['probe/sni-changes-certificate'], exitCode: 1 },
  ),
  plan(
    {
      id: 'sni-required',
      title: 'No server name, no service',
      shows: 'Whoever names no server is refused by unrecognized_name; the alert is scripted, with a name Node goes on.',
      isScripted: true,
      flags: () => ['--no-servername'],
    },
    { guard: wantsServerName },
    {
      endpoint: { outcome: 'alert', version: undefined, sent: [], clientCertificate: undefined },
      findings: ['tls/unrecognized-name'],
      mayCome: ['probe/sni-changes-certificate'],
      exitCode: 1,
    },
  ),
];
