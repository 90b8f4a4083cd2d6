/** What the suite in the extension host tells the runner outside: a file is the one channel that nothing in between can swallow. */
export interface HostReport {
  readonly vscode: string;
  readonly app: string;
  readonly node: string;
  /** False while the suite runs, and for ever where it hung or died. */
  readonly isWhole: boolean;
  readonly results: readonly HostResult[];
}

export interface HostResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  readonly error?: string;
}
