import {
  COLON,
  COMMA,
  CR,
  EQUALS,
  GREATER,
  isDigit,
  isSpace,
  isTokenChar,
  LESS,
  LF,
  QUOTE,
  SEMICOLON,
  SLASH,
  SPACE,
  STAR,
  TAB,
} from './chars';
import { type Codes, find, skipQuoted, skipSpace, trimEnd, unit } from './codes';
import type { Grammar } from './header-names';
import { Part, push, setA, setEnd, type Tape } from './tape';
import { pushHost, readBracketedSipUri, readUri } from './uri';

/** Reads a header value, from `start` to `end` without the white space around it, onto the tape by the grammar of its header. */
export function readValue(codes: Codes, start: number, end: number, grammar: Grammar, tape: Tape): void {
  switch (grammar) {
    case 'via':
      readVias(codes, start, end, tape);
      break;
    case 'address':
      readAddresses(codes, start, end, false, tape);
      break;
    case 'addresses':
      readAddresses(codes, start, end, true, tape);
      break;
    case 'params':
      readItems(codes, start, end, true, tape);
      break;
    case 'param':
      readItems(codes, start, end, false, tape);
      break;
    case 'challenge':
      readChallenge(codes, start, end, tape);
      break;
    case 'cseq':
      readCSeq(codes, start, end, tape);
      break;
    case 'number':
      readNumber(codes, start, end, tape);
      break;
    case 'text':
      setA(tape, push(tape, Part.value, start, end), tape.length);
  }
}

/** via-parm (RFC 3261 §20.42): sent-protocol LWS sent-by *( SEMI via-params ), in a comma list. */
function readVias(codes: Codes, start: number, end: number, tape: Tape): void {
  let at = nextValue(codes, start, end, tape, true);
  while (at < end) {
    const value = push(tape, Part.value, at, at);
    let i = at;
    for (let word = 0; word < 3 && i < end; word++) {
      const from = i;
      while (i < end && !endsViaWord(unit(codes, i))) i++;
      push(tape, Part.protocol + word, from, i); // protocol, version, transport follow each other
      const behind = skipSpace(codes, i, end);
      if (word === 2) i = behind;
      else if (behind < end && unit(codes, behind) === SLASH) i = skipSpace(codes, behind + 1, end);
      else {
        i = behind;
        break; // a part of the sent-protocol is missing: what follows is the sent-by
      }
    }
    i = readSentBy(codes, i, end, tape);
    i = readParams(codes, i, end, true, tape);
    at = closeValue(codes, value, i, end, tape);
  }
}

const endsViaWord = (c: number): boolean => c <= SEMICOLON && (c === SLASH || c === SEMICOLON || c === COMMA || isSpace(c));

function readSentBy(codes: Codes, start: number, end: number, tape: Tape): number {
  let stop = start;
  let colon = -1;
  for (; stop < end; stop++) {
    const c = unit(codes, stop);
    if (c > SEMICOLON) continue;
    if (c === SEMICOLON || c === COMMA) break;
    if (c === COLON && colon < 0) colon = stop;
  }
  const last = trimEnd(codes, start, stop);
  push(tape, Part.sentBy, start, last);
  // "host : 5061" is legal (RFC 3261 §25.1 COLON).
  if (last > start) pushHost(codes, start, last, colon, tape);
  return stop;
}

/** name-addr or addr-spec with header parameters (RFC 3261 §20.10), alone or in a comma list. */
function readAddresses(codes: Codes, start: number, end: number, list: boolean, tape: Tape): void {
  const brackets: Brackets = { list, noOpen: false, noClose: false, quote: -1 };
  let at = nextValue(codes, start, end, tape, list);
  while (at < end) {
    const value = push(tape, Part.value, at, at);
    let i = readAddress(codes, at, end, brackets, tape);
    i = readParams(codes, i, end, list, tape);
    at = closeValue(codes, value, i, end, tape);
  }
}

/**
 * What one header value has no more of. A search that came to the end is not repeated for the next item,
 * or a list of ten thousand broken items would be read ten thousand times.
 */
interface Brackets {
  readonly list: boolean;
  noOpen: boolean;
  noClose: boolean;
  /** Where the quote stands that is not closed. */
  quote: number;
}

function readAddress(codes: Codes, start: number, end: number, brackets: Brackets, tape: Tape): number {
  const { list } = brackets;
  const angle = findAngle(codes, start, end, brackets);
  if (angle === OPEN_QUOTE) {
    push(tape, Part.openQuote, brackets.quote, end);
    return end;
  }
  if (angle >= 0) {
    const nameEnd = trimEnd(codes, start, angle);
    if (nameEnd > start) push(tape, Part.display, start, nameEnd);
    const sipEnd = brackets.noClose ? -1 : readBracketedSipUri(codes, angle + 1, end, tape);
    if (sipEnd >= 0) return sipEnd + 1;
    let close = brackets.noClose ? -1 : find(codes, GREATER, angle, end);
    if (close < 0) {
      brackets.noClose = true;
      push(tape, Part.openAngle, angle, angle + 1);
      // Without its bracket the URI ends where the next value would begin at the latest.
      close = list ? find(codes, COMMA, angle, end) : end;
      if (close < 0) close = end;
      readUri(codes, skipSpace(codes, angle + 1, close), trimEnd(codes, angle + 1, close), true, tape);
      return close;
    }
    const from = skipSpace(codes, angle + 1, close);
    readUri(codes, from, trimEnd(codes, from, close), true, tape);
    return close + 1;
  }
  if (unit(codes, start) === STAR && (start + 1 >= end || endsItem(unit(codes, start + 1)))) {
    push(tape, Part.star, start, start + 1);
    return start + 1;
  }
  let i = start;
  while (i < end) {
    const c = unit(codes, i);
    if (c === SEMICOLON || isSpace(c) || (list && c === COMMA)) break;
    i++;
  }
  readUri(codes, start, i, false, tape);
  return i;
}

const endsItem = (c: number): boolean => isSpace(c) || c === SEMICOLON || c === COMMA;
const NO_ANGLE = -1;
const OPEN_QUOTE = -2;

/** The `<` of the value that begins at `start`; NO_ANGLE where the value is a bare URI, OPEN_QUOTE where a quote stays open. */
function findAngle(codes: Codes, start: number, end: number, brackets: Brackets): number {
  if (brackets.noOpen) return NO_ANGLE;
  let colon = false;
  for (let i = start; i < end; i++) {
    const c = unit(codes, i);
    if (c > LESS) continue;
    if (c === LESS) return i;
    if (c === QUOTE) {
      const close = skipQuoted(codes, i, end);
      if (close < 0) {
        brackets.quote = i;
        return OPEN_QUOTE;
      }
      i = close - 1;
    } else if (c === COLON) colon = true;
    // A bare URI ends at a semicolon or comma; before any colon there was no URI yet, so it can only be a display name that lacks its quotes.
    else if (colon && (c === SEMICOLON || (brackets.list && c === COMMA))) return NO_ANGLE;
  }
  brackets.noOpen = true;
  return NO_ANGLE;
}

/** *( SEMI generic-param ) with its white space; returns the offset of the comma that ends the value, or `end`. */
function readParams(codes: Codes, start: number, end: number, list: boolean, tape: Tape): number {
  let i = skipSpace(codes, start, end);
  if (i < end && unit(codes, i) !== SEMICOLON && !(list && unit(codes, i) === COMMA)) {
    const from = i;
    while (i < end && unit(codes, i) !== SEMICOLON && !(list && unit(codes, i) === COMMA)) i++;
    push(tape, Part.junk, from, trimEnd(codes, from, i));
  }
  while (i < end && unit(codes, i) === SEMICOLON) {
    const next = readPlainParam(codes, i + 1, end, list, tape);
    if (next > 0) {
      i = next;
      continue;
    }
    const semicolon = i;
    i = skipSpace(codes, i + 1, end);
    if (i >= end || unit(codes, i) === SEMICOLON || (list && unit(codes, i) === COMMA)) {
      push(tape, Part.empty, semicolon, semicolon + 1);
      continue;
    }
    i = readParam(codes, i, end, list, Part.param, tape);
  }
  return i;
}

/** name or name=value without white space, quotes or brackets, as nearly all are; 0 where it is not so plain, and nothing is read. */
function readPlainParam(codes: Codes, start: number, end: number, list: boolean, tape: Tape): number {
  let equals = -1;
  let i = start;
  for (; i < end; i++) {
    const kind = kinds[unit(codes, i)] as number;
    if (kind === PLAIN || (kind === IS_COMMA && !list)) continue;
    if (kind === IS_EQUALS) {
      if (equals < 0) equals = i;
    } else if (kind === UNPLAIN) return 0;
    else break;
  }
  if (i === start) return 0;
  push(tape, Part.param, start, i, equals < 0 ? i : equals, equals < 0 ? -1 : equals + 1);
  return i;
}

const PLAIN = 0;
const UNPLAIN = 1;
const IS_EQUALS = 2;
const IS_COMMA = 3;
const IS_SEMICOLON = 4;
/** What a character means in a list of parameters. */
const kinds = new Uint8Array(256);
for (const c of [TAB, LF, CR, SPACE, QUOTE, LESS]) kinds[c] = UNPLAIN;
kinds[EQUALS] = IS_EQUALS;
kinds[COMMA] = IS_COMMA;
kinds[SEMICOLON] = IS_SEMICOLON;

const LONGEST_BRACKETED = 2048;

/** generic-param: token [ EQUAL ( token / host / quoted-string ) ], up to the separator behind it. */
function readParam(codes: Codes, start: number, end: number, list: boolean, kind: number, tape: Tape): number {
  let i = start;
  let equals = -1;
  let open = -1;
  let searched = start; // no bracket closes before that
  for (; i < end; i++) {
    const c = unit(codes, i);
    if (c > EQUALS) continue;
    if (c === EQUALS) {
      if (equals < 0) equals = i;
    } else if (c === QUOTE) {
      const close = skipQuoted(codes, i, end);
      if (close < 0) {
        open = i;
        i = end;
        break;
      }
      i = close - 1;
    } else if (c === LESS && equals >= 0) {
      // Some parameters hold a bracketed URI (RFC 8224 info=<…>), in which separators mean nothing.
      const close = find(codes, GREATER, Math.max(i, searched), Math.min(end, i + LONGEST_BRACKETED));
      if (close >= 0) i = close;
      else searched = i + LONGEST_BRACKETED;
    } else if (c === SEMICOLON || (list && c === COMMA)) break;
  }
  const last = trimEnd(codes, start, i);
  const nameEnd = equals < 0 ? last : trimEnd(codes, start, equals);
  push(tape, kind, start, last, nameEnd, equals < 0 ? -1 : Math.min(last, skipSpace(codes, equals + 1, last)));
  if (open >= 0) push(tape, Part.openQuote, open, end);
  return i;
}

/** Items with parameters: media types, option tags, events, warnings. */
function readItems(codes: Codes, start: number, end: number, list: boolean, tape: Tape): void {
  let at = nextValue(codes, readPlainItems(codes, start, end, list, tape), end, tape, list);
  while (at < end) {
    const value = push(tape, Part.value, at, at);
    let i = at;
    let open = false;
    for (; i < end; i++) {
      const c = unit(codes, i);
      if (c > SEMICOLON) continue;
      if (c === QUOTE) {
        const close = skipQuoted(codes, i, end);
        if (close < 0) {
          push(tape, Part.token, at, trimEnd(codes, at, i));
          push(tape, Part.openQuote, i, end);
          open = true;
          i = end;
          break;
        }
        i = close - 1;
      } else if (c === SEMICOLON || (list && c === COMMA)) break;
    }
    if (!open) push(tape, Part.token, at, trimEnd(codes, at, i));
    if (i < end && unit(codes, i) === SEMICOLON) i = readParams(codes, i, end, list, tape);
    at = closeValue(codes, value, i, end, tape);
  }
}

/** Reads items that are one plain word each, `INVITE, ACK, BYE`, as far as they go; returns where the first begins that is not. */
function readPlainItems(codes: Codes, start: number, end: number, list: boolean, tape: Tape): number {
  let at = start;
  while (at < end) {
    let i = at;
    while (i < end && isPlainItem(kinds[unit(codes, i)] as number)) i++;
    if (i === at || (i < end && !(list && unit(codes, i) === COMMA && i + 2 < end))) return at;
    const behind = unit(codes, i + 1) === SPACE ? i + 2 : i + 1;
    // What follows the comma must be an item, or the comma is a fault.
    if (i < end && (behind >= end || !isPlainItem(kinds[unit(codes, behind)] as number))) return at;
    push(tape, Part.value, at, i, tape.length + 2);
    push(tape, Part.token, at, i);
    at = i < end ? behind : end;
  }
  return at;
}

const isPlainItem = (kind: number): boolean => kind === PLAIN || kind === IS_EQUALS;

/** challenge and credentials (RFC 3261 §20.44, §20.7): a scheme, then a comma list of name=value. */
function readChallenge(codes: Codes, start: number, end: number, tape: Tape): void {
  const value = push(tape, Part.value, start, end);
  let i = start;
  while (i < end && isTokenChar(unit(codes, i))) i++;
  push(tape, Part.token, start, i);
  i = nextValue(codes, i, end, tape, true);
  while (i < end) {
    i = readParam(codes, i, end, true, Part.param, tape);
    if (i >= end) break;
    const separator = i;
    i = skipSpace(codes, i + 1, end);
    if (i >= end) push(tape, Part.empty, separator, separator + 1);
    else i = nextValue(codes, i, end, tape, true);
  }
  setA(tape, value, tape.length);
}

function readCSeq(codes: Codes, start: number, end: number, tape: Tape): void {
  const value = push(tape, Part.value, start, end);
  let i = start;
  while (i < end && !isSpace(unit(codes, i))) i++;
  push(tape, Part.number, start, i);
  const from = skipSpace(codes, i, end);
  let to = from;
  while (to < end && !isSpace(unit(codes, to))) to++;
  if (to > from) push(tape, Part.method, from, to);
  const rest = skipSpace(codes, to, end);
  if (rest < end) push(tape, Part.junk, rest, end);
  setA(tape, value, tape.length);
}

function readNumber(codes: Codes, start: number, end: number, tape: Tape): void {
  const value = push(tape, Part.value, start, end);
  let i = start;
  while (i < end && isDigit(unit(codes, i))) i++;
  if (i > start) push(tape, Part.number, start, i);
  const rest = skipSpace(codes, i, end);
  if (rest < end) push(tape, Part.junk, rest, end);
  setA(tape, value, tape.length);
}

/** From `at` over white space and commas to the next value; a separator that separates nothing becomes a record. */
function nextValue(codes: Codes, at: number, end: number, tape: Tape, list: boolean): number {
  let i = skipSpace(codes, at, end);
  while (list && i < end) {
    const c = unit(codes, i);
    if (c !== COMMA && c !== SEMICOLON) break;
    const stop = c === COMMA ? i + 1 : emptyItemEnd(codes, i, end);
    if (stop === i) break;
    for (; i < stop; i++) if (!isSpace(unit(codes, i))) push(tape, Part.empty, i, i + 1);
    i = skipSpace(codes, i, end);
  }
  return i;
}

/** Behind the semicolons of an item that has nothing but semicolons; `start` where there is more to it, or no semicolon. */
function emptyItemEnd(codes: Codes, start: number, end: number): number {
  let i = start;
  while (i < end && (unit(codes, i) === SEMICOLON || isSpace(unit(codes, i)))) i++;
  return i >= end || unit(codes, i) === COMMA ? i : start;
}

/** Ends the value at `at`, which is a comma or `end`, and goes to the next one. */
function closeValue(codes: Codes, value: number, at: number, end: number, tape: Tape): number {
  setEnd(tape, value, trimEnd(codes, tape.cells[value * 5 + 1] as number, at));
  setA(tape, value, tape.length);
  if (at >= end) return end;
  const next = skipSpace(codes, at + 1, end);
  if (next >= end) {
    push(tape, Part.empty, at, at + 1);
    return end;
  }
  return nextValue(codes, next, end, tape, true);
}
