/** Where in YAML or JSON an offset is: below which keys, told from the text in front of it alone. */
export interface DataPlace {
  readonly path: readonly string[];
  /** A key is written here, or the value of one. */
  readonly at: { readonly kind: 'key'; readonly typed: string } | { readonly kind: 'value'; readonly key: string; readonly typed: string };
  /** Within the quotes of a string. */
  readonly isQuoted: boolean;
}

const MOST_LINES = 5000;
const keyLine = /^(\s*)((?:- +)*)(["']?)([\w.-]+)\3\s*:(?:\s|$)/;

/** By the indents of the lines above. undefined: a comment, or no line that is understood. */
export function yamlPlaceAt(text: string, offset: number): DataPlace | undefined {
  const lines = text.slice(0, offset).split('\n');
  const before = lines.pop() ?? '';
  if (/(?:^|\s)#/.test(before)) return undefined;
  const value = /^(\s*)((?:- +)*)(["']?)([\w.-]+)\3\s*:\s+(["']?)([^"'{[]*)$/.exec(before);
  const key = /^(\s*)((?:- +)*)([\w.-]*)$/.exec(before);
  const [, indent = '', dashes = ''] = value ?? key ?? [];
  const item = /^(\s*)((?:- +)+)(["']?)([^"':{[]*)$/.exec(before);
  if (!value && !key && !item) return undefined;
  const path = keysAbove(lines, { column: indent.length + dashes.length, dash: dashes === '' ? undefined : indent.length });
  if (value) return { path, at: { kind: 'value', key: value[4] ?? '', typed: value[6] ?? '' }, isQuoted: value[5] !== '' };
  if (key) return { path, at: { kind: 'key', typed: key[3] ?? '' }, isQuoted: false };
  return undefined;
}

function keysAbove(lines: readonly string[], { column, dash }: { column: number; dash: number | undefined }): string[] {
  const path: string[] = [];
  let own = column;
  // A list may stand as deep as the key that it belongs to, so behind a dash a key of the same depth is the one above.
  let item = dash;
  const last = Math.max(0, lines.length - MOST_LINES);
  for (let i = lines.length - 1; i >= last; i--) {
    const [, indent = '', dashes = '', , name = ''] = keyLine.exec(lines[i] ?? '') ?? [];
    if (name === '') continue;
    const at = indent.length + dashes.length;
    if (item === undefined && at === own && dashes !== '') item = indent.length;
    const isAbove = item === undefined ? at < own : at < item || (at === item && dashes === '');
    if (!isAbove) continue;
    path.unshift(name);
    own = at;
    item = dashes === '' ? undefined : indent.length;
  }
  return path;
}

/** By the brackets in front. undefined: no place for a key or a text. */
export function jsonPlaceAt(text: string, offset: number): DataPlace | undefined {
  const open: { readonly isList: boolean; key: string; isValue: boolean }[] = [];
  const tokens = /"((?:[^"\\\n]+|\\[^\n]?)*)("|$|(?=\n))|[{}[\],:]|\/\/[^\n]*|[\w$.-]+/g;
  const head = text.slice(0, offset);
  for (let match = tokens.exec(head); match; match = tokens.exec(head)) {
    const [token, string, end] = match;
    const inner = open.at(-1);
    const isLast = match.index + token.length === offset;
    if (isLast && (end === '' || (string === undefined && /^[\w$.-]/.test(token))))
      return placeIn(open, string ?? token, string !== undefined);
    if (token === '{' || token === '[') open.push({ isList: token === '[', key: '', isValue: false });
    else if (token === '}' || token === ']') open.pop();
    else if (!inner) continue;
    else if (token === ':') inner.isValue = true;
    else if (token === ',') inner.isValue = false;
    else if (string !== undefined && !inner.isValue) inner.key = string;
  }
  return placeIn(open, '', false);
}

function placeIn(
  open: readonly { readonly isList: boolean; readonly key: string; readonly isValue: boolean }[],
  typed: string,
  isQuoted: boolean,
): DataPlace | undefined {
  const inner = open.at(-1);
  if (!inner || inner.isList) return undefined;
  const path = open.slice(0, -1).flatMap(({ isList, key }) => (isList || key === '' ? [] : [key]));
  return { path, at: inner.isValue ? { kind: 'value', key: inner.key, typed } : { kind: 'key', typed }, isQuoted };
}
