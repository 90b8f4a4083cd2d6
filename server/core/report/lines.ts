import { isAtLeast } from './check';
import type { Painter } from './colours';
import type { Reporter, ReporterOptions } from './reporter';
import { visible } from './visible';

/** For a pipe: one finding a line, `path:line:column severity rule message`, and nothing else. */
export function linesReporter({ least, paint }: ReporterOptions & { readonly paint: Painter }): Reporter {
  return {
    file: ({ file }) =>
      file.findings
        .filter(({ severity }) => isAtLeast(severity, least))
        .map(({ severity, rule, message, remedy, start }) => {
          const place = paint.path(`${visible(file.path)}:${start.line}:${start.column}`);
          const text = visible(oneLine(remedy === undefined ? message : `${message} Do: ${remedy}`));
          return `${place} ${paint[severity](severity)} ${paint.dim(rule)} ${text}\n`;
        })
        .join(''),
    unknown: () => '',
    end: () => '',
  };
}

const oneLine = (text: string): string => text.replace(/\s*[\r\n]\s*/g, ' ');
