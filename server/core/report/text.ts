import type { Severity, Summary, TextFinding } from '../../contracts';
import { type Checked, isAtLeast, summaryOf } from './check';
import type { Painter } from './colours';
import type { Excerpt } from './excerpt';
import type { Reporter, ReporterOptions } from './reporter';
import { columnsOf, visible, wrap } from './visible';

export interface TextOptions extends ReporterOptions {
  readonly paint: Painter;
  /** Columns of the terminal. */
  readonly width: number;
}

/** For a terminal: each finding with its source line, what to do, and the sections it rests on; a summary at the end. */
export function textReporter({ least, paint, width }: TextOptions): Reporter {
  const all: TextFinding[] = [];
  let files = 0;
  let withFindings = 0;
  let cleanNamed = 0;
  let before: 'nothing' | 'clean' | 'findings' = 'nothing';
  return {
    file(checked, from) {
      const { file } = checked;
      const shown = file.findings.filter(({ severity }) => isAtLeast(severity, least));
      all.push(...file.findings.map(bare));
      files++;
      if (shown.length === 0) {
        // In a folder with many files only those that say something are listed.
        if (from === 'folder') return '';
        cleanNamed++;
        const gap = before === 'findings' ? '\n' : '';
        before = 'clean';
        return `${gap}${paint.path(visible(file.path))}  ${describe(checked)}: nothing at or above ${least}.\n`;
      }
      const gap = before === 'nothing' ? '' : '\n';
      before = 'findings';
      withFindings++;
      const blocks = shown.map((finding) => `${block(finding, checked, { paint, width })}\n`);
      return `${gap}${paint.path(visible(file.path))}  ${describe(checked)}\n\n${blocks.join('\n')}`;
    },
    unknown: () => '',
    end() {
      if (files === 0) return '';
      const shown = all.filter(({ severity }) => isAtLeast(severity, least));
      const hidden = hiddenLine(all.filter(({ severity }) => !isAtLeast(severity, least)));
      if (withFindings > 0) {
        const where = files > withFindings ? `${withFindings} of ${count(files, 'file')}` : count(files, 'file');
        return `\n${counts(summaryOf(shown), paint)} in ${where}.${hidden && ` ${hidden}`}\n`;
      }
      if (files === cleanNamed)
        return files <= 1 ? hidden && `${hidden}\n` : `\nNothing at or above ${least} in ${files} files.${hidden && ` ${hidden}`}\n`;
      return `Nothing at or above ${least} in ${count(files, 'file')}.${hidden && ` ${hidden}`}\n`;
    },
  };
}

/** Texts and places of findings that were printed need not be kept. */
const bare = ({ rule, severity, start, end }: TextFinding): TextFinding => ({ rule, severity, message: '', cites: [], start, end });

/** `Kamailio sipdump, 31 messages, 1 call`; `2 bare messages` */
function describe(checked: Checked): string {
  if (!('calls' in checked)) return checked.title;
  const { file, title, calls } = checked;
  const messages = file.format === 'bare' ? count(file.messages, 'bare message') : `${title}, ${count(file.messages, 'message')}`;
  return calls > 0 ? `${messages}, ${count(calls, 'call')}` : messages;
}

function block(finding: TextFinding, { file, excerpt }: Checked, { paint, width }: { paint: Painter; width: number }): string {
  const { severity, start } = finding;
  const lines = [
    `${paint.path(`${visible(file.path)}:${start.line}:${start.column}`)}  ${paint[severity](severity)}  ${paint.dim(finding.rule)}`,
  ];
  const indented = (text: string, indent: string, hanging = indent) =>
    wrap(visible(text.replaceAll(/[\r\n]+/g, ' ')), width - hanging.length).map((line, i) => (i === 0 ? indent : hanging) + line);
  lines.push(...indented(finding.message, '  '));
  lines.push(...marked(excerpt(finding), { paint: paint[severity], width: width - 4 }).map((line) => `    ${line}`));
  if (finding.remedy !== undefined) lines.push(...indented(`Do: ${finding.remedy}`, '  '));
  for (const { path, start: at, message } of finding.related ?? [])
    lines.push(...indented(`${path === undefined ? 'line ' : `${path}:`}${at.line}: ${message}`, '  - ', '    '));
  lines.push(...wrap(finding.cites.join(', '), width - 2).map((line) => `  ${paint.dim(line)}`));
  return lines.join('\n');
}

/** A source line and the carets below it. A line that is too long is cut around its mark. */
function marked(excerpt: Excerpt, { paint, width }: { paint: (text: string) => string; width: number }): string[] {
  const { text, start, end } = cutAround(excerpt, width);
  if (text.trim() === '') return [];
  const before = columnsOf(text.slice(0, start));
  const under = Math.max(1, columnsOf(text.slice(start, end)));
  return [text, ' '.repeat(before) + paint('^'.repeat(Math.min(under, Math.max(1, width - before))))];
}

function cutAround(excerpt: Excerpt, width: number): Excerpt {
  const text = visible(excerpt.text).trimEnd();
  const start = Math.min(excerpt.start, text.length);
  const end = Math.max(start, Math.min(excerpt.end, text.length));
  if (columnsOf(text) <= width) return { text, start, end };
  // Wide characters take two columns, so half as many of them have room.
  const room = columnsOf(text) > text.length ? Math.floor(width / 2) : width;
  // As much of the mark as has room, and what stands before it.
  const markLength = Math.min(end - start, room - 2);
  const from =
    start + markLength + 1 <= room ? 0 : Math.max(0, Math.min(start - Math.floor((room - markLength) / 2), text.length - room + 1));
  const isCutLeft = from > 0;
  const to = Math.min(text.length, from + room - (isCutLeft ? 1 : 0) - 1);
  const isCutRight = to < text.length;
  const shift = (isCutLeft ? 1 : 0) - from;
  return {
    text: `${isCutLeft ? '…' : ''}${text.slice(from, to)}${isCutRight ? '…' : ''}`,
    start: start + shift,
    end: Math.min(end, to) + shift,
  };
}

/** `1 error, 2 warnings`; what is not there is not counted. */
export function counts({ errors, warnings, infos, hints }: Summary, paint?: Painter): string {
  const parts = [
    ['error', errors],
    ['warning', warnings],
    ['info', infos],
    ['hint', hints],
  ] as const;
  return parts
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => (paint ? paint[severity](count(number, severity)) : count(number, severity)))
    .join(', ');
}

/** What --min-severity left out, and how to see it; empty where nothing was. */
export function hiddenLine(hidden: readonly { readonly severity: Severity }[]): string {
  if (hidden.length === 0) return '';
  const summary = summaryOf(hidden);
  const lowest = summary.hints > 0 ? 'hint' : summary.infos > 0 ? 'info' : 'warning';
  return `${counts(summary)} not shown (--min-severity ${lowest}).`;
}

const count = (number: number, word: string): string => `${number.toLocaleString('en-US')} ${word}${number === 1 ? '' : 's'}`;
