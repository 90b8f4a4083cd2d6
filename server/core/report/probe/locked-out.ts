import type { EnumerationFacts } from '../../probe/facts';
import type { EndpointDetail } from './model';

/** For each old version and weak suite that is accepted: whom switching it off would lock out, as far as that is documented. */
export function lockedOutBy(_enumeration: EnumerationFacts): EndpointDetail['lockedOut'] {
  return [];
}
