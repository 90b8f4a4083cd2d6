import type { BodyPart } from '../sip/body';
import { type Grammar, grammarOf, type HeaderName } from '../sip/header-names';
import type { Header, SipMessage } from '../sip/message';
import type { Address, Item, Param, SipUri, Via } from '../sip/parts';
import type { Sdp, SdpAttribute, SdpLine, SdpMedia } from '../sip/sdp';
import type { Span } from '../text/span';

/** A part of a message that a cursor can stand in. `at` is a span of the message's text. */
export type Place = { readonly at: Span } & (
  | { readonly kind: 'startLine' | 'method' | 'version' | 'status' | 'reason' | 'headerPart' }
  | { readonly kind: 'header' | 'headerName' | 'headerValue'; readonly header: Header }
  | {
      readonly kind: 'via' | 'viaProtocol' | 'viaTransport' | 'sentBy';
      readonly header: Header;
      readonly via: Via;
      /** Counted over all Via lines, from the topmost. */
      readonly index: number;
    }
  | { readonly kind: 'address' | 'display'; readonly header: Header; readonly address: Address; readonly index: number }
  | { readonly kind: UriPlace; readonly uri: SipUri; readonly header?: Header }
  | { readonly kind: 'uriParam' | 'uriHeader'; readonly uri: SipUri; readonly param: Param; readonly header?: Header }
  | { readonly kind: 'param'; readonly header: Header; readonly param: Param }
  | { readonly kind: 'item' | 'token'; readonly header: Header; readonly item: Item }
  | { readonly kind: 'cseqNumber' | 'cseqMethod'; readonly header: Header }
  | { readonly kind: 'body' | 'bodyPart'; readonly body: BodyPart }
  | { readonly kind: 'media'; readonly sdp: Sdp; readonly media: SdpMedia }
  | { readonly kind: 'sdpLine' | 'sdpValue' | 'sdpProto'; readonly sdp: Sdp; readonly line: SdpLine; readonly media?: SdpMedia }
  | { readonly kind: 'attribute'; readonly sdp: Sdp; readonly line: SdpAttribute; readonly media?: SdpMedia }
);

type UriPlace = 'uri' | 'scheme' | 'user' | 'password' | 'host' | 'port';
export type PlaceKind = Place['kind'];

/** The parts of a message around an offset, from the widest to the narrowest. */
export function placesAt(message: SipMessage, offset: number): Place[] {
  const places: Place[] = [];
  const line = message.startLine;
  if (offset <= line.span.end) startLinePlaces(message, offset, places);
  else if (offset < message.headerPart.end || (offset === message.headerPart.end && !message.headersAreComplete))
    headerPlaces(message, offset, places);
  else bodyPlaces(message, offset, places);
  return places;
}

const holds = (at: Span | undefined, offset: number): at is Span => at !== undefined && at.start <= offset && offset <= at.end;

function startLinePlaces(message: SipMessage, offset: number, places: Place[]): void {
  const line = message.startLine;
  places.push({ kind: 'startLine', at: line.span });
  if (line.kind === 'malformed') return;
  if (holds(line.versionSpan, offset)) places.push({ kind: 'version', at: line.versionSpan });
  else if (line.kind === 'response') {
    if (holds(line.statusSpan, offset)) places.push({ kind: 'status', at: line.statusSpan });
    else if (holds(line.reasonSpan, offset)) places.push({ kind: 'reason', at: line.reasonSpan });
  } else if (holds(line.methodSpan, offset)) places.push({ kind: 'method', at: line.methodSpan });
  else if (holds(line.uri, offset)) uriPlaces(line.uri, offset, places);
}

function uriPlaces(uri: SipUri, offset: number, places: Place[], header?: Header): void {
  places.push({ kind: 'uri', at: uri, uri, header });
  for (const param of uri.params) if (holds(param, offset)) return void places.push({ kind: 'uriParam', at: param, uri, param, header });
  for (const param of uri.headers) if (holds(param, offset)) return void places.push({ kind: 'uriHeader', at: param, uri, param, header });
  const parts: readonly [UriPlace, Span | undefined][] = [
    ['scheme', uri.schemeSpan],
    ['user', uri.user],
    ['password', uri.password],
    ['host', uri.hostSpan],
    ['port', uri.portSpan],
  ];
  for (const [kind, at] of parts) if (holds(at, offset)) return void places.push({ kind, at, uri, header });
}

function headerPlaces(message: SipMessage, offset: number, places: Place[]): void {
  places.push({ kind: 'headerPart', at: message.headerPart });
  const header = headerAt(message, offset);
  // Behind the value there is only the line end.
  if (!header || !holds(header, offset)) return;
  places.push({ kind: 'header', at: header, header });
  if (header.nameSpan.end > header.nameSpan.start && holds(header.nameSpan, offset)) {
    places.push({ kind: 'headerName', at: header.nameSpan, header });
    return;
  }
  if (!holds(header.value, offset)) return;
  places.push({ kind: 'headerValue', at: header.value, header });
  const grammar = grammarOfHeader(header);
  if (grammar === 'via') viaPlaces(message, header, offset, places);
  else if (grammar === 'address' || grammar === 'addresses') addressPlaces(message, header, offset, places);
  else if (grammar === 'cseq') cseqPlaces(message, header, offset, places);
  else if (grammar !== 'text' && grammar !== 'number') itemPlaces(message, header, offset, places);
}

/** The header line that holds an offset, its folded lines included. */
export function headerAt(message: SipMessage, offset: number): Header | undefined {
  const { headers } = message;
  let low = 0;
  let high = headers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((headers[middle] as Header).line.start <= offset) low = middle;
    else high = middle - 1;
  }
  const header = headers[low];
  return header && holds(header.line, offset) ? header : undefined;
}

const grammarOfHeader = (header: Header): Grammar => grammarOf(header.id);

function viaPlaces(message: SipMessage, header: Header, offset: number, places: Place[]): void {
  const via = message.viasOf(header).find((value) => holds(value, offset));
  if (!via) return;
  const index = message.vias.findIndex((value) => value.start === via.start);
  places.push({ kind: 'via', at: via, header, via, index });
  const param = via.params.find((p) => holds(p, offset));
  if (param) places.push({ kind: 'param', at: param, header, param });
  else if (holds(via.transportSpan, offset)) places.push({ kind: 'viaTransport', at: via.transportSpan, header, via, index });
  else if (holds(via.sentProtocol, offset)) places.push({ kind: 'viaProtocol', at: via.sentProtocol, header, via, index });
  else if (holds(via.sentBy, offset)) places.push({ kind: 'sentBy', at: via.sentBy, header, via, index });
}

function addressPlaces(message: SipMessage, header: Header, offset: number, places: Place[]): void {
  const address = message.addressesOf(header).find((value) => holds(value, offset));
  if (!address) return;
  const index = message.addresses(header.name as HeaderName).findIndex((value) => value.start === address.start);
  places.push({ kind: 'address', at: address, header, address, index });
  const param = address.params.find((p) => holds(p, offset));
  if (param) places.push({ kind: 'param', at: param, header, param });
  else if (holds(address.display, offset)) places.push({ kind: 'display', at: address.display, header, address, index });
  else if (address.uri && holds(address.uri, offset)) uriPlaces(address.uri, offset, places, header);
}

function cseqPlaces(message: SipMessage, header: Header, offset: number, places: Place[]): void {
  const cseq = message.first('CSeq') === header ? message.cseq : undefined;
  if (!cseq) return;
  if (holds(cseq.numberSpan, offset)) places.push({ kind: 'cseqNumber', at: cseq.numberSpan, header });
  else if (holds(cseq.methodSpan, offset)) places.push({ kind: 'cseqMethod', at: cseq.methodSpan, header });
}

function itemPlaces(message: SipMessage, header: Header, offset: number, places: Place[]): void {
  const item = message.itemsOf(header).find((value) => holds(value, offset));
  if (!item) return;
  places.push({ kind: 'item', at: item, header, item });
  const param = item.params.find((p) => holds(p, offset));
  if (param) places.push({ kind: 'param', at: param, header, param });
  else if (holds(item.tokenSpan, offset)) places.push({ kind: 'token', at: item.tokenSpan, header, item });
}

function bodyPlaces(message: SipMessage, offset: number, places: Place[]): void {
  const body = message.bodies.find((part) => holds(part.content, offset));
  if (message.body.end > message.body.start && holds(message.body, offset)) {
    const whole = {
      type: message.contentType ?? '',
      headers: { start: message.body.start, end: message.body.start },
      content: message.body,
    };
    places.push({ kind: 'body', at: message.body, body: body && sameSpan(body.content, message.body) ? body : whole });
  }
  if (!body) return;
  if (!sameSpan(body.content, message.body)) places.push({ kind: 'bodyPart', at: body.content, body });
  const sdp = message.sdp;
  if (!sdp || sdp.start !== body.content.start) return;
  sdpPlaces(sdp, offset, places);
}

const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

function sdpPlaces(sdp: Sdp, offset: number, places: Place[]): void {
  const line = sdp.lines.find((l) => holds(l, offset));
  if (!line) return;
  const media = sdp.media.find((m) => m.lines.includes(line));
  if (media) places.push({ kind: 'media', at: { start: media.line.start, end: media.lines.at(-1)?.end ?? media.line.end }, sdp, media });
  places.push({ kind: 'sdpLine', at: line, sdp, line, media });
  if (line.type === 'a' && 'name' in line) {
    const attribute = line as SdpAttribute;
    const inName = holds(attribute.nameSpan, offset);
    const at = inName ? attribute.nameSpan : attribute.attributeSpan;
    if (offset >= attribute.nameSpan.start) places.push({ kind: 'attribute', at, sdp, line: attribute, media });
  } else if (media && line === media.line && media.proto !== '' && holds(media.protoSpan, offset))
    places.push({ kind: 'sdpProto', at: media.protoSpan, sdp, line, media });
  else if (holds(line.valueSpan, offset) && offset > line.start + 1)
    places.push({ kind: 'sdpValue', at: line.valueSpan, sdp, line, media });
}
