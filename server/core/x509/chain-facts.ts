import type { Certificate } from './certificate';

/** Small facts that rules about chains ask for. */

/** The certificate names another key of its issuer than this one; undefined where both agree, or one of them says nothing. */
export function keyIdentifierMismatch(
  { authorityKeyId }: Certificate,
  { subjectKeyId }: Certificate,
): { readonly wanted: string; readonly has: string } | undefined {
  if (authorityKeyId === undefined || subjectKeyId === undefined || authorityKeyId === subjectKeyId) return undefined;
  return { wanted: authorityKeyId, has: subjectKeyId };
}

/** How long it is valid, in days with their fraction. Both ends count (RFC 5280 §4.1.2.5), hence a second more than their difference. */
export const validityDays = ({ notBefore, notAfter }: Certificate): number =>
  (notAfter.getTime() - notBefore.getTime() + 1000) / 86_400_000;
