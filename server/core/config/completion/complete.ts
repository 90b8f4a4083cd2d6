import type { Dialect } from '../dialect';
import type { ConfigFacts } from '../model';
import { type Completion, type CompletionPlace, nothingToPropose } from './place';

/** Longer lines nobody writes; what is found out of a line may cost as much as the square of its length. */
const LONGEST_LINE = 2000;

/** What may be written at a place of a text, by the dialect that it is of. */
export function completionAt({ complete }: Dialect, place: CompletionPlace, facts: ConfigFacts): Completion {
  return complete && place.before.length <= LONGEST_LINE ? complete(place, facts) : nothingToPropose;
}
