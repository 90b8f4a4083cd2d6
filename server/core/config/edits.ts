import { type Span, span } from '../text/span';
import type { ConfigFacts, FilePlace } from './model';

/** Edits of whole lines, in the style of the file: its line ends, and the indentation of the line beside them. */

export interface ConfigEdit {
  readonly place: FilePlace;
  readonly text: string;
}

type Texts = Pick<ConfigFacts, 'texts'>;

export const replacing = (place: FilePlace, text: string): ConfigEdit => ({ place, text });

/** Lines above the one in which a place begins. */
export function linesAbove({ texts }: Texts, { file, at }: FilePlace, lines: readonly string[]): ConfigEdit {
  const text = texts?.get(file) ?? '';
  const start = lineStart(text, at.start);
  const indent = indentOf(text, start);
  const end = lineEndOf(text);
  return { place: { file, at: span(start, start) }, text: lines.map((line) => indent + line + end).join('') };
}

/** Lines below the one in which a place ends. */
export function linesBelow({ texts }: Texts, { file, at }: FilePlace, lines: readonly string[]): ConfigEdit {
  const text = texts?.get(file) ?? '';
  const indent = indentOf(text, lineStart(text, at.start));
  const end = lineEndOf(text);
  const next = text.indexOf('\n', Math.max(at.end - 1, at.start));
  const place = next < 0 ? text.length : next + 1;
  const body = lines.map((line) => indent + line).join(end);
  return { place: { file, at: span(place, place) }, text: next < 0 ? end + body : body + end };
}

/** Takes a place out: with its lines where nothing else stands on them. */
export function removing({ texts }: Texts, { file, at }: FilePlace): ConfigEdit {
  const text = texts?.get(file) ?? '';
  return { place: { file, at: wholeLines(text, at) ?? at }, text: '' };
}

/** The lines of a place with their ends; undefined where something else but blanks stands on them. */
function wholeLines(text: string, at: Span): Span | undefined {
  const start = lineStart(text, at.start);
  const next = text.indexOf('\n', at.end);
  const end = next < 0 ? text.length : next + 1;
  const isAlone = text.slice(start, at.start).trim() === '' && text.slice(at.end, end).trim() === '';
  return isAlone ? span(start, end) : undefined;
}

const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1);

const indentOf = (text: string, start: number): string => /[ \t]*/y.exec(text.slice(start, start + 256))?.[0] ?? '';

/** How lines end in a text: as its first one does. */
export function lineEndOf(text: string): string {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}
