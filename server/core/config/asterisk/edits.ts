import { type ConfigEdit, lineEndOf } from '../edits';
import type { Entry, Section } from './sections';

/** Edits of settings that keep the style of the file they change. A semicolon in a value is written with its backslash. */
const escaped = (value: string): string => value.replaceAll(';', '\\;');

export const replaceValue = (entry: Entry, value: string): ConfigEdit => ({ place: entry.value.place, text: escaped(value) });

export interface NewSetting {
  readonly key: string;
  readonly value: string;
}

/** New lines at the end of a section, or behind one of its own settings. */
export function addSettings(section: Section, settings: readonly NewSetting[], behind?: Entry): ConfigEdit {
  const model = behind && section.own.includes(behind) ? behind : section.own.at(-1);
  const file = model?.source ?? section.source;
  const { indent, between } = styleOf(model);
  const lineEnd = lineEndOf(file.text);
  const lines = settings.map(({ key, value }) => `${indent}${key}${between}${escaped(value)}`);
  const isAbove = model !== undefined && opensComment(model);
  const at = isAbove ? model.line.whole.start : model ? model.line.whole.end : section.header.at.end;
  const text = lines.map((line) => (isAbove ? line + lineEnd : lineEnd + line)).join('');
  return { place: { file: file.file, at: { start: at, end: at } }, text };
}

/** The value where the section says it itself, else a new line: what it inherits belongs to others too. */
export function setSetting(section: Section, { key, value }: NewSetting, behind?: Entry): ConfigEdit {
  const own = section.own.findLast((entry) => entry.key === key);
  return own ? replaceValue(own, value) : addSettings(section, [{ key, value }], behind);
}

/** Takes out the line with its line end. */
export function removeSetting(entry: Entry): ConfigEdit {
  const { source, line } = entry;
  const feed = source.text.indexOf('\n', line.whole.end);
  const at = opensComment(entry)
    ? { start: line.key.at.start, end: line.value.at.end }
    : { start: line.whole.start, end: feed < 0 ? source.text.length : feed + 1 };
  return { place: { file: source.file, at }, text: '' };
}

/** A comment begins in the line that goes on below it, so that what is written there is none of the file. */
function opensComment({ source: { text }, line: { value, whole } }: Entry): boolean {
  const behind = text.slice(value.at.end, whole.end);
  const open = behind.lastIndexOf(';--');
  return open >= 0 && behind[open + 3] !== '-' && behind.lastIndexOf('--;') < open;
}

function styleOf(entry: Entry | undefined): { readonly indent: string; readonly between: string } {
  if (!entry) return { indent: '', between: '=' };
  const { text } = entry.source;
  const { line } = entry;
  const indent = text.slice(line.whole.start, line.key.at.start);
  const between = text.slice(line.key.at.end, line.value.at.start);
  return {
    indent: /^[ \t]*$/.test(indent) ? indent : '',
    between: /^[ \t]*=[ \t]*$/.test(between) && line.value.text !== '' ? between : /^[ \t]/.test(between) ? ' = ' : '=',
  };
}
