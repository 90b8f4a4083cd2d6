import type { CheckedFile, CheckReport } from '../../contracts';
import { type Checked, isAtLeast, summaryOf } from './check';
import type { Reporter, ReporterOptions } from './reporter';

/** One CheckReport at the end. */
export function jsonReporter({ version, least }: ReporterOptions): Reporter {
  const files: CheckedFile[] = [];
  return {
    file: (checked) => {
      files.push(shown(checked, least));
      return '';
    },
    unknown: (file) => {
      files.push(file);
      return '';
    },
    end: () => {
      const summary = summaryOf(files.flatMap((file) => file.findings));
      return `${safeJson({ tool: { name: 'sip-tls', version }, files, summary } satisfies CheckReport, 2)}\n`;
    },
  };
}

/** One CheckedFile a line, as each finishes. */
export function jsonLinesReporter({ least }: ReporterOptions): Reporter {
  return {
    file: (checked) => `${safeJson(shown(checked, least))}\n`,
    unknown: (file) => `${safeJson(file)}\n`,
    end: () => '',
  };
}

const shown = ({ file }: Checked, least: ReporterOptions['least']): CheckedFile => ({
  ...file,
  findings: file.findings.filter(({ severity }) => isAtLeast(severity, least)),
});

/** JSON without characters that a terminal or a line-based reader would obey: JSON itself escapes only those below U+0020. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
