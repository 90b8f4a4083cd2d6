import type { SipMessage } from './message';
import { type Address, param, type SipUri } from './parts';

/** What a message is for: the questions that many rules ask. */

export const tagOf = (address: Address | undefined): string | undefined => address && param(address.params, 'tag')?.value;

/** A request outside of a dialog: its To has no tag (RFC 3261 §12.2). */
export const isInitial = (message: SipMessage): boolean => message.isRequest && !tagOf(message.to);

const dialogMethods = new Set(['INVITE', 'SUBSCRIBE', 'REFER']);

/** A request that can create a dialog: INVITE, SUBSCRIBE or REFER without a To tag (RFC 3261 §12.1, RFC 6665, RFC 3515). */
export const createsDialog = (message: SipMessage): boolean => isInitial(message) && dialogMethods.has(message.method);

/** An INVITE, SUBSCRIBE, REFER or UPDATE request, in whose answer and later requests Contact matters. */
export const isTargetRefresh = (message: SipMessage): boolean =>
  message.isRequest && (dialogMethods.has(message.method) || message.method === 'UPDATE');

export const isSuccess = (message: SipMessage): boolean => message.status >= 200 && message.status < 300;

/** The Request-URI is sips: (RFC 3261 §19.1). */
export const isSipsRequest = (message: SipMessage): boolean => message.requestUri?.isSips === true;

/** `INVITE`, or `200 to INVITE`: how texts name the message. */
export const kindOf = (message: SipMessage): string =>
  message.isResponse ? `${message.status}${message.method ? ` to ${message.method}` : ''}` : message.method || 'message';

/** A URI as it stands in the message. */
export const textOfUri = (message: SipMessage, uri: SipUri): string => message.text.slice(uri.start, uri.end);

/** A URI whose next request takes the connection that is there, whatever its address says: outbound, GRUU, Kamailio's alias, a browser's random name. */
export const reusesConnection = (uri: SipUri): boolean =>
  ['ob', 'gr', 'alias'].some((name) => param(uri.params, name) !== undefined) || /\.invalid$/i.test(uri.host);
