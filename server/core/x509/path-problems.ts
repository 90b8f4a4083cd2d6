import { type Certificate, isSelfIssued } from './certificate';
import { type ConstraintFault, constraintFault } from './name-constraints';
import type { Link, Path } from './path';

export type Purpose = 'server' | 'client';

/** What is wrong with a certificate of the path; `depth` counts from the leaf, which is 0. */
export type PathProblem = { readonly depth: number } & (
  | { readonly kind: 'expired'; readonly since: Date }
  | { readonly kind: 'not-yet-valid'; readonly until: Date }
  | { readonly kind: 'not-a-ca'; readonly has: 'ca-false' | 'no-basic-constraints' | 'version-1' }
  /** More issuers stand below than it allows. */
  | { readonly kind: 'path-length'; readonly allowed: number; readonly found: number }
  | { readonly kind: 'may-not-sign'; readonly keyUsage: readonly string[] }
  | { readonly kind: 'key-usage'; readonly keyUsage: readonly string[]; readonly needs: readonly string[] }
  /** `accepted`: by whom it is accepted all the same: SIP stacks that know RFC 5924, or those that take "any". */
  | { readonly kind: 'purpose'; readonly has: readonly string[]; readonly needs: string; readonly accepted: 'sip' | 'any' | 'nobody' }
  | { readonly kind: 'name-constraint'; readonly by: string; readonly fault: ConstraintFault }
  | { readonly kind: 'unknown-critical-extension' | 'unreadable-extension'; readonly oid: string }
  | { readonly kind: 'two-algorithms' }
  | { readonly kind: 'signature-unchecked'; readonly algorithm: string }
  | { readonly kind: 'weak-key'; readonly type: Certificate['key']['type']; readonly bits: number | undefined }
  | { readonly kind: 'weak-signature'; readonly algorithm: string }
);

/** Whether a verifier that follows RFC 5280 refuses the path for it. Strength is a policy, and the purpose of RFC 5924 is one for SIP. */
export const isFatal = (problem: PathProblem): boolean =>
  problem.kind === 'purpose' ? problem.accepted === 'nobody' : problem.kind !== 'weak-key' && problem.kind !== 'weak-signature';

export interface Demands {
  readonly now: Date;
  readonly purpose: Purpose;
}

/** All problems of the path, leaf first. */
export function pathProblems({ links, end, unchecked }: Path, { now, purpose }: Demands): readonly PathProblem[] {
  const problems: PathProblem[] = [];
  let issuersBelow = 0;
  for (const [depth, { certificate }] of links.entries()) {
    const isAnchor = end.kind === 'anchor' && depth === links.length - 1;
    problems.push(...ofItself(certificate, { now, isAnchor }).map((problem) => ({ depth, ...problem })));
    if (depth === 0) problems.push(...ofLeaf(certificate, purpose).map((problem) => ({ depth, ...problem })));
    else problems.push(...ofIssuer(certificate, { isAnchor, purpose, issuersBelow }).map((problem) => ({ depth, ...problem })));
    // An issuer that issued itself anew counts for no step (RFC 5280 §4.2.1.9).
    if (depth > 0 && !isSelfIssued(certificate)) issuersBelow++;
  }
  for (const depth of unchecked) {
    const algorithm = links[depth]?.certificate.signature.name ?? '';
    problems.push({ kind: 'signature-unchecked', depth, algorithm });
  }
  problems.push(...constraintProblems(links));
  return problems.sort((a, b) => a.depth - b.depth);
}

type OfOne = PathProblem extends infer Problem ? (Problem extends PathProblem ? Omit<Problem, 'depth'> : never) : never;

function ofItself(certificate: Certificate, { now, isAnchor }: { now: Date; isAnchor: boolean }): OfOne[] {
  const { notBefore, notAfter, key, signature, extensions, hasTwoAlgorithms } = certificate;
  const problems: OfOne[] = [];
  if (now > notAfter) problems.push({ kind: 'expired', since: notAfter });
  if (now < notBefore) problems.push({ kind: 'not-yet-valid', until: notBefore });
  for (const { oid, isCritical, state } of extensions) {
    if (state === 'unknown' && isCritical) problems.push({ kind: 'unknown-critical-extension', oid });
    if (state === 'unreadable') problems.push({ kind: 'unreadable-extension', oid });
  }
  if (hasTwoAlgorithms) problems.push({ kind: 'two-algorithms' });
  if (isWeak(key, isAnchor)) problems.push({ kind: 'weak-key', type: key.type, bits: key.bits });
  // What an anchor signed itself with proves nothing, and nobody checks it.
  if (!isAnchor && ['md2', 'md5', 'sha1'].includes(signature.hash ?? ''))
    problems.push({ kind: 'weak-signature', algorithm: signature.name });
  return problems;
}

function isWeak({ type, bits }: Certificate['key'], isAnchor: boolean): boolean {
  if (type === 'DSA') return !isAnchor;
  if (bits === undefined) return false;
  return type === 'RSA' ? bits < (isAnchor ? 1024 : 2048) : type === 'EC' && !isAnchor && bits < 256;
}

/** Any of them makes a TLS certificate (RFC 5280 §4.2.1.12). */
const leafUsages = {
  server: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
  client: ['digitalSignature', 'keyAgreement'],
} as const;

function ofLeaf(certificate: Certificate, purpose: Purpose): OfOne[] {
  const { keyUsage } = certificate;
  const needs = leafUsages[purpose];
  const problems: OfOne[] = [];
  if (keyUsage && !needs.some((usage) => keyUsage.includes(usage))) problems.push({ kind: 'key-usage', keyUsage, needs });
  return [...problems, ...ofPurpose(certificate, purpose)];
}

function ofPurpose({ extendedKeyUsage: has }: Certificate, purpose: Purpose): OfOne[] {
  const needs = purpose === 'server' ? 'serverAuth' : 'clientAuth';
  if (!has || has.includes(needs)) return [];
  const accepted = has.includes('anyExtendedKeyUsage') ? 'any' : has.includes('sipDomain') ? 'sip' : 'nobody';
  return [{ kind: 'purpose', has, needs, accepted }];
}

function ofIssuer(
  certificate: Certificate,
  { isAnchor, purpose, issuersBelow }: { isAnchor: boolean; purpose: Purpose; issuersBelow: number },
): OfOne[] {
  const { basicConstraints, keyUsage, version } = certificate;
  const problems: OfOne[] = [];
  // Version 1 knew no constraints; old roots of that kind are trusted by being in the store.
  const isOldAnchor = isAnchor && version < 3;
  if (!basicConstraints?.isCa && !isOldAnchor)
    problems.push({ kind: 'not-a-ca', has: basicConstraints ? 'ca-false' : version < 3 ? 'version-1' : 'no-basic-constraints' });
  const allowed = basicConstraints?.pathLength;
  if (allowed !== undefined && issuersBelow > allowed) problems.push({ kind: 'path-length', allowed, found: issuersBelow });
  if (keyUsage && !keyUsage.includes('keyCertSign')) problems.push({ kind: 'may-not-sign', keyUsage });
  // A root's purposes are the store's affair.
  if (!isAnchor) problems.push(...ofPurpose(certificate, purpose));
  return problems;
}

function constraintProblems(links: readonly Link[]): PathProblem[] {
  const problems: PathProblem[] = [];
  for (const [above, { certificate: issuer }] of links.entries()) {
    const { nameConstraints } = issuer;
    if (!nameConstraints) continue;
    for (const [depth, { certificate }] of links.slice(0, above).entries()) {
      if (depth > 0 && isSelfIssued(certificate)) continue;
      const fault = constraintFault(certificate, nameConstraints, depth === 0 ? 'leaf' : 'issuer');
      if (fault) problems.push({ kind: 'name-constraint', depth, by: issuer.subject.text, fault });
    }
  }
  return problems;
}
