import type { Certificate, Sha256 } from './certificate';

/** Small facts that rules about chains ask for. */

/** The certificate names another key of its issuer than this one; undefined where both agree, or one of them says nothing. */
export function keyIdentifierMismatch(
  { authorityKeyId }: Certificate,
  { subjectKeyId }: Certificate,
): { readonly wanted: string; readonly has: string } | undefined {
  if (authorityKeyId === undefined || subjectKeyId === undefined || authorityKeyId === subjectKeyId) return undefined;
  return { wanted: authorityKeyId, has: subjectKeyId };
}

/** Its owner promised an OCSP answer with each handshake: the TLS feature status_request (RFC 7633 §4.2.3.1). */
export const isMustStaple = ({ tlsFeatures }: Certificate): boolean => tlsFeatures?.includes(5) ?? false;

/** SHA-256 of the SubjectPublicKeyInfo, as pins are written. */
export const keyFingerprint = ({ key }: Certificate, sha256: Sha256): string => sha256(key.der);

/** Different certificates with one key, each group in the order of the list. A certificate that stands twice is one. */
export function sharedKeys(
  certificates: readonly Certificate[],
  sha256: Sha256,
): readonly { readonly key: string; readonly certificates: readonly Certificate[] }[] {
  const byKey = new Map<string, Map<string, Certificate>>();
  for (const certificate of certificates) {
    const key = keyFingerprint(certificate, sha256);
    const group = byKey.get(key) ?? new Map<string, Certificate>();
    group.set(certificate.sha256, certificate);
    byKey.set(key, group);
  }
  return [...byKey].flatMap(([key, group]) => (group.size > 1 ? { key, certificates: [...group.values()] } : []));
}

/** How long it is valid, in days with their fraction. Both ends count (RFC 5280 §4.1.2.5), hence a second more than their difference. */
export const validityDays = ({ notBefore, notAfter }: Certificate): number =>
  (notAfter.getTime() - notBefore.getTime() + 1000) / 86_400_000;
