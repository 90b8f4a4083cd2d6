import type { ScriptWord } from '../setting-doc';

/** A word of a routing script as a text holds it. */
export interface WordAt {
  readonly word: ScriptWord;
  readonly at: { readonly start: number; readonly end: number };
}

const LONGEST = 80;

/** The word with a meaning that stands at an offset. `isInString`: variables are replaced in strings, and functions are not called there. */
export function scriptWordAt(
  text: string,
  offset: number,
  words: readonly ScriptWord[],
  { isInString }: { readonly isInString: boolean },
): WordAt | undefined {
  const from = Math.max(0, offset - LONGEST);
  const window = text.slice(from, offset + LONGEST);
  for (const match of window.matchAll(/\$\(?[A-Za-z_][\w.]*(?:\([\w=>.]*\))?|[A-Za-z_]\w*/g)) {
    const start = from + match.index;
    const end = start + match[0].length;
    if (offset < start || offset > end) continue;
    const word = wordOf(match[0], text.slice(end, end + 20), words, isInString);
    if (word) return { word, at: { start, end } };
  }
  return undefined;
}

function wordOf(written: string, after: string, words: readonly ScriptWord[], isInString: boolean): ScriptWord | undefined {
  if (written.startsWith('$')) {
    const name = `$${written.replace(/^\$\(?/, '')}`;
    const [bare = ''] = /^\$[\w.]+/.exec(name) ?? [];
    return words.find((word) => word.name === name) ?? words.find((word) => word.name === bare);
  }
  if (isInString) return undefined;
  const kind = /^[ \t]*\(/.test(after) ? 'function' : /^[ \t]*(?:[=!]=|\))/.test(after) ? 'condition' : undefined;
  return words.find((word) => word.name === written && word.kind === kind);
}
