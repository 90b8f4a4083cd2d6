import { codesOf } from '../../sip/codes';
import { isIpv6Address } from '../../sip/ipv6';
import { param, type SipUri, uriAt } from '../../sip/parts';
import { isIpLiteral, readSocket, type Socket } from '../../sip/socket';
import { newTape } from '../../sip/tape';
import { readUri } from '../../sip/uri';
import { type IniText, partOf, spanIn } from '../ini';
import type { FilePlace, Transport } from '../model';

/** A SIP URI in the value of a setting. The spans of `uri` are offsets in `text.text`. */
export interface WrittenUri {
  readonly text: IniText;
  readonly file: string;
  readonly uri: SipUri;
}

/** The URIs of a value, which stand between commas where there are several. What is no sip: or sips: URI is left out. */
export function urisIn(value: IniText, file: string): WrittenUri[] {
  const uris: WrittenUri[] = [];
  let from = 0;
  for (const piece of value.text.split(',')) {
    const text = partOf(value, from, from + piece.length);
    from += piece.length + 1;
    const uri = sipUriOf(text.text);
    if (uri) uris.push({ text, file, uri });
  }
  return uris;
}

/** What is read is taken from it at once, so that one is enough for all. */
const tape = newTape();

export function sipUriOf(text: string): SipUri | undefined {
  if (!/^<?sips?:/i.test(text)) return undefined;
  const start = text.startsWith('<') ? 1 : 0;
  const close = start === 1 ? text.indexOf('>') : -1;
  tape.length = 0;
  readUri(codesOf(text), start, close < 0 ? text.length : close, start === 1, tape);
  const uri = uriAt({ text, tape }, 0);
  return uri.isSip && uri.host !== '' ? uri : undefined;
}

/** Where a part of it stands, by offsets in its text. */
export const placeIn = ({ text, file }: WrittenUri, start: number, end: number): FilePlace => ({ file, at: spanIn(text, start, end) });

export const uriPlace = (written: WrittenUri): FilePlace => placeIn(written, written.uri.start, written.uri.end);

const transports: readonly string[] = ['udp', 'tcp', 'tls', 'ws', 'wss', 'sctp'] satisfies Transport[];

/** What its transport parameter says; undefined where it has none. */
export function saidTransport(uri: SipUri): Transport | 'unknown' | undefined {
  const said = param(uri.params, 'transport')?.value?.toLowerCase();
  return said === undefined ? undefined : isTransport(said) ? said : 'unknown';
}

export const isTransport = (word: string): word is Transport => transports.includes(word);

/** What carries it by the URI alone (RFC 3263 §4.1); unknown where DNS decides. */
export function carriedByUri(uri: SipUri): Transport | 'unknown' {
  const said = saidTransport(uri);
  if (uri.isSips) return said === 'ws' || said === 'wss' ? 'wss' : 'tls';
  if (said !== undefined) return said;
  return isIpLiteral(uri.host) || uri.port !== undefined ? 'udp' : 'unknown';
}

/** Where parameters are added: in front of the headers, or at the end. */
export const paramsEnd = ({ headers, end }: SipUri): number => Math.min(end, ...headers.map(({ start }) => start - 1));

/** An address with or without a port; an IPv6 address without one needs no brackets. */
export const readAddress = (text: string): Socket => (isIpv6Address(text) ? { host: text.toLowerCase() } : readSocket(text));

/** What of a comment reads as parameters of the URI in front of it: `;transport=tls;lr`. */
export function cutOff(comment: string): string {
  const [params = ''] = /^(?:;[A-Za-z][\w.-]{0,63}(?:=[^\s;,]{0,255})?){1,16}(?=\s|,|$)/.exec(comment) ?? [];
  return /^;(?:transport|lr|maddr|user|ttl|method|ob|outbound|line|endpoint)\b|^;[\w.-]+=/i.test(params) ? params : '';
}
