import type { EnumerationFacts } from '#core/probe/facts';
import { askedVersions, suitesFor } from './enumerate-offers';
import type { EnumerationStep } from './enumerate-steps';

/** What an enumeration came to, as facts; a version that was not asked is unknown. */
export function enumerationFacts(steps: Iterable<EnumerationStep>): EnumerationFacts {
  const all = [...steps];
  const settled = new Set(all.flatMap((step) => (step.kind === 'order' ? (step.isServers ?? []) : [])));
  const [serverOrder = null] = settled;
  const told = new Map(all.flatMap((step) => (step.kind === 'version' ? [[step.version, step.verdict] as const] : [])));
  const end = all.find((step) => step.kind === 'end');
  return {
    versions: new Map(askedVersions.map((version) => [version, told.get(version) ?? 'unknown'])),
    suites: askedVersions.flatMap((version) => suitesOf(all, version)),
    serverOrder: settled.size === 1 ? serverOrder : null,
    groups: unique(all.flatMap((step) => (step.kind === 'group' ? [step.group] : []))),
    schemes: unique(all.flatMap((step) => (step.kind === 'scheme' ? [step.scheme] : []))),
    protocols: unique(all.flatMap((step) => (step.kind === 'protocol' ? [step.protocol] : []))),
    compression: all.find((step) => step.kind === 'compression')?.isTaken ?? null,
    isComplete: end?.reason === 'complete' && !all.some((step) => step.kind === 'incomplete' && step.part === 'suites'),
    hellos: end?.hellos ?? 0,
  };
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** In the server's order where it has one; else the likely first, so that two runs read alike. */
function suitesOf(steps: readonly EnumerationStep[], version: number): { version: number; suite: number }[] {
  const found = steps.flatMap((step) => (step.kind === 'suite' && step.version === version ? [step.suite] : []));
  const order = steps.find((step) => step.kind === 'order' && step.version === version);
  const codes = order?.kind === 'order' && order.isServers ? order.suites : suitesFor(version).filter((suite) => found.includes(suite));
  return codes.map((suite) => ({ version, suite }));
}
