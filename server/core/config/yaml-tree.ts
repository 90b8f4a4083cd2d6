import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { type DataEntry, type DataFile, type DataNode, DEEPEST_DATA, isKnownText, placeIn } from './data-tree';
import type { FilePlace, SyntaxProblem } from './model';

const LONGEST = 500_000;

/**
 * Reads one document of YAML 1.2. `part`: only this part of the text, which may be indented as a whole. Aliases are not followed: what they
 * stand for is not known here, and so no document grows by itself.
 */
export function readYaml(
  file: string,
  text: string,
  part: { readonly start: number; readonly end: number } = { start: 0, end: text.length },
): DataFile {
  const place = placeIn(file, part.start);
  const own = text.slice(part.start, part.end);
  const whole = place(0, own.length);
  if (own.length > LONGEST || isTooDeep(own)) return { root: { kind: 'unknown', place: whole }, problems: [] };
  const document = parseDocument(own, { logLevel: 'silent', strict: false, uniqueKeys: false, prettyErrors: false });
  const [first] = document.errors;
  const problems: SyntaxProblem[] = [];
  if (first && !/\{\{|\{%/.test(own)) {
    const [start, end] = first.pos;
    const bounded = Math.min(start, own.length);
    problems.push({
      place: place(bounded, Math.min(own.length, Math.max(bounded, end, start + 1))),
      message: `This is no YAML: ${(first.message.split('\n')[0] ?? '').replace(/\.$/, '')}.`,
      isFatal: true,
    });
  }
  return { root: convert(document.contents, { place, own, whole }, 0), problems };
}

interface Around {
  readonly place: (start: number, end: number) => FilePlace;
  readonly own: string;
  readonly whole: FilePlace;
}

function convert(node: unknown, around: Around, depth: number): DataNode {
  const { whole, own } = around;
  if (depth > DEEPEST_DATA) return { kind: 'unknown', place: whole };
  if (isMap(node)) {
    // `{{ port }}` is no map in a map, but what a template fills in.
    if (own.startsWith('{{', node.range?.[0] ?? 0)) return { kind: 'unknown', place: rangeOf(node.range, around) };
    const entries = node.items.flatMap(({ key, value }): DataEntry[] => {
      const name = convert(key, around, DEEPEST_DATA);
      if (name.kind !== 'scalar') return [];
      const converted = value === null ? emptyBehind(name.place) : convert(value, around, depth + 1);
      const end = Math.max(name.place.at.end, converted.place.at.end);
      return [{ key: name.value, value: converted, whole: { ...name.place, at: { start: name.place.at.start, end } } }];
    });
    return { kind: 'map', entries, place: rangeOf(node.range, around) };
  }
  if (isSeq(node))
    return { kind: 'list', items: node.items.map((item) => convert(item, around, depth + 1)), place: rangeOf(node.range, around) };
  if (isAlias(node)) return { kind: 'unknown', place: rangeOf(node.range, around) };
  if (isScalar(node)) {
    const place = rangeOf(node.range, around);
    const [start = 0, end = 0] = node.range ?? [];
    const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    const inner = isQuoted && end - start >= 2 ? around.place(start + 1, end - 1) : place;
    const isText = typeof node.value === 'string';
    const text = isText ? String(node.value) : own.slice(start, end);
    return { kind: 'scalar', isText, place, value: { text, place: inner, isKnown: isKnownText(text) } };
  }
  return { kind: 'unknown', place: whole };
}

const emptyBehind = ({ file, at }: FilePlace): DataNode => {
  const place: FilePlace = { file, at: { start: at.end, end: at.end } };
  return { kind: 'scalar', isText: false, place, value: { text: '', place, isKnown: true } };
};

/** Without the blanks and line ends behind a collection. */
function rangeOf(range: readonly number[] | null | undefined, { place, own, whole }: Around): FilePlace {
  if (!range) return whole;
  const [start = 0, end = start] = range;
  let last = Math.min(end, own.length);
  while (last > start && /\s/.test(own[last - 1] ?? '')) last--;
  return place(start, last);
}

/**
 * Whether the reader would go deeper than the stack allows: by brackets, by indentation, or by one line that opens many levels. What has
 * that depth is no configuration.
 */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let colons = 0;
  for (const [token] of text.matchAll(/\n[ ]{160}|\n|[[\]{}]|[:?-](?=\s)/g)) {
    if (token.length > 1) return true;
    if (token === '\n') colons = 0;
    else if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth = Math.max(0, depth - 1);
    else colons++;
    if (depth > DEEPEST_DATA || (colons > 120 && depth === 0)) return true;
  }
  return false;
}
