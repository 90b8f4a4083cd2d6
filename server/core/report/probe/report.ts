import type { Endpoint, Finding, ProbeReport, ReportFinding, Severity, Summary, Tool } from '../../../contracts';
import type { ChainFacts, EndpointFacts, OptionsFacts, ProbeFacts, TlsFacts } from '../../probe/facts';
import { judgeVerifiers, verifierFactsOf } from '../../probe/verifiers';
import type { ProbeFindings } from '../../rules/endpoint-engine';
import { maskSecrets } from '../../text/secrets';
import type { Choice } from '../../tls/conversation';
import { groupName } from '../../tls/groups';
import { schemeName } from '../../tls/schemes';
import { suiteName } from '../../tls/suites';
import { versionName } from '../../tls/versions';
import type { Certificate } from '../../x509/certificate';
import type { JudgedPath } from '../../x509/chain';
import { openSslWord } from '../../x509/openssl-words';
import { certificateReport } from '../certificate';
import { enumerationRecord } from './enumeration';

/** What a report says of the run itself. */
export interface ReportOptions {
  readonly tool: Tool;
  readonly time: Date;
  readonly from: ProbeReport['from'];
  readonly withPem: boolean;
  readonly isSignedBy: (certificate: Certificate, issuer: Certificate) => boolean;
  /** RFC 4514 of a distinguished name in DER; a server names its certificate authorities so. */
  readonly nameOf: (der: Uint8Array) => string;
}

/** The facts and what the rules find in them, as the public contract tells it. */
export function probeReport(facts: ProbeFacts, findings: ProbeFindings, options: ReportOptions): ProbeReport {
  const endpoints = facts.endpoints.map((endpoint, i) => endpointReport(endpoint, findings.endpoints[i] ?? [], options));
  const { policy, target, resolution } = facts;
  return {
    tool: options.tool,
    target: maskSecrets(target.text),
    time: options.time.toISOString(),
    from: options.from,
    policy: { names: policy.names, ...(policy.provider ? { provider: policy.provider.id } : {}), trust: [...policy.trust] },
    resolution: { steps: [...resolution.steps], candidates: [...resolution.candidates] },
    endpoints,
    findings: [...findings.target],
    summary: {
      ...counted([
        ...findings.target,
        ...findings.endpoints.flat(),
        ...facts.endpoints.flatMap(({ options: asked }) => asked?.findings ?? []),
      ]),
      endpoints: endpoints.length,
      reachable: facts.endpoints.filter(({ tls }) => tls !== undefined).length,
    },
  };
}

const counted = (findings: readonly Finding[]): Summary => {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info'), hints: count('hint') };
};

function endpointReport(facts: EndpointFacts, findings: readonly ReportFinding[], options: ReportOptions): Endpoint {
  const { address, port, transport, outcome, tls, chain, enumeration, timings } = facts;
  const tlsPart = tls && tlsReport(tls, options);
  const verifiers = verifierFactsOf(facts);
  return {
    address,
    port,
    transport,
    serverName: tls?.conversation.offer?.serverName ?? null,
    outcome,
    ...(tls?.alert && outcome !== 'ok' ? { alert: alertReport(tls.alert) } : {}),
    ...(tlsPart ? { tls: tlsPart } : {}),
    ...(chain ? { chain: chainReport(chain, options) } : {}),
    ...(chain?.names ? { names: { rfc5922: { ...chain.names.rfc5922 }, practice: { ...chain.names.practice } } } : {}),
    ...(verifiers ? { verifiers: judgeVerifiers(verifiers).map((verdict) => ({ ...verdict })) } : {}),
    ...(enumeration ? { enumeration: enumerationRecord(enumeration) } : {}),
    ...(facts.options ? { options: optionsReport(facts.options) } : {}),
    timings: rounded(timings),
    findings: [...findings],
  };
}

const alertReport = ({ direction, level, code, name }: NonNullable<TlsFacts['alert']>): Endpoint['alert'] => ({
  direction,
  level,
  code,
  name,
});

/** To a tenth of a millisecond: beyond that a clock says nothing. */
const tenths = (ms: number): number => Math.round(ms * 10) / 10;

function rounded({ tcpMs, tlsMs, sipMs }: EndpointFacts['timings']): Endpoint['timings'] {
  return {
    ...(tcpMs === undefined ? {} : { tcpMs: tenths(tcpMs) }),
    ...(tlsMs === undefined ? {} : { tlsMs: tenths(tlsMs) }),
    ...(sipMs === undefined ? {} : { sipMs: tenths(sipMs) }),
  };
}

function tlsReport({ conversation, clientCertificate, resumption }: TlsFacts, { nameOf }: ReportOptions): Endpoint['tls'] | undefined {
  const { answer, serverCertificates } = conversation;
  if (answer.kind !== 'chosen' || clientCertificate === 'cannot-tell') return undefined;
  const group = groupOf(answer);
  const request = conversation.clientCertificate.kind === 'asked' ? conversation.clientCertificate.request : undefined;
  return {
    version: versionName(answer.version),
    cipher: suiteName(answer.suite),
    ...(group === undefined ? {} : { group }),
    ...(answer.scheme === undefined ? {} : { signatureScheme: schemeName(answer.scheme) }),
    alpn: answer.protocol ?? null,
    // Known only where a second connection offered the session of the first.
    ...(resumption ? { resumed: resumption === 'accepted' } : {}),
    clientCertificate,
    acceptedCAs: (request?.authorities ?? []).map(nameOf),
    ...(request && request.schemes.length > 0 ? { acceptedSignatureSchemes: request.schemes.map(schemeName) } : {}),
    stapled: serverCertificates.kind === 'sent' && serverCertificates.stapled !== undefined,
  };
}

/** `X25519`; of finite fields their size, since before TLS 1.3 they have no name. */
export function groupOf({ keyExchange }: Choice): string | undefined {
  if (keyExchange.kind === 'group') return groupName(keyExchange.group);
  return keyExchange.kind === 'dhe' ? `DHE ${keyExchange.bits} bits` : undefined;
}

function chainReport(chain: ChainFacts, options: ReportOptions): NonNullable<Endpoint['chain']> {
  const { sent, verdict, openssl, revocation, helpers } = chain;
  const record = (certificate: Certificate) => certificateReport(certificate, options);
  const path = verdict.kind === 'judged' ? verdict.path : undefined;
  const fetched = new Set(helpers.map(({ certificate }) => certificate.sha256));
  const missing = path && missingIssuer(path);
  return {
    sent: sent.flatMap((one) => (one.kind === 'certificate' ? record(one) : [])),
    built: (path?.links ?? []).map(({ certificate, from }) => ({
      ...record(certificate),
      from: from === 'sent' && fetched.has(certificate.sha256) ? 'aia' : from,
    })),
    complete: verdict.kind === 'judged' && verdict.isComplete,
    trusted: verdict.kind === 'judged' && verdict.isTrusted,
    ...(missing ? { missingIssuer: missing } : {}),
    openssl: openssl.ok ? { ok: true } : { ok: false, code: openssl.code, ...textOf(openssl.code) },
    revocation: revocation.revocation,
  };
}

function textOf(code: string): { text?: string } {
  const text = openSslWord(code)?.text;
  return text === undefined ? {} : { text };
}

export function missingIssuer({ end }: JudgedPath): { name: string; aia?: string } | undefined {
  if (end.kind !== 'missing') return undefined;
  const [aia] = end.aia;
  return { name: end.issuer, ...(aia === undefined ? {} : { aia }) };
}

function optionsReport({ sent, answer, sipMs, findings }: OptionsFacts): NonNullable<Endpoint['options']> {
  const server = answer?.value('Server') ?? answer?.value('User-Agent');
  const allow = answer?.value('Allow');
  return {
    sent: maskSecrets(sent),
    ...(answer ? { status: answer.status, reason: answer.startLine.kind === 'response' ? maskSecrets(answer.startLine.reason) : '' } : {}),
    ...(sipMs === undefined ? {} : { durationMs: tenths(sipMs) }),
    ...(server === undefined ? {} : { server: maskSecrets(server) }),
    ...(allow === undefined ? {} : { allow: allow.split(',').map((method) => method.trim()) }),
    findings: findings.map((finding) => ({ ...finding, cites: [...finding.cites] })),
  };
}
