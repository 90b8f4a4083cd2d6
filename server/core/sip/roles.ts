import { shortened } from '../text/shortened';
import { textOf } from '../text/span';
import { type HeaderName, NOT_A_HEADER } from './header-names';
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

/** A URI as it stands in the message, as far as somebody reads it. */
export const textOfUri = (message: SipMessage, uri: SipUri): string => shortened(textOf(message.text, uri), 200);

/** A URI whose next request takes the connection that is there, whatever its address says: outbound, GRUU, Kamailio's alias, a browser's random name. */
export const reusesConnection = (uri: SipUri): boolean =>
  ['ob', 'gr', 'alias'].some((name) => param(uri.params, name) !== undefined) || /\.invalid$/i.test(uri.host);

/** A Contact of a REGISTER that takes its binding away: expires=0, or Expires: 0 where the Contact says nothing (RFC 3261 §10.2.2). */
export const removesBinding = (message: SipMessage, contact: Address): boolean =>
  Number(param(contact.params, 'expires')?.value ?? message.value('Expires') ?? Number.NaN) === 0;

/**
 * The message really lacks that header. Not so where the log cut the message off, where a line looks like it and is malformed or, by a
 * blank before it, folded into the header above, or where it stands below an empty line that split the headers: the mistake is that.
 */
export function lacksHeader(message: SipMessage, name: HeaderName): boolean {
  if (message.isCut || message.has(name)) return false;
  const { text, body } = message;
  const word = name.toLowerCase();
  if (message.headers.some((h) => h.id === NOT_A_HEADER && text.slice(h.start, h.start + word.length).toLowerCase() === word)) return false;
  const { headerPart } = message;
  if (new RegExp(`^[ \\t]+${name}[ \\t]*:`, 'im').test(text.slice(headerPart.start, headerPart.end))) return false;
  if (body.start >= body.end || /^(?:message|multipart)\//.test(message.contentType ?? '')) return true;
  return !new RegExp(`^${name}[ \\t]*:`, 'im').test(text.slice(body.start, body.start + 4096));
}

/** A request of an RFC 2543 program: no branch in its Via, no tag in From, no Max-Forwards. It was legal when it was written (RFC 4475 §3.4.1). */
export const isRfc2543 = (message: SipMessage): boolean =>
  message.isRequest &&
  message.topVia !== undefined &&
  !param(message.topVia.params, 'branch') &&
  message.from !== undefined &&
  !tagOf(message.from) &&
  !message.has('Max-Forwards');

/** A request whose Contact the peer takes as its target, or a 18x or 2xx to one. */
export const handsOutTarget = (message: SipMessage): boolean =>
  message.isRequest
    ? isTargetRefresh(message)
    : (isSuccess(message) || (message.status >= 180 && message.status < 190)) &&
      (dialogMethods.has(message.method) || message.method === 'UPDATE');
