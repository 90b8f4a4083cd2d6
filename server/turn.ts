import { setImmediate as nextRound } from 'node:timers/promises';

/**
 * The time for which a long work may keep the server to itself. Requests and cancellations of others come in between: a token
 * that nobody can set while we loop is no token.
 */
export class Turn {
  #end = performance.now() + TURN_MS;

  readonly isOver = (): boolean => performance.now() > this.#end;

  /** Waits until the others had theirs. */
  async next(): Promise<void> {
    await nextRound();
    this.#end = performance.now() + TURN_MS;
  }
}

const TURN_MS = 10;
