import { versions } from 'node:process';
import type { ProbeFacts } from '#core/probe/facts';
import { endpointDetail, sniRows } from '#core/report/probe/details';
import type { ProbeTraffic, ProbeView } from '#core/report/probe/model';
import { probeReport } from '#core/report/probe/report';
import { stepCommands } from '#core/report/probe/step-commands';
import { judgeProbe } from '#core/rules/endpoint-engine';
import type { EndpointRule } from '#core/rules/endpoint-rule';
import type { RuleSet } from '#core/rules/engine';
import { nameText } from '#core/x509/distinguished-name';
import { checkSignature } from './certificates';
import type { ProbeRequest } from './request';

/** Written in by the build; tests have none. */
declare const SIP_TLS_VERSION: string | undefined;

export interface ViewOptions {
  readonly request: ProbeRequest;
  readonly time: Date;
  readonly host: string;
  readonly durationMs: number;
  readonly traffic: ProbeTraffic;
  readonly rules: RuleSet<EndpointRule>;
  readonly progress?: ProbeView['progress'];
}

/** Has the facts judged, and puts report and details together. */
export function probeView(facts: ProbeFacts, options: ViewOptions): ProbeView {
  const { request, time, host, durationMs, traffic, rules, progress } = options;
  const findings = judgeProbe(facts, rules);
  const report = probeReport(facts, findings, {
    tool: { name: 'sip-tls', version: typeof SIP_TLS_VERSION === 'string' ? SIP_TLS_VERSION : '0' },
    time,
    from: { host, runtime: runtimeName(), tlsLibrary: libraryName() },
    withPem: request.withPem,
    isSignedBy: (certificate, issuer) => checkSignature(certificate, issuer) === 'good',
    nameOf: nameText,
  });
  const found = new Set([...findings.target, ...findings.endpoints.flat()].map(({ rule }) => rule));
  return {
    report,
    details: facts.endpoints.map((endpoint, i) => endpointDetail(endpoint, facts, findings.endpoints[i] ?? [])),
    titles: Object.fromEntries(rules.active.flatMap(({ rule }) => (found.has(rule.id) ? [[rule.id, rule.title]] : []))),
    ...(progress ? { progress } : {}),
    durationMs,
    traffic,
    plan: { options: request.options, enumerate: request.enumerate, timeoutMs: request.timeoutMs },
    ...(request.at === undefined ? {} : { judgedAt: request.at }),
    ...(!facts.hasIpv6 && facts.endpoints.some(({ family }) => family === 6) ? { hasNoIpv6: true } : {}),
    commands: stepCommands(facts),
    sni: sniRows(facts.sniAnswers),
  };
}

const runtimeName = (): string => (versions.electron === undefined ? `node ${versions.node}` : `Electron ${versions.electron}`);

/** Electron's node is built with another library, which calls itself so in this very field. */
const libraryName = (): string => (/boringssl/i.test(versions.openssl ?? '') ? 'BoringSSL' : `OpenSSL ${versions.openssl ?? 'unknown'}`);
