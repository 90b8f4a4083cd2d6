import { AMPERSAND, AT, BRACKET_CLOSE, BRACKET_OPEN, COLON, EQUALS, QUESTION, SEMICOLON } from './chars';
import { Part, push, setA, type Tape } from './tape';

/**
 * Reads a URI (RFC 3261 §19.1, RFC 3966) that stands in `text` from `start` to `end`, without brackets, onto the tape.
 * A `sip` or `sips` URI is taken apart; `tel` has its number as user; of other schemes only the scheme is told.
 */
export function readUri(text: string, start: number, end: number, bracketed: boolean, tape: Tape): void {
  const uri = push(tape, Part.uri, start, end, 0, bracketed ? 1 : 0);
  let at = start;
  while (at < end && isSchemeChar(text.charCodeAt(at))) at++;
  if (at >= end || text.charCodeAt(at) !== COLON || at === start) {
    // No scheme: `bob@example.com`, `example.com`. Read what can be read, so that hovers and fixes have spans.
    if (at < end) readHostPart(text, start, end, tape);
  } else {
    push(tape, Part.scheme, start, at);
    if (isSipScheme(text, start, at)) readHostPart(text, at + 1, end, tape);
    else if (at - start === 3 && text.slice(start, at).toLowerCase() === 'tel') readTel(text, at + 1, end, tape);
  }
  setA(tape, uri, tape.length);
}

function isSchemeChar(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46;
}

function isSipScheme(text: string, start: number, end: number): boolean {
  const length = end - start;
  if (length !== 3 && length !== 4) return false;
  return (
    (text.charCodeAt(start) | 32) === 115 &&
    (text.charCodeAt(start + 1) | 32) === 105 &&
    (text.charCodeAt(start + 2) | 32) === 112 &&
    (length === 3 || (text.charCodeAt(start + 3) | 32) === 115)
  );
}

function readHostPart(text: string, start: number, end: number, tape: Tape): void {
  // An unescaped @ is legal in front of the host only, while ; ? / may stand in the user part (RFC 3261 §25.1 user-unreserved).
  let at = start;
  while (at < end && text.charCodeAt(at) !== AT) at++;
  let host = start;
  if (at < end) {
    let colon = start;
    while (colon < at && text.charCodeAt(colon) !== COLON) colon++;
    push(tape, Part.user, start, colon);
    if (colon < at) push(tape, Part.password, colon + 1, at);
    host = at + 1;
  }
  let i = readHostAndPort(text, host, end, tape);
  while (i < end && text.charCodeAt(i) === SEMICOLON) i = readParam(text, i + 1, end, Part.uriParam, tape);
  if (i < end && text.charCodeAt(i) === QUESTION) readUriHeaders(text, i + 1, end, tape);
}

/** Reads `host[:port]` and returns the offset of what ends it: `;`, `?` or `end`. */
export function readHostAndPort(text: string, start: number, end: number, tape: Tape): number {
  let i = start;
  if (i < end && text.charCodeAt(i) === BRACKET_OPEN) {
    while (i < end && text.charCodeAt(i) !== BRACKET_CLOSE && !endsHost(text.charCodeAt(i))) i++;
    if (i < end && text.charCodeAt(i) === BRACKET_CLOSE) i++;
  }
  let colon = -1;
  let colons = 0;
  for (; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === COLON) {
      if (colons++ === 0) colon = i;
    } else if (endsHost(c)) break;
  }
  if (colons === 0) push(tape, Part.host, start, i);
  else if (colons === 1) {
    push(tape, Part.host, start, colon);
    push(tape, Part.port, colon + 1, i);
  } else if (text.charCodeAt(start) === BRACKET_OPEN) {
    push(tape, Part.host, start, colon);
    push(tape, Part.port, colon + 1, i);
  } else push(tape, Part.host, start, i, 0, 1); // an IPv6 address without brackets: where its port would begin is anybody's guess
  return i;
}

const endsHost = (c: number): boolean => c === SEMICOLON || c === QUESTION;

function readParam(text: string, start: number, end: number, kind: number, tape: Tape): number {
  let equals = -1;
  let i = start;
  for (; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === EQUALS && equals < 0) equals = i;
    else if (c === SEMICOLON || c === QUESTION) break;
  }
  if (i === start) push(tape, Part.empty, start - 1, start);
  else push(tape, kind, start, i, equals < 0 ? i : equals, equals < 0 ? -1 : equals + 1);
  return i;
}

function readUriHeaders(text: string, start: number, end: number, tape: Tape): void {
  let i = start;
  while (i <= end) {
    let equals = -1;
    const from = i;
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c === EQUALS && equals < 0) equals = i;
      else if (c === AMPERSAND) break;
    }
    push(tape, Part.uriHeader, from, i, equals < 0 ? i : equals, equals < 0 ? -1 : equals + 1);
    i++;
  }
}

function readTel(text: string, start: number, end: number, tape: Tape): void {
  let i = start;
  while (i < end && text.charCodeAt(i) !== SEMICOLON) i++;
  push(tape, Part.user, start, i);
  while (i < end && text.charCodeAt(i) === SEMICOLON) i = readParam(text, i + 1, end, Part.uriParam, tape);
}
