import type { Finding, ReportFinding } from '../../../contracts';
import type { Severity } from '../../rules/rule';
import type { Painter } from '../colours';
import { visible } from '../visible';
import { addressTable } from './address-table';
import type { ProbeView } from './model';
import { atLeast, type ProbeReporter } from './reporter';
import { verdictOf } from './verdict';

/**
 * For a pipe: a line for each address, `target socket works|fails|unreached|untried facts`, one for each finding, `target place severity rule
 * message`, and one that says what it comes to, `target - verdict text`.
 */
export function linesReporter({ least, paint }: { readonly least: Severity; readonly paint: Painter }): ProbeReporter {
  return { begin: '', between: '', show: (view) => `${linesOf(view, { least, paint }).join('\n')}\n`, end: () => '' };
}

function linesOf(view: ProbeView, { least, paint }: { readonly least: Severity; readonly paint: Painter }): string[] {
  const { report } = atLeast(view, least);
  const target = visible(report.target);
  const line = (place: string, word: string, text: string): string =>
    `${paint.path(`${target} ${visible(place)}`)} ${word} ${visible(text.replaceAll(/\s*[\r\n]\s*/g, ' '))}`;
  const findingLine = (finding: Finding & Partial<ReportFinding>, place: string): string => {
    const { severity, rule, message, remedy } = finding;
    const text = remedy === undefined || remedy === '' ? message : `${message} Do: ${remedy}`;
    return line(place, `${paint[severity](severity)} ${paint.dim(visible(rule))}`, text);
  };
  const { rows, columns } = addressTable(view);
  return [
    ...report.findings.map((finding) => findingLine(finding, finding.at.endpoint ?? finding.at.query?.replaceAll(' ', ':') ?? '-')),
    ...rows.flatMap(({ index, socket, serverName, standing, cells }) => {
      const endpoint = report.endpoints[index];
      const place = serverName === undefined ? socket : `${socket}/${serverName ?? ''}`;
      const seen = columns.filter((column) => cells[column].tone !== 'unknown').map((column) => `${labels[column]} ${cells[column].text}`);
      const because = 'cause' in standing ? [standing.cause.short] : 'why' in standing ? [standing.why] : [];
      return [
        line(place, standing.kind, [...because, ...seen].join('; ')),
        ...[...(endpoint?.findings ?? []), ...(endpoint?.options?.findings ?? [])].map((finding) => findingLine(finding, place)),
      ];
    }),
    line('-', 'verdict', verdictOf(view).headline),
  ];
}

const labels = { certificates: 'certificates:', name: 'name:', expiry: 'leaf:', version: 'version:', options: 'OPTIONS:' } as const;
