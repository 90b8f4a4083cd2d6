/** Texts broken at random, by a seed that can be given again. */

export interface Garbled {
  readonly text: string;
  /** What was done, with its line. */
  readonly what: string;
}

/** Numbers from 0 to below 1, always the same ones for a seed (a linear congruential generator). */
export function randomBy(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const junk =
  `} { ( ) ; " ' = route $ /* */ ! @ % . , : [ ] if # 5 \\ == && + listen= $( ? é default: case ::1 10.0.0.1 else #!else #!endif x/y`.split(
    ' ',
  );
const withBlanks = ['#!ifdef X', '#!define X', '#!endif', 'x y', '#!define WITH_MORE 1'];

const ways = [
  'delete line',
  'duplicate line',
  'delete character',
  'delete token',
  'duplicate token',
  'insert',
  'swap tokens',
  'garble token',
] as const;

/** One line or token is deleted, doubled, or turned into something else. */
export function garble(text: string, random: () => number): Garbled {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  const line = lines[at] ?? '';
  const tokens = line.match(/\w+|\s+|[^\w\s]/g) ?? [];
  const index = Math.floor(random() * tokens.length);
  const token = tokens[index] ?? '';
  const way = pick(ways);
  const changed = (): string[] => {
    switch (way) {
      case 'delete line':
        return [];
      case 'duplicate line':
        return [line, line];
      case 'delete character': {
        const place = Math.floor(random() * line.length);
        return [line.slice(0, place) + line.slice(place + 1)];
      }
      case 'delete token':
        return [tokens.toSpliced(index, 1).join('')];
      case 'duplicate token':
        return [tokens.toSpliced(index, 0, token).join('')];
      case 'insert':
        return [tokens.toSpliced(index, 0, pick([...junk, ...withBlanks])).join('')];
      case 'swap tokens':
        return [tokens.toSpliced(index, 2, tokens[index + 1] ?? '', token).join('')];
      case 'garble token':
        return [tokens.toSpliced(index, 1, pick([...junk, ...withBlanks])).join('')];
    }
  };
  const now = changed();
  lines.splice(at, 1, ...now);
  return { text: lines.join('\n'), what: `${way}, line ${at + 1}: ${JSON.stringify(line)} became ${JSON.stringify(now.join('\n'))}` };
}
