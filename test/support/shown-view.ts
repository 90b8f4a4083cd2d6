import type { ProbeView } from '#core/report/probe/model';
import type { Certificate, Endpoint, ReportFinding } from '../../server/contracts';

/** Who is in a report: everything that names somebody, to be looked for afterwards. */
export interface Named {
  readonly user: string;
  readonly number: string;
  readonly domain: string;
  /** Below the domain. */
  readonly label: string;
  readonly machine: string;
  readonly organization: string;
  readonly unit: string;
  readonly authority: string;
  readonly ipv4: string;
  readonly ipv6: string;
  readonly inner: string;
  readonly nameServer: string;
  readonly serial: string;
  readonly sha256: string;
  readonly keyId: string;
  readonly callId: string;
  readonly file: string;
}

export const somebody: Named = {
  user: 'margarethe',
  number: '+493012345678',
  domain: 'corp-voice.net',
  label: 'edge7-fra',
  machine: 'ops1',
  organization: 'Corp Voice GmbH, Berlin',
  unit: 'Netzbetrieb',
  authority: 'Corp Voice Issuing CA 3',
  ipv4: '10.77.3.9',
  ipv6: '2a02:8071:51a0:7::19',
  inner: 'pbx01',
  nameServer: '10.77.0.53',
  serial: '3ac5f00d9b7c11e4',
  sha256: `${'6f'.repeat(30)}a1b2`,
  keyId: '9A:1C:77:02:5E:F0:AB:CD:11:22:33:44:55:66:77:88:99:00:AA:BB',
  callId: 'f81d4fae-7dec-11d0@pbx01',
  file: '/home/margarethe/certs/corp-voice-ca.pem',
};

/** `O=Corp Voice GmbH\, Berlin` (RFC 4514 §2.4). */
export const escaped = (value: string): string => value.replaceAll(/[,+"\\<>;=]|^[ #]| $/g, (c) => `\\${c}`);

/** A view in which each name stands wherever such a name can stand: in fields, in sentences, whole and cut off. */
export function viewOf(who: Named): ProbeView {
  const host = `${who.label}.${who.domain}`;
  const leaf = certificate(who, { subject: `CN=${host},OU=${escaped(who.unit)},O=${escaped(who.organization)},C=DE` });
  const issuer = `CN=${escaped(who.authority)},O=${escaped(who.organization)},C=DE`;
  const cut = (text: string): string => `${text.slice(0, Math.max(6, text.length - 3))}…`;
  const socket = `${who.ipv4}:5061`;
  const sent = [
    `OPTIONS sips:${who.domain} SIP/2.0`,
    `Via: SIP/2.0/TLS ${who.ipv4}:48122;rport;branch=z9hG4bK${who.callId}`,
    `From: "${who.organization}" <sips:${who.user}@${who.domain}>;tag=${who.callId}`,
    `To: ${who.user} <sips:${who.number}@${who.domain}>`,
    `Call-ID: ${who.callId}`,
    `Contact: <sips:${who.user}@[${who.ipv6}]:5061>`,
    `X-Customer: ${who.organization}`,
    'Content-Length: 0',
  ].join('\r\n');
  const message = [
    `The certificate of "${who.organization}" names ${host}, *.${who.domain}, not ${who.inner}, and ${cut(who.organization)}`,
    `is what ${who.user}@${who.domain} and sip:${who.number}@${host} see at ${socket} and [${who.ipv6}]:5061.`,
    `Its serial is ${who.serial}, its key ${who.keyId}, its hash ${who.sha256}; it is in ${who.file}.`,
    `Asked from ${who.machine} and ${who.nameServer}; the authority ${cut(who.authority)} is at http://ca.${who.domain}/${who.unit}.cer.`,
  ].join(' ');
  const finding: ReportFinding & { command: string } = {
    rule: 'chain/name-mismatch',
    severity: 'error',
    message,
    remedy: `Put ${host} into agent.pem.`,
    cites: ['RFC 5922 §7.2'],
    at: { endpoint: socket },
    command: `openssl s_client -connect ${socket} -servername ${host} -CAfile ${who.file} </dev/null`,
  };
  const endpoint: Endpoint = {
    address: who.ipv4,
    port: 5061,
    transport: 'TLS',
    serverName: host,
    outcome: 'alert',
    alert: { direction: 'received', level: 'fatal', code: 48, name: 'unknown_ca' },
    tls: {
      version: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      group: 'x25519',
      alpn: null,
      clientCertificate: 'requested',
      acceptedCAs: [issuer, `OU=${escaped(who.unit)}`],
      stapled: false,
    },
    chain: {
      sent: [leaf],
      built: [{ ...leaf, from: 'sent' }],
      complete: false,
      trusted: false,
      missingIssuer: { name: issuer, aia: `http://ca.${who.domain}/${who.unit}.cer` },
      openssl: { ok: false, code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      revocation: 'not-checked',
    },
    names: {
      rfc5922: { matches: false, reference: who.domain, why: message },
      practice: { matches: true, reference: who.domain, by: 'dns', identity: `*.${who.domain}`, why: message },
    },
    verifiers: [{ id: 'pjproject', title: 'pjproject', accepts: null, why: message }],
    options: {
      sent,
      status: 200,
      reason: `OK ${who.user}`,
      durationMs: 9,
      server: `Kamailio (${who.inner})`,
      allow: ['INVITE'],
      findings: [finding],
    },
    timings: { tcpMs: 12, tlsMs: 21 },
    findings: [finding],
  };
  return {
    report: {
      tool: { name: 'sip-tls', version: '0.0.0' },
      target: `sips:${who.user}@${who.domain};transport=tls`,
      time: '2026-11-26T12:00:00.000Z',
      from: { host: who.machine, runtime: 'node 20.20.2', tlsLibrary: 'OpenSSL 3.0.19' },
      policy: { names: 'full', provider: 'own', trust: [`${who.file}, 3 certificates`, 'Node 20.20.2'] },
      resolution: {
        steps: [
          {
            name: who.domain,
            type: 'NAPTR',
            outcome: 'answer',
            why: message,
            server: `${who.nameServer}:53`,
            durationMs: 3,
            records: [
              {
                type: 'NAPTR',
                order: 1,
                preference: 1,
                flags: 's',
                service: 'SIPS+D2T',
                regexp: '',
                replacement: `_sips._tcp.${who.domain}`,
              },
              { type: 'SRV', priority: 1, weight: 1, port: 5061, target: who.inner },
              { type: 'CNAME', target: `${host}.` },
              { type: 'A', address: who.ipv4 },
              { type: 'AAAA', address: who.ipv6 },
            ],
          },
        ],
        candidates: [{ address: who.ipv4, family: 4, port: 5061, transport: 'TLS', serverName: who.domain, reason: message }],
      },
      endpoints: [endpoint],
      findings: [{ ...finding, at: { query: `SRV _sips._tcp.${who.domain}` } }],
      summary: { errors: 3, warnings: 0, infos: 0, hints: 0, endpoints: 1, reachable: 1 },
    },
    details: [
      {
        reason: message,
        host: who.inner,
        handshake: [{ kind: 'message', from: 'client', atMs: 0, name: 'ClientHello', detail: `SNI ${host}`, isEncrypted: false }],
        extensions: {
          [who.sha256]: [
            { name: 'Subject key identifier', value: who.keyId, isCritical: false },
            { name: '1.2.3.4', value: who.organization, isCritical: false },
            { name: 'Key usage', value: 'digitalSignature', isCritical: true },
          ],
        },
        unused: [],
        isWrongOrder: false,
        missing: { name: issuer, sentBy: [`[${who.ipv6}]:5061`], issuer },
        sentPem: '-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n',
        revocation: [message],
        options: { sent, answer: `SIP/2.0 200 OK\r\n${sent.split('\r\n').slice(1).join('\r\n')}\r\n\r\nbody of ${who.organization}` },
        trust: [`${who.file}, 3 certificates`],
        lockedOut: [{ what: 'TLS 1.0', who: 'Polycom' }],
      },
    ],
    titles: { 'chain/name-mismatch': 'Certificate does not name the domain' },
    durationMs: 100,
    traffic: { dnsQueries: 1, connections: 1, hellos: 1, options: 1 },
    commands: [{ shows: `The handshake with ${socket}`, command: finding.command }],
    sni: [{ socket, serverName: host, kind: 'asked', shows: leaf.subject, sha256: who.sha256 }],
  };
}

function certificate(who: Named, { subject }: { subject: string }): Certificate {
  return {
    subject,
    issuer: `CN=${escaped(who.authority)},O=${escaped(who.organization)},C=DE`,
    serial: who.serial,
    notBefore: '2026-09-01T00:00:00.000Z',
    notAfter: '2026-12-04T00:00:00.000Z',
    selfSigned: false,
    ca: false,
    sans: [
      { type: 'dns', value: `*.${who.domain}` },
      { type: 'dns', value: who.inner },
      { type: 'uri', value: `sip:${who.domain}` },
      { type: 'ip', value: who.ipv6 },
      { type: 'email', value: `${who.user}@${who.domain}` },
      { type: 'other', value: `O=${escaped(who.organization)}` },
    ],
    key: { type: 'EC', curve: 'P-256' },
    signature: 'ecdsa-with-SHA256',
    keyUsage: ['digitalSignature'],
    sha256: who.sha256,
    pem: '-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n',
  };
}
