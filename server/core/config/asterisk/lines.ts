import { shortened } from '../../text/shortened';
import { visibleName } from '../../text/visible-name';
import type { IniLine, IniSetting } from '../ini';

/** What the lines of Asterisk's files say besides settings, and what is said of lines that cannot be read (main/config.c). */

export function includeOf(directive: string): 'needed' | 'optional' | 'program' | 'unknown' {
  switch (directive.toLowerCase()) {
    case 'include':
      return 'needed';
    case 'tryinclude':
      return 'optional';
    case 'exec':
      return 'program';
    default:
      return 'unknown';
  }
}

/** The file that an `#include` names, without its quotes or angle brackets. */
export function namedFile(argument: string): { readonly raw: string; readonly start: number; readonly end: number } {
  const isQuoted = (argument.startsWith('"') && argument.endsWith('"')) || (argument.startsWith('<') && argument.endsWith('>'));
  const [start, end] = isQuoted && argument.length > 1 ? [1, argument.length - 1] : [0, argument.length];
  return { raw: argument.slice(start, end), start, end };
}

/** A line of a template engine, which is gone before Asterisk sees the file. */
export const isOfEngine = (line: IniLine): boolean => line.kind === 'other' && /^(?:\{[%{#]|<%|<\?|\$\{)/.test(line.text.text);

/** A backslash that begins a line makes an ordinary character of the one behind it, which has to be there. */
export function isLoneEscape(line: Exclude<IniLine, { kind: 'section' | 'directive' }>, text: string): boolean {
  const { start } = line.kind === 'other' ? line.text.at : line.key.at;
  return text[start] === '\\' && !(text.charCodeAt(start + 1) > 32);
}

/** As it stands in the file, in its letter case. */
export const writtenKey = ({ key }: IniSetting): string => key.text.replace(/^\\/, '');

/** What `+=` adds keeps the blanks in front of it. */
export function withBlanks({ value }: IniSetting, text: string): string {
  const { start } = value.at;
  let from = start;
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  return value.text === '' ? '' : text.slice(from, start) + value.text;
}

export const words = {
  noSection: 'This line stands above the first [section]. Asterisk refuses the whole file because of it.',
  openComment: 'The comment that “;--” opens here is never closed by “--;”, so Asterisk reads nothing of what follows.',
  strayClose: 'No comment is open that “--;” could close. Asterisk leaves out all lines that follow, up to the next “;--”.',
  loneEscape: 'Nothing follows the backslash at the start of this line. Asterisk refuses the whole file because of it.',
  'no-separator': 'There is no “=” in this line, so Asterisk leaves it out.',
  'no-key': 'Nothing stands in front of “=”, so Asterisk leaves the line out.',
  'no-bracket': 'The “]” of this header is missing. Asterisk refuses the whole file because of it.',
  apart: 'Asterisk reads templates and “(!)” only directly behind the “]”. With the blank between them they are left out.',
  openParenthesis: 'The “)” of this header is missing. Asterisk refuses the whole file because of it.',
  noDirective: 'Asterisk knows #include, #tryinclude and #exec, and leaves this line out. A comment begins with “;”.',
  noArgument: 'This line names no file, so Asterisk leaves it out.',
  nothingToAddTo: (name: string): string =>
    `There is no section “${shown(name)}” above to which “(+)” could add. Asterisk refuses the whole file because of it.`,
  addsToTemplate: (name: string): string =>
    `“${shown(name)}” is a template, and “(+)” adds to none. Asterisk refuses the whole file because of it; “(+TEMPLATES=include)” adds to templates too.`,
  blankInBase: (name: string): string =>
    `Asterisk takes the blank beside “${shown(name)}” as part of the name, finds no such section, and refuses the whole file.`,
  noBase: (name: string): string =>
    `There is no section “${shown(name)}” above to inherit from. Asterisk refuses the whole file because of it.`,
};

/** A name or a value as a sentence quotes it. */
export const shown = (text: string): string => visibleName(shortened(text, 80), 90);
