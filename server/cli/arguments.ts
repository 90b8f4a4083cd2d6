import { parseArgs } from 'node:util';

/** The options of a subcommand: whether each takes a value. */
export type OptionTable = { readonly [name: string]: 'flag' | 'value' | 'values' };

export type Arguments =
  | {
      readonly kind: 'read';
      readonly flags: ReadonlySet<string>;
      /** All values of an option, in the order given. */
      readonly values: ReadonlyMap<string, readonly string[]>;
      readonly paths: readonly string[];
    }
  | { readonly kind: 'wrong'; readonly why: string };

/** Reads options and paths; options may stand anywhere, `--` ends them. */
export function readArguments(words: readonly string[], table: OptionTable): Arguments {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, takes]) => [name, { type: takes === 'flag' ? 'boolean' : 'string', multiple: true } as const]),
  );
  // Not strict: the sentences of parseArgs' own errors are for programmers.
  const { tokens } = parseArgs({ args: [...words], options, strict: false, tokens: true, allowPositionals: true });
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const paths: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const takes = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (takes === undefined) return wrong(`unknown option ${token.rawName}`);
    if (takes === 'flag') {
      if (token.value !== undefined) return wrong(`${token.rawName} takes no value`);
      flags.add(token.name);
      continue;
    }
    if (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--')))
      return wrong(`${token.rawName} needs a value`);
    const given = values.get(token.name);
    if (given && takes === 'value') return wrong(`${token.rawName} is given twice`);
    if (given) given.push(token.value);
    else values.set(token.name, [token.value]);
  }
  return { kind: 'read', flags, values, paths };
}

/** The one value of an option, out of those allowed; what is wrong is added to `problems`. */
export function oneOf<T extends string>(
  given: string | undefined,
  { name, allowed, standard, problems }: { name: string; allowed: readonly T[]; standard: T; problems: string[] },
): T {
  if (given === undefined) return standard;
  const fitting = allowed.find((value) => value === given);
  if (fitting === undefined) problems.push(`--${name} is one of ${allowed.join(', ')}, not "${given}"`);
  return fitting ?? standard;
}

/** ISO 8601: a day, or a day and a time of day. */
export const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text) && !Number.isNaN(Date.parse(text));

const wrong = (why: string): Arguments => ({ kind: 'wrong', why });
