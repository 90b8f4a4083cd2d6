import { enumerationRecord } from '#core/report/probe/enumeration';
import { type EnumerateOptions, enumerate } from '../../server/probe/enumerate';
import type { EnumerationStep } from '../../server/probe/enumerate-steps';
import { enumerationFacts } from '../../server/probe/enumeration-facts';

export interface Enumerated {
  readonly report: ReturnType<typeof enumerationRecord>;
  readonly steps: readonly EnumerationStep[];
}

export const enumerateOptions = (more: Partial<EnumerateOptions> = {}): EnumerateOptions => ({
  deadline: performance.now() + 20_000,
  signal: new AbortController().signal,
  serverName: 'sip.example.com',
  connections: 4,
  helloTimeoutMs: 5000,
  ...more,
});

/** The whole enumeration of a server on loopback. */
export async function enumerated(port: number, more: Partial<EnumerateOptions> = {}): Promise<Enumerated> {
  const steps: EnumerationStep[] = [];
  for await (const step of enumerate({ address: '127.0.0.1', port }, enumerateOptions(more))) steps.push(step);
  return { report: enumerationRecord(enumerationFacts(steps)), steps };
}

export const incomplete = ({ steps }: Enumerated) => steps.filter((step) => step.kind === 'incomplete').map(({ part }) => part);
/** By the name of the version. */
export const suitesOf = ({ report }: Enumerated, version: string): string[] =>
  report.suites.filter((suite) => suite.version === version).map(({ cipher }) => cipher);

/** Repeatable chance; the seed is printed, and taken from SEED. */
export const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
let state = seed;
export function chance(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
export const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
/** In any order. */
export const some = <T>(all: readonly T[], atLeast: number): T[] =>
  shuffled(all).slice(0, atLeast + Math.floor(chance() * (all.length - atLeast + 1)));
