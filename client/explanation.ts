import type { Example, ExampleFraming } from '#core/rules/rule';
import { hrefOf } from '#core/text/citations';
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

const isMarked = (text: string): boolean => /^ *\^+ /m.test(text);

function section(title: string, example: Exclude<Example, string>): string {
  const others = (example.others ?? []).map(({ text, framing }) => `In the same trace:\n\n${block(text, framing)}`);
  return [`## ${title}`, block(example.text, example.framing), ...others].join('\n\n');
}

function block(text: string, framing: ExampleFraming | undefined): string {
  const lines = text.replace(/^\n/, '').trimEnd();
  const fence = '`'.repeat(Math.max(3, ...[...lines.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  const road = framing ? `${[framing.transport, framing.from, '→', framing.to].filter((word) => word !== undefined).join(' ')}\n\n` : '';
  return `${road}${fence}sip-trace\n${lines}\n${fence}`;
}

function severityText({ practical, strict }: RuleText['severity']): string {
  return practical === strict ? practical : `${practical} in the profile practical, ${strict} in strict`;
}

function citation(cite: string): string {
  const href = hrefOf(cite);
  return href ? `[${plain(cite)}](${href})` : plain(cite);
}

/** Text that Markdown must not read as markup: rule texts name headers and parameters with angle brackets and underscores. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');
