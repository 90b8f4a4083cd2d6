import { type Certificate, type CertificateFault, isCa, isSelfIssued } from './certificate';
import { isSameKey, type Link } from './path';

/** What is to be said of the list as it was sent; `index` counts from 0 as sent. */
export type ListProblem =
  | { readonly kind: 'unreadable'; readonly index: number; readonly reason: string }
  | { readonly kind: 'duplicate'; readonly index: number; readonly of: number }
  /** Another one, at `leaf`, is what the server should have begun with. */
  | { readonly kind: 'leaf-not-first'; readonly index: 0; readonly leaf: number }
  /** `right` is the order of what is needed. */
  | { readonly kind: 'wrong-order'; readonly index: number; readonly right: readonly number[] }
  | { readonly kind: 'root-sent'; readonly index: number }
  /** The same CA as one of the path, certified by another: needed by clients that trust the other only. */
  | { readonly kind: 'alternative'; readonly index: number; readonly of: string }
  | { readonly kind: 'extra'; readonly index: number; readonly isExpired: boolean };

export type Sent = readonly (Certificate | CertificateFault)[];

/** More than that is no chain. */
export const MOST_SENT = 100;

/** Which of the list is the server's own: the first, unless that is a CA and another names it as its issuer. */
export function leafIndex(sent: Sent): number {
  const [first] = sent;
  if (first?.kind !== 'certificate' || !isCa(first) || sent.length < 2) return 0;
  const issuers = new Set(sent.map((item) => (item.kind === 'certificate' && !isSelfIssued(item) ? item.issuer.key : '')));
  const leaf = sent.findIndex((item) => item.kind === 'certificate' && !isCa(item) && !issuers.has(item.subject.key));
  return leaf < 0 || !issuers.has(first.subject.key) ? 0 : leaf;
}

/** `path` is the best one from the leaf, wherever that stands. */
export function listProblems(sent: Sent, path: readonly Link[], now: Date): readonly ListProblem[] {
  const problems: ListProblem[] = [];
  const firstAt = new Map<string, number>();
  for (const [index, item] of sent.entries()) {
    if (item.kind === 'fault') {
      problems.push({ kind: 'unreadable', index, reason: item.reason });
      continue;
    }
    const of = firstAt.get(item.sha256);
    if (of !== undefined) problems.push({ kind: 'duplicate', index, of });
    else firstAt.set(item.sha256, index);
  }
  const needed = path.flatMap(({ certificate }, i) => {
    const index = firstAt.get(certificate.sha256);
    const isRoot = i > 0 && isSelfIssued(certificate) && i === path.length - 1;
    return index === undefined || isRoot ? [] : index;
  });
  const leaf = leafIndex(sent);
  if (leaf > 0) problems.push({ kind: 'leaf-not-first', index: 0, leaf });
  else problems.push(...orderProblems(sent, needed, firstAt));

  for (const [sha256, index] of firstAt) {
    const item = sent[index];
    if (item?.kind !== 'certificate' || needed.includes(index)) continue;
    const onPath = path.find(({ certificate }) => certificate.sha256 === sha256);
    const sameCa = path.find(({ certificate }) => isSameKey(certificate, item));
    if (onPath) problems.push({ kind: 'root-sent', index });
    else if (sameCa && isSelfIssued(item)) problems.push({ kind: 'root-sent', index });
    else if (sameCa) problems.push({ kind: 'alternative', index, of: sameCa.certificate.sha256 });
    else problems.push({ kind: 'extra', index, isExpired: now > item.notAfter });
  }
  return problems.sort((a, b) => a.index - b.index);
}

/** Up to the last that is needed, each one has to certify the one before it (RFC 5246 §7.4.2). What follows does no harm. */
function orderProblems(sent: Sent, needed: readonly number[], firstAt: ReadonlyMap<string, number>): ListProblem[] {
  const last = Math.max(0, ...needed);
  const listed = [...firstAt.values()].filter((index) => index <= last);
  const wrong = listed.find((index, i) => i > 0 && !isIssuedBy(sent[listed[i - 1] ?? 0], sent[index]));
  return wrong === undefined ? [] : [{ kind: 'wrong-order', index: wrong, right: needed }];
}

const isIssuedBy = (below: Sent[number] | undefined, above: Sent[number] | undefined): boolean =>
  below?.kind === 'certificate' && above?.kind === 'certificate' && below.issuer.key === above.subject.key;
