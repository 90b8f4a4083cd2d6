/** A SignedCertificateTimestampList (RFC 6962 §3.3): lengths of two octets, as TLS writes them. Undefined where they do not add up. */
export function countScts(list: Uint8Array): number | undefined {
  const lengthAt = (at: number): number => (list[at] ?? 0) * 256 + (list[at + 1] ?? 0);
  if (list.length < 2 || lengthAt(0) !== list.length - 2) return undefined;
  let count = 0;
  let at = 2;
  while (at + 2 <= list.length) {
    at += 2 + lengthAt(at);
    count++;
  }
  return at === list.length ? count : undefined;
}
