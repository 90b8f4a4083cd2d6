/**
 * The encoding under certificates (X.690), read by position: an element says where it lies, and its bytes are never copied or changed.
 * That matters twice: a signature covers the bytes as they came, and a fault can be shown at its place. Nothing here throws, and each
 * byte is looked at once for each level that encloses it.
 */
export interface Element {
  readonly tag: number;
  /** Where its tag stands, where its content begins, and where it ends. */
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  teletex: 0x14,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visible: 0x1a,
  universal: 0x1c,
  bmp: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Of a context-specific tag, as `[3]` in the ASN.1: constructed where it encloses others. */
export const inContext = (number: number, kind: 'primitive' | 'constructed'): number => (kind === 'primitive' ? 0x80 : 0xa0) + number;

/** Undefined where no whole element stands: cut short, of indefinite length (which DER forbids), or with a tag that no certificate has. */
export function elementAt(bytes: Uint8Array, start: number, limit: number): Element | undefined {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined || start + 2 > limit || (tag & 0x1f) === 0x1f || first === 0x80) return undefined;
  if (first < 0x80) return within({ tag, start, content: start + 2, end: start + 2 + first }, limit);
  const count = first & 0x7f;
  const content = start + 2 + count;
  if (count > 4 || content > limit) return undefined;
  let length = 0;
  for (let at = start + 2; at < content; at++) length = length * 256 + (bytes[at] ?? 0);
  return within({ tag, start, content, end: content + length }, limit);
}

const within = (element: Element, limit: number): Element | undefined => (element.end <= limit ? element : undefined);

/** What the element encloses, or undefined where that is not a row of whole elements. */
export function elementsIn(bytes: Uint8Array, { content, end }: Element): readonly Element[] | undefined {
  const found: Element[] = [];
  for (let at = content; at < end; ) {
    const element = elementAt(bytes, at, end);
    if (!element) return undefined;
    found.push(element);
    at = element.end;
  }
  return found;
}

export const contentOf = (bytes: Uint8Array, { content, end }: Element): Uint8Array => bytes.subarray(content, end);
export const wholeOf = (bytes: Uint8Array, { start, end }: Element): Uint8Array => bytes.subarray(start, end);

/** Writes one element: its tag, its length, and what it encloses. */
export function writeElement(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const octets = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
  const bytes = new Uint8Array(1 + octets.length + length);
  bytes.set([tag, ...octets]);
  let at = 1 + octets.length;
  for (const content of contents) {
    bytes.set(content, at);
    at += content.length;
  }
  return bytes;
}

const LONGEST_OID = 64;

/** `2.5.29.17`; undefined where the content is none. */
export function oidOf(content: Uint8Array): string | undefined {
  if (content.length === 0 || content.length > LONGEST_OID || (content.at(-1) ?? 0) >= 0x80) return undefined;
  const arcs: (number | bigint)[] = [];
  let arc: number | bigint = 0;
  for (const byte of content) {
    // Exact as numbers up to here; longer arcs are UUIDs, and rare.
    if (typeof arc === 'number' && arc >= 2 ** 45) arc = BigInt(arc);
    arc = typeof arc === 'number' ? arc * 128 + (byte & 0x7f) : arc * 128n + BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [both = 0, ...rest] = arcs;
  if (typeof both === 'bigint') return ['2', both - 80n, ...rest].join('.');
  const root = both < 40 ? 0 : both < 80 ? 1 : 2;
  return [root, both - root * 40, ...rest].join('.');
}

/** A small number, such as a version or a path length; undefined where it is negative or too big to be one. */
export function smallNumberOf(content: Uint8Array): number | undefined {
  if (content.length === 0 || content.length > 4 || (content[0] ?? 0) >= 0x80) return undefined;
  return content.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** How many bits the positive number has that an INTEGER holds. */
export function bitsOf(content: Uint8Array): number {
  const first = content.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (content.length - first - 1) * 8 + (32 - Math.clz32(content[first] ?? 0));
}

export const hexOf = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
};

/** UTCTime or GeneralizedTime. RFC 5280 wants seconds and Z; older certificates leave out the seconds, or name an offset. */
export function timeOf(tag: number, content: Uint8Array): Date | undefined {
  if (content.length > 32) return undefined;
  const text = latin1(content);
  const shape = tag === TAG.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?()(Z|[+-]\d{4})$/ : generalized;
  const found = tag === TAG.utcTime || tag === TAG.generalizedTime ? shape.exec(text) : null;
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const fullYear = tag === TAG.utcTime ? year + (year < 50 ? 2000 : 1900) : year;
  const time = new Date(0);
  time.setUTCFullYear(fullYear, month - 1, day);
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || hour > 23 || minute > 59 || (second || 0) > 59) return undefined;
  time.setUTCHours(hour, minute, second || 0);
  const zone = found[8] ?? 'Z';
  if (zone === 'Z') return time;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  return new Date(time.getTime() - (zone.startsWith('-') ? -minutes : minutes) * 60_000);
}

const generalized = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(\.\d{1,9})?(Z|[+-]\d{4})$/;

/** One character for each byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a string type; undefined where the tag is of none. Bytes that fit no character become U+FFFD. */
export function textOf(tag: number, content: Uint8Array): string | undefined {
  switch (tag) {
    case TAG.utf8:
      return utf8.decode(content);
    case TAG.printable:
    case TAG.ia5:
    case TAG.visible:
    case TAG.teletex:
    case 0x12: // NumericString
      return latin1(content);
    case TAG.bmp:
      return wide(content, 2);
    case TAG.universal:
      return wide(content, 4);
    default:
      return undefined;
  }
}

function wide(content: Uint8Array, width: 2 | 4): string {
  let text = '';
  for (let at = 0; at + width <= content.length; at += width) {
    let code = 0;
    for (let i = 0; i < width; i++) code = code * 256 + (content[at + i] ?? 0);
    text += width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code <= 0x10ffff ? code : 0xfffd);
  }
  return content.length % width === 0 ? text : `${text}\ufffd`;
}

export const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
