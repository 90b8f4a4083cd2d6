import { type Span, span } from '../../text/span';
import type { FilePlace, Value } from '../model';
import { uncounted } from './words';

/** A file of a script as it is scanned. */
export interface Source {
  /** As `FilePlace.file`. */
  readonly file: string;
  readonly text: string;
  /** Offsets of line ends that Kamailio's scanner does not count, in order: the lines that it names are lower by as many. */
  readonly uncounted: number[];
}

/**
 * One word of a script. `kind` is the word itself for those that the scanner knows (`listen`, `==`, `{`); else `ID`, `NUMBER`, `NUM_ID`,
 * `STRING`, `PVAR`, `AVP_OR_PVAR`, `IPV6ADDR`, `EVENT_NAME`; `UNKNOWN`, what a macro without a known value stands for; `INVALID`, at which
 * Kamailio stops; `PANIC`, which fits nowhere while a parser leaves a statement that it could not read; or `EOF`.
 */
export interface Token {
  readonly kind: string;
  /** Of a string without quotes and escapes, substitutions applied; of everything else as it is written. */
  readonly text: string;
  readonly source: Source;
  /** In the text of the source, quotes included; of what came out of a macro: where the macro is used. */
  readonly start: number;
  readonly end: number;
  /** Of a string: what stands between the quotes, and whether offsets in `text` are offsets there. */
  readonly inner?: Span | undefined;
  readonly isPlain?: boolean | undefined;
  readonly isKnown: boolean;
  readonly through?: readonly FilePlace[] | undefined;
}

export const placeOf = ({ source, start, end }: Token): FilePlace => ({ file: source.file, at: span(start, end) });

/** From the first to the last token; where a macro or an included file stands between them, as far as the file of the first goes. */
export function placeFromTo(first: Token, last: Token): FilePlace {
  const end = last.source === first.source && last.end >= first.start ? last.end : first.end;
  return { file: first.source.file, at: span(first.start, end) };
}

export function valueOfToken(token: Token): Value {
  const { text, source, inner, start, end, isKnown, through } = token;
  return { text, place: { file: source.file, at: inner ?? span(start, end) }, isKnown, ...(through && { through }) };
}

/** The line that Kamailio names for a token, from 1. */
export function kamailioLine({ source, kind, start }: Token): number {
  const { text, uncounted: uncountedEnds } = source;
  const from = uncounted.has(kind) ? start - 1 : start;
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < from; at = text.indexOf('\n', at + 1)) line++;
  return line - uncountedEnds.filter((at) => at < from).length;
}
