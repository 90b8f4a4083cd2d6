import { signatureAlgorithm } from './algorithms';
import { contentOf, type Element, elementAt, elementsIn, hexOf, inContext, latin1, smallNumberOf, TAG, timeOf, wholeOf } from './der';
import { type DistinguishedName, distinguishedName } from './distinguished-name';
import { extensionRow } from './extension-row';
import { reasonName } from './revocation';
import type { Signed } from './signed';

/** A revocation list (RFC 5280 §5) as it came: nothing here has been judged. Its entries stay bytes until one is asked for. */
export interface Crl extends Signed {
  readonly kind: 'crl';
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** Lower-case hexadecimal. */
  readonly number?: string;
  readonly authorityKeyId?: string;
  /** What it covers, where it does not cover all that its issuer issued. */
  readonly scope?: CrlScope;
  /** It holds only what changed since another list (RFC 5280 §5.2.4). */
  readonly isDelta: boolean;
  /** Critical extensions without a reader here. */
  readonly unknownCritical: readonly string[];
  readonly entryCount: number;
  readonly entries: Uint8Array;
}

/** The issuing distribution point (RFC 5280 §5.2.5). */
export interface CrlScope {
  /** Where such a list is published; a certificate has to name one of them. Absent: anywhere. */
  readonly urls?: readonly string[];
  readonly only: 'all' | 'user-certificates' | 'ca-certificates' | 'attribute-certificates';
  readonly isSomeReasonsOnly: boolean;
  /** It also lists what others issued. */
  readonly isIndirect: boolean;
}

export interface CrlFault {
  readonly kind: 'fault';
  readonly reason: string;
}

/** Lists of the largest public authorities have 1 to 10 MB; what is beyond is not worth its while in a probe. */
export const LARGEST_CRL = 16_777_216;

export function readCrl(bytes: Uint8Array): Crl | CrlFault {
  if (bytes.length > LARGEST_CRL) return fault(`${bytes.length} bytes are more than a list may have here (${LARGEST_CRL})`);
  const whole = elementAt(bytes, 0, bytes.length);
  const [tbs, algorithm, value, more] = (whole?.tag === TAG.sequence && elementsIn(bytes, whole)) || [];
  const signature = algorithm && signatureAlgorithm(bytes, algorithm);
  if (tbs?.tag !== TAG.sequence || !signature || value?.tag !== TAG.bitString || more)
    return fault('content, algorithm and signature cannot be told apart');
  const all = elementsIn(bytes, tbs) ?? [];
  const [, issuerField, from, ...rest] = all[0]?.tag === TAG.integer ? all.slice(1) : all;
  const issuer = issuerField && distinguishedName(bytes, issuerField);
  const thisUpdate = from && timeOf(from.tag, contentOf(bytes, from));
  if (!issuer || !thisUpdate) return fault('the issuer, or the time of the list, is not readable');
  const until = isTime(rest[0]) ? rest.shift() : undefined;
  const nextUpdate = until && timeOf(until.tag, contentOf(bytes, until));
  const list = rest[0]?.tag === TAG.sequence ? rest.shift() : undefined;
  const field = rest[0]?.tag === inContext(0, 'constructed') ? rest.shift() : undefined;
  if ((until && !nextUpdate) || rest.length > 0) return fault('what follows the time of the list is not readable');
  const entries = list ? contentOf(bytes, list) : new Uint8Array();
  const entryCount = countEntries(entries);
  if (entryCount === undefined) return fault('its entries are not readable');
  const said = field ? readExtensions(bytes, field) : { isDelta: false, unknownCritical: [] };
  if (!said) return fault('its extensions are not readable');
  return {
    kind: 'crl',
    issuer,
    thisUpdate,
    ...(nextUpdate && { nextUpdate }),
    ...said,
    entryCount,
    entries,
    signature,
    signed: wholeOf(bytes, tbs),
    signatureValue: contentOf(bytes, value).subarray(1),
  };
}

const fault = (reason: string): CrlFault => ({ kind: 'fault', reason });
const isTime = (element: Element | undefined): boolean => element?.tag === TAG.utcTime || element?.tag === TAG.generalizedTime;

/** An entry of the list. */
export interface CrlEntry {
  readonly revokedAt: Date;
  readonly reason?: string;
  readonly unknownCritical: readonly string[];
}

/** `serial` as it stands in the certificate. Undefined where the list has no such entry. */
export function findEntry({ entries }: Crl, serial: Uint8Array): CrlEntry | CrlFault | undefined {
  for (let at = 0; at < entries.length; at = endAt(entries, at)) {
    const number = contentAt(entries, at);
    if (!isSerial(entries, number, serial)) continue;
    const entry = elementAt(entries, at, entries.length);
    return entry && readEntry(entries, entry);
  }
  return undefined;
}

function isSerial(bytes: Uint8Array, at: number, serial: Uint8Array): boolean {
  const content = contentAt(bytes, at);
  if (endAt(bytes, at) - content !== serial.length) return false;
  // The last octets of random numbers differ first.
  for (let i = serial.length - 1; i >= 0; i--) if (bytes[content + i] !== serial[i]) return false;
  return true;
}

function readEntry(bytes: Uint8Array, entry: Element): CrlEntry | CrlFault {
  const [, time, more] = elementsIn(bytes, entry) ?? [];
  const revokedAt = time && timeOf(time.tag, contentOf(bytes, time));
  const said = more ? extensionRow(bytes, more) : [];
  if (!revokedAt || !said) return fault('the entry of this certificate is not readable');
  const code = said.find(({ oid }) => oid === '2.5.29.21')?.inner;
  const reason = code?.tag === TAG.enumerated ? smallNumberOf(contentOf(bytes, code)) : undefined;
  return {
    revokedAt,
    ...(reason !== undefined && { reason: reasonName(reason) }),
    unknownCritical: said.filter(({ oid, isCritical }) => isCritical && !entryExtensions.has(oid)).map(({ oid }) => oid),
  };
}

/** The reason, and since when the key may be in other hands. */
const entryExtensions = new Set(['2.5.29.21', '2.5.29.24']);

// A list has up to a million entries, so that they are walked by numbers, without an object for each.

/** Undefined where the content is not a row of entries that each begin with a serial number. */
function countEntries(bytes: Uint8Array): number | undefined {
  let count = 0;
  for (let at = 0; at < bytes.length; count++) {
    const number = contentAt(bytes, at);
    const end = endAt(bytes, at);
    if (bytes[at] !== TAG.sequence || bytes[number] !== TAG.integer || end > bytes.length || end <= at) return undefined;
    if (endAt(bytes, number) > end) return undefined;
    at = end;
  }
  return count;
}

/** Where the content of the element begins. Only what countEntries passed is walked again. */
function contentAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0;
  return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
}

/** Beyond all bytes where its length cannot be read. */
function endAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1];
  if (first === undefined || first === 0x80 || first > 0x84) return Number.POSITIVE_INFINITY;
  if (first < 0x80) return at + 2 + first;
  const content = contentAt(bytes, at);
  let length = 0;
  for (let i = at + 2; i < content; i++) length = length * 256 + (bytes[i] ?? 0);
  return content + length;
}

type Said = Pick<Crl, 'number' | 'authorityKeyId' | 'scope' | 'isDelta' | 'unknownCritical'>;

function readExtensions(bytes: Uint8Array, field: Element): Said | undefined {
  const row = elementAt(bytes, field.content, field.end);
  const said = row && extensionRow(bytes, row);
  if (!said) return undefined;
  const innerOf = (oid: string) => said.find((one) => one.oid === oid)?.inner;
  const number = innerOf('2.5.29.20');
  const keyIds = innerOf('2.5.29.35');
  const keyId = keyIds && elementsIn(bytes, keyIds)?.find(({ tag }) => tag === inContext(0, 'primitive'));
  const point = innerOf(OID_ISSUING_POINT);
  const scope = point && readScope(bytes, point);
  // One that cannot be read is as one that nobody knows: what the list leaves out is not known then.
  const isKnown = (oid: string): boolean => (oid === OID_ISSUING_POINT ? scope !== undefined : knownExtensions.has(oid));
  return {
    ...(number?.tag === TAG.integer && { number: hexOf(contentOf(bytes, number).subarray(0, 64)) }),
    ...(keyId && { authorityKeyId: hexOf(contentOf(bytes, keyId).subarray(0, 64)) }),
    ...(scope && { scope }),
    isDelta: said.some(({ oid }) => oid === '2.5.29.27'),
    unknownCritical: said.filter(({ oid, isCritical }) => isCritical && !isKnown(oid)).map(({ oid }) => oid),
  };
}

const OID_ISSUING_POINT = '2.5.29.28';

/** Number, delta indicator, authority key identifier. */
const knownExtensions = new Set(['2.5.29.20', '2.5.29.27', '2.5.29.35']);

function readScope(bytes: Uint8Array, point: Element): CrlScope | undefined {
  const fields = point.tag === TAG.sequence ? elementsIn(bytes, point) : undefined;
  if (!fields) return undefined;
  const isSet = (number: number): boolean =>
    fields.some((field) => field.tag === inContext(number, 'primitive') && field.end > field.content && bytes[field.content] !== 0);
  const name = fields.find(({ tag }) => tag === inContext(0, 'constructed'));
  const full = name && elementsIn(bytes, name)?.find(({ tag }) => tag === inContext(0, 'constructed'));
  const names = (full && elementsIn(bytes, full)) ?? [];
  const urls = names.flatMap((one) => (one.tag === inContext(6, 'primitive') ? latin1(contentOf(bytes, one).subarray(0, 2048)) : []));
  return {
    ...(name && { urls }),
    only: isSet(1) ? 'user-certificates' : isSet(2) ? 'ca-certificates' : isSet(5) ? 'attribute-certificates' : 'all',
    isSomeReasonsOnly: fields.some(({ tag }) => tag === inContext(3, 'primitive')),
    isIndirect: isSet(4),
  };
}
