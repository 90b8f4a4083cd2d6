import { param, type SipUri, type Via } from './parts';
import { hostName } from './socket';

/** Whose Record-Route is whose (RFC 3261 §16.6 step 4), as far as hosts tell. */

/** The hosts of a Via: what it says, and where its message really came from. */
export const hostsOf = (via: Via): string[] => [via.host, param(via.params, 'received')?.value ?? via.host].map(hostName);

/** A Record-Route URI names the element that wrote this Via. */
export const isRecordedBy = (uri: SipUri, via: Via): boolean => hostsOf(via).includes(hostName(uri.host));

/**
 * The topmost Record-Route may be that of the element that sent this request. It is not where its host is that of the next Via:
 * then the sender did not record itself.
 */
export const mayBeSenders = (uri: SipUri, [top, second]: readonly Via[]): boolean =>
  !top || !second || isRecordedBy(uri, top) || !isRecordedBy(uri, second);

/** Two Record-Route entries of one element: the same host, or both say r2=on, as Kamailio and OpenSIPS mark them. */
export const areOfOneProxy = (first: SipUri, second: SipUri): boolean =>
  isSameHost(first, second) || (isDoubled(first) && isDoubled(second));

const isDoubled = (uri: SipUri): boolean => param(uri.params, 'r2') !== undefined;
const isSameHost = (first: SipUri, second: SipUri): boolean => hostName(first.host) === hostName(second.host);
