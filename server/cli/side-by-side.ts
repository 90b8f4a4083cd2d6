interface Limits {
  /** So many run at the same time. */
  readonly atOnce: number;
  /** Whether results come in the order of the items, or as they end. */
  readonly order: 'items' | 'ends';
}

/** How many results wait for an item before them, until no further one is begun: what waits takes memory. */
const MOST_WAITING = 64;

/** Runs something for each item, several side by side. `run` must not throw. A result is kept until it is asked for, and no longer. */
export async function* sideBySide<Item, Result>(
  items: Iterable<Item>,
  { atOnce, order }: Limits,
  run: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const rest = items[Symbol.iterator]();
  const running = new Map<number, Promise<{ readonly index: number; readonly result: Result }>>();
  const waiting = new Map<number, Result>();
  let started = 0;
  let told = 0;
  const fill = (): void => {
    while (running.size < atOnce && waiting.size < MOST_WAITING) {
      const next = rest.next();
      if (next.done) return;
      const index = started++;
      running.set(
        index,
        run(next.value).then((result) => ({ index, result })),
      );
    }
  };
  for (fill(); running.size > 0; fill()) {
    const { index, result } = await Promise.race(running.values());
    running.delete(index);
    if (order === 'ends') yield result;
    else waiting.set(index, result);
    for (let next = waiting.get(told); waiting.delete(told); next = waiting.get(told)) {
      told++;
      if (next !== undefined) yield next;
    }
  }
}
