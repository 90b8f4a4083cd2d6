import type { ReportFinding, Severity } from '../../../contracts';
import { listed } from '../../hover/words';
import type { ProbeView } from './model';
import { addresses, allAddresses, count, grouped, socketOf } from './words';

/** The same finding on several addresses is told once. */
export interface FindingGroup {
  /** As told of the first address. */
  readonly finding: ReportFinding;
  readonly title: string;
  /** Indexes of the endpoints that it is about; empty: the target as a whole. */
  readonly endpoints: readonly number[];
  /** `192.0.2.14:5061, certificate 1`, `all 3 addresses`, `SRV _sips._tcp.example.com`. */
  readonly where: string;
  /** Further findings of this rule with other values, which are left out. */
  readonly more: number;
}

/** The worst first; of each severity those about the target, then in the order of the endpoints. */
export function findingGroups({ report, titles }: ProbeView): readonly FindingGroup[] {
  const groups = new Map<string, { finding: ReportFinding; endpoints: number[] }>();
  const add = (finding: ReportFinding, key: string, endpoint?: number): void => {
    const group = groups.get(key);
    if (!group) groups.set(key, { finding, endpoints: endpoint === undefined ? [] : [endpoint] });
    else if (endpoint !== undefined && group.endpoints.at(-1) !== endpoint) group.endpoints.push(endpoint);
  };
  for (const finding of report.findings) add(finding, JSON.stringify([finding.rule, finding.severity, finding.message, finding.at]));
  report.endpoints.forEach((endpoint, index) => {
    const own = [socketOf(endpoint), endpoint.address];
    for (const finding of endpoint.findings) {
      const { rule, severity, message, at } = finding;
      add(
        finding,
        [rule, severity, at.certificate, at.query, at.line, own.reduce((text, name) => text.replaceAll(name, '\u0000'), message)].join(
          '\u0001',
        ),
        index,
      );
    }
  });
  const sorted = [...groups.values()].sort((a, b) => ranks[a.finding.severity] - ranks[b.finding.severity]);
  const sockets = report.endpoints.map(socketOf);
  const told = new Map<string, number>();
  for (const { finding } of sorted) told.set(ruleKey(finding), (told.get(ruleKey(finding)) ?? 0) + 1);
  const shown = new Map<string, number>();
  return sorted.flatMap(({ finding, endpoints }): FindingGroup[] => {
    const number = (shown.get(ruleKey(finding)) ?? 0) + 1;
    shown.set(ruleKey(finding), number);
    if (number > MOST_OF_A_RULE) return [];
    const more = number === MOST_OF_A_RULE ? (told.get(ruleKey(finding)) ?? 0) - MOST_OF_A_RULE : 0;
    return [{ finding, endpoints, more, title: titles[finding.rule] ?? finding.rule, where: whereOf(finding, endpoints, sockets) }];
  });
}

/** How many causes of each severity there are: what is found on every address counts once. */
export function causeCounts(groups: readonly FindingGroup[]): { readonly [severity in Severity]: number } {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { finding, more } of groups) counts[finding.severity] += 1 + more;
  return counts;
}

/** `1 error, 2 warnings`; `none`. */
export function causeWords(groups: readonly FindingGroup[]): string {
  const counts = causeCounts(groups);
  const words = (['error', 'warning', 'info', 'hint'] as const).flatMap((severity) =>
    counts[severity] > 0 ? [count(counts[severity], severity)] : [],
  );
  return words.join(', ') || 'none';
}

const MOST_OF_A_RULE = 3;
const ranks: { readonly [severity in Severity]: number } = { error: 0, warning: 1, info: 2, hint: 3 };
const ruleKey = ({ rule, severity }: ReportFinding): string => `${rule} ${severity}`;

function whereOf({ at }: ReportFinding, endpoints: readonly number[], sockets: readonly string[]): string {
  const names = endpoints.length > 0 ? endpoints.map((index) => sockets[index] ?? '') : at.endpoint === undefined ? [] : [at.endpoint];
  const who =
    names.length > 1 && names.length === sockets.length
      ? allAddresses(names.length)
      : names.length > MOST_NAMES
        ? addresses(names.length)
        : listed(names);
  const parts = [who, at.certificate === undefined ? '' : `certificate ${grouped(at.certificate + 1)}`, at.query ?? '', at.line ?? ''];
  return parts.filter((part) => part !== '').join(', ');
}

const MOST_NAMES = 4;
