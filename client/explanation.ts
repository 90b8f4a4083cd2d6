import type { Example, ExampleFraming } from '#core/rules/rule';
import { hrefOf } from '#core/text/citations';
import type { Span } from '#core/text/span';
import type { RuleText } from './rule-texts';

/** What a rule says, why, and what it looks like, as Markdown. */
export function explanation(rule: RuleText): string {
  const examples = (rule.examples ?? []).map((example) => (typeof example === 'string' ? { text: example } : example));
  const bad = examples.find(({ text }) => isMarked(text));
  const good = examples.find(({ text }) => !isMarked(text));
  const parts = [
    `# ${plain(rule.title)}`,
    `\`${rule.id}\` · ${severityText(rule.severity)}`,
    `**What to do:** ${plain(rule.remedy)}`,
    rule.cites.length > 0 && `**Where it is written:** ${rule.cites.map(citation).join(', ')}`,
    bad && section('Found in', bad),
    good && section('Not found in', good),
    'This finding can be turned off or given another severity by the setting `sipTls.rules`.',
  ];
  return `${parts.filter((part) => part).join('\n\n')}\n`;
}

const marks = /^([ \t]*)(\^+)[ \t]+[a-z]+\/[a-z0-9-]+[ \t]*$/;
const isMarked = (text: string): boolean => text.split('\n').some((line) => marks.test(line));

function section(title: string, example: Exclude<Example, string>): string {
  const others = (example.others ?? []).map(({ text, framing }) => `In the same trace:\n\n${block(text, framing)}`);
  return [`## ${title}`, block(example.text, example.framing), ...others].join('\n\n');
}

/** As HTML, because a preview folds long lines, and carets below a folded line point at nothing. */
function block(text: string, framing: ExampleFraming | undefined): string {
  const lines: { readonly text: string; at: Span[] }[] = [];
  for (const line of text.replace(/^\n/, '').trimEnd().split('\n')) {
    const [, before, carets] = marks.exec(line) ?? [];
    if (before === undefined || carets === undefined) lines.push({ text: line, at: [] });
    else lines.at(-1)?.at.push({ start: before.length, end: before.length + carets.length });
  }
  const road = framing ? `${[framing.transport, framing.from, '→', framing.to].filter((word) => word !== undefined).join(' ')}\n\n` : '';
  return `${road}<pre><code>${lines.map(withMarks).join('\n')}</code></pre>`;
}

/** Marks of one rule do not cross each other; where two begin at the same place the longer one holds. */
function withMarks({ text, at }: { readonly text: string; readonly at: readonly Span[] }): string {
  let html = '';
  let written = 0;
  for (const { start, end } of [...at].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < written) continue;
    html += `${escaped(text.slice(written, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    written = end;
  }
  return html + escaped(text.slice(written));
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function severityText({ practical, strict }: RuleText['severity']): string {
  return practical === strict ? practical : `${practical} in the profile practical, ${strict} in strict`;
}

function citation(cite: string): string {
  const href = hrefOf(cite);
  return href ? `[${plain(cite)}](${href})` : plain(cite);
}

/** Text that Markdown must not read as markup: rule texts name headers and parameters with angle brackets and underscores. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');
