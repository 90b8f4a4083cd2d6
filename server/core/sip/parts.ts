import type { Span } from '../text/span';
import { CELLS, Part, type Tape } from './tape';

/** A parameter of a URI or of a header, or a URI header. `name` is in lower case; `value` as written, quotes included. */
export interface Param extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value?: string;
  readonly valueSpan?: Span;
}

/**
 * A URI as it stands (RFC 3261 §19.1). For schemes other than sip, sips and tel only the scheme is taken apart.
 * `scheme` is in lower case and '' where the text has none. `port` is the number, NaN where the text is none.
 */
export interface SipUri extends Span {
  readonly scheme: string;
  readonly schemeSpan?: Span;
  /** sip or sips. */
  readonly isSip: boolean;
  readonly isSips: boolean;
  readonly user?: Span;
  readonly password?: Span;
  /** As written, with the brackets of an IPv6 reference; '' where there is none. */
  readonly host: string;
  readonly hostSpan?: Span;
  /** An IPv6 address that lacks its brackets. */
  readonly bareIpv6: boolean;
  readonly port?: number;
  readonly portSpan?: Span;
  readonly params: readonly Param[];
  readonly headers: readonly Param[];
  /** Stands in `<` `>`. */
  readonly bracketed: boolean;
}

/** A name-addr or addr-spec with the parameters of its header (RFC 3261 §20.10). */
export interface Address extends Span {
  readonly display?: Span;
  /** Absent for `*` and where nothing could be read. */
  readonly uri?: SipUri;
  readonly isStar: boolean;
  readonly params: readonly Param[];
  readonly faults: readonly Fault[];
}

/** A Via value (RFC 3261 §20.42). `transport` is in upper case. */
export interface Via extends Span {
  readonly sentProtocol: Span;
  readonly protocol: string;
  readonly version: string;
  readonly transport: string;
  readonly transportSpan?: Span;
  readonly sentBy: Span;
  readonly host: string;
  readonly hostSpan?: Span;
  readonly bareIpv6: boolean;
  readonly port?: number;
  readonly portSpan?: Span;
  readonly params: readonly Param[];
  readonly faults: readonly Fault[];
}

/** One item of any other header: `token` is the text before its parameters. */
export interface Item extends Span {
  readonly token: string;
  readonly tokenSpan: Span;
  readonly params: readonly Param[];
  readonly faults: readonly Fault[];
}

/** What the grammar has no place for: see Part in tape.ts. */
export interface Fault extends Span {
  readonly kind: 'empty' | 'junk' | 'openQuote' | 'openAngle';
}

/** The parameter named `name` (lower case) or undefined; the first where it stands twice. */
export function param(params: readonly Param[], name: string): Param | undefined {
  for (const p of params) if (p.name === name) return p;
  return undefined;
}

/** The text of a quoted string without its quotes and escapes; other text as it is. */
export function unquoted(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
}

export interface TapeText {
  readonly text: string;
  readonly tape: Tape;
}

const kindAt = (tape: Tape, record: number): number => tape.cells[record * CELLS] as number;
const startAt = (tape: Tape, record: number): number => tape.cells[record * CELLS + 1] as number;
const endAt = (tape: Tape, record: number): number => tape.cells[record * CELLS + 2] as number;
const aAt = (tape: Tape, record: number): number => tape.cells[record * CELLS + 3] as number;
const bAt = (tape: Tape, record: number): number => tape.cells[record * CELLS + 4] as number;
const spanAt = (tape: Tape, record: number): Span => ({ start: startAt(tape, record), end: endAt(tape, record) });

/** The records of the values between two records, in order. */
export function valueRecords(tape: Tape, from: number, to: number): number[] {
  const records: number[] = [];
  for (let r = from; r < to; ) {
    if (kindAt(tape, r) === Part.value) {
      records.push(r);
      r = Math.max(r + 1, aAt(tape, r));
    } else r++;
  }
  return records;
}

/** Faults that stand between values: commas that separate nothing. */
export function faultsBetween(tape: Tape, from: number, to: number): Fault[] {
  const faults: Fault[] = [];
  for (let r = from; r < to; ) {
    if (kindAt(tape, r) === Part.value) r = Math.max(r + 1, aAt(tape, r));
    else {
      const fault = faultAt(tape, r);
      if (fault) faults.push(fault);
      r++;
    }
  }
  return faults;
}

export function uriAt({ text, tape }: TapeText, record: number): SipUri {
  let scheme = '';
  let schemeSpan: Span | undefined;
  let user: Span | undefined;
  let password: Span | undefined;
  let host = '';
  let hostSpan: Span | undefined;
  let bareIpv6 = false;
  let port: number | undefined;
  let portSpan: Span | undefined;
  const params: Param[] = [];
  const headers: Param[] = [];
  for (let r = record + 1; r < aAt(tape, record); r++) {
    switch (kindAt(tape, r)) {
      case Part.scheme:
        schemeSpan = spanAt(tape, r);
        scheme = text.slice(schemeSpan.start, schemeSpan.end).toLowerCase();
        break;
      case Part.user:
        user = spanAt(tape, r);
        break;
      case Part.password:
        password = spanAt(tape, r);
        break;
      case Part.host:
        hostSpan = spanAt(tape, r);
        host = text.slice(hostSpan.start, hostSpan.end);
        bareIpv6 = bAt(tape, r) === 1;
        break;
      case Part.port:
        portSpan = spanAt(tape, r);
        port = portNumber(text, portSpan);
        break;
      case Part.uriParam:
        params.push(paramAt(text, tape, r));
        break;
      case Part.uriHeader:
        headers.push(paramAt(text, tape, r));
    }
  }
  const isSips = scheme === 'sips';
  return {
    start: startAt(tape, record),
    end: endAt(tape, record),
    scheme,
    schemeSpan,
    isSip: isSips || scheme === 'sip',
    isSips,
    user,
    password,
    host,
    hostSpan,
    bareIpv6,
    port,
    portSpan,
    params,
    headers,
    bracketed: bAt(tape, record) === 1,
  };
}

export function addressAt(source: TapeText, record: number): Address {
  const { tape } = source;
  let display: Span | undefined;
  let uri: SipUri | undefined;
  let isStar = false;
  const params: Param[] = [];
  const faults: Fault[] = [];
  const last = aAt(tape, record);
  for (let r = record + 1; r < last; r++) {
    switch (kindAt(tape, r)) {
      case Part.display:
        display = spanAt(tape, r);
        break;
      case Part.uri:
        uri = uriAt(source, r);
        // Faults inside the URI belong to the address; its other parts are read already.
        for (let inner = r + 1; inner < aAt(tape, r); inner++) addFault(tape, inner, faults);
        r = Math.max(r, aAt(tape, r) - 1);
        break;
      case Part.star:
        isStar = true;
        break;
      case Part.param:
        params.push(paramAt(source.text, tape, r));
        break;
      default:
        addFault(tape, r, faults);
    }
  }
  return { start: startAt(tape, record), end: endAt(tape, record), display, uri, isStar, params, faults };
}

export function viaAt({ text, tape }: TapeText, record: number): Via {
  const start = startAt(tape, record);
  let protocolEnd = start;
  const words = ['', '', ''];
  let transportSpan: Span | undefined;
  let sentBy: Span = { start, end: start };
  let host = '';
  let hostSpan: Span | undefined;
  let bareIpv6 = false;
  let port: number | undefined;
  let portSpan: Span | undefined;
  const params: Param[] = [];
  const faults: Fault[] = [];
  for (let r = record + 1; r < aAt(tape, record); r++) {
    const kind = kindAt(tape, r);
    switch (kind) {
      case Part.protocol:
      case Part.version:
      case Part.transport:
        words[kind - Part.protocol] = text.slice(startAt(tape, r), endAt(tape, r));
        protocolEnd = endAt(tape, r);
        if (kind === Part.transport) transportSpan = spanAt(tape, r);
        break;
      case Part.sentBy:
        sentBy = spanAt(tape, r);
        break;
      case Part.host:
        hostSpan = spanAt(tape, r);
        host = text.slice(hostSpan.start, hostSpan.end);
        bareIpv6 = bAt(tape, r) === 1;
        break;
      case Part.port:
        portSpan = spanAt(tape, r);
        port = portNumber(text, portSpan);
        break;
      case Part.param:
        params.push(paramAt(text, tape, r));
        break;
      default:
        addFault(tape, r, faults);
    }
  }
  return {
    start,
    end: endAt(tape, record),
    sentProtocol: { start, end: protocolEnd },
    protocol: words[0] as string,
    version: words[1] as string,
    transport: (words[2] as string).toUpperCase(),
    transportSpan,
    sentBy,
    host,
    hostSpan,
    bareIpv6,
    port,
    portSpan,
    params,
    faults,
  };
}

export function itemAt({ text, tape }: TapeText, record: number): Item {
  let tokenSpan: Span = { start: startAt(tape, record), end: endAt(tape, record) };
  const params: Param[] = [];
  const faults: Fault[] = [];
  for (let r = record + 1; r < aAt(tape, record); r++) {
    const kind = kindAt(tape, r);
    if (kind === Part.token || kind === Part.number) tokenSpan = spanAt(tape, r);
    else if (kind === Part.param) params.push(paramAt(text, tape, r));
    else addFault(tape, r, faults);
  }
  return {
    start: startAt(tape, record),
    end: endAt(tape, record),
    token: text.slice(tokenSpan.start, tokenSpan.end),
    tokenSpan,
    params,
    faults,
  };
}

export function paramAt(text: string, tape: Tape, record: number): Param {
  const start = startAt(tape, record);
  const end = endAt(tape, record);
  const nameSpan = { start, end: aAt(tape, record) };
  const name = text.slice(nameSpan.start, nameSpan.end).toLowerCase();
  const from = bAt(tape, record);
  if (from < 0) return { start, end, name, nameSpan };
  return { start, end, name, nameSpan, value: text.slice(from, end), valueSpan: { start: from, end } };
}

function portNumber(text: string, at: Span): number {
  return at.end > at.start && /^\d+$/.test(text.slice(at.start, at.end)) ? Number(text.slice(at.start, at.end)) : Number.NaN;
}

function addFault(tape: Tape, record: number, faults: Fault[]): void {
  const fault = faultAt(tape, record);
  if (fault) faults.push(fault);
}

/** The fault that a record holds, or undefined where it holds something else. */
export function faultAt(tape: Tape, record: number): Fault | undefined {
  const kind = faultKinds[kindAt(tape, record)];
  return kind && { kind, start: startAt(tape, record), end: endAt(tape, record) };
}

const faultKinds: { readonly [kind: number]: Fault['kind'] } = {
  [Part.empty]: 'empty',
  [Part.junk]: 'junk',
  [Part.openQuote]: 'openQuote',
  [Part.openAngle]: 'openAngle',
};
