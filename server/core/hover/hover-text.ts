import type { Fact } from './facts';
import type { Words } from './words';

/** What a hover says, in the order in which it says it. */
export interface HoverText {
  /** What stands here, in this very message. Facts carry their origin. */
  readonly here: readonly (Words | undefined)[];
  /** What to check. Without it, the dictionary's own word on TLS; null where that does not fit here. */
  readonly check?: Words | null;
  /** What leads in the dictionary line: `Via` (compact `v`). */
  readonly name?: Words;
  readonly fact?: Fact;
  /** Where there is no fact, or more than its own. */
  readonly cites?: readonly string[];
}
