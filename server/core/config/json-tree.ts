import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type DataEntry, type DataFile, type DataNode, DEEPEST_DATA, isKnownText, placeIn } from './data-tree';
import type { FilePlace, SyntaxProblem } from './model';

/** Longer texts are none of a trunk or a server; brackets may not stand deeper than this before the reader looks at them. */
const LONGEST = 1_000_000;

/** Reads JSON with comments and commas at ends, tolerantly: what cannot be read costs itself. */
export function readJson(file: string, text: string): DataFile {
  const place = placeWithin(file, text.length);
  const whole = place(0, text.length);
  if (text.length > LONGEST || isTooDeep(text)) return { root: { kind: 'unknown', place: whole }, problems: [] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const [first] = errors;
  const problems: SyntaxProblem[] = first
    ? [
        {
          place: place(first.offset, first.offset + Math.max(first.length, 1)),
          message: `This is no JSON: ${wordsOf(printParseErrorCode(first.error))}.`,
          isFatal: true,
        },
      ]
    : [];
  return { root: root ? convert(root, place, 0) : { kind: 'unknown', place: whole }, problems };
}

type PlaceAt = (start: number, end: number) => FilePlace;

/** Where a comment or a string is not closed, the parser counts on behind the end of the text. */
function placeWithin(file: string, length: number): PlaceAt {
  const place = placeIn(file);
  return (start, end) => {
    const to = Math.min(end, length);
    return place(Math.min(start, to), to);
  };
}

function convert(node: Node, placeAt: PlaceAt, depth: number): DataNode {
  const place = placeAt(node.offset, node.offset + node.length);
  if (depth > DEEPEST_DATA) return { kind: 'unknown', place };
  const { children = [], type } = node;
  if (type === 'object') return { kind: 'map', place, entries: children.flatMap((child) => entryFrom(child, placeAt, depth)) };
  if (type === 'array') return { kind: 'list', place, items: children.map((child) => convert(child, placeAt, depth + 1)) };
  const isText = type === 'string';
  const text = String(node.value);
  const inner = isText ? placeAt(node.offset + 1, node.offset + node.length - 1) : place;
  return { kind: 'scalar', isText, place, value: { text, place: inner, isKnown: isKnownText(text) } };
}

function entryFrom({ children = [], offset, length }: Node, placeAt: PlaceAt, depth: number): DataEntry[] {
  const [key, value] = children;
  if (!key || !value) return [];
  return [
    {
      key: { text: String(key.value), place: placeAt(key.offset + 1, key.offset + key.length - 1), isKnown: true },
      value: convert(value, placeAt, depth + 1),
      whole: placeAt(offset, offset + length),
    },
  ];
}

/** Brackets, strings left out. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > DEEPEST_DATA) return true;
  }
  return false;
}

/** `CommaExpected` is `comma expected`. */
const wordsOf = (code: string): string => code.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
