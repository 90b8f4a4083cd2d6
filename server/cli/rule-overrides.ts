import type { RuleSeverity } from '#core/rules/rule';

/** `sip/via-tls-port-5060=off`, as often as wished; the last word on a rule counts. What is wrong is added to `problems`. */
export function readOverrides(
  words: readonly string[],
  { rules, problems }: { rules: readonly { readonly id: string }[]; problems: string[] },
): { readonly [rule: string]: RuleSeverity } {
  const overrides: Record<string, RuleSeverity> = {};
  for (const word of words) {
    const [, id = word, value = ''] = /^([^=]*)=(.*)$/.exec(word) ?? [];
    const level = levels.find((each) => each === value);
    if (!rules.some((rule) => rule.id === id)) problems.push(`no rule is called "${id}"${suggestion(id, rules)}`);
    else if (level === undefined) problems.push(`--rule is ID=${levels.join('|')}, not "${word}"`);
    else overrides[id] = level;
  }
  return overrides;
}

const levels = ['off', 'hint', 'info', 'warning', 'error'] as const;

/** A rule whose name was almost hit. */
function suggestion(id: string, rules: readonly { readonly id: string }[]): string {
  const bare = (name: string) =>
    name
      .toLowerCase()
      .replace(/^.*\//, '')
      .replaceAll(/[^a-z0-9]/g, '');
  const near =
    rules.find((rule) => bare(rule.id) === bare(id)) ?? rules.find((rule) => bare(id).length > 4 && bare(rule.id).includes(bare(id)));
  return near ? `; did you mean ${near.id}?` : '';
}
