import { type IniSyntax, readIni, sectionsOf } from './ini';
import type { FilePlace, Setting, Switch, Value } from './model';
import { hasPlaceholder } from './placeholder';

/** A line `key = value` of the products that have little more than that. */
export interface KeyedLine {
  /** The header that it stands below. */
  readonly section?: string;
  readonly key: Value;
  readonly value: Value;
  readonly whole: FilePlace;
}

/** Variables of a shell, of Jinja and of Docker. */
const isKnown = (text: string): boolean => !/\$\{|\{\{|\{%|<%|\$\(|^\$[A-Z_]+$/.test(text) && !hasPlaceholder(text);

export function readKeyedLines(file: string, text: string, syntax: IniSyntax): KeyedLine[] {
  return sectionsOf(readIni(text, syntax)).flatMap(({ header, settings }) =>
    settings.map(({ key, value, whole }) => ({
      ...(header && { section: header.name.text }),
      key: { text: key.text, place: { file, at: key.at }, isKnown: true },
      value: { text: value.text, place: { file, at: value.at }, isKnown: isKnown(value.text) },
      whole: { file, at: whole },
    })),
  );
}

/** The last line of this key, whose letter case does not count. */
export const lineOf = (lines: readonly KeyedLine[], ...keys: readonly string[]): KeyedLine | undefined =>
  lines.findLast(({ key }) => keys.some((wanted) => wanted.toLowerCase() === key.text.toLowerCase()));

export function switchOf(value: Value | undefined, usual: Switch): Switch {
  if (!value || value.text === '') return usual;
  if (!value.isKnown) return 'unknown';
  if (/^(?:yes|true|on|1|enabled?)$/i.test(value.text)) return 'on';
  return /^(?:no|false|off|0|disabled?)$/i.test(value.text) ? 'off' : 'unknown';
}

export function numberOf(value: Value | undefined): number | undefined {
  return value?.isKnown && /^\d{1,9}$/.test(value.text) ? Number(value.text) : undefined;
}

/** Words between blanks, with their places. */
export function wordsOf({ text, place, isKnown: known }: Value): Value[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    place: { file: place.file, at: { start: place.at.start + index, end: place.at.start + index + word.length } },
    isKnown: known,
  }));
}

export const settingsOf = (lines: readonly KeyedLine[], keyOf: (line: KeyedLine) => string): Setting[] =>
  lines.map((line) => ({
    key: keyOf(line),
    name: line.key.place,
    value: line.value,
    whole: line.whole,
    ...(line.section !== undefined && { section: line.section }),
    isInactive: false,
  }));
