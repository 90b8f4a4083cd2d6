import type { Summary } from '../../../contracts';
import type { Severity } from '../../rules/rule';
import { isAtLeast, summaryOf } from '../check';
import type { ProbeView } from './model';

/** Writes one format. A target is shown when it is done, and not kept: between two of them stands `between`. */
export interface ProbeReporter {
  readonly begin: string;
  readonly between: string;
  show(view: ProbeView): string;
  end(tally: Tally): string;
}

/** What is remembered of targets that are done. */
export interface Tally extends Summary {
  readonly targets: number;
  /** TCP connected to one of its addresses at least. */
  readonly reached: number;
  /** Of those: no finding is an error. */
  readonly withoutError: number;
}

export const noTargets: Tally = { targets: 0, reached: 0, withoutError: 0, errors: 0, warnings: 0, infos: 0, hints: 0 };

export function counted(tally: Tally, { report }: ProbeView): Tally {
  const { errors, warnings, infos, hints } = summaryOf(allFindings(report));
  const isReached = report.summary.reachable > 0;
  return {
    targets: tally.targets + 1,
    reached: tally.reached + (isReached ? 1 : 0),
    withoutError: tally.withoutError + (isReached && errors === 0 ? 1 : 0),
    errors: tally.errors + errors,
    warnings: tally.warnings + warnings,
    infos: tally.infos + infos,
    hints: tally.hints + hints,
  };
}

/** 3: nothing could be reached. 1: something is wrong, or one of several could not be reached. */
export function exitCodeOf({ targets, reached, errors, withoutError }: Tally): 0 | 1 | 3 {
  if (reached === 0) return 3;
  return errors > 0 || withoutError < targets ? 1 : 0;
}

/** Those of the target and of each endpoint, and what the answers to OPTIONS have wrong. */
export function* allFindings({ findings, endpoints }: ProbeView['report']): Generator<{ readonly severity: Severity }> {
  yield* findings;
  for (const endpoint of endpoints) {
    yield* endpoint.findings;
    yield* endpoint.options?.findings ?? [];
  }
}

/** The view without findings below a severity; the summary counts what is left. */
export function atLeast(view: ProbeView, least: Severity): ProbeView {
  const loud = <F extends { readonly severity: Severity }>(findings: readonly F[]): F[] =>
    findings.filter(({ severity }) => isAtLeast(severity, least));
  const endpoints = view.report.endpoints.map((endpoint) => ({
    ...endpoint,
    findings: loud(endpoint.findings),
    ...(endpoint.options ? { options: { ...endpoint.options, findings: loud(endpoint.options.findings) } } : {}),
  }));
  const report = { ...view.report, endpoints, findings: loud(view.report.findings) };
  return { ...view, report: { ...report, summary: { ...report.summary, ...summaryOf(allFindings(report)) } } };
}
