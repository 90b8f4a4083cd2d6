/** Contestants taking turns in one process, so that a busy machine is busy for all of them. */

export interface Result {
  /** Of the quickest round, and of the round in the middle; items a second. */
  readonly best: number;
  readonly median: number;
}

/** Runs each contestant once a round. `items` is how many items one run handles, `fewer` says it for those who handle fewer. */
export function compare(
  contestants: { readonly [name: string]: () => number },
  fewer: { readonly [name: string]: number },
  items: number,
  rounds = 41,
): Map<string, Result> {
  const names = Object.keys(contestants);
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  let sink = 0;
  for (let round = -5; round < rounds; round++) {
    for (const name of names) {
      const start = process.hrtime.bigint();
      sink += contestants[name]?.() ?? 0;
      const ns = Number(process.hrtime.bigint() - start);
      if (round >= 0) times.get(name)?.push(ns);
    }
  }
  const results = new Map<string, Result>();
  for (const name of names) {
    const sorted = (times.get(name) ?? []).sort((a, b) => a - b);
    const perSecond = (ns: number): number => ((fewer[name] ?? items) / ns) * 1e9;
    const result = { best: perSecond(sorted[0] ?? Number.NaN), median: perSecond(sorted[sorted.length >> 1] ?? Number.NaN) };
    results.set(name, result);
    console.log(
      `  ${name.padEnd(34)} best ${Math.round(result.best).toLocaleString('en').padStart(11)}   median ${Math.round(result.median).toLocaleString('en').padStart(11)}`,
    );
  }
  if (sink === 0) console.log('  nothing was done');
  return results;
}
