import { isAtLeast } from './check';
import type { Reporter, ReporterOptions } from './reporter';
import { visible } from './visible';

/** Workflow commands: GitHub shows each as an annotation of the line. A path is as it was given, which is from the root of the repository. */
export function githubReporter({ least }: ReporterOptions): Reporter {
  return {
    file: ({ file }) =>
      file.findings
        .filter(({ severity }) => isAtLeast(severity, least))
        .map(({ severity, rule, message, remedy, start, end }) => {
          const level = severity === 'error' || severity === 'warning' ? severity : 'notice';
          // An end column is understood on the same line only.
          const columns = `col=${start.column}${end.line === start.line && end.column > start.column ? `,endColumn=${end.column}` : ''}`;
          const place = `file=${property(file.path)},line=${start.line},${columns},title=${property(rule)}`;
          return `::${level} ${place}::${data(remedy === undefined ? message : `${message}\nDo: ${remedy}`)}\n`;
        })
        .join(''),
    unknown: ({ path, reason }) => `::error file=${property(path)}::${data(`Not checked: ${reason}`)}\n`,
    end: () => '',
  };
}

/** Line ends and what begins an escape; anything else that a terminal would obey is made visible. */
const data = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => visible(line).replaceAll('%', '%25'))
    .join('%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
