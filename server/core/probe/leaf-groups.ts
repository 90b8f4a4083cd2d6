import { visibleName, visibleNames } from '../text/visible-name';
import type { Certificate } from '../x509/certificate';
import { addressesOf, byLeaf, groupsBy } from './address-groups';
import type { ChainFacts, EndpointFacts, ProbeFacts } from './facts';

/** The leaves that the addresses of one target show, for the rules that compare them. */

/** A leaf, and who shows it. */
export interface ShownLeaf {
  readonly leaf: Certificate;
  readonly chain: ChainFacts;
  readonly by: readonly [EndpointFacts, ...EndpointFacts[]];
}

/** Each different leaf once; the one that most show first. */
export const leavesOf = (facts: Pick<ProbeFacts, 'endpoints'>): readonly ShownLeaf[] =>
  groupsBy(addressesOf(facts), byLeaf).flatMap(({ members }) => {
    const { chain } = members[0];
    return chain ? { leaf: chain.leaf, chain, by: members } : [];
  });

/** All that it names, in one order: the same text for the same names. */
export function nameSet({ subjectAltNames = [], subject }: Certificate): string {
  if (subjectAltNames.length === 0) return `cn ${subject.commonNames.join(' ').toLowerCase()}`;
  return [...new Set(subjectAltNames.map(({ type, value }) => `${type} ${value.toLowerCase()}`))].sort().join('\n');
}

/** For sentences: the names that it is for, or its subject. */
export function namesOf({ subjectAltNames = [], subject }: Certificate): string {
  const names = subjectAltNames.flatMap(({ type, value }) => (type === 'dns' || type === 'ip' || type === 'uri' ? [value] : []));
  return names.length > 0 ? visibleNames(names, 3) : visibleName(subject.text);
}

export const day = (date: Date): string => (Number.isNaN(date.getTime()) ? 'a day that cannot be read' : date.toISOString().slice(0, 10));

export const DAY_MS = 86_400_000;

/**
 * A server that has a certificate for each kind of key shows one or the other, as the hello asks: the same names, issued together, with
 * another kind of key.
 */
export const isTwin = (a: Certificate, b: Certificate): boolean =>
  nameSet(a) === nameSet(b) &&
  a.key.type !== b.key.type &&
  Math.abs(a.notBefore.getTime() - b.notBefore.getTime()) < DAY_MS &&
  Math.abs(a.notAfter.getTime() - b.notAfter.getTime()) < DAY_MS;

export interface Generations {
  readonly old: readonly ShownLeaf[];
  readonly young: readonly ShownLeaf[];
}

/** Leaves for one set of names of which some are more than a day younger than others; undefined where there are no two such. */
export function generationsOf(leaves: readonly ShownLeaf[]): Generations | undefined {
  for (const { leaf: sample } of leaves) {
    const same = leaves.filter(({ leaf }) => nameSet(leaf) === nameSet(sample));
    const newest = Math.max(...same.map(({ leaf }) => leaf.notBefore.getTime()));
    const isOld = ({ leaf }: ShownLeaf): boolean => newest - leaf.notBefore.getTime() > DAY_MS;
    const old = same.filter(isOld);
    if (old.length > 0) return { old, young: same.filter((one) => !isOld(one)) };
  }
  return undefined;
}

export const socketsOf = (leaves: readonly ShownLeaf[]): readonly string[] => leaves.flatMap(({ by }) => by.map(({ socket }) => socket));
