import { contentOf, type Element, elementsIn, hexOf, inContext, latin1, oidOf, smallNumberOf, TAG } from './der';
import { extensionRow } from './extension-row';
import { type GeneralName, generalName } from './general-name';
import { countScts } from './scts';

/** What the extensions of a certificate say. A field is absent where its extension is, or cannot be read. */
export interface Extensions {
  basicConstraints?: { readonly isCa: boolean; readonly pathLength?: number };
  keyUsage?: readonly string[];
  extendedKeyUsage?: readonly string[];
  subjectAltNames?: readonly GeneralName[];
  nameConstraints?: { readonly permitted: readonly Subtree[]; readonly excluded: readonly Subtree[] };
  subjectKeyId?: string;
  authorityKeyId?: string;
  /** Where the issuer's certificate, its OCSP responder and its revocation lists are. */
  caIssuers?: readonly string[];
  ocsp?: readonly string[];
  crls?: readonly string[];
  /** Numbers of the TLS extensions that its owner must use (RFC 7633); 5 is a stapled OCSP answer. */
  tlsFeatures?: readonly number[];
  /** Object identifiers of the policies under which it was issued (RFC 5280 §4.2.1.4). */
  policies?: readonly string[];
  /** How many logs promised to publish it (RFC 6962 §3.3). */
  scts?: number;
}

/** A constraint, and the name it speaks of. `hasDistance`: with the minimum or maximum that RFC 5280 §4.2.1.10 forbids. */
export interface Subtree {
  readonly base: GeneralName;
  readonly hasDistance: boolean;
}

export interface Extension {
  readonly oid: string;
  readonly isCritical: boolean;
  /** known: read; unknown: no reader for it; unreadable: not what its standard says. */
  readonly state: 'known' | 'unknown' | 'unreadable';
}

export const OID_SUBJECT_ALT_NAME = '2.5.29.17';

/** More names than any client takes. Such an extension counts as unreadable rather than to be judged by a part of it. */
const MOST_NAMES = 10_000;
const MOST_URLS = 64;
const LONGEST_URL = 2048;

/** Undefined where the element is no row of extensions. */
export function readExtensions(bytes: Uint8Array, row: Element): { list: readonly Extension[]; said: Extensions } | undefined {
  const items = extensionRow(bytes, row);
  if (!items) return undefined;
  const said: Extensions = {};
  const list: Extension[] = [];
  const seen = new Set<string>();
  for (const { oid, isCritical, inner } of items) {
    const reader = readers[oid];
    // One that stands twice is nobody's (RFC 5280 §4.2): the first is read, the second is called unreadable.
    const isRead = reader && inner && !seen.has(oid) && reader(bytes, inner, said);
    const isUnderstood = isRead || (!reader && noReaderNeeded.has(oid) && !seen.has(oid));
    list.push({ oid, isCritical, state: isUnderstood ? 'known' : reader || seen.has(oid) ? 'unreadable' : 'unknown' });
    seen.add(oid);
  }
  return { list, said };
}

// Processed by nobody without policies, and accepted as critical by OpenSSL too: mappings and constraints of policies, inhibitAnyPolicy,
// the issuer's other names, the old Netscape type. And the telephone numbers of RFC 8226.
const noReaderNeeded = new Set(['2.5.29.33', '2.5.29.36', '2.5.29.54', '2.5.29.18', '2.16.840.1.113730.1.1', '1.3.6.1.5.5.7.1.26']);

type Reader = (bytes: Uint8Array, element: Element, said: Extensions) => boolean;

const readers: { readonly [oid: string]: Reader } = {
  '2.5.29.19': (bytes, element, said) => {
    const fields = element.tag === TAG.sequence ? elementsIn(bytes, element) : undefined;
    const [first, second, third] = fields ?? [];
    const isCa = first?.tag === TAG.boolean && bytes[first.content] !== 0;
    const length = first?.tag === TAG.integer ? first : second;
    const pathLength = length?.tag === TAG.integer ? smallNumberOf(contentOf(bytes, length)) : undefined;
    if (!fields || third || (length && pathLength === undefined)) return false;
    if (first && first.tag !== TAG.boolean && first.tag !== TAG.integer) return false;
    said.basicConstraints = { isCa, ...(pathLength !== undefined && { pathLength }) };
    return true;
  },
  '2.5.29.15': (bytes, element, said) => {
    const [unused = 0, ...octets] = contentOf(bytes, element).subarray(0, 4);
    if (element.tag !== TAG.bitString || octets.length === 0 || unused > 7) return false;
    said.keyUsage = usages.filter((_, bit) => ((octets[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    return true;
  },
  '2.5.29.37': (bytes, element, said) => {
    const purposes = (element.tag === TAG.sequence && elementsIn(bytes, element)) || [];
    const oids = purposes.map((purpose) => (purpose.tag === TAG.oid ? oidOf(contentOf(bytes, purpose)) : undefined));
    if (oids.length === 0 || oids.length > 256 || oids.includes(undefined)) return false;
    said.extendedKeyUsage = oids.map((oid = '') => purposeNames[oid] ?? oid);
    return true;
  },
  [OID_SUBJECT_ALT_NAME]: (bytes, element, said) => {
    const names = element.tag === TAG.sequence ? namesIn(bytes, element) : undefined;
    if (names) said.subjectAltNames = names;
    return names !== undefined;
  },
  '2.5.29.30': (bytes, element, said) => {
    const fields = element.tag === TAG.sequence ? elementsIn(bytes, element) : undefined;
    const permitted = subtreesIn(bytes, fields, 0);
    const excluded = subtreesIn(bytes, fields, 1);
    if (!fields || !permitted || !excluded || permitted.length + excluded.length === 0) return false;
    said.nameConstraints = { permitted, excluded };
    return true;
  },
  '2.5.29.14': (bytes, element, said) => {
    if (element.tag !== TAG.octetString || element.end - element.content > 256) return false;
    said.subjectKeyId = hexOf(contentOf(bytes, element));
    return true;
  },
  '2.5.29.35': (bytes, element, said) => {
    const fields = element.tag === TAG.sequence ? elementsIn(bytes, element) : undefined;
    const id = fields?.find(({ tag }) => tag === inContext(0, 'primitive'));
    if (!fields || (id && id.end - id.content > 256)) return false;
    if (id) said.authorityKeyId = hexOf(contentOf(bytes, id));
    return true;
  },
  '1.3.6.1.5.5.7.1.1': (bytes, element, said) => {
    const descriptions = element.tag === TAG.sequence ? elementsIn(bytes, element) : undefined;
    if (!descriptions || descriptions.length > MOST_URLS) return false;
    const found = descriptions.map((description) => {
      const [method, location] = elementsIn(bytes, description) ?? [];
      return { method: method?.tag === TAG.oid ? oidOf(contentOf(bytes, method)) : undefined, url: location && urlOf(bytes, location) };
    });
    const urlsBy = (oid: string) => found.filter(({ method }) => method === oid).flatMap(({ url }) => url ?? []);
    said.ocsp = urlsBy('1.3.6.1.5.5.7.48.1');
    said.caIssuers = urlsBy('1.3.6.1.5.5.7.48.2');
    return found.every(({ method }) => method !== undefined);
  },
  '2.5.29.31': (bytes, element, said) => {
    const points = element.tag === TAG.sequence ? elementsIn(bytes, element) : undefined;
    if (!points || points.length > MOST_URLS) return false;
    said.crls = points.flatMap((point) => {
      // DistributionPoint { [0] DistributionPointName { [0] fullName } }
      const name = elementsIn(bytes, point)?.find(({ tag }) => tag === inContext(0, 'constructed'));
      const full = name && elementsIn(bytes, name)?.find(({ tag }) => tag === inContext(0, 'constructed'));
      return (
        (full &&
          elementsIn(bytes, full)
            ?.slice(0, MOST_URLS)
            .flatMap((url) => urlOf(bytes, url) ?? [])) ??
        []
      );
    });
    return true;
  },
  '1.3.6.1.5.5.7.1.24': (bytes, element, said) => {
    const features = ((element.tag === TAG.sequence && elementsIn(bytes, element)) || []).map((feature) =>
      feature.tag === TAG.integer ? smallNumberOf(contentOf(bytes, feature)) : undefined,
    );
    if (features.length === 0 || features.length > 256 || features.includes(undefined)) return false;
    said.tlsFeatures = features.flatMap((feature) => feature ?? []);
    return true;
  },
  // These two nobody processes who verifies a path without policies: where they cannot be read, they are as if they were not there.
  '2.5.29.32': (bytes, element, said) => {
    const policies = ((element.tag === TAG.sequence && elementsIn(bytes, element)) || []).map((policy) => {
      const [id] = elementsIn(bytes, policy) ?? [];
      return id?.tag === TAG.oid ? oidOf(contentOf(bytes, id)) : undefined;
    });
    if (policies.length > 0 && policies.length <= 256 && !policies.includes(undefined))
      said.policies = policies.flatMap((oid) => oid ?? []);
    return true;
  },
  '1.3.6.1.4.1.11129.2.4.2': (bytes, element, said) => {
    const count = element.tag === TAG.octetString ? countScts(contentOf(bytes, element)) : undefined;
    if (count !== undefined) said.scts = count;
    return true;
  },
};

function namesIn(bytes: Uint8Array, row: Element): readonly GeneralName[] | undefined {
  const elements = elementsIn(bytes, row);
  if (!elements || elements.length > MOST_NAMES) return undefined;
  const names: GeneralName[] = [];
  for (const element of elements) {
    const name = generalName(bytes, element);
    if (!name) return undefined;
    names.push(name);
  }
  return names;
}

/** An empty list where the field is not there, undefined where it cannot be read. */
function subtreesIn(bytes: Uint8Array, fields: readonly Element[] | undefined, number: number): readonly Subtree[] | undefined {
  const field = fields?.find(({ tag }) => tag === inContext(number, 'constructed'));
  const elements = field ? elementsIn(bytes, field) : [];
  if (!elements || elements.length > MOST_NAMES) return undefined;
  const subtrees: Subtree[] = [];
  for (const element of elements) {
    const [name, ...distances] = elementsIn(bytes, element) ?? [];
    const base = name && generalName(bytes, name);
    if (!base) return undefined;
    subtrees.push({ base, hasDistance: distances.length > 0 });
  }
  return subtrees;
}

const urlOf = (bytes: Uint8Array, element: Element): string | undefined =>
  element.tag === inContext(6, 'primitive') && element.end - element.content <= LONGEST_URL ? latin1(contentOf(bytes, element)) : undefined;

/** RFC 5280 §4.2.1.3, in the order of the bits. */
const usages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

const purposeNames: { readonly [oid: string]: string } = {
  '2.5.29.37.0': 'anyExtendedKeyUsage',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '1.3.6.1.5.5.7.3.20': 'sipDomain',
};
