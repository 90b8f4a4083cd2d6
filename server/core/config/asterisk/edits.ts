import type { FilePlace } from '../model';
import type { Entry, Section } from './sections';

/** Edits that keep the style of the file they change. A semicolon in a value is written with its backslash. */
export interface Edit {
  readonly place: FilePlace;
  readonly text: string;
}

const escaped = (value: string): string => value.replaceAll(';', '\\;');

export const replaceValue = (entry: Entry, value: string): Edit => ({ place: entry.value.place, text: escaped(value) });

/** A new line at the end of a section, or behind one of its own settings. */
export function addSetting(section: Section, key: string, value: string, behind?: Entry): Edit {
  const model = behind && section.own.includes(behind) ? behind : section.own.at(-1);
  const file = model?.source ?? section.source;
  const end = model ? model.line.whole.end : section.header.at.end;
  const { indent, between } = styleOf(model);
  const text = `${newlineOf(file.text)}${indent}${key}${between}${escaped(value)}`;
  return { place: { file: file.file, at: { start: end, end } }, text };
}

/** The value where the section says it itself, else a new line: what it inherits belongs to others too. */
export function setSetting(section: Section, key: string, value: string, behind?: Entry): Edit {
  const own = section.own.findLast((entry) => entry.key === key);
  return own ? replaceValue(own, value) : addSetting(section, key, value, behind);
}

/** Takes out the line with its line end. */
export function removeSetting({ source: { file, text }, line: { whole } }: Entry): Edit {
  const feed = text.indexOf('\n', whole.end);
  const end = feed < 0 ? text.length : feed + 1;
  return { place: { file, at: { start: whole.start, end } }, text: '' };
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

const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
