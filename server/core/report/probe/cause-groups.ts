import type { ReportFinding, Severity } from '../../../contracts';
import { listed } from '../../hover/words';
import type { Cause } from './causes';
import type { ProbeView } from './model';
import { type Standing, worstFirst } from './standing';
import { addresses } from './words';

export interface CauseGroup {
  readonly cause: Cause;
  /** Indexes of endpoints. */
  readonly members: readonly number[];
}

/** Those that fail for the same cause, the worst first. */
export function causeGroups(standings: readonly Standing[]): readonly CauseGroup[] {
  const groups = new Map<string, { cause: Cause; members: number[] }>();
  for (const index of worstFirst(standings)) {
    const standing = standings[index];
    if (!standing || !('cause' in standing)) continue;
    const group = groups.get(standing.cause.id);
    if (group) group.members.push(index);
    else groups.set(standing.cause.id, { cause: standing.cause, members: [index] });
  }
  return [...groups.values()];
}

/** `192.0.2.1 and 192.0.2.2`; of many only the number. */
export const few = (names: readonly string[]): string => (names.length > 3 ? addresses(names.length) : listed(names));

const ranks: { readonly [severity in Severity]: number } = { error: 0, warning: 1, info: 2, hint: 3 };

/** Of one endpoint, or of all and the target; `least`: lighter ones do not count. */
export function worstFinding({ report }: ProbeView, endpoint?: number, least: Severity = 'hint'): ReportFinding | undefined {
  const all =
    endpoint === undefined
      ? [...report.endpoints.flatMap(({ findings }) => findings), ...report.findings]
      : (report.endpoints[endpoint]?.findings ?? []);
  return all
    .filter(({ severity }) => ranks[severity] <= ranks[least])
    .reduce<ReportFinding | undefined>(
      (worst, finding) => (worst && ranks[worst.severity] <= ranks[finding.severity] ? worst : finding),
      undefined,
    );
}
