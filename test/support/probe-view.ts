import type { Certificate, Endpoint, ProbeReport, ReportFinding } from '../../server/contracts';
import type { EndpointDetail, HandshakeLine, ProbeView } from '../../server/core/report/probe/model';

/** Views of probes as data, made by hand: three addresses of one name, one of which does not send its intermediate certificate. */

const hash = (digit: string): string => digit.repeat(64);

export const leaf: Certificate = {
  subject: 'CN=sip.example.com',
  issuer: 'CN=Example Trust TLS CA R4,O=Example Trust,C=NL',
  serial: '04a1f07be29c51d6883e',
  notBefore: '2026-09-05T09:30:00.000Z',
  notAfter: '2026-12-04T09:30:00.000Z',
  selfSigned: false,
  ca: false,
  sans: [
    { type: 'dns', value: 'sip.example.com' },
    { type: 'dns', value: 'example.com' },
  ],
  key: { type: 'EC', bits: 256, curve: 'P-256' },
  signature: 'ecdsa-with-SHA384',
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['serverAuth'],
  sha256: '9f2c51d07a6be4138c0d25f1b83a77e0c96d4be1f52a08d3b71e6c4490ad52c8',
};

export const intermediate: Certificate = {
  subject: 'CN=Example Trust TLS CA R4,O=Example Trust,C=NL',
  issuer: 'CN=Example Trust Root R1,O=Example Trust,C=NL',
  serial: '7d01',
  notBefore: '2024-03-12T00:00:00.000Z',
  notAfter: '2029-03-11T23:59:59.000Z',
  selfSigned: false,
  ca: true,
  sans: [],
  key: { type: 'EC', bits: 384, curve: 'P-384' },
  signature: 'ecdsa-with-SHA384',
  keyUsage: ['keyCertSign', 'cRLSign'],
  sha256: hash('4'),
};

export const root: Certificate = {
  ...intermediate,
  subject: intermediate.issuer,
  serial: '01',
  notBefore: '2019-05-02T00:00:00.000Z',
  notAfter: '2044-04-30T23:59:59.000Z',
  selfSigned: true,
  sha256: hash('1'),
};

const missing = (socket: string): ReportFinding => ({
  rule: 'chain/intermediate-missing',
  severity: 'error',
  message: `${socket} sent 1 certificate. Example Trust TLS CA R4, which issued sip.example.com, is missing. Browsers fetch it themselves, SIP stacks do not, so phones and SBCs refuse what the browser calls fine.`,
  remedy:
    'Append Example Trust TLS CA R4 to the certificate file after the leaf and reload: Kamailio certificate, OpenSIPS certificate, Asterisk cert_file, FreeSWITCH agent.pem.',
  cites: ['RFC 8446 §4.4.2', 'RFC 5280 §6.1'],
  at: { endpoint: socket, certificate: 0 },
  command: `openssl s_client -connect ${socket} -servername sip.example.com -verify_hostname sip.example.com -verify_return_error -CAfile ca.pem -showcerts </dev/null`,
});

const expires = (socket: string): ReportFinding => ({
  rule: 'chain/expires-soon',
  severity: 'warning',
  message: `The certificate of ${socket}, sip.example.com, ends on 2026-12-04 at 09:30 UTC, in 11 days. SIP devices give no warning page; the trunk just stops.`,
  remedy: 'Renew, and check that the renewal reaches the running listener: probe again, the served date must change.',
  cites: ['RFC 5280 §4.1.2.5'],
  at: { endpoint: socket, certificate: 0 },
  command: `openssl s_client -connect ${socket} -servername sip.example.com </dev/null 2>/dev/null | openssl x509 -noout -enddate -checkend 2592000`,
});

const asks = (socket: string): ReportFinding => ({
  rule: 'tls/client-certificate-requested',
  severity: 'hint',
  message: `${socket} names 2 acceptable CAs but works without a certificate. Trunks identified by address or digest usually look like this.`,
  remedy: 'Nothing, unless the provider wants mutual TLS.',
  cites: ['RFC 8446 §4.3.2', 'RFC 5922 §7.4'],
  at: { endpoint: socket },
});

const verifiers = (accepts: boolean): NonNullable<Endpoint['verifiers']> => {
  const chain = (id: string, title: string, why: string) => ({ id, title, accepts, why });
  return [
    chain(
      'rfc5922',
      'RFC 5922',
      accepts ? 'The path is complete and the name is the whole domain.' : 'Wants a complete path; it ends after the leaf.',
    ),
    chain('livekit', 'LiveKit SIP', 'Checks the chain with its container’s roots, not the name.'),
    chain('teams', 'Microsoft Teams', 'Checks the chain.'),
    chain('linphone', 'Linphone', 'Checks the chain (mbedTLS).'),
    { id: 'baresip', title: 'baresip', accepts: null, why: 'Checks only where a CA file is set.' },
    { id: 'pjproject', title: 'pjproject', accepts: true, why: 'Checks nothing unless verify_server is on.' },
    { id: 'asterisk', title: 'Asterisk res_pjsip', accepts: true, why: 'Checks nothing unless verify_server=yes; logs a notice.' },
    { id: 'kamailio', title: 'Kamailio', accepts: true, why: 'Checks nothing unless verify_certificate=yes.' },
  ];
};

const enumeration: NonNullable<Endpoint['enumeration']> = {
  versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted', 'TLSv1.1': 'refused', TLSv1: 'refused', SSLv3: 'refused' },
  suites: [
    { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', code: '0x1302', grade: 'modern' },
    { version: 'TLSv1.3', cipher: 'TLS_CHACHA20_POLY1305_SHA256', code: '0x1303', grade: 'modern' },
    { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', code: '0x1301', grade: 'modern' },
    { version: 'TLSv1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', code: '0xC02C', grade: 'acceptable' },
    { version: 'TLSv1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', code: '0xCCA9', grade: 'acceptable' },
    { version: 'TLSv1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', code: '0xC02B', grade: 'acceptable' },
    { version: 'TLSv1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256', code: '0xC023', grade: 'weak' },
    { version: 'TLSv1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA', code: '0xC00A', grade: 'weak' },
  ],
  serverOrder: true,
  groups: ['X25519', 'secp256r1', 'secp384r1'],
  signatureSchemes: ['ecdsa_secp256r1_sha256'],
  alpn: [],
  compression: false,
  handshakes: 44,
};

export interface Sample {
  readonly address: string;
  readonly isComplete: boolean;
  readonly ms: readonly [number, number, number];
}

export function endpoint({ address, isComplete, ms: [tcpMs, tlsMs, sipMs] }: Sample): Endpoint {
  const socket = address.includes(':') ? `[${address}]:5061` : `${address}:5061`;
  const built: NonNullable<Endpoint['chain']>['built'] = [
    { ...leaf, from: 'sent' },
    { ...intermediate, from: 'sent' },
    { ...root, from: 'store' },
  ];
  return {
    address,
    port: 5061,
    transport: 'TLS',
    serverName: 'sip.example.com',
    outcome: 'ok',
    tls: {
      version: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      group: 'X25519',
      signatureScheme: 'ecdsa_secp256r1_sha256',
      alpn: null,
      resumed: false,
      clientCertificate: 'requested',
      acceptedCAs: ['CN=Example Trunk CA', 'CN=Example Trust Root R1'],
      stapled: false,
    },
    chain: {
      sent: isComplete ? [leaf, intermediate] : [leaf],
      built: isComplete ? built : built.slice(0, 1),
      complete: isComplete,
      trusted: isComplete,
      ...(isComplete ? {} : { missingIssuer: { name: intermediate.subject, aia: 'http://aia.example.net/r4.cer' } }),
      openssl: isComplete
        ? { ok: true }
        : { ok: false, code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', text: 'unable to verify the first certificate' },
      revocation: 'not-checked',
    },
    names: {
      rfc5922: {
        matches: true,
        reference: 'sip.example.com',
        by: 'dns',
        identity: 'sip.example.com',
        why: 'The DNS name “sip.example.com” is the domain itself (RFC 5922 §7.2).',
      },
      practice: {
        matches: true,
        reference: 'sip.example.com',
        by: 'dns',
        identity: 'sip.example.com',
        why: 'The DNS name “sip.example.com” is the name asked for; no wildcard was needed.',
      },
    },
    verifiers: verifiers(isComplete),
    enumeration,
    options: {
      sent: 'OPTIONS sip:sip.example.com SIP/2.0',
      status: 200,
      reason: 'OK',
      durationMs: sipMs,
      server: 'OpenSIPS (3.4.6)',
      allow: ['INVITE', 'ACK', 'CANCEL', 'OPTIONS', 'BYE', 'REFER', 'NOTIFY', 'UPDATE'],
      findings: [],
    },
    timings: { tcpMs, tlsMs, sipMs },
    findings: [...(isComplete ? [] : [missing(socket)]), expires(socket), asks(socket)],
  };
}

const line = (
  from: 'client' | 'server',
  atMs: number,
  name: string,
  detail = '',
  more: { isEncrypted?: boolean; fault?: 'error' | 'warning' } = {},
): HandshakeLine => ({
  kind: 'message',
  from,
  atMs,
  name,
  detail,
  isEncrypted: more.isEncrypted ?? true,
  ...(more.fault ? { fault: more.fault } : {}),
});

const handshake = (isComplete: boolean): readonly HandshakeLine[] => [
  line('client', 0, 'ClientHello', 'SNI sip.example.com, TLS 1.3 and 1.2, X25519', { isEncrypted: false }),
  line('server', 13, 'ServerHello', 'TLS 1.3, TLS_AES_256_GCM_SHA384, X25519', { isEncrypted: false }),
  { kind: 'note', text: 'Encrypted from here', isEncrypted: true },
  line('server', 13, 'EncryptedExtensions', 'name acknowledged, no ALPN'),
  line('server', 13, 'CertificateRequest', '2 CAs, 6 signature schemes'),
  line(
    'server',
    14,
    'Certificate',
    isComplete ? '2 certificates, 1,702 bytes' : '1 certificate, 917 bytes: the intermediate is missing',
    isComplete ? {} : { fault: 'error' },
  ),
  line('server', 14, 'CertificateVerify', 'ecdsa_secp256r1_sha256'),
  line('server', 14, 'Finished'),
  line('client', 24, 'Certificate', 'empty: no client certificate is configured'),
  line('client', 24, 'Finished'),
  line('server', 36, 'NewSessionTicket × 2'),
  { kind: 'note', text: 'Handshake complete. The server did not insist on a client certificate.', isEncrypted: true },
  line('client', 37, 'OPTIONS sip:sip.example.com'),
  line('server', 75, 'SIP/2.0 200 OK'),
  line('client', 76, 'close_notify'),
];

const optionsText =
  'OPTIONS sip:sip.example.com SIP/2.0\r\nVia: SIP/2.0/TLS 198.51.100.7:49822;branch=z9hG4bKa1;rport\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n';

export function detail(host: string, isComplete: boolean): EndpointDetail {
  return {
    host,
    handshake: handshake(isComplete),
    extensions: {
      [leaf.sha256]: [
        { name: 'Key usage', value: 'digitalSignature', isCritical: true },
        { name: 'Extended key usage', value: 'serverAuth', isCritical: false },
        { name: 'Basic constraints', value: 'not a CA', isCritical: true },
      ],
    },
    unused: [],
    isWrongOrder: false,
    ...(isComplete
      ? {}
      : {
          missing: {
            name: intermediate.subject,
            aia: 'http://aia.example.net/r4.cer',
            sentBy: ['192.0.2.13:5061', '[2001:db8:51::13]:5061'],
          },
          repairedPem: '-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n',
        }),
    sentPem: '-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n',
    revocation: [],
    options: {
      sent: optionsText,
      answer: 'SIP/2.0 200 OK\r\nVia: SIP/2.0/TLS 198.51.100.7:49822;branch=z9hG4bKa1;rport=49822\r\nContent-Length: 0\r\n\r\n',
    },
    trust: ['Node 20.20.2'],
    lockedOut: [{ what: 'TLS 1.2', who: 'Phones with firmware from before 2019 know nothing newer.' }],
  };
}

const resolution: ProbeReport['resolution'] = {
  steps: [
    {
      name: 'sip.example.com',
      type: 'NAPTR',
      outcome: 'answer',
      why: 'Neither port nor transport is given, so NAPTR says which services sip.example.com has, and in which order it likes them (RFC 3263 §4.1).',
      server: '192.0.2.53',
      durationMs: 14,
      records: [
        {
          type: 'NAPTR',
          order: 10,
          preference: 50,
          flags: 's',
          service: 'SIPS+D2T',
          regexp: '',
          replacement: '_sips._tcp.sip.example.com',
          ttl: 300,
        },
        {
          type: 'NAPTR',
          order: 20,
          preference: 50,
          flags: 's',
          service: 'SIP+D2T',
          regexp: '',
          replacement: '_sip._tcp.sip.example.com',
          ttl: 300,
        },
      ],
    },
    {
      name: '_sips._tcp.sip.example.com',
      type: 'SRV',
      outcome: 'answer',
      why: 'NAPTR of sip.example.com leads to _sips._tcp.sip.example.com for TLS; its SRV records name hosts and ports (RFC 3263 §4.2).',
      server: '192.0.2.53',
      durationMs: 9,
      records: [
        { type: 'SRV', priority: 10, weight: 60, port: 5061, target: 'edge1.example.com', ttl: 300 },
        { type: 'SRV', priority: 10, weight: 40, port: 5061, target: 'edge2.example.com', ttl: 300 },
      ],
    },
    ...(
      [
        ['edge1.example.com', 'A', '192.0.2.13'],
        ['edge1.example.com', 'AAAA', '2001:db8:51::13'],
        ['edge2.example.com', 'A', '192.0.2.14'],
        ['edge2.example.com', 'AAAA', undefined],
      ] as const
    ).map(([name, type, address]) => ({
      name,
      type,
      outcome: address === undefined ? ('nodata' as const) : ('answer' as const),
      why: `Addresses of ${name} (RFC 3263 §4.2).`,
      server: '192.0.2.53',
      durationMs: 8,
      records: address === undefined ? [] : [{ type, address, ttl: 300 }],
    })),
  ],
  candidates: (['192.0.2.13', '192.0.2.14', '2001:db8:51::13'] as const).map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
    port: 5061,
    transport: 'TLS',
    serverName: 'sip.example.com',
    reason: 'SRV',
  })),
};

const titles = {
  'chain/intermediate-missing': 'Intermediate certificate was not sent',
  'chain/expires-soon': 'Certificate expires soon',
  'tls/client-certificate-requested': 'Server asks for a client certificate, accepts none',
  'probe/unreachable': 'No answer to the connection attempt',
};

/** A whole view with these endpoints. */
export function viewOf(
  endpoints: readonly Endpoint[],
  details: readonly EndpointDetail[],
  more: Partial<ProbeView> & { readonly findings?: ReportFinding[] } = {},
): ProbeView {
  const { findings = [], ...rest } = more;
  const all = [...findings, ...endpoints.flatMap((one) => one.findings)];
  const count = (severity: string) => all.filter((finding) => finding.severity === severity).length;
  return {
    report: {
      tool: { name: 'sip-tls', version: '0.1.0' },
      target: 'sip.example.com',
      time: '2026-11-23T02:07:41.000Z',
      from: { host: 'noc-laptop-7', runtime: 'node 20.20.2', tlsLibrary: 'OpenSSL 3.0.19' },
      policy: { names: 'full', trust: ['Node 20.20.2'] },
      resolution,
      endpoints: [...endpoints],
      findings,
      summary: {
        errors: count('error'),
        warnings: count('warning'),
        infos: count('info'),
        hints: count('hint'),
        endpoints: endpoints.length,
        reachable: endpoints.filter(({ timings }) => timings.tcpMs !== undefined).length,
      },
    },
    details: [...details],
    titles,
    durationMs: 1400,
    traffic: { dnsQueries: 6, connections: 3, hellos: 44, options: 3 },
    commands: [
      { shows: 'The addresses by DNS', command: 'dig _sips._tcp.sip.example.com SRV +noall +answer +comments' },
      {
        shows: 'The certificates as sent by 192.0.2.13:5061',
        command: 'openssl s_client -connect 192.0.2.13:5061 -servername sip.example.com -showcerts </dev/null',
      },
    ],
    sni: [],
    plan: { options: true, enumerate: true, timeoutMs: 5000 },
    ...rest,
  };
}

const addresses: readonly (Sample & { readonly host: string })[] = [
  { address: '192.0.2.13', isComplete: true, ms: [11, 23, 35], host: 'edge1.example.com' },
  { address: '192.0.2.14', isComplete: false, ms: [12, 24, 38], host: 'edge2.example.com' },
  { address: '2001:db8:51::13', isComplete: true, ms: [11, 24, 36], host: 'edge1.example.com' },
];

/** Works on two of three addresses. */
export const doneView = (): ProbeView =>
  viewOf(
    addresses.map(endpoint),
    addresses.map(({ host, isComplete }) => detail(host, isComplete)),
  );

/** One address that has nothing wrong. */
export const goodView = (): ProbeView => {
  const [first] = addresses;
  if (!first) throw new Error('No sample.');
  const one: Endpoint = { ...endpoint(first), findings: [] };
  const late = { ...leaf, notAfter: '2027-03-04T09:30:00.000Z' };
  const chain = one.chain && {
    ...one.chain,
    sent: [late, intermediate],
    built: [{ ...late, from: 'sent' as const }, ...one.chain.built.slice(1)],
  };
  return viewOf([{ ...one, ...(chain ? { chain } : {}) }], [detail(first.host, true)]);
};

/** One address is done, two are under way. */
export const runningView = (): ProbeView => {
  const [, second] = addresses;
  if (!second) throw new Error('No sample.');
  return viewOf([endpoint(second)], [detail(second.host, false)], {
    durationMs: 600,
    progress: {
      state: 'running',
      isResolving: false,
      done: 1,
      of: 3,
      waiting: [
        {
          socket: '192.0.2.13:5061',
          serverName: 'sip.example.com',
          step: 'enumerate',
          detail: '5 suites so far',
          soFar: { connect: '11 ms', handshake: 'TLS 1.3, 23 ms', certificates: '2 sent, complete', options: '200 OK, 35 ms' },
        },
        { socket: '[2001:db8:51::13]:5061', serverName: 'sip.example.com', step: 'handshake', soFar: { connect: '11 ms' } },
      ],
    },
  });
};

export const cancelledView = (): ProbeView => {
  const [first] = addresses;
  if (!first) throw new Error('No sample.');
  return viewOf([endpoint(first)], [detail(first.host, true)], {
    durationMs: 600,
    progress: {
      state: 'cancelled',
      isResolving: false,
      done: 1,
      of: 3,
      waiting: [
        { socket: '192.0.2.14:5061', serverName: 'sip.example.com', step: 'handshake' },
        { socket: '[2001:db8:51::13]:5061', serverName: 'sip.example.com', step: 'waiting' },
      ],
    },
  });
};

const unreached = (address: string, outcome: Endpoint['outcome']): Endpoint => ({
  address,
  port: 5061,
  transport: 'TLS',
  serverName: null,
  outcome,
  timings: {},
  findings:
    outcome === 'timeout'
      ? [
          {
            rule: 'probe/unreachable',
            severity: 'error',
            message: `${address} does not answer on TCP port 5061 within 5 s: packets are dropped, usually by an access list that does not know your address.`,
            remedy: 'Have your source address entered at the provider; check the outbound rule for TCP 5061.',
            cites: ['RFC 3263 §4.3'],
            at: { endpoint: `${address}:5061` },
            command: `nc -vz -w 5 ${address} 5061`,
          },
        ]
      : [],
});

const nothing = (host: string): EndpointDetail => ({
  host,
  handshake: [],
  extensions: {},
  unused: [],
  isWrongOrder: false,
  revocation: [],
  trust: ['Node 20.20.2'],
  lockedOut: [],
});

export const unreachableView = (): ProbeView =>
  viewOf(
    [unreached('192.0.2.13', 'timeout'), unreached('192.0.2.14', 'timeout'), unreached('2001:db8:51::13', 'unreachable')],
    [nothing('edge1.example.com'), nothing('edge2.example.com'), nothing('edge1.example.com')],
    { durationMs: 5100, hasNoIpv6: true, traffic: { dnsQueries: 6, connections: 3, hellos: 0, options: 0 } },
  );

/** The name server fails, so that there is no address. */
export const dnsFailedView = (): ProbeView => {
  const view = viewOf([], [], { commands: [] });
  const [first] = resolution.steps;
  if (!first) throw new Error('No sample.');
  return { ...view, report: { ...view.report, resolution: { steps: [{ ...first, outcome: 'servfail', records: [] }], candidates: [] } } };
};

/** Refused after the handshake seemed complete: mutual TLS. */
export const refusedView = (): ProbeView => {
  const [first] = addresses;
  if (!first) throw new Error('No sample.');
  const { options: _, ...one } = endpoint(first);
  const { tls } = one;
  return viewOf(
    [
      {
        ...one,
        outcome: 'alert',
        alert: { direction: 'received', level: 'fatal', code: 116, name: 'certificate_required' },
        ...(tls ? { tls: { ...tls, clientCertificate: 'required' } } : {}),
        timings: { tcpMs: 11, tlsMs: 24 },
      },
    ],
    [
      {
        ...detail(first.host, true),
        reason: 'The server ended it by the alert certificate_required (116) after a handshake that had seemed complete.',
        handshake: [
          ...handshake(true).slice(0, 10),
          { kind: 'note', text: 'Looks complete to the client. The refusal comes one round trip later.', isEncrypted: true },
          line('server', 37, 'Alert 116, certificate_required', 'fatal: the server wants a client certificate', { fault: 'error' }),
          line('server', 37, 'TCP FIN', '', { isEncrypted: false }),
        ],
      },
    ],
  );
};

/** Many addresses: the third and the last are not like the others. */
export const manyView = (number: number): ProbeView => {
  const samples = Array.from({ length: number }, (_, i) => ({
    address: `198.51.${100 + Math.floor(i / 250)}.${1 + (i % 250)}`,
    isComplete: i !== 2 && i !== number - 1,
    ms: [11, 23, 35] as const,
    host: 'edge.example.com',
  }));
  return viewOf(
    samples.map(endpoint),
    samples.map(({ host, isComplete }) => detail(host, isComplete)),
  );
};
