import {
  COLON,
  COMMA,
  EQUALS,
  GREATER,
  isDigit,
  isSpace,
  isTokenChar,
  LESS,
  QUOTE,
  SEMICOLON,
  SLASH,
  STAR,
  skipQuoted,
  skipSpace,
  trimEnd,
} from './chars';
import type { Grammar } from './header-names';
import { Part, push, setA, setEnd, type Tape } from './tape';
import { readHostAndPort, readUri } from './uri';

/** Reads a header value, from `start` to `end` without the white space around it, onto the tape by the grammar of its header. */
export function readValue(text: string, start: number, end: number, grammar: Grammar, tape: Tape): void {
  switch (grammar) {
    case 'via':
      readVias(text, start, end, tape);
      break;
    case 'address':
      readAddresses(text, start, end, false, tape);
      break;
    case 'addresses':
      readAddresses(text, start, end, true, tape);
      break;
    case 'params':
      readItems(text, start, end, true, tape);
      break;
    case 'param':
      readItems(text, start, end, false, tape);
      break;
    case 'challenge':
      readChallenge(text, start, end, tape);
      break;
    case 'cseq':
      readCSeq(text, start, end, tape);
      break;
    case 'number':
      readNumber(text, start, end, tape);
      break;
    case 'text':
      setA(tape, push(tape, Part.value, start, end), tape.length);
  }
}

/** via-parm (RFC 3261 §20.42): sent-protocol LWS sent-by *( SEMI via-params ), in a comma list. */
function readVias(text: string, start: number, end: number, tape: Tape): void {
  let at = nextValue(text, start, end, tape, true);
  while (at < end) {
    const value = push(tape, Part.value, at, at);
    let i = at;
    const kinds = [Part.protocol, Part.version, Part.transport];
    for (let word = 0; word < 3 && i < end; word++) {
      const from = i;
      while (i < end && !isSpace(text.charCodeAt(i)) && !endsViaWord(text.charCodeAt(i))) i++;
      push(tape, kinds[word] as number, from, i);
      const behind = skipSpace(text, i, end);
      if (word === 2) i = behind;
      else if (behind < end && text.charCodeAt(behind) === SLASH) i = skipSpace(text, behind + 1, end);
      else {
        i = behind;
        break; // a part of the sent-protocol is missing: what follows is the sent-by
      }
    }
    i = readSentBy(text, i, end, tape);
    i = readParams(text, i, end, true, tape);
    at = closeValue(text, value, i, end, tape);
  }
}

const endsViaWord = (c: number): boolean => c === SLASH || c === SEMICOLON || c === COMMA;

function readSentBy(text: string, start: number, end: number, tape: Tape): number {
  let stop = start;
  while (stop < end && text.charCodeAt(stop) !== SEMICOLON && text.charCodeAt(stop) !== COMMA) stop++;
  const last = trimEnd(text, start, stop);
  push(tape, Part.sentBy, start, last);
  if (last > start) {
    const before = tape.length;
    readHostAndPort(text, start, last, tape);
    // "host : 5061" is legal (RFC 3261 §25.1 COLON), so the white space belongs to neither.
    for (let record = before; record < tape.length; record++) trimRecord(text, tape, record);
  }
  return stop;
}

function trimRecord(text: string, tape: Tape, record: number): void {
  const cell = record * 5;
  const from = tape.cells[cell + 1] as number;
  const to = tape.cells[cell + 2] as number;
  tape.cells[cell + 1] = skipSpace(text, from, to);
  tape.cells[cell + 2] = trimEnd(text, tape.cells[cell + 1] as number, to);
}

/** name-addr or addr-spec with header parameters (RFC 3261 §20.10), alone or in a comma list. */
function readAddresses(text: string, start: number, end: number, list: boolean, tape: Tape): void {
  const brackets: Brackets = { list, noOpen: false, noClose: false };
  let at = nextValue(text, start, end, tape, list);
  while (at < end) {
    const value = push(tape, Part.value, at, at);
    let i = readAddress(text, at, end, brackets, tape);
    i = readParams(text, i, end, list, tape);
    at = closeValue(text, value, i, end, tape);
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
}

function readAddress(text: string, start: number, end: number, brackets: Brackets, tape: Tape): number {
  const { list } = brackets;
  const angle = findAngle(text, start, end, brackets);
  if (angle === OPEN_QUOTE) {
    push(tape, Part.openQuote, start, end);
    return end;
  }
  if (angle >= 0) {
    const nameEnd = trimEnd(text, start, angle);
    if (nameEnd > start) push(tape, Part.display, start, nameEnd);
    let close = brackets.noClose ? -1 : find(text, GREATER, angle, end);
    if (close < 0) {
      brackets.noClose = true;
      push(tape, Part.openAngle, angle, angle + 1);
      // Without its bracket the URI ends where the next value would begin at the latest.
      close = list ? find(text, COMMA, angle, end) : end;
      if (close < 0) close = end;
      readUri(text, skipSpace(text, angle + 1, close), trimEnd(text, angle + 1, close), true, tape);
      return close;
    }
    const from = skipSpace(text, angle + 1, close);
    readUri(text, from, trimEnd(text, from, close), true, tape);
    return close + 1;
  }
  if (text.charCodeAt(start) === STAR && (start + 1 >= end || endsItem(text.charCodeAt(start + 1)))) {
    push(tape, Part.star, start, start + 1);
    return start + 1;
  }
  let i = start;
  while (i < end) {
    const c = text.charCodeAt(i);
    if (c === SEMICOLON || isSpace(c) || (list && c === COMMA)) break;
    i++;
  }
  readUri(text, start, i, false, tape);
  return i;
}

const endsItem = (c: number): boolean => isSpace(c) || c === SEMICOLON || c === COMMA;
const NO_ANGLE = -1;
const OPEN_QUOTE = -2;

/** The `<` of the value that begins at `start`; NO_ANGLE where the value is a bare URI, OPEN_QUOTE where a quote stays open. */
function findAngle(text: string, start: number, end: number, brackets: Brackets): number {
  if (brackets.noOpen) return NO_ANGLE;
  let colon = false;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === LESS) return i;
    if (c === QUOTE) {
      const close = skipQuoted(text, i, end);
      if (close < 0) return OPEN_QUOTE;
      i = close - 1;
    } else if (c === COLON) colon = true;
    // A bare URI ends at a semicolon or comma; before any colon there was no URI yet, so it can only be a display name that lacks its quotes.
    else if (colon && (c === SEMICOLON || (brackets.list && c === COMMA))) return NO_ANGLE;
  }
  brackets.noOpen = true;
  return NO_ANGLE;
}

function find(text: string, char: number, from: number, end: number): number {
  for (let i = from; i < end; i++) if (text.charCodeAt(i) === char) return i;
  return -1;
}

/** *( SEMI generic-param ) with its white space; returns the offset of the comma that ends the value, or `end`. */
function readParams(text: string, start: number, end: number, list: boolean, tape: Tape): number {
  let i = skipSpace(text, start, end);
  if (i < end && text.charCodeAt(i) !== SEMICOLON && !(list && text.charCodeAt(i) === COMMA)) {
    const from = i;
    while (i < end && text.charCodeAt(i) !== SEMICOLON && !(list && text.charCodeAt(i) === COMMA)) i++;
    push(tape, Part.junk, from, trimEnd(text, from, i));
  }
  while (i < end && text.charCodeAt(i) === SEMICOLON) {
    const semicolon = i;
    i = skipSpace(text, i + 1, end);
    if (i >= end || text.charCodeAt(i) === SEMICOLON || (list && text.charCodeAt(i) === COMMA)) {
      push(tape, Part.empty, semicolon, semicolon + 1);
      continue;
    }
    i = readParam(text, i, end, list, Part.param, tape);
  }
  return i;
}

const LONGEST_BRACKETED = 2048;

/** generic-param: token [ EQUAL ( token / host / quoted-string ) ], up to the separator behind it. */
function readParam(text: string, start: number, end: number, list: boolean, kind: number, tape: Tape): number {
  let i = start;
  let equals = -1;
  let open = -1;
  for (; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === EQUALS && equals < 0) equals = i;
    else if (c === QUOTE) {
      const close = skipQuoted(text, i, end);
      if (close < 0) {
        open = i;
        i = end;
        break;
      }
      i = close - 1;
    } else if (c === LESS && equals >= 0) {
      // Some parameters hold a bracketed URI (RFC 8224 info=<…>), in which separators mean nothing.
      const close = find(text, GREATER, i, Math.min(end, i + LONGEST_BRACKETED));
      if (close >= 0) i = close;
    } else if (c === SEMICOLON || (list && c === COMMA)) break;
  }
  const last = trimEnd(text, start, i);
  const nameEnd = equals < 0 ? last : trimEnd(text, start, equals);
  push(tape, kind, start, last, nameEnd, equals < 0 ? -1 : Math.min(last, skipSpace(text, equals + 1, last)));
  if (open >= 0) push(tape, Part.openQuote, open, end);
  return i;
}

/** Items with parameters: media types, option tags, events, warnings. */
function readItems(text: string, start: number, end: number, list: boolean, tape: Tape): void {
  let at = nextValue(text, start, end, tape, list);
  while (at < end) {
    const value = push(tape, Part.value, at, at);
    let i = at;
    let open = false;
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c === QUOTE) {
        const close = skipQuoted(text, i, end);
        if (close < 0) {
          push(tape, Part.token, at, trimEnd(text, at, i));
          push(tape, Part.openQuote, i, end);
          open = true;
          i = end;
          break;
        }
        i = close - 1;
      } else if (c === SEMICOLON || (list && c === COMMA)) break;
    }
    if (!open) push(tape, Part.token, at, trimEnd(text, at, i));
    i = readParams(text, i, end, list, tape);
    at = closeValue(text, value, i, end, tape);
  }
}

/** challenge and credentials (RFC 3261 §20.44, §20.7): a scheme, then a comma list of name=value. */
function readChallenge(text: string, start: number, end: number, tape: Tape): void {
  const value = push(tape, Part.value, start, end);
  let i = start;
  while (i < end && isTokenChar(text.charCodeAt(i))) i++;
  push(tape, Part.token, start, i);
  i = skipSpace(text, i, end);
  while (i < end) {
    const c = text.charCodeAt(i);
    if (c === COMMA || isSpace(c)) {
      i++;
      continue;
    }
    i = readParam(text, i, end, true, Part.param, tape);
    if (i < end && text.charCodeAt(i) === SEMICOLON) i++;
  }
  setA(tape, value, tape.length);
}

function readCSeq(text: string, start: number, end: number, tape: Tape): void {
  const value = push(tape, Part.value, start, end);
  let i = start;
  while (i < end && !isSpace(text.charCodeAt(i))) i++;
  push(tape, Part.number, start, i);
  const from = skipSpace(text, i, end);
  let to = from;
  while (to < end && !isSpace(text.charCodeAt(to))) to++;
  if (to > from) push(tape, Part.method, from, to);
  const rest = skipSpace(text, to, end);
  if (rest < end) push(tape, Part.junk, rest, end);
  setA(tape, value, tape.length);
}

function readNumber(text: string, start: number, end: number, tape: Tape): void {
  const value = push(tape, Part.value, start, end);
  let i = start;
  while (i < end && isDigit(text.charCodeAt(i))) i++;
  if (i > start) push(tape, Part.number, start, i);
  const rest = skipSpace(text, i, end);
  if (rest < end) push(tape, Part.junk, rest, end);
  setA(tape, value, tape.length);
}

/** From `at` over white space and commas to the next value; a comma that separates nothing becomes a record. */
function nextValue(text: string, at: number, end: number, tape: Tape, list: boolean): number {
  let i = skipSpace(text, at, end);
  while (list && i < end && text.charCodeAt(i) === COMMA) {
    push(tape, Part.empty, i, i + 1);
    i = skipSpace(text, i + 1, end);
  }
  return i;
}

/** Ends the value at `at`, which is a comma or `end`, and goes to the next one. */
function closeValue(text: string, value: number, at: number, end: number, tape: Tape): number {
  setEnd(tape, value, trimEnd(text, tape.cells[value * 5 + 1] as number, at));
  setA(tape, value, tape.length);
  if (at >= end) return end;
  const next = skipSpace(text, at + 1, end);
  if (next >= end) {
    push(tape, Part.empty, at, at + 1);
    return end;
  }
  return nextValue(text, next, end, tape, true);
}
