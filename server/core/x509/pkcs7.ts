import { contentOf, elementAt, elementsIn, inContext, oidOf, TAG, wholeOf } from './der';

/** More than any bag that a CA publishes. */
const MOST_CERTIFICATES = 1000;

/** The certificates of a "certs-only" message, as CAs publish their issuers (RFC 5652 §5.1, RFC 8551 §3.2.2). Undefined where it is none. */
export function certificatesInPkcs7(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const whole = elementAt(bytes, 0, bytes.length);
  const [type, wrapped] = (whole?.tag === TAG.sequence && elementsIn(bytes, whole)) || [];
  if (type?.tag !== TAG.oid || oidOf(contentOf(bytes, type)) !== OID_SIGNED_DATA || !wrapped) return undefined;
  const data = elementAt(bytes, wrapped.content, wrapped.end);
  const fields = data?.tag === TAG.sequence ? elementsIn(bytes, data) : undefined;
  const bag = fields?.find(({ tag }) => tag === inContext(0, 'constructed'));
  const items = bag ? elementsIn(bytes, bag) : undefined;
  // What is no X.509 certificate (attribute certificates) has a tag of its own.
  return items
    ?.filter(({ tag }) => tag === TAG.sequence)
    .slice(0, MOST_CERTIFICATES)
    .map((item) => wholeOf(bytes, item));
}

const OID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const OID_DATA = '1.2.840.113549.1.7.1';

/** Whether these are the first bytes of a PKCS #12 file (RFC 7292 §4): version 3, then data. */
export function isPkcs12(bytes: Uint8Array): boolean {
  const whole = elementAt(bytes, 0, bytes.length);
  const [version, content] = (whole?.tag === TAG.sequence && elementsIn(bytes, whole)) || [];
  const type = content?.tag === TAG.sequence ? elementAt(bytes, content.content, content.end) : undefined;
  const oid = type?.tag === TAG.oid ? oidOf(contentOf(bytes, type)) : undefined;
  return version?.tag === TAG.integer && bytes[version.content] === 3 && (oid === OID_DATA || oid === OID_SIGNED_DATA);
}
