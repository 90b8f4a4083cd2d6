import { truths, untruths } from './words';

/** Characters and words of scripts as core/cfg.lex tells them apart. */

export const isBlankCode = (code: number): boolean => code === 32 || (code >= 8 && code <= 10) || code === 13;
export const isDigitCode = (code: number): boolean => code >= 48 && code <= 57;
export const isLetterCode = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
export const isWordCode = (code: number): boolean => isDigitCode(code) || isLetterCode(code);

/** How many letters, digits and underscores stand there. */
export function wordLength(text: string, at: number): number {
  let end = at;
  while (isWordCode(text.charCodeAt(end))) end++;
  return end - at;
}

/** A sticky pattern at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Words that hold a colon. */
const joinedWords = ['uri:host', 'uri:port', 'msg:len'];

/** `uri:host` where `word` is its beginning, and it stands there as a whole. */
export const joinedWord = (text: string, at: number, word: string): string | undefined =>
  joinedWords.find((each) => each.length > word.length && each.startsWith(word) && text.startsWith(each, at));

const addressForms = [
  /(?:[\da-fA-F]{1,4}:){7}[\da-fA-F]{1,4}/y,
  /(?:[\da-fA-F]{1,4}:){1,7}(?::[\da-fA-F]{1,4}){1,7}/y,
  /:(?::[\da-fA-F]{1,4}){1,7}/y,
  /(?:[\da-fA-F]{1,4}:){1,7}:/y,
  /::/y,
];
const mayBeAddress = /[\da-fA-F]{0,4}:[\da-fA-F:]/y;

/** The length of the IPv6 address that stands there; 0: none does. */
export function addressLength(text: string, at: number): number {
  if (!matchAt(mayBeAddress, text, at)) return 0;
  return Math.max(0, ...addressForms.map((form) => matchAt(form, text, at)?.[0].length ?? 0));
}

/** Longest first. */
const operators = ['(int)', '(str)', '==', '=~', '!=', '>=', '>>', '<=', '<<', '&&', '||', '+='];
const singles = '=><!&|~^+-,;:*()[]{}.';

/** The longer ones by the character that they begin with, which is one by itself. */
const longOperators: ReadonlyMap<string, readonly string[]> = new Map(
  [...singles].map((char) => [char, operators.filter((each) => each.startsWith(char))]),
);

export function operatorAt(text: string, at: number): string {
  const char = text[at] ?? '';
  const longer = longOperators.get(char);
  if (!longer) return '';
  for (const each of longer) if (text.startsWith(each, at)) return each;
  return char;
}

const numberPattern = /^(?:0|[1-9]\d*|0x[\da-fA-F]+|0[0-7]+|[01]+b)$/;

export const isNumber = (word: string): boolean => numberPattern.test(word);

/** The value of a number as the scanner has it; `yes` is 1. */
export function numberOf(text: string): number | undefined {
  if (truths.has(text)) return 1;
  if (untruths.has(text)) return 0;
  if (!isNumber(text)) return undefined;
  if (/^[01]+b$/.test(text)) return Number.parseInt(text, 2);
  if (text.startsWith('0x')) return Number.parseInt(text, 16);
  return Number.parseInt(text, /^0[0-7]+$/.test(text) ? 8 : 10);
}
