import { type Place, placesAt } from '../editor/place';
import { shortCites } from '../text/citations';
import type { Span } from '../text/span';
import { toMessage } from '../trace/frame';
import type { Trace } from '../trace/trace';
import { addressHover, displayHover } from './address';
import type { Fact } from './facts';
import { headerHover } from './headers';
import { hereAt } from './here';
import type { HoverText } from './hover-text';
import { itemHover, paramHover } from './params';
import { findingsAt, type RuleCommand, ruleLine } from './rules';
import { attributeHover, bodyHover, sdpLineHover, sdpProtoHover } from './sdp';
import { cseqHover, methodHover, requestUriHover, statusHover } from './start-line';
import { uriParamHover, uriPartHover } from './uri';
import { sentByHover, viaHover, viaTransportHover } from './via';
import { joined, link, ours, say, type Words } from './words';

export interface Hover {
  readonly at: Span;
  readonly words: Words;
}

export interface HoverOptions {
  readonly lineOf: (offset: number) => number;
  readonly uri: string;
  /** What the client can do with a rule that marked the place. */
  readonly commands?: readonly RuleCommand[];
}

/** The hover at an offset of the document; undefined where nothing true can be said. */
export function hoverAt(trace: Trace, offset: number, options: HoverOptions): Hover | undefined {
  const entry = trace.entryAt(offset);
  const inMessage = entry && toMessage(entry.frame, offset - entry.start);
  if (!entry || inMessage === undefined) return undefined;
  const here = hereAt(trace, entry, options);
  const findings = findingsAt(entry.findings, inMessage);
  const rules = findings.map((finding) => ruleLine(finding, options.commands ?? []));
  const places = placesAt(here.message, inMessage);
  // From the narrowest part to the widest; the first that has something to say is it.
  for (const place of places.toReversed()) {
    const found = hoverOf(here, place);
    const words = found && written(found, rules);
    if (words) return { at: trace.spanOf(entry, place.at), words };
  }
  const [narrowest] = findings;
  return narrowest && { at: trace.spanOf(entry, narrowest.at), words: block(rules) };
}

function hoverOf(here: Parameters<typeof methodHover>[0], place: Place): HoverText | undefined {
  switch (place.kind) {
    case 'startLine':
      return here.message.isResponse ? statusHover(here) : here.message.isRequest ? methodHover(here) : undefined;
    case 'method':
      return methodHover(here);
    case 'status':
    case 'reason':
      return statusHover(here);
    case 'header':
    case 'headerName':
    case 'headerValue':
      return headerHover(here, place.header);
    case 'via':
    case 'viaProtocol':
      return viaHover(here, place);
    case 'viaTransport':
      return viaTransportHover(here, place);
    case 'sentBy':
      return sentByHover(here, place);
    case 'address':
      return addressHover(here, place);
    case 'display':
      return displayHover(place);
    case 'uri':
      return place.header ? undefined : requestUriHover(here, place.uri);
    case 'scheme':
      return place.header ? uriPartHover(here, place) : requestUriHover(here, place.uri);
    case 'user':
    case 'password':
    case 'host':
    case 'port':
      return uriPartHover(here, place);
    case 'uriParam':
    case 'uriHeader':
      return uriParamHover(here, place);
    case 'param':
      return paramHover(here, place);
    case 'item':
    case 'token':
      return itemHover(here, place);
    case 'cseqNumber':
    case 'cseqMethod':
      return cseqHover(here, place.header);
    case 'sdpLine':
    case 'sdpValue':
      return sdpLineHover(here, place);
    case 'sdpProto':
      return sdpProtoHover(here, place);
    case 'attribute':
      return attributeHover(here, place);
    case 'body':
    case 'bodyPart':
      return bodyHover(here, place);
    default:
      return undefined;
  }
}

function written({ here, check, name, fact, cites }: HoverText, rules: readonly Words[] = []): Words | undefined {
  const lines = here.filter((line) => line !== undefined).slice(0, MOST_LINES - rules.length);
  const said = check === undefined && fact?.tls ? ours(lowerFirst(fact.tls)) : check;
  const blocks: Words[] = rules.length > 0 ? [block(rules)] : [];
  if (lines.length > 0) blocks.push(block(lines));
  if (said) blocks.push(say`Check: ${said}`);
  const dictionary: Words[] = [];
  if (fact) dictionary.push(name ? say`${name}: ${ours(lowerFirst(fact.summary))}` : ours(fact.summary));
  else if (name) dictionary.push(name);
  const sources = [...new Set(cites ?? fact?.cites ?? [])];
  if (sources.length > 0) {
    const links = shortCites(sources).map(({ label, href }) => (href ? link(label, href) : ours(label)));
    dictionary.push(joined(links, ' · '));
  }
  if (dictionary.length > 0) blocks.push(block(dictionary));
  return lines.length > 0 || fact ? joined(blocks, '\n\n') : undefined;
}

/** A word of the dictionary on its own, for completion. */
export const factWords = (fact: Fact): Words => written({ here: [], fact }) ?? say``;

/** Lines of one block; Markdown breaks a line at two blanks only. */
const block = (lines: readonly Words[]): Words => ({
  markdown: lines.map((line) => line.markdown).join('  \n'),
  plain: lines.map((line) => line.plain).join('\n'),
});

const MOST_LINES = 6;

/** `The trail…` behind a colon is `the trail…`; names and abbreviations keep their capitals. */
const lowerFirst = (sentence: string): string =>
  /^(?!Microsoft|Korean|Kamailio|Diffie)[A-Z](?:[a-z]*[ ,:;'-])/.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
