import type { Setting } from '../model';

/** In the order of the files and of their texts: what adds to a section above stands in another file, or further down, than it. */
export function inOrder(settings: readonly Setting[], files: readonly string[]): Setting[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const rankOf = ({ name }: Setting): number => rank.get(name.file) ?? files.length;
  return settings.toSorted((a, b) => rankOf(a) - rankOf(b) || a.name.at.start - b.name.at.start);
}
