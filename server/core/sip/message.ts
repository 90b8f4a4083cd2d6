import type { Span } from '../text/span';
import { type BodyPart, bodyPartsOf } from './body';
import { GREATER, isDigit, isTokenChar, LESS, SPACE, skipSpace, TAB } from './chars';
import { codesOf } from './codes';
import { grammarOf, type HeaderName, headerId, headerNameOf, knownHeaders, UNKNOWN_HEADER } from './header-names';
import { type HeaderLines, indexMessage, LINE_CELLS, nameHeaders, newHeaderLines } from './message-index';
import { addressesIn, type PlacedAddress, type PlacedUri, urisIn } from './message-uris';
import {
  type Address,
  addressAt,
  type Fault,
  faultAt,
  faultsBetween,
  type Item,
  itemAt,
  type SipUri,
  uriAt,
  type Via,
  valueRecords,
  viaAt,
} from './parts';
import { readSdp, type Sdp } from './sdp';
import { CELLS, newTape, Part, type Tape } from './tape';
import { readUri } from './uri';
import { readValue } from './values';

/** A header line. `value` is its span without the white space around it, folded lines included. */
export interface Header extends Span {
  /** Its place among the header lines, from 0. */
  readonly index: number;
  /** As in the table (`Via` for `v`), or as written where the table does not know it; '' for a line that is no header. */
  readonly name: string;
  readonly id: number;
  readonly nameSpan: Span;
  readonly value: Span;
  /** From the first byte of the line to behind its line end. */
  readonly line: Span;
}

/** The first line, taken apart as far as it goes. RFC 3261 §7.1 and §7.2. */
export type StartLine =
  | { kind: 'request'; span: Span; method: string; methodSpan: Span; uri: SipUri; version: string; versionSpan: Span }
  | { kind: 'response'; span: Span; version: string; versionSpan: Span; status: number; statusSpan: Span; reason: string; reasonSpan: Span }
  | { kind: 'malformed'; span: Span };

/** Number and method of CSeq (RFC 3261 §20.16). */
export interface CSeq {
  readonly number: number;
  readonly numberSpan: Span;
  readonly method: string;
  readonly methodSpan: Span;
}

/** A fault with the header line in which it stands. */
export interface PlacedFault extends Fault {
  readonly header: Header;
}

export interface MessageOptions {
  /** Each character of the text is one octet of the message (the bytes were no UTF-8). */
  readonly bytes?: boolean;
  /** The writer of the log cut the message off. */
  readonly cut?: boolean;
}

/**
 * One SIP message, read on demand: a part is parsed when somebody first asks for it and kept from then on.
 * Offsets are into `text`, which holds exactly this message. Nothing here throws, whatever the text holds.
 */
export class SipMessage {
  readonly text: string;
  readonly options: MessageOptions;
  readonly #lines: HeaderLines;
  #startLine?: StartLine;
  readonly #headers: Header[] = [];
  #hasAllHeaders = false;
  #read?: Tapes;
  #vias?: readonly Via[];
  /** By header number, as #items. */
  readonly #addresses: (readonly Address[] | undefined)[] = [];
  readonly #items: (readonly Item[] | undefined)[] = [];
  #placedAddresses?: readonly PlacedAddress[];
  #uris?: readonly PlacedUri[];
  #faults?: readonly PlacedFault[];
  #cseq?: CSeq | null;
  #bodies?: readonly BodyPart[];
  #sdp?: Sdp | null;

  constructor(text: string, options: MessageOptions = {}) {
    this.text = text;
    this.options = options;
    indexMessage(text, 0, text.length, lineScratch);
    nameHeaders(codesOf(text), lineScratch);
    this.#lines = { ...lineScratch, cells: lineScratch.cells.slice(0, lineScratch.count * LINE_CELLS) };
  }

  get startLine(): StartLine {
    this.#startLine ??= readStartLine(this.text, this.#lines.startLineEnd);
    return this.#startLine;
  }

  get isRequest(): boolean {
    return this.startLine.kind === 'request';
  }

  get isResponse(): boolean {
    return this.startLine.kind === 'response';
  }

  /** The request's method, or the method that a response's CSeq names; '' where neither can be read. */
  get method(): string {
    return this.startLine.kind === 'request' ? this.startLine.method : (this.cseq?.method ?? '');
  }

  /** The status code of a response, 0 for anything else. */
  get status(): number {
    return this.startLine.kind === 'response' ? this.startLine.status : 0;
  }

  get requestUri(): SipUri | undefined {
    return this.startLine.kind === 'request' ? this.startLine.uri : undefined;
  }

  get headers(): readonly Header[] {
    if (!this.#hasAllHeaders) for (let i = 0; i < this.#lines.count; i++) this.#headerAt(i);
    this.#hasAllHeaders = true;
    return this.#headers;
  }

  /** From the line behind the start line to the empty line. */
  get headerPart(): Span {
    return { start: this.#lines.headersStart, end: this.#lines.headersEnd };
  }

  /** The headers end with an empty line. */
  get headersAreComplete(): boolean {
    return this.#lines.bodyStart > this.#lines.headersEnd;
  }

  /** The frame ends inside the headers, or its writer said that it cut the message. Rules about absent headers stay silent then. */
  get isCut(): boolean {
    return this.options.cut === true;
  }

  get body(): Span {
    return { start: this.#lines.bodyStart, end: this.text.length };
  }

  /** All headers of that name, in order. */
  all(name: HeaderName): Header[] {
    const first = this.#indexOf(name);
    if (first < 0) return [];
    const id = headerId(name);
    const found: Header[] = [];
    const { cells, count } = this.#lines;
    for (let i = first; i < count; i++) if (cells[i * LINE_CELLS + 5] === id) found.push(this.#headerAt(i));
    return found;
  }

  first(name: HeaderName): Header | undefined {
    const i = this.#indexOf(name);
    return i < 0 ? undefined : this.#headerAt(i);
  }

  has(name: HeaderName): boolean {
    return this.#indexOf(name) >= 0;
  }

  /** There are two header lines of that name or more. */
  isRepeated(name: HeaderName): boolean {
    const first = this.#indexOf(name);
    return first >= 0 && headerLines.last[headerId(name)] !== first + 1;
  }

  /** The value of the first header of that name as written, folding undone; undefined where there is none. */
  value(name: HeaderName): string | undefined {
    const header = this.first(name);
    return header && unfolded(this.text, header.value);
  }

  /** All Via values over all Via lines, topmost first. */
  get vias(): readonly Via[] {
    this.#vias ??= this.#valuesOf(headerId('Via'), viaAt);
    return this.#vias;
  }

  get topVia(): Via | undefined {
    return this.vias[0];
  }

  /** All values of an address header, over all its lines. */
  addresses(name: HeaderName): readonly Address[] {
    const id = headerId(name);
    let values = this.#addresses[id];
    if (!values) {
      values = this.#indexOf(name) < 0 ? [] : this.#valuesOf(id, addressAt);
      this.#addresses[id] = values;
    }
    return values;
  }

  get contacts(): readonly Address[] {
    return this.addresses('Contact');
  }

  get routes(): readonly Address[] {
    return this.addresses('Route');
  }

  get recordRoutes(): readonly Address[] {
    return this.addresses('Record-Route');
  }

  get from(): Address | undefined {
    return this.addresses('From')[0];
  }

  get to(): Address | undefined {
    return this.addresses('To')[0];
  }

  /** Every value of every address header, with where it stands. */
  get placedAddresses(): readonly PlacedAddress[] {
    this.#placedAddresses ??= addressesIn(this);
    return this.#placedAddresses;
  }

  /** Every sip: and sips: URI of the start line and the address headers, with where it stands. */
  get uris(): readonly PlacedUri[] {
    this.#uris ??= urisIn(this);
    return this.#uris;
  }

  /** The items of any other header, over all its lines: option tags, media types, warnings, challenges. */
  items(name: HeaderName): readonly Item[] {
    if (this.#indexOf(name) < 0) return [];
    const id = headerId(name);
    let values = this.#items[id];
    if (!values) {
      values = this.#valuesOf(id, itemAt);
      this.#items[id] = values;
    }
    return values;
  }

  /** The items of one header line. */
  itemsOf(header: Header): Item[] {
    const { tape, from, to } = this.#readHeader(header.index);
    return valueRecords(tape, from, to).map((record) => itemAt({ text: this.text, tape }, record));
  }

  /** The addresses of one header line. */
  addressesOf(header: Header): Address[] {
    const { tape, from, to } = this.#readHeader(header.index);
    return valueRecords(tape, from, to).map((record) => addressAt({ text: this.text, tape }, record));
  }

  /** The Via values of one header line. */
  viasOf(header: Header): Via[] {
    const { tape, from, to } = this.#readHeader(header.index);
    return valueRecords(tape, from, to).map((record) => viaAt({ text: this.text, tape }, record));
  }

  /** Separators of one header line that separate nothing and stand between its values. */
  faultsOf(header: Header): Fault[] {
    const { tape, from, to } = this.#readHeader(header.index);
    return faultsBetween(tape, from, to);
  }

  /** What no grammar has a place for, over all header lines: inside of the values and between them. */
  get faults(): readonly PlacedFault[] {
    this.#faults ??= this.#readFaults();
    return this.#faults;
  }

  /** The tape of one header line: which records of the tape are its own. For token-wise readers such as colouring. */
  tapeOf(header: Header): { tape: Tape; from: number; to: number } {
    return this.#readHeader(header.index);
  }

  get callId(): string | undefined {
    return this.value('Call-ID');
  }

  /** Number and method of CSeq, with spans; undefined where there is no CSeq or no number. */
  get cseq(): CSeq | undefined {
    if (this.#cseq === undefined) {
      const header = this.first('CSeq');
      this.#cseq = (header && readCSeq(this.text, header.value)) ?? null;
    }
    return this.#cseq ?? undefined;
  }

  /** Content-Length as a number; NaN where it is none, undefined where the header is absent. */
  get contentLength(): number | undefined {
    const value = this.value('Content-Length');
    if (value === undefined) return undefined;
    return /^\d+$/.test(value) ? Number(value) : Number.NaN;
  }

  /** Media type of the body without parameters, in lower case. */
  get contentType(): string | undefined {
    return this.items('Content-Type')[0]?.token.replace(/\s/g, '').toLowerCase();
  }

  /** The body, or the parts of a multipart body (RFC 2046 §5.1, RFC 5621), each with its type. */
  get bodies(): readonly BodyPart[] {
    this.#bodies ??= bodyPartsOf(this);
    return this.#bodies;
  }

  /** The session description, also inside multipart; undefined where there is none. */
  get sdp(): Sdp | undefined {
    if (this.#sdp === undefined) {
      const part = this.bodies.find((b) => b.type === 'application/sdp');
      this.#sdp = part ? readSdp(this.text, part.content) : null;
    }
    return this.#sdp ?? undefined;
  }

  /** Index of the first line of that header, -1 where there is none. */
  #indexOf(name: HeaderName): number {
    if (headerLines.of !== this) this.#noteHeaderLines();
    return (headerLines.first[headerId(name)] as number) - 1;
  }

  #noteHeaderLines(): void {
    const { cells, count } = this.#lines;
    const { first, last } = headerLines;
    headerLines.of = this;
    first.fill(0);
    for (let i = 0; i < count; i++) {
      const id = cells[i * LINE_CELLS + 5] as number;
      if (id <= UNKNOWN_HEADER) continue;
      if (first[id] === 0) first[id] = i + 1;
      last[id] = i + 1;
    }
  }

  #headerAt(index: number): Header {
    const known = this.#headers[index];
    if (known) return known;
    const { cells } = this.#lines;
    const at = index * LINE_CELLS;
    const start = cells[at] as number;
    const nameSpan = { start, end: cells[at + 1] as number };
    const value = { start: cells[at + 2] as number, end: cells[at + 3] as number };
    const id = cells[at + 5] as number;
    const name = id > UNKNOWN_HEADER ? headerNameOf(id) : this.text.slice(nameSpan.start, nameSpan.end);
    const header: Header = { index, name, id, nameSpan, value, start, end: value.end, line: { start, end: cells[at + 4] as number } };
    this.#headers[index] = header;
    return header;
  }

  /** All header values on one tape, read at once when the first is asked for. */
  get #tapes(): Tapes {
    this.#read ??= readValues(this.text, this.#lines);
    return this.#read;
  }

  #readHeader(i: number): { tape: Tape; from: number; to: number } {
    const { tape, ends } = this.#tapes;
    return { tape, from: ends[i - 1] ?? 0, to: ends[i] ?? 0 };
  }

  #readFaults(): readonly PlacedFault[] {
    const { tape, ends } = this.#tapes;
    const found: PlacedFault[] = [];
    let line = 0;
    for (let record = 0; record < tape.length; record++) {
      if ((tape.cells[record * CELLS] as number) < Part.empty) continue;
      while ((ends[line] as number) <= record) line++;
      const fault = faultAt(tape, record);
      if (fault) found.push({ header: this.headers[line] as Header, ...fault });
    }
    return found;
  }

  #valuesOf<T>(id: number, make: (source: { text: string; tape: Tape }, record: number) => T): T[] {
    const values: T[] = [];
    const { cells, count } = this.#lines;
    for (let i = 0; i < count; i++) {
      if (cells[i * LINE_CELLS + 5] !== id) continue;
      const { tape, from, to } = this.#readHeader(i);
      const source = { text: this.text, tape };
      for (const record of valueRecords(tape, from, to)) values.push(make(source, record));
    }
    return values;
  }
}

/** The lines, from 1, on which each header stands first and last in the message that was asked last: rules ask one message a hundred times. */
const headerLines: { of?: SipMessage; readonly first: Int32Array; readonly last: Int32Array } = {
  first: new Int32Array(knownHeaders.length + 1),
  last: new Int32Array(knownHeaders.length + 1),
};

const lineScratch: HeaderLines = newHeaderLines(64);
const tapeScratch: Tape = newTape(512);

interface Tapes {
  readonly tape: Tape;
  /** Behind the last record of each header line. */
  readonly ends: readonly number[];
}

function readValues(text: string, { cells, count }: HeaderLines): Tapes {
  const codes = codesOf(text);
  const ends: number[] = [];
  tapeScratch.length = 0;
  for (let i = 0; i < count; i++) {
    const at = i * LINE_CELLS;
    readValue(codes, cells[at + 2] as number, cells[at + 3] as number, grammarOf(cells[at + 5] as number), tapeScratch);
    ends.push(tapeScratch.length);
  }
  return { tape: { cells: tapeScratch.cells.slice(0, tapeScratch.length * CELLS), length: tapeScratch.length }, ends };
}

function readCSeq(text: string, { start, end }: Span): CSeq | undefined {
  const found = /^(\d+)\s+(\S+)$/.exec(text.slice(start, end));
  if (!found) return undefined;
  const [, number, method] = found as unknown as [string, string, string];
  return {
    number: Number(number),
    numberSpan: { start, end: start + number.length },
    method,
    methodSpan: { start: end - method.length, end },
  };
}

/** A header value on one line: line ends of folding and the white space behind them become one space (RFC 3261 §7.3.1). */
export function unfolded(text: string, at: Span): string {
  const value = text.slice(at.start, at.end);
  return value.includes('\n') ? value.replace(/[ \t]*\r?\n[ \t]*/g, ' ') : value;
}

const startsWithVersion = /^SIP\/\d+\.\d+(?=\s|$)/i;
const endsWithVersion = /(?:^|[ \t])([A-Za-z]+\/\d+\.\d+)[ \t]*$/;

/** Tolerates surplus white space between the parts; what rules need to see of it is in the text. */
function readStartLine(text: string, end: number): StartLine {
  const line = text.slice(0, end);
  const span = { start: 0, end };
  const from = skipSpace(line, 0, end);
  const version = startsWithVersion.exec(from === 0 ? line : line.slice(from));
  if (version) return readStatusLine(line, from, from + version[0].length, span);
  let methodEnd = from;
  while (methodEnd < end && isTokenChar(line.charCodeAt(methodEnd))) methodEnd++;
  const last = endsWithVersion.exec(line);
  if (methodEnd === from || !last || !isBlank(line.charCodeAt(methodEnd))) return { kind: 'malformed', span };
  const lastWord = last[1] as string;
  const versionStart = line.lastIndexOf(lastWord);
  const uriStart = skipSpace(line, methodEnd, end);
  let uriEnd = versionStart;
  while (uriEnd > uriStart && isBlank(line.charCodeAt(uriEnd - 1))) uriEnd--;
  if (uriEnd <= uriStart || !/^SIP\//i.test(lastWord)) return { kind: 'malformed', span };
  // Brackets do not belong here (RFC 3261 §7.1), but what stands in them is the URI that was meant.
  const opens = line.charCodeAt(uriStart) === LESS ? 1 : 0;
  const closes = line.charCodeAt(uriEnd - 1) === GREATER && uriEnd - 1 > uriStart ? 1 : 0;
  tapeScratch.length = 0;
  readUri(codesOf(line), uriStart + opens, uriEnd - closes, opens + closes > 0, tapeScratch);
  return {
    kind: 'request',
    span,
    method: line.slice(from, methodEnd),
    methodSpan: { start: from, end: methodEnd },
    uri: uriAt({ text: line, tape: tapeScratch }, 0),
    version: lastWord,
    versionSpan: { start: versionStart, end: versionStart + lastWord.length },
  };
}

const isBlank = (c: number): boolean => c === SPACE || c === TAB;

function readStatusLine(line: string, from: number, versionEnd: number, span: Span): StartLine {
  const end = line.length;
  const statusStart = skipSpace(line, versionEnd, end);
  let statusEnd = statusStart;
  while (statusEnd < end && isDigit(line.charCodeAt(statusEnd))) statusEnd++;
  if (statusEnd === statusStart || (statusEnd < end && !isBlank(line.charCodeAt(statusEnd)))) return { kind: 'malformed', span };
  const reasonStart = Math.min(end, statusEnd + 1);
  return {
    kind: 'response',
    span,
    version: line.slice(from, versionEnd),
    versionSpan: { start: from, end: versionEnd },
    status: Number(line.slice(statusStart, statusEnd)),
    statusSpan: { start: statusStart, end: statusEnd },
    reason: line.slice(reasonStart, end),
    reasonSpan: { start: reasonStart, end },
  };
}
