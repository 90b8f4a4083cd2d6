import { groupName } from '#core/tls/groups';
import { schemeName } from '#core/tls/schemes';
import { gradeOf, suiteName } from '#core/tls/suites';
import { hexCode, versionName } from '#core/tls/versions';
import type { Endpoint as EndpointReport } from '../contracts';
import type { EnumerationStep } from './enumerate';
import { askedVersions, suitesFor } from './enumerate-offers';

type Report = NonNullable<EndpointReport['enumeration']>;

/** The steps so far as the public contract tells them; a version not yet asked is `unknown`. */
export function enumerationOf(steps: Iterable<EnumerationStep>): Report {
  const all = [...steps];
  const orders = all.filter((step) => step.kind === 'order');
  const settled = new Set(orders.flatMap(({ isServers }) => isServers ?? []));
  const [serverOrder = null] = settled;
  const compression = all.find((step) => step.kind === 'compression')?.isTaken ?? null;
  const told = new Map(all.flatMap((step) => (step.kind === 'version' ? [[step.version, step.verdict] as const] : [])));
  return {
    versions: Object.fromEntries(askedVersions.map((version) => [versionName(version), told.get(version) ?? 'unknown'])),
    suites: askedVersions.flatMap((version) => suitesOf(all, version)),
    serverOrder: settled.size === 1 ? serverOrder : null,
    groups: unique(all.flatMap((step) => (step.kind === 'group' ? [groupName(step.group)] : []))),
    signatureSchemes: unique(all.flatMap((step) => (step.kind === 'scheme' ? [schemeName(step.scheme)] : []))),
    alpn: unique(all.flatMap((step) => (step.kind === 'protocol' ? [step.protocol] : []))),
    compression,
    handshakes: all.find((step) => step.kind === 'end')?.hellos ?? 0,
  };
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** As the server chose them where it has an order; else the likely first, so that two runs read alike. */
function suitesOf(steps: readonly EnumerationStep[], version: number): Report['suites'] {
  const found = steps.flatMap((step) => (step.kind === 'suite' && step.version === version ? [step.suite] : []));
  const isServers = steps.some((step) => step.kind === 'order' && step.version === version && step.isServers);
  const codes = isServers ? found : suitesFor(version).filter((suite) => found.includes(suite));
  return codes.map((code) => {
    const cipher = suiteName(code);
    return { version: versionName(version), cipher, code: hexCode(code), grade: gradeOf(cipher) };
  });
}
