import { AMPERSAND, AT, BRACKET_CLOSE, BRACKET_OPEN, COLON, EQUALS, GREATER, isSpace, QUESTION, SEMICOLON } from './chars';
import { type Codes, find, skipSpace, trimEnd, unit } from './codes';
import { Part, push, setA, setEnd, type Tape } from './tape';

/** Stops at no character: a URI that goes on to its `end`. */
const NEVER = -1;

/**
 * Reads a URI (RFC 3261 §19.1, RFC 3966) that stands in `text` from `start` to `end`, without brackets, onto the tape.
 * A `sip` or `sips` URI is taken apart; `tel` has its number as user; of other schemes only the scheme is told.
 */
export function readUri(codes: Codes, start: number, end: number, bracketed: boolean, tape: Tape): void {
  const uri = push(tape, Part.uri, start, end, 0, bracketed ? 1 : 0);
  let at = start;
  while (at < end && isSchemeChar(unit(codes, at))) at++;
  if (at >= end || unit(codes, at) !== COLON || at === start) {
    // No scheme: `bob@example.com`, `example.com`. Read what can be read, so that hovers and fixes have spans.
    if (at < end) readSipRest(codes, start, end, NEVER, tape);
  } else {
    push(tape, Part.scheme, start, at);
    if (sipSchemeEnd(codes, start) === at) readSipRest(codes, at + 1, end, NEVER, tape);
    else if (at - start === 3 && isTel(codes, start)) readTel(codes, at + 1, end, tape);
  }
  setA(tape, uri, tape.length);
}

/**
 * Reads the sip or sips URI that begins at `start` and ends in front of `>`, and returns the offset of that bracket.
 * -1, and nothing read, where it is no such URI or the bracket does not come before `end`. One pass over what nearly every header holds.
 */
export function readBracketedSipUri(codes: Codes, start: number, end: number, tape: Tape): number {
  const schemeEnd = sipSchemeEnd(codes, start);
  if (schemeEnd < 0 || schemeEnd >= end) return -1;
  const uri = push(tape, Part.uri, start, start, 0, 1);
  push(tape, Part.scheme, start, schemeEnd);
  const close = readSipRest(codes, schemeEnd + 1, end, GREATER, tape);
  if (close >= end || isSpace(unit(codes, close - 1))) {
    tape.length = uri;
    return -1;
  }
  setEnd(tape, uri, close);
  setA(tape, uri, tape.length);
  return close;
}

function isSchemeChar(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46;
}

/** Where the colon behind `sip` or `sips` stands, in any letter case; -1 where another scheme begins at `start`. */
function sipSchemeEnd(codes: Codes, start: number): number {
  if ((unit(codes, start) | 32) !== 115 || (unit(codes, start + 1) | 32) !== 105 || (unit(codes, start + 2) | 32) !== 112) {
    return -1;
  }
  const c = unit(codes, start + 3);
  if (c === COLON) return start + 3;
  return (c | 32) === 115 && unit(codes, start + 4) === COLON ? start + 4 : -1;
}

const isTel = (codes: Codes, start: number): boolean =>
  (unit(codes, start) | 32) === 116 && (unit(codes, start + 1) | 32) === 101 && (unit(codes, start + 2) | 32) === 108;

/** What follows the scheme: [ user [ ":" password ] "@" ] host [ ":" port ] params headers. Returns where it stopped: at `stop` or `end`. */
function readSipRest(codes: Codes, start: number, end: number, stop: number, tape: Tape): number {
  const before = tape.length;
  let colon = -1;
  let i = start;
  // All that matters lies between ':' and '@' in the table of characters.
  for (; i < end; i++) {
    const c = unit(codes, i);
    if (c < COLON || c > AT) continue;
    if (c === AT) return readFromUser(codes, start, colon, i, end, stop, tape);
    if (c === COLON) {
      if (colon < 0) colon = i;
    } else if (c === SEMICOLON || c === QUESTION || c === stop) break;
  }
  pushHost(codes, start, i, colon, tape);
  const { at, sawAt } = readUriTail(codes, i, end, stop, tape);
  if (sawAt < 0) return at;
  // An @ behind ; or ?: those belong to the user part then, in which they may stand (RFC 3261 §25.1 user-unreserved).
  tape.length = before;
  for (; colon < 0 && i < sawAt; i++) if (unit(codes, i) === COLON) colon = i;
  return readFromUser(codes, start, colon, sawAt, end, stop, tape);
}

function readFromUser(codes: Codes, start: number, colon: number, at: number, end: number, stop: number, tape: Tape): number {
  push(tape, Part.user, start, colon < 0 ? at : colon);
  if (colon >= 0) push(tape, Part.password, colon + 1, at);
  let hostEnd = at + 1;
  let portColon = -1;
  for (; hostEnd < end; hostEnd++) {
    const c = unit(codes, hostEnd);
    if (c < COLON || c > QUESTION) continue;
    if (c === COLON) {
      if (portColon < 0) portColon = hostEnd;
    } else if (c === SEMICOLON || c === QUESTION || c === stop) break;
  }
  pushHost(codes, at + 1, hostEnd, portColon, tape);
  return readUriTail(codes, hostEnd, end, stop, tape).at;
}

const tail = { at: 0, sawAt: -1 };

/** Parameters and headers of a URI. `sawAt` is the first @ in them, -1 where there is none. */
function readUriTail(codes: Codes, from: number, end: number, stop: number, tape: Tape): { readonly at: number; readonly sawAt: number } {
  tail.sawAt = -1;
  let i = from;
  let isHeader = false;
  while (i < end) {
    const separator = unit(codes, i);
    if (separator === stop) break;
    isHeader ||= separator === QUESTION;
    const start = i + 1;
    let equals = -1;
    for (i = start; i < end; i++) {
      const c = unit(codes, i);
      if (c > AT || (c < SEMICOLON && c !== AMPERSAND)) continue;
      if (c === EQUALS) {
        if (equals < 0) equals = i;
      } else if (c === stop) break;
      else if (isHeader ? c === AMPERSAND : c === SEMICOLON || c === QUESTION) break;
      else if (c === AT && tail.sawAt < 0) tail.sawAt = i;
    }
    if (i === start && !isHeader) push(tape, Part.empty, start - 1, start);
    else push(tape, isHeader ? Part.uriHeader : Part.uriParam, start, i, equals < 0 ? i : equals, equals < 0 ? -1 : equals + 1);
  }
  tail.at = i;
  return tail;
}

/** Puts `host[:port]` onto the tape. `colon` is the first one in it, -1 where there is none. White space around the parts belongs to neither. */
export function pushHost(codes: Codes, start: number, end: number, colon: number, tape: Tape): void {
  if (colon < 0) {
    push(tape, Part.host, start, end);
    return;
  }
  let portColon = colon;
  if (unit(codes, start) === BRACKET_OPEN) portColon = find(codes, COLON, find(codes, BRACKET_CLOSE, start, end), end);
  else if (find(codes, COLON, colon + 1, end) >= 0) {
    push(tape, Part.host, start, end, 0, 1); // an IPv6 address without brackets: where its port would begin is anybody's guess
    return;
  }
  if (portColon < 0) push(tape, Part.host, start, end);
  else {
    push(tape, Part.host, start, trimEnd(codes, start, portColon));
    push(tape, Part.port, skipSpace(codes, portColon + 1, end), end);
  }
}

function readTelParam(codes: Codes, start: number, end: number, tape: Tape): number {
  let equals = -1;
  let i = start;
  for (; i < end; i++) {
    const c = unit(codes, i);
    if (c === EQUALS && equals < 0) equals = i;
    else if (c === SEMICOLON || c === QUESTION) break;
  }
  if (i === start) push(tape, Part.empty, start - 1, start);
  else push(tape, Part.uriParam, start, i, equals < 0 ? i : equals, equals < 0 ? -1 : equals + 1);
  return i;
}

function readTel(codes: Codes, start: number, end: number, tape: Tape): void {
  let i = start;
  while (i < end && unit(codes, i) !== SEMICOLON) i++;
  push(tape, Part.user, start, i);
  while (i < end && unit(codes, i) === SEMICOLON) i = readTelParam(codes, i + 1, end, tape);
}
