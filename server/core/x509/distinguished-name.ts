import { contentOf, type Element, elementAt, elementsIn, hexOf, oidOf, TAG, textOf, wholeOf } from './der';

/** The name of a subject or issuer. */
export interface DistinguishedName {
  /** As RFC 4514 writes it: last part first. Characters that do not show, or turn the writing direction, are escaped; long values are cut. */
  readonly text: string;
  /** Each relative name in one normal form, in the order of the certificate: names are the same where these are (RFC 5280 §7.1). */
  readonly keys: readonly string[];
  /** All of `keys` in one string. */
  readonly key: string;
  readonly commonNames: readonly string[];
  readonly emails: readonly string[];
  readonly der: Uint8Array;
}

/** Undefined where the element is no name. */
export function distinguishedName(bytes: Uint8Array, element: Element): DistinguishedName | undefined {
  const relative = relativeNames(bytes, element);
  if (!relative) return undefined;
  const all = relative.flat();
  const valuesOf = (oid: string) => all.filter((attribute) => attribute.oid === oid).flatMap(({ value }) => value ?? []);
  const keys = keysOf(relative);
  const text = relative.map((attributes) => attributes.map(written).join('+')).reverse();
  return {
    text: shortened(text.join(','), LONGEST_NAME),
    keys,
    key: keys.join(','),
    commonNames: valuesOf('2.5.4.3'),
    emails: valuesOf('1.2.840.113549.1.9.1'),
    der: wholeOf(bytes, element),
  };
}

/** The `key` alone, for whoever looks through many names. */
export function nameKey(bytes: Uint8Array, element: Element): string | undefined {
  const relative = relativeNames(bytes, element);
  return relative && keysOf(relative).join(',');
}

const keysOf = (relative: readonly (readonly Attribute[])[]): string[] =>
  relative.map((attributes) => attributes.map(normal).sort().join('+'));

/** Is it among the common names of the name with this `key`? */
export function hasCommonName(key: string, commonName: string): boolean {
  const wanted = `2.5.4.3=${JSON.stringify(plain(commonName))}`;
  return key.startsWith(wanted) || key.includes(`,${wanted}`) || key.includes(`+${wanted}`);
}

function relativeNames(bytes: Uint8Array, element: Element): Attribute[][] | undefined {
  const sets = element.tag === TAG.sequence ? elementsIn(bytes, element) : undefined;
  if (!sets) return undefined;
  const relative: Attribute[][] = [];
  for (const set of sets) {
    const attributes = attributesOf(bytes, set);
    if (!attributes) return undefined;
    relative.push(attributes);
  }
  return relative;
}

/** The text of a name in DER, as a server names its authorities; octets that are no name are said to be so. */
export function nameText(der: Uint8Array): string {
  const element = elementAt(der, 0, der.length);
  return (element && distinguishedName(der, element)?.text) ?? `unreadable name of ${der.length} bytes`;
}

interface Attribute {
  readonly oid: string;
  /** Of a string type; anything else has only its bytes. */
  readonly value: string | undefined;
  readonly der: Uint8Array;
}

function attributesOf(bytes: Uint8Array, set: Element): Attribute[] | undefined {
  const items = set.tag === TAG.set ? elementsIn(bytes, set) : undefined;
  if (!items || items.length === 0) return undefined;
  const attributes: Attribute[] = [];
  for (const item of items) {
    const [type, value, more] = (item.tag === TAG.sequence && elementsIn(bytes, item)) || [];
    const oid = type?.tag === TAG.oid ? oidOf(contentOf(bytes, type)) : undefined;
    if (!oid || !value || more) return undefined;
    attributes.push({ oid, value: textOf(value.tag, contentOf(bytes, value)), der: wholeOf(bytes, value) });
  }
  return attributes;
}

/** Letter case (ASCII) and runs of spaces do not tell names apart, and no more than that (so does OpenSSL). */
function normal({ oid, value, der }: Attribute): string {
  if (value === undefined) return `${oid}=#${hexOf(der)}`;
  return `${oid}=${JSON.stringify(plain(value))}`;
}

const plain = (value: string): string =>
  value
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Short names of RFC 4519, and those that certificates are full of. */
const shortNames: { readonly [oid: string]: string } = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'sn',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'givenName',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const LONGEST_VALUE = 1024;
const LONGEST_NAME = 4096;

const shortened = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;

function written({ oid, value, der }: Attribute): string {
  const name = shortNames[oid];
  if (name === undefined || value === undefined)
    return `${name ?? oid}=#${shortened(hexOf(der.subarray(0, LONGEST_VALUE)), LONGEST_VALUE)}`;
  return `${name}=${escaped(shortened(value, LONGEST_VALUE))}`;
}

const special = /["+,;<>\\]|^[ #]| $|[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const hidden = /^[\p{Cc}\p{Cf}\u2028\u2029]$/u;
const utf8 = new TextEncoder();

const escaped = (value: string): string =>
  value.replace(special, (character) => (hidden.test(character) ? [...utf8.encode(character)].map(pair).join('') : `\\${character}`));

const pair = (byte: number): string => `\\${byte.toString(16).padStart(2, '0')}`;
