import type { Severity } from '../rules/rule';
import type { Checked, UnknownFile } from './check';

/** Writes one format. Files come in the order of the command line; what is returned is printed at once. */
export interface Reporter {
  file(checked: Checked, from: 'named' | 'folder'): string;
  /** A file named on the command line that holds nothing that is checked. */
  unknown(file: UnknownFile): string;
  end(run: Run): string;
}

/** What is known when all is done. */
export interface Run {
  readonly exitCode: number;
  /** In words, as on standard error: files that could not be read or are not what is checked. */
  readonly failures: readonly string[];
}

export interface ReporterOptions {
  readonly version: string;
  /** Findings below are not shown. */
  readonly least: Severity;
}
