/** Marks in configurations: `#    ^^^^ config/rule-id` below the marked line, behind the comment sign of its dialect, or bare where no sign fits. */

const mark = /^[ \t]*(?:#|;|\/\/|<!--)?[ \t]*(\^+)[ \t]+([a-z]+\/[a-z0-9-]+)[ \t]*(?:-->)?[ \t]*\r?$/;

export interface ConfigMark {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** The text without its marks and without the line end that opens a template, and what was marked in it. */
export function readMarks(marked: string): { readonly text: string; readonly marks: readonly ConfigMark[] } {
  const lines: string[] = [];
  const marks: ConfigMark[] = [];
  let start = 0;
  for (const line of marked.replace(/^\n/, '').split('\n')) {
    const [, carets = '', rule = ''] = mark.exec(line) ?? [];
    const column = line.indexOf('^');
    const last = lines.at(-1);
    if (carets === '' || last === undefined) {
      start += last === undefined ? 0 : last.length + 1;
      lines.push(line);
    } else marks.push({ start: start + column, end: start + column + carets.length, rule });
  }
  return { text: lines.join('\n'), marks };
}

/** The text with marks below its lines, in their order. A span over several lines is marked on its first. */
export function writeMarks(text: string, marks: readonly ConfigMark[], sign: CommentSign): string {
  const ordered = [...marks].sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1));
  const lines: string[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push(line);
    const end = start + line.length;
    for (const each of ordered) {
      if (each.start < start || each.start > end) continue;
      const column = each.start - start;
      const carets = '^'.repeat(Math.max(1, Math.min(each.end, end) - each.start));
      const lead = column >= sign.open.length ? sign.open.padEnd(column) : ' '.repeat(column);
      lines.push(`${lead}${carets} ${each.rule}${column >= sign.open.length ? sign.close : ''}`);
    }
    start = end + 1;
  }
  return lines.join('\n');
}

export interface CommentSign {
  readonly open: string;
  readonly close: string;
}

/** How a comment looks in a file of a dialect. */
export function commentSign(dialect: string, file: string): CommentSign {
  if (file.endsWith('.xml')) return { open: '<!--', close: ' -->' };
  if (file.endsWith('.json')) return { open: '//', close: '' };
  return { open: dialect.startsWith('asterisk') ? ';' : '#', close: '' };
}
