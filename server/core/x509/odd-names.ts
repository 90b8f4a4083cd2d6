import { decodeBytes } from '../text/decode-bytes';
import type { Certificate } from './certificate';
import { isPublicSuffix } from './domain';
import { OID_SUBJECT_ALT_NAME } from './extensions';
import { uriHost } from './name-constraints';
import { isHostName } from './names';

/** Names in a certificate that verifiers read otherwise than its owner meant them, or not at all. */

/** Wildcards that no rule accepts: not the whole leftmost label, more than one, or right above a suffix that belongs to the public. */
export const malformedWildcards = (certificate: Certificate): readonly string[] =>
  dnsNames(certificate).filter((name) => name.includes('*') && !isWildcard(name));

/** RFC 9525 §6.3. */
const isWildcard = (name: string): boolean =>
  name.startsWith('*.') && name.lastIndexOf('*') === 0 && !isPublicSuffix(name.slice(2).replace(/\.$/, ''));

/** A host name in a certificate begins and ends with a label, and has none that is empty (RFC 5280 §4.2.1.6, RFC 1034 §3.5). */
export const namesWithEmptyLabels = (certificate: Certificate): readonly string[] =>
  dnsNames(certificate).filter((name) => name.split('.').includes(''));

/** As it is written, and as a certificate has to hold it, where that form exists. */
export interface UnicodeName {
  readonly name: string;
  readonly aLabel: string | undefined;
}

/** Host names of DNS names and URIs that are not in ASCII (RFC 5280 §7.2). */
export function unicodeNames({ subjectAltNames = [] }: Certificate): readonly UnicodeName[] {
  const hosts = subjectAltNames.flatMap(({ type, value }) => (type === 'dns' ? value : type === 'uri' ? (uriHost(value) ?? []) : []));
  return hosts.flatMap((host) => {
    if (!/[^\0-\x7f]/.test(host)) return [];
    const name = decoded(host);
    return { name, aLabel: aLabel(name) };
  });
}

/** The reader hands out one character for each octet; what was written may have been UTF-8. */
const decoded = (value: string): string => decodeBytes(Uint8Array.from(value, (character) => character.charCodeAt(0))).text;

/** The platform's URL reader knows IDNA (RFC 5890); what it would read as more than a host is none. */
function aLabel(host: string): string | undefined {
  const url = `http://${host}/`;
  if (host.length > 253 || !/^[\p{L}\p{M}\p{N}.*_-]+$/u.test(host) || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return hostname.includes('xn--') ? hostname : undefined;
}

export interface HiddenCharacter {
  readonly field: 'subjectAltName' | 'CN';
  readonly name: string;
  /** `U+0000`. */
  readonly character: string;
  readonly kind: 'nul' | 'control' | 'direction';
}

/** The first character of each name that does not show and that makes people or programs read another name. */
export function hiddenCharacters({ subject, subjectAltNames = [] }: Certificate): readonly HiddenCharacter[] {
  const names = [
    ...subjectAltNames.map(({ value }) => ({ field: 'subjectAltName', name: decoded(value) }) as const),
    ...subject.commonNames.map((name) => ({ field: 'CN', name }) as const),
  ];
  return names.flatMap(({ field, name }) => {
    const [character] = controls.exec(name) ?? [];
    if (character === undefined) return [];
    const code = character.codePointAt(0) ?? 0;
    const kind = code === 0 ? 'nul' : code < 0xa0 ? 'control' : 'direction';
    return { field, name, character: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`, kind };
  });
}

/** C0, DEL and C1; marks, embeddings, overrides and isolates of direction (Unicode UAX #9). */
const controls = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

export interface UnusableUri {
  readonly uri: string;
  readonly why: 'sips' | 'user' | 'more-than-host';
  readonly host: string | undefined;
}

/** URIs that look as if they named a SIP domain and do not (RFC 5922 §7.1), or only for those who take the host out of them (§7.2). */
export function unusableSipUris({ subjectAltNames = [] }: Certificate): readonly UnusableUri[] {
  return subjectAltNames.flatMap(({ type, value: uri }) => {
    if (type !== 'uri' || !/^sips?:/i.test(uri)) return [];
    const host = uriHost(uri);
    if (/^sips:/i.test(uri)) return { uri, why: 'sips', host } as const;
    if (uri.includes('@')) return { uri, why: 'user', host } as const;
    return host !== undefined && uri.length > 'sip:'.length + host.length ? ({ uri, why: 'more-than-host', host } as const) : [];
  });
}

/** No client finds anything in it to compare: neither host nor address in the subjectAltName, and no host as common name. */
export function isNameless({ subject, subjectAltNames, extensions }: Certificate): boolean {
  if (!subjectAltNames && extensions.some(({ oid }) => oid === OID_SUBJECT_ALT_NAME)) return false;
  if (subjectAltNames?.length === 0) return true;
  const isNamed = subjectAltNames?.some(({ type }) => type === 'dns' || type === 'uri' || type === 'ip');
  return !isNamed && !subject.commonNames.some(isHostName);
}

const dnsNames = ({ subjectAltNames = [] }: Certificate): readonly string[] =>
  subjectAltNames.flatMap(({ type, value }) => (type === 'dns' ? value : []));
