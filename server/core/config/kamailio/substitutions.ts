import type { FilePlace } from '../model';

/** `#!subst "/expression/replacement/flags"` and its kin: it changes what stands in strings and variables. */
export interface Substitution {
  readonly place: FilePlace;
  /** Every occurrence, not the first one only. */
  readonly isGlobal: boolean;
  readonly pattern: string;
  /** undefined: it depends on what is not known here. */
  readonly replacement: string | undefined;
}

/** The parts of a substitution: between the first character and its next occurrences that no backslash hides. */
export interface SubstitutionParts {
  readonly pattern: string;
  readonly replacement: string;
  readonly flags: string;
}

export function partsOf(text: string): SubstitutionParts | undefined {
  const separator = text[0];
  if (separator === undefined || separator === '\\') return undefined;
  const middle = unescaped(text, separator, 1);
  const end = middle < 0 ? -1 : unescaped(text, separator, middle + 1);
  if (end < 0) return undefined;
  return { pattern: text.slice(1, middle), replacement: text.slice(middle + 1, end), flags: text.slice(end + 1) };
}

function unescaped(text: string, separator: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === separator && text[at - 1] !== '\\') return at;
  return -1;
}

/** Absent where the expression is more than a plain text: such are seldom, and what they come to is POSIX's matter. */
export function substitutionOf({ pattern, replacement, flags }: SubstitutionParts, place: FilePlace): Substitution | undefined {
  const plain = pattern.replace(/\\([.\-+/!:@|])/g, '$1');
  if (plain === '' || plain.length > 512 || /[\\*+?{}()[\]^$|]/.test(plain)) return undefined;
  return { place, isGlobal: flags.includes('g'), pattern: plain, replacement: /[$\\]/.test(replacement) ? undefined : replacement };
}

/** Longer strings are no settings. */
const LONGEST = 8192;

export interface Substituted {
  readonly text: string;
  readonly isKnown: boolean;
  readonly through: readonly FilePlace[];
}

const none: readonly FilePlace[] = [];

/** Runs all rules in their order, as Kamailio does on each string and variable. */
export function substitute(text: string, rules: readonly Substitution[]): Substituted {
  if (rules.length === 0) return { text, isKnown: true, through: none };
  let result = text;
  let isKnown = true;
  const through: FilePlace[] = [];
  if (text.length > 0 && text.length <= LONGEST)
    for (const { pattern, replacement, isGlobal, place } of rules) {
      if (!result.includes(pattern)) continue;
      through.unshift(place);
      if (replacement === undefined) isKnown = false;
      else result = isGlobal ? result.replaceAll(pattern, () => replacement) : result.replace(pattern, () => replacement);
      if (result.length > LONGEST) return { text: result.slice(0, LONGEST), isKnown: false, through };
    }
  return { text: result, isKnown, through };
}
