/** Several addresses under one name are meant to be alike: which of them is not? */
export type Comparison =
  /** All that are known are the same, or fewer than two are known. */
  | { readonly kind: 'same' }
  /** More of them have one value than any other; those that have another are odd. */
  | { readonly kind: 'odd'; readonly common: string; readonly odd: ReadonlySet<number> }
  /** Two or more values are equally frequent: none of them is the odd one. */
  | { readonly kind: 'split'; readonly groups: readonly Group[] };

/** Indexes of those that share one value. */
export interface Group {
  readonly value: string;
  readonly members: readonly number[];
}

/** Of one fact, a value for each address. Undefined: not known there, which is no difference. */
export function compareValues(values: readonly (string | undefined)[]): Comparison {
  const groups = groupsOf(values);
  const [first, second] = groups;
  if (!first || !second) return { kind: 'same' };
  if (first.members.length === second.members.length) return { kind: 'split', groups };
  return { kind: 'odd', common: first.value, odd: new Set(groups.slice(1).flatMap(({ members }) => members)) };
}

/** The largest first; equally large ones in the order of their first member. */
export function groupsOf(values: readonly (string | undefined)[]): readonly Group[] {
  const groups = new Map<string, number[]>();
  values.forEach((value, index) => {
    if (value === undefined) return;
    const members = groups.get(value);
    if (members) members.push(index);
    else groups.set(value, [index]);
  });
  return [...groups].map(([value, members]) => ({ value, members })).sort((a, b) => b.members.length - a.members.length);
}
