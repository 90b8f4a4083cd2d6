import type { ProbeView } from '#core/report/probe/model';
import type { Certificate, Endpoint } from '../../server/contracts';

const certificate = (subject: string, issuer: string, more: Partial<Certificate> = {}): Certificate => ({
  subject,
  issuer,
  serial: '04',
  notBefore: '2026-09-05T00:00:00.000Z',
  notAfter: '2026-12-04T00:00:00.000Z',
  selfSigned: false,
  ca: true,
  sans: [],
  key: { type: 'EC', curve: 'P-256' },
  signature: 'ecdsa-with-SHA384',
  sha256: '7c'.repeat(32),
  ...more,
});

const leaf = certificate('CN=sip.example.com', 'CN=R11,O=Example Trust', { ca: false, sans: [{ type: 'dns', value: 'sip.example.com' }] });
const intermediate = certificate('CN=R11,O=Example Trust', 'CN=Example Root X1,O=Example Trust');
const root = certificate('CN=Example Root X1,O=Example Trust', 'CN=Example Root X1,O=Example Trust', { selfSigned: true });

const match = {
  matches: true,
  reference: 'sip.example.com',
  by: 'dns',
  identity: 'sip.example.com',
  why: 'The DNS name sip.example.com is the domain itself (RFC 5922 §7.2).',
} as const;

const good: Endpoint = {
  address: '192.0.2.10',
  port: 5061,
  transport: 'TLS',
  serverName: 'sip.example.com',
  outcome: 'ok',
  tls: {
    version: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    group: 'x25519',
    alpn: null,
    clientCertificate: 'requested',
    acceptedCAs: ['CN=Customers,O=Example Trust'],
    stapled: false,
  },
  chain: {
    sent: [leaf, intermediate],
    built: [
      { ...leaf, from: 'sent' },
      { ...intermediate, from: 'sent' },
      { ...root, from: 'store' },
    ],
    complete: true,
    trusted: true,
    openssl: { ok: true },
    revocation: 'not-checked',
  },
  names: { rfc5922: match, practice: match },
  verifiers: [
    { id: 'rfc5922', title: 'RFC 5922', accepts: true, why: 'Whole name.' },
    { id: 'pjproject', title: 'pjproject', accepts: true, why: 'Checks nothing unless verify_server is on.' },
    { id: 'baresip', title: 'baresip', accepts: null, why: 'Checks only where a CA file is set.' },
  ],
  enumeration: {
    versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted', 'TLSv1.1': 'refused', TLSv1: 'refused', SSLv3: 'unknown' },
    suites: [
      { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', code: '0x1302', grade: 'modern' },
      { version: 'TLSv1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', code: '0xC02B', grade: 'acceptable' },
      { version: 'TLSv1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', code: '0xC009', grade: 'weak' },
    ],
    serverOrder: true,
    groups: ['x25519', 'secp256r1'],
    signatureSchemes: ['ecdsa_secp256r1_sha256'],
    alpn: [],
    compression: false,
    handshakes: 21,
  },
  options: {
    sent: 'OPTIONS sip:sip.example.com SIP/2.0\r\n\r\n',
    status: 200,
    reason: 'OK',
    durationMs: 9,
    server: 'OpenSIPS (3.4.6)',
    findings: [],
  },
  timings: { tcpMs: 12, tlsMs: 21, sipMs: 9 },
  findings: [
    {
      rule: 'chain/expires-soon',
      severity: 'warning',
      message: 'sip.example.com ends on 2026-12-04 at 00:00 UTC. SIP devices give no warning page; the trunk just stops.',
      remedy: 'Renew, and check that the renewal reaches the running listener.',
      cites: ['RFC 5280 §4.1.2.5'],
      at: { endpoint: '192.0.2.10:5061', certificate: 0 },
    },
  ],
};

const alert: Endpoint = {
  address: '192.0.2.11',
  port: 5061,
  transport: 'TLS',
  serverName: 'sip.example.com',
  outcome: 'alert',
  alert: { direction: 'received', level: 'fatal', code: 40, name: 'handshake_failure' },
  timings: { tcpMs: 12 },
  findings: [
    {
      rule: 'tls/handshake-failure',
      severity: 'error',
      message: 'Nothing in our offer suits 192.0.2.11:5061 (TLS 1.2 and 1.3, 31 suites), while 192.0.2.10:5061 takes it.',
      remedy: 'Compare method and cipher_list of both nodes.',
      cites: ['RFC 8446 §4.1.1'],
      at: { endpoint: '192.0.2.11:5061' },
      command:
        'openssl s_client -connect 192.0.2.11:5061 -servername sip.example.com -verify_hostname sip.example.com -verify_return_error </dev/null',
    },
  ],
};

const detail = {
  host: 'edge1.example.com',
  handshake: [],
  extensions: {},
  unused: [],
  isWrongOrder: false,
  revocation: [],
  trust: [],
  lockedOut: [],
};

/** Two addresses behind SRV: one works and its certificate ends soon, the other refuses the offer. */
export const twoAddresses: ProbeView = {
  report: {
    tool: { name: 'sip-tls', version: '0.0.0' },
    target: 'sip.example.com',
    time: '2026-11-23T02:07:41.000Z',
    from: { host: 'ops1', runtime: 'node 20.20.2', tlsLibrary: 'OpenSSL 3.0.19' },
    policy: { names: 'full', trust: ['Node 20.20.2, 146 certificates'] },
    resolution: {
      steps: [
        {
          name: 'sip.example.com',
          type: 'NAPTR',
          outcome: 'nodata',
          why: 'NAPTR says which services there are. None is no error (RFC 3263 §4.1).',
          server: '192.0.2.53:53',
          durationMs: 14,
          records: [],
        },
        {
          name: '_sips._tcp.sip.example.com',
          type: 'SRV',
          outcome: 'answer',
          why: 'SRV for TLS names hosts and ports (RFC 3263 §4.1).',
          server: '192.0.2.53:53',
          durationMs: 9,
          records: [{ type: 'SRV', priority: 10, weight: 50, port: 5061, target: 'edge1.example.com', ttl: 300 }],
        },
        ...(['A', 'AAAA'] as const).map((type) => ({
          name: 'edge1.example.com',
          type,
          outcome: type === 'A' ? ('answer' as const) : ('nodata' as const),
          why: 'All addresses of the target of SRV can be tried (RFC 3263 §4.2).',
          server: '192.0.2.53:53',
          durationMs: 4,
          records: type === 'A' ? ['192.0.2.10', '192.0.2.11'].map((address) => ({ type, address, ttl: 300 })) : [],
        })),
      ],
      candidates: ['192.0.2.10', '192.0.2.11'].map((address) => ({
        address,
        family: 4,
        port: 5061,
        transport: 'TLS',
        serverName: 'sip.example.com',
        reason: 'SRV leads to it.',
      })),
    },
    endpoints: [good, alert],
    findings: [
      {
        rule: 'probe/one-of-many',
        severity: 'error',
        message: '1 of 2 addresses fails: 192.0.2.11:5061. About 50 % of the calls fail.',
        remedy: 'Repair 192.0.2.11:5061 or take it out of DNS until then.',
        cites: ['RFC 3263 §4.3'],
        at: {},
      },
    ],
    summary: { errors: 2, warnings: 1, infos: 0, hints: 0, endpoints: 2, reachable: 2 },
  },
  details: [detail, { ...detail, reason: 'The server ended it by the alert handshake_failure (40).' }],
  titles: {
    'chain/expires-soon': 'Certificate expires soon',
    'tls/handshake-failure': 'Peers found no common ground (alert 40)',
    'probe/one-of-many': 'Some addresses fail, others work',
  },
  durationMs: 1400,
  traffic: { dnsQueries: 4, connections: 2, hellos: 23, options: 1 },
  commands: [
    { shows: 'SRV of _sips._tcp.sip.example.com', command: 'dig @192.0.2.53 _sips._tcp.sip.example.com SRV +noall +answer +comments' },
  ],
  sni: [],
};
