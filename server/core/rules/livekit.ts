import { at, itemsOf, valueOfNode } from '../config/data-tree';
import type { ConfigEdit } from '../config/edits';
import { serviceOf } from '../config/livekit/facts';
import type { ConfigFacts, FilePlace, Value } from '../config/model';

/** What rules about LiveKit SIP have in common. */

/** Names in `tls.cipher_suites`. */
export const suitesIn = (facts: ConfigFacts): readonly Value[] =>
  itemsOf(at(serviceOf(facts)?.tls?.value, 'cipher_suites')).flatMap((item) => valueOfNode(item) ?? []);

/** Another field of JSON behind a string, given the place between its quotes. */
export const fieldBehind = ({ file, at: { end } }: FilePlace, field: string): ConfigEdit => ({
  place: { file, at: { start: end + 1, end: end + 1 } },
  text: `, ${field}`,
});
