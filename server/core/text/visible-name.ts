/**
 * A name out of a certificate, a log or a peer's answer, as a sentence may quote it: characters that do not show or that turn the direction
 * of writing stand as `\u{202e}`, and what is longer than `most` characters ends in `…`. It is still no HTML and no shell word.
 */
export function visibleName(name: string, most = 256): string {
  let shown = '';
  for (const character of name) {
    const next = hidden.test(character) ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}` : character;
    if (shown.length + next.length > most) return `${shown}…`;
    shown += next;
  }
  return shown;
}

/** Controls, format characters, line and paragraph separators, lone surrogates. */
const hidden = /^[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]$/u;

/** The first of them, and how many more there are. */
export function visibleNames(names: readonly string[], listed = 5, most = 256): string {
  const more = names.length > listed ? ` and ${names.length - listed} more` : '';
  return `${names
    .slice(0, listed)
    .map((name) => visibleName(name, most))
    .join(', ')}${more}`;
}
