/**
 * The first group of a regular expression that is repeated without end and has such a repetition in it, so that there are many ways to
 * read one text: `(a+)*`. What gives nothing back (`a*+`, `a++`) does not count. undefined: there is none.
 */
export function nestedRepeat(source: string): string | undefined {
  /** Of each open group: where it begins, and whether something in it repeats. */
  const open: { readonly at: number; repeats: boolean }[] = [{ at: 0, repeats: false }];
  for (let at = 0; at < source.length; ) {
    const [atom = ''] = atomAt(source, at);
    const start = at;
    at += atom.length;
    if (atom === '(') {
      open.push({ at: start, repeats: false });
      continue;
    }
    const group = atom === ')' ? open.pop() : undefined;
    const [repeat = ''] = repeatAt(source, at);
    at += repeat.length;
    const isEndless = /^(?:[*+]|\{\d*,\})\??$/.test(repeat);
    const around = open.at(-1);
    if (!around) return source;
    if (group && isEndless && group.repeats) return source.slice(group.at, at);
    around.repeats ||= isEndless || (group?.repeats === true && !/^[*+?]\+$/.test(repeat));
  }
  return undefined;
}

const atom = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[\s\S]/y;
const repeat = /(?:[*+?]|\{\d*,?\d*\})[?+]?|/y;

function atomAt(source: string, at: number): readonly string[] {
  atom.lastIndex = at;
  return atom.exec(source) ?? [];
}

function repeatAt(source: string, at: number): readonly string[] {
  repeat.lastIndex = at;
  return repeat.exec(source) ?? [];
}
