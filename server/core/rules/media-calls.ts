import { kamailioFacts } from '../config/kamailio/facts';
import type { MediaCall } from '../config/media-calls';
import type { ConfigFacts } from '../config/model';
import { opensipsFacts } from '../config/opensips/facts';

/** What the routing script of a proxy orders of rtpengine. */
export const mediaCalls = (facts: ConfigFacts): readonly MediaCall[] =>
  kamailioFacts(facts)?.script?.routing.media ?? opensipsFacts(facts)?.routing.media ?? [];
