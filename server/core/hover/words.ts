/** Words in both renderings of LSP. What comes out of a trace enters by interpolation only, and is harmless in both. */
export interface Words {
  readonly markdown: string;
  readonly plain: string;
}

/** The literal parts are ours and may hold `**` and backticks; values are escaped, unless they are Words already. */
export function say(literals: TemplateStringsArray, ...values: readonly (string | number | Words)[]): Words {
  let markdown = '';
  let plain = '';
  literals.forEach((literal, i) => {
    markdown += literal;
    plain += literal.replace(/\*\*|`/g, '');
    const value = values[i];
    if (value === undefined) return;
    const words = typeof value === 'object' ? value : text(String(value));
    markdown += words.markdown;
    plain += words.plain;
  });
  return { markdown, plain };
}

/** Text of a trace as text: no markup, no HTML, no link, not even one that Markdown would guess. */
export function text(value: string): Words {
  const plain = oneLine(value);
  const markdown = plain
    .replace(/[\\`*_[\]<>&~|!#@$]/g, '\\$&')
    .replace(/:\/\//g, '\\://')
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}\\.`)
    .replace(/^[-+=]/, '\\$&');
  return { markdown, plain };
}

/** Text of a trace as code. The fence is longer than any in the text. */
export function code(value: string): Words {
  const plain = oneLine(value).trim();
  const fence = '`'.repeat(1 + Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length)));
  const pad = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return { markdown: plain === '' ? '' : `${fence}${pad}${plain}${pad}${fence}`, plain };
}

/** Our own words that are not to be escaped: a sentence of the dictionary. */
export function ours(value: string): Words {
  return { markdown: value.replace(/[*_<>[\]\\`&~|]/g, '\\$&'), plain: value };
}

export const link = (label: string, href: string): Words => ({ markdown: `[${label.replace(/[[\]\\]/g, '\\$&')}](${href})`, plain: label });

export function joined(words: readonly Words[], separator: string): Words {
  return {
    markdown: words.map((each) => each.markdown).join(separator),
    plain: words.map((each) => each.plain).join(separator),
  };
}

/** `100, 180 and 200`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** On one line, without what would turn the direction of writing or hide, and not longer than a hover bears. */
function oneLine(value: string): string {
  const cut = value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value;
  return cut.replace(/[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ');
}

const LONGEST = 160;
