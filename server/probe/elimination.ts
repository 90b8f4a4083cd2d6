import type { Reply } from './hello-reply';

/**
 * Finds out what a server takes of many things, when it chooses one of what it is offered: all are offered, the choice is noted and left
 * out of the next offer, until the server refuses. One question for each thing that it takes and one more, none for each candidate. Each
 * question waits for the answer to the one before; where connections are idle the rest is divided, and its parts are asked side by side.
 */

export type AcceptedReply = Extract<Reply, { kind: 'accepted' }>;
/** exhausted: all that was offered was taken, or the server no longer goes by what is offered. */
export type Ending = Exclude<Reply, { kind: 'accepted' }> | { readonly kind: 'exhausted' };

export interface Chooser<T> {
  readonly pick: (left: readonly T[]) => Promise<Reply>;
  /** undefined: the server went on without any. */
  readonly nameOf: (reply: AcceptedReply) => T | undefined;
  readonly emit: (one: T) => void;
  /** How many questions can be asked at once just now. */
  readonly room: () => number;
  /** How likely it is that a server takes this one, from 0 to 1. */
  readonly chanceOf: (one: T) => number;
  /** The server chooses by an order of its own, which is to be found out too, and is probably the one in which all are given. */
  readonly isOrdered: boolean;
}

/** What one chain of questions found, in the order of the answers, and what its parts found from then on. */
export interface Part<T> {
  readonly found: readonly T[];
  readonly rest: readonly Part<T>[];
}

export interface Elimination<T> {
  readonly part: Part<T>;
  readonly ends: readonly Ending[];
}

export async function eliminate<T>(all: readonly T[], chooser: Chooser<T>): Promise<Elimination<T>> {
  const { pick, nameOf, emit } = chooser;
  const found: T[] = [];
  let left = all;
  for (;;) {
    if (left.length === 0) return { part: { found, rest: [] }, ends: [{ kind: 'exhausted' }] };
    const parts = isToBeDivided(found, all, chooser) ? divided(left, chooser) : [];
    if (parts.length > 1) {
      const done = await Promise.all(parts.map((part) => eliminate(part, chooser)));
      return { part: { found, rest: done.map(({ part }) => part) }, ends: done.flatMap(({ ends }) => ends) };
    }
    const reply = await pick(left);
    if (reply.kind !== 'accepted') return { part: { found, rest: [] }, ends: [reply] };
    const chosen = nameOf(reply);
    // Something that was not offered, or is known already: the server does not go by the offer, and nothing more can be learned so.
    if (chosen === undefined || !left.includes(chosen)) return { part: { found, rest: [] }, ends: [{ kind: 'exhausted' }] };
    found.push(chosen);
    emit(chosen);
    left = left.filter((one) => one !== chosen);
  }
}

/** A part that was just made asks once before it is divided further. */
const FIRST_QUESTIONS = 1;
/** With so many in the expected order, the rest is probably in that order too. */
const QUESTIONS_FOR_ORDER = 2;
/** Each part costs a question that finds nothing. */
const LEAST_EXPECTED = 1.5;

function isToBeDivided<T>(found: readonly T[], all: readonly T[], { isOrdered }: Chooser<T>): boolean {
  if (found.length < (isOrdered ? QUESTIONS_FOR_ORDER : FIRST_QUESTIONS)) return false;
  const places = found.map((one) => all.indexOf(one));
  return !isOrdered || places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0));
}

/** Neighbours stay together, and each part holds as many likely ones. */
function divided<T>(left: readonly T[], { room, chanceOf }: Chooser<T>): readonly (readonly T[])[] {
  const chances = left.map(chanceOf);
  const expected = chances.reduce((sum, chance) => sum + chance, 0);
  const count = Math.min(room(), Math.floor(expected / LEAST_EXPECTED));
  if (count < 2) return [left];
  const parts: T[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const [i, one] of left.entries()) {
    parts[Math.min(count - 1, Math.floor((before / expected) * count))]?.push(one);
    before += chances[i] ?? 0;
  }
  return parts.filter((part) => part.length > 0);
}

/** Whether a server prefers `a` to `b`; undefined: it does not answer. */
export type Preference<T> = (a: T, b: T) => Promise<boolean | undefined>;

/**
 * What was found, in the server's order. Mostly the parts follow one another as they were cut, and one question for each two neighbours,
 * all at once, shows it; else they are merged. undefined: the server stopped answering.
 */
export async function inOrder<T>(part: Part<T>, prefers: Preference<T>): Promise<readonly T[] | undefined> {
  const lists = listsOf(part);
  const follow = await Promise.all(
    lists.slice(1).map(({ found: [first], isBehind }, i) => {
      const last = lists[i]?.found.at(-1);
      return isBehind || last === undefined || first === undefined ? true : prefers(last, first);
    }),
  );
  if (follow.includes(undefined)) return undefined;
  return follow.every(Boolean) ? lists.flatMap(({ found }) => found) : mergedPart(part, prefers);
}

interface List<T> {
  readonly found: readonly T[];
  /** Whatever it holds was chosen when all of the list before it was gone. */
  readonly isBehind: boolean;
}

const listsOf = <T>(part: Part<T>): readonly List<T>[] => allLists(part, true).filter(({ found }) => found.length > 0);

/** The first list of a part comes behind what was found before the part was cut off, of which the first part is nearest. */
function allLists<T>({ found, rest }: Part<T>, isBehind: boolean): readonly List<T>[] {
  const inner = rest.flatMap((part, i) => allLists(part, i === 0 && (isBehind || found.length > 0)));
  return [{ found, isBehind }, ...inner];
}

async function mergedPart<T>({ found, rest }: Part<T>, prefers: Preference<T>): Promise<readonly T[] | undefined> {
  const parts: (readonly T[])[] = [];
  for (const part of await Promise.all(rest.map((one) => mergedPart(one, prefers)))) {
    if (!part) return undefined;
    parts.push(part);
  }
  const tail = await mergedAll(parts, prefers);
  return tail && [...found, ...tail];
}

async function mergedAll<T>(runs: readonly (readonly T[])[], prefers: Preference<T>): Promise<readonly T[] | undefined> {
  const [first = [], ...others] = runs;
  if (others.length === 0) return first;
  const half = runs.length >> 1;
  const [a, b] = await Promise.all([mergedAll(runs.slice(0, half), prefers), mergedAll(runs.slice(half), prefers)]);
  return a && b && mergedTwo(a, b, prefers);
}

async function mergedTwo<T>(a: readonly T[], b: readonly T[], prefers: Preference<T>): Promise<readonly T[] | undefined> {
  const result: T[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [one, other] = [a[i], b[j]];
    if (one === undefined || other === undefined) return [...result, ...a.slice(i), ...b.slice(j)];
    const isFirst = await prefers(one, other);
    if (isFirst === undefined) return undefined;
    result.push(isFirst ? one : other);
    if (isFirst) i++;
    else j++;
  }
}

/** Where the server says yes or no only: halves of what was accepted, down to single ones. */
export async function divide<T>(
  all: readonly T[],
  ask: (some: readonly T[]) => Promise<Reply>,
  emit: (one: T) => void,
): Promise<Ending | undefined> {
  if (all.length === 0) return undefined;
  const reply = await ask(all);
  if (reply.kind === 'unknown') return reply;
  if (reply.kind === 'refused') return undefined;
  const [only] = all;
  if (all.length === 1 && only !== undefined) {
    emit(only);
    return undefined;
  }
  const half = all.length >> 1;
  const ends = await Promise.all([all.slice(0, half), all.slice(half)].map((some) => divide(some, ask, emit)));
  return ends.find((end) => end !== undefined);
}
