/** Texts with carets below the lines that are marked: `     ^^^^ sip/rule-id`. */

const mark = /^[ \t]*\^+[ \t]+[a-z]+\/[a-z0-9-]+[ \t]*\r?$/;

/** The text without its marks and without the line end that opens a template. */
export function unmarked(text: string): string {
  return text
    .replace(/^\n/, '')
    .split('\n')
    .filter((line) => !mark.test(line))
    .join('\n');
}

export interface Marking {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** The text with marks below its lines. A span over several lines is marked on its first. */
export function withMarks(text: string, findings: readonly Marking[]): string {
  const lines: string[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push(line);
    const end = start + line.length;
    for (const finding of findings) {
      if (finding.start < start || finding.start > end) continue;
      const length = Math.max(1, Math.min(finding.end, end) - finding.start);
      lines.push(`${' '.repeat(finding.start - start)}${'^'.repeat(length)} ${finding.rule}`);
    }
    start = end + 1;
  }
  return lines.join('\n');
}
