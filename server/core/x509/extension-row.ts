import { contentOf, type Element, elementAt, elementsIn, oidOf, TAG } from './der';

/** `inner`: the one element that its value holds; undefined where that is none. */
export interface RawExtension {
  readonly oid: string;
  readonly isCritical: boolean;
  readonly inner: Element | undefined;
}

/** Extensions (RFC 5280 §4.1), which certificates, revocation lists and OCSP messages write alike; undefined where the element is none. */
export function extensionRow(bytes: Uint8Array, row: Element): readonly RawExtension[] | undefined {
  const items = row.tag === TAG.sequence ? elementsIn(bytes, row) : undefined;
  if (!items) return undefined;
  const extensions: RawExtension[] = [];
  for (const item of items) {
    const parts = (item.tag === TAG.sequence && elementsIn(bytes, item)) || [];
    const [type, second] = parts;
    const value = parts.at(-1);
    const oid = type?.tag === TAG.oid ? oidOf(contentOf(bytes, type)) : undefined;
    if (oid === undefined || value?.tag !== TAG.octetString || parts.length > 3) return undefined;
    const isCritical = parts.length === 3 && second?.tag === TAG.boolean && bytes[second.content] !== 0;
    const inner = elementAt(bytes, value.content, value.end);
    extensions.push({ oid, isCritical, inner: inner?.end === value.end ? inner : undefined });
  }
  return extensions;
}
