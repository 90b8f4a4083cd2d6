import { type Dialect, SURE } from './dialect';

/**
 * The dialect of a file, where it is certain: by its exact name, its path, its first line, or its shape, in this order. `name` is a path or
 * a URI; `head` the text, of which at most 64 KiB count. A name alone does not win against a text that is plainly something else.
 */
export function detectDialect(name: string, head: string, dialects: readonly Dialect[]): Dialect | undefined {
  const path = name.replaceAll('\\', '/').toLowerCase().slice(-LONGEST_PATH);
  const text = head.slice(0, HEAD);
  const base = path.slice(path.lastIndexOf('/') + 1);
  // A shape is asked for at most once a dialect.
  const shapes = new Map<Dialect, number>();
  const shapeOf = (dialect: Dialect): number => {
    const known = shapes.get(dialect) ?? dialect.shape(text);
    shapes.set(dialect, known);
    return known;
  };
  const isBlank = !/\S/.test(text);
  /** Neither the dialect itself nor the shape of another one speaks against it. */
  const isBelievable = (dialect: Dialect): boolean =>
    isBlank ||
    (dialect.isOther?.(text) !== true && (shapeOf(dialect) > 0 || !dialects.some((other) => other !== dialect && shapeOf(other) >= SURE)));
  const first = firstLineOf(text);
  const steps: readonly ((dialect: Dialect) => boolean)[] = [
    ({ names }) => names.some((each) => (each.includes('/') || each.includes('*') ? matchesGlob(path, each) : each === base)),
    ({ globs, isStray }) => globs.some((each) => matchesGlob(path, each)) && (isBlank || isStray?.(text) !== true),
  ];
  for (const step of steps) {
    const found = best(
      dialects.filter((dialect) => step(dialect) && isBelievable(dialect)),
      shapeOf,
    );
    if (found) return found;
  }
  return (
    dialects.find(({ firstLine }) => firstLine?.test(first)) ??
    best(
      dialects.filter((dialect) => shapeOf(dialect) >= SURE),
      shapeOf,
    )
  );
}

/** As the dialects count: more is not looked at. */
export const HEAD = 65_536;
const LONGEST_PATH = 2048;

/** The one whose shape fits best; undefined where two fit alike, since a guess is no answer. */
function best(candidates: readonly Dialect[], shapeOf: (dialect: Dialect) => number): Dialect | undefined {
  const [only] = candidates;
  if (candidates.length <= 1) return only;
  const ranked = candidates.map((dialect) => ({ dialect, shape: shapeOf(dialect) })).sort((a, b) => b.shape - a.shape);
  const [first, second] = ranked;
  return first && second && first.shape > second.shape ? first.dialect : undefined;
}

function firstLineOf(text: string): string {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const end = text.indexOf('\n');
  return text.slice(start, Math.min(end < 0 ? text.length : end, start + 1024)).trimEnd();
}

const patterns = new Map<string, RegExp>();

/** Whether a path fits a pattern with `**` (any folders, or none), `*` (within one name), `?` and `{a,b}`, as editors have it. Both in lower case. */
export function matchesGlob(path: string, glob: string): boolean {
  const known = patterns.get(glob);
  const pattern = known ?? new RegExp(`^${sourceOf(glob)}$`);
  if (!known) patterns.set(glob, pattern);
  return pattern.test(path);
}

function sourceOf(glob: string): string {
  let depth = 0;
  return glob.replace(/\*\*\/?|[*?{},]|[.+^$()|[\]\\]/g, (token) => {
    switch (token) {
      case '**/':
        return '(?:.*/)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        depth++;
        return '(?:';
      case '}':
        depth--;
        return ')';
      case ',':
        return depth > 0 ? '|' : ',';
      default:
        return `\\${token}`;
    }
  });
}
