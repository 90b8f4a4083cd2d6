import type { Painter } from '../colours';
import { columnsOf, visible, wrap } from '../visible';

/** A terminal: how wide it is, and whether it has colours. */
export interface Page {
  readonly width: number;
  readonly paint: Painter;
}

type Paint = (text: string) => string;

export interface Row {
  /** Where it begins; 0 unless given. */
  readonly at?: number;
  /** In a column of eight, or with a blank behind it where it is longer. */
  readonly label?: string;
  readonly paintLabel?: Paint;
  /** A verdict of one word or two in a column of eleven in front of the text. */
  readonly word?: string;
  readonly paintWord?: Paint;
  readonly text: string;
  readonly paintText?: Paint;
  /** How far a second line is indented; to where the text begins unless given. */
  readonly hanging?: number;
}

/** A label, a word and a text side by side, wrapped. What the peer wrote is shown, not obeyed. */
export function row(
  { at = 0, label = '', paintLabel = asIs, word = '', paintWord = asIs, text, paintText = asIs, hanging }: Row,
  { width }: Page,
): string[] {
  const cells = [
    { text: visible(label), paint: paintLabel, least: LABEL },
    { text: visible(word), paint: paintWord, least: word === '' ? 0 : WORD },
  ].map((cell) => ({ ...cell, room: roomFor(columnsOf(cell.text), cell.least) }));
  const start = cells.reduce((sum, { room }) => sum + room, at);
  const indent = hanging ?? start;
  const [first = '', ...rest] = hangingLines(visible(text.replaceAll(/[\r\n]+/g, ' ')), width - start, width - indent);
  const head = cells.map((cell) => cell.paint(cell.text) + ' '.repeat(cell.room - columnsOf(cell.text))).join('');
  return [`${' '.repeat(at)}${head}${paintText(first)}`.trimEnd(), ...rest.map((line) => ' '.repeat(indent) + paintText(line))];
}

const LABEL = 8;
const WORD = 11;

/** What does not fit its column stands out by one blank more. */
const roomFor = (columns: number, least: number): number => (columns < least || columns === 0 ? least : columns + 2);

const asIs: Paint = (text) => text;

/** The first line may have another width than those behind it. */
function hangingLines(text: string, first: number, others: number): string[] {
  const words = text.split(/\s+/).filter(Boolean);
  if (columnsOf(words[0] ?? '') > first && first < others) return ['', ...wrap(text, others)];
  const [line = ''] = wrap(text, first);
  return [line, ...wrap(words.slice(line.split(' ').length).join(' '), others)];
}

/** A command in lines that a shell joins again; an option stays beside its value. */
export function commandRows(command: string, { at, page: { width } }: { at: number; page: Page }): string[] {
  const words = visible(command).match(/-[\w-]+ (?!-|<)(?:'[^']*'|[^\s'])+|(?:'[^']*'|[^\s'])+/g) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    // Room for the backslash.
    if (line !== '' && at + 2 + columnsOf(`${line} ${word}`) + 2 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((text, i) => `${' '.repeat(i === 0 ? at : at + 2)}${text}${i < lines.length - 1 ? ' \\' : ''}`);
}
