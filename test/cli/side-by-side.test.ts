import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sideBySide } from '../../server/cli/side-by-side';

/** Runs that end when they are told to. */
function runs() {
  const ends = new Map<number, () => void>();
  let most = 0;
  return {
    run: (item: number) =>
      new Promise<string>((resolve) => {
        ends.set(item, () => {
          ends.delete(item);
          resolve(`r${item}`);
        });
        most = Math.max(most, ends.size);
      }),
    end: (item: number) => ends.get(item)?.(),
    running: () => [...ends.keys()],
    most: () => most,
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('side by side', () => {
  it('in the order of the items, no more than so many at once', async () => {
    const { run, end, running, most } = runs();
    const results: string[] = [];
    const all = (async () => {
      for await (const result of sideBySide([1, 2, 3, 4], { atOnce: 2, order: 'items' }, run)) results.push(result);
    })();
    await settled();
    assert.deepEqual(running(), [1, 2]);
    end(2);
    await settled();
    assert.deepEqual({ results: [...results], running: running() }, { results: [], running: [1, 3] });
    end(1);
    await settled();
    assert.deepEqual({ results: [...results], running: running() }, { results: ['r1', 'r2'], running: [3, 4] });
    end(4);
    end(3);
    await all;
    assert.deepEqual(results, ['r1', 'r2', 'r3', 'r4']);
    assert.equal(most(), 2);
  });

  it('as they end', async () => {
    const { run, end } = runs();
    const results: string[] = [];
    const all = (async () => {
      for await (const result of sideBySide([1, 2, 3], { atOnce: 3, order: 'ends' }, run)) results.push(result);
    })();
    for (const item of [3, 1, 2]) {
      await settled();
      end(item);
    }
    await all;
    assert.deepEqual(results, ['r3', 'r1', 'r2']);
  });

  it('begins nothing more while too many results wait for a slow one', async () => {
    let begun = 0;
    let endFirst: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      endFirst = resolve;
    });
    const run = async (item: number) => {
      begun++;
      if (item === 0) await first;
      return item;
    };
    const results: number[] = [];
    const items = Array.from({ length: 1000 }, (_, i) => i);
    const all = (async () => {
      for await (const result of sideBySide(items, { atOnce: 4, order: 'items' }, run)) results.push(result);
    })();
    await settled();
    assert.ok(begun < 100, `${begun}`);
    endFirst();
    await all;
    assert.deepEqual(results, items);
  });

  it('nothing to do', async () => {
    for await (const result of sideBySide([], { atOnce: 4, order: 'items' }, async () => 1)) assert.fail(String(result));
  });
});
