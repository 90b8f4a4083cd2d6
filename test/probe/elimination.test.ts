import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readHandshake } from '#core/tls/handshake';
import { type Chooser, divide, eliminate, inOrder } from '../../server/probe/elimination';
import type { Reply } from '../../server/probe/hello-reply';
import { serverHello } from './enumerate-peers';

/** Elimination against a server that is a list: any set, any order, any number of connections, answers in any sequence. */

interface Server {
  /** All that can be offered, as the client orders it. */
  readonly offered: readonly number[];
  /** What it takes, as it orders it. */
  readonly taken: readonly number[];
  readonly isOrdered: boolean;
  readonly connections: number;
  /** Of each question: before how many others it is answered. */
  readonly delays: readonly number[];
}

const servers = fc.uniqueArray(fc.nat(0xffff), { minLength: 1, maxLength: 60 }).chain((all) =>
  fc.record({
    offered: fc.constant(all),
    taken: fc.oneof(fc.shuffledSubarray(all), fc.subarray(all)),
    isOrdered: fc.boolean(),
    connections: fc.integer({ min: 1, max: 4 }),
    delays: fc.array(fc.nat(4), { minLength: 1, maxLength: 20 }),
  }),
);

const hello = readHandshake(2, serverHello({ version: 0x0303, suite: 0x2f }).subarray(9), undefined);
const refused: Reply = { kind: 'refused', by: 'closing' };

function accepted(one: number): Reply {
  if (hello.kind !== 'server_hello') throw new Error();
  return { kind: 'accepted', hello: { ...hello, suite: one }, group: undefined, isRetry: false, later: [] };
}

class Asked {
  questions = 0;
  most = 0;
  #open = 0;
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  get room(): number {
    return Math.max(0, this.#server.connections - this.#open);
  }

  async ask(left: readonly number[]): Promise<Reply> {
    const { taken, isOrdered, delays } = this.#server;
    this.most = Math.max(this.most, ++this.#open);
    const turns = delays[this.questions++ % delays.length] ?? 0;
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    this.#open--;
    const chosen = isOrdered ? taken.find((one) => left.includes(one)) : left.find((one) => taken.includes(one));
    return chosen === undefined ? refused : accepted(chosen);
  }
}

async function checkElimination(server: Server): Promise<{ questions: number; divisions: number }> {
  const asked = new Asked(server);
  const found: number[] = [];
  const chooser: Chooser<number> = {
    pick: (left) => asked.ask(left),
    nameOf: ({ hello: { suite } }) => suite,
    emit: (one) => found.push(one),
    room: () => asked.room,
    chanceOf: () => 0.5,
    isOrdered: server.isOrdered,
  };
  const { part, ends } = await eliminate(server.offered, chooser);
  assert.deepEqual(found.toSorted(), server.taken.toSorted());
  assert.equal(new Set(found).size, found.length);
  assert.ok(ends.every(({ kind }) => kind === 'refused' || kind === 'exhausted'));
  assert.ok(asked.questions <= server.taken.length + ends.length, `${asked.questions} questions`);
  const { questions } = asked;
  if (server.isOrdered) {
    const order = await inOrder(part, async (a, b) => {
      const reply = await asked.ask([b, a]);
      return reply.kind === 'accepted' ? reply.hello.suite === a : undefined;
    });
    assert.deepEqual(order, server.taken);
  }
  return { questions, divisions: ends.length };
}

describe('eliminate', () => {
  it('finds exactly what is taken, and its order', () =>
    fc.assert(
      fc.asyncProperty(servers, async (server) => void (await checkElimination(server))),
      { numRuns: 300 },
    ));

  it('over one connection asks once for each that is taken, and once more', async () => {
    const offered = Array.from({ length: 40 }, (_none, i) => i);
    const taken = [3, 1, 4, 15, 9, 26];
    for (const isOrdered of [true, false]) {
      const { questions, divisions } = await checkElimination({ offered, taken, isOrdered, connections: 1, delays: [0] });
      assert.deepEqual([questions, divisions], [7, 1]);
    }
  });

  it('is divided where connections are idle and the order is the expected one', async () => {
    const offered = Array.from({ length: 40 }, (_none, i) => i);
    const check = (taken: readonly number[]) => checkElimination({ offered, taken, isOrdered: true, connections: 4, delays: [0] });
    assert.ok((await check(offered)).divisions > 3);
    assert.equal((await check(offered.toReversed())).divisions, 1);
  });

  it('that an answer does not come ends it', async () => {
    let questions = 0;
    const unknown: Reply = { kind: 'unknown', why: 'silent' };
    const { part, ends } = await eliminate([1, 2, 3, 4], {
      pick: async ([first = 0]) => (++questions > 2 ? unknown : accepted(first)),
      nameOf: ({ hello: { suite } }) => suite,
      emit: () => undefined,
      room: () => 1,
      chanceOf: () => 0.5,
      isOrdered: true,
    });
    assert.deepEqual([part, ends], [{ found: [1, 2], rest: [] }, [unknown]]);
    assert.equal(
      await inOrder(
        {
          found: [1],
          rest: [
            { found: [2], rest: [] },
            { found: [3], rest: [] },
          ],
        },
        async () => undefined,
      ),
      undefined,
    );
  });
});

describe('divide', () => {
  it('finds what is taken where the answer is only yes or no', () =>
    fc.assert(
      fc.asyncProperty(servers, async ({ offered, taken }) => {
        const found: number[] = [];
        const ask = async (some: readonly number[]): Promise<Reply> => (some.some((one) => taken.includes(one)) ? accepted(0) : refused);
        await divide(offered, ask, (one) => found.push(one));
        assert.deepEqual(found.toSorted(), taken.toSorted());
      }),
    ));
});
