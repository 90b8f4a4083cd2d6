import type { ConfigFacts, FilePlace, Peer, Value } from '../config/model';
import { type Span, span } from '../text/span';
import type { ConfigFix } from './config-rule';

/** Edits that rules on the common model share. None is made where the text at the place is not what it was taken for. */

type Facts = Pick<ConfigFacts, 'texts' | 'dialect'>;

const textAt = ({ texts }: Facts, { file, at }: FilePlace): string | undefined => texts?.get(file)?.slice(at.start, at.end);

/** Whether a value stands in the file letter by letter, so that offsets in it are offsets in the file. */
export const isPlain = (facts: Facts, { text, place, through }: Value): boolean => !through?.length && textAt(facts, place) === text;

/** A span of the value's text as a place; the whole value where it is not written letter by letter. */
export function placeIn(facts: Facts, value: Value, { start, end }: { readonly start: number; readonly end: number }): FilePlace {
  if (!isPlain(facts, value)) return value.place;
  const { file, at } = value.place;
  return { file, at: span(at.start + start, at.start + end) };
}

export const replaceValue = (facts: Facts, value: Value, text: string, title: string): ConfigFix | undefined =>
  isPlain(facts, value) ? { title, edits: [{ place: value.place, text }] } : undefined;

/** Another port, where the place is the number or ends with it. */
export function replacePort(facts: Facts, place: FilePlace, from: number, to: number): ConfigFix | undefined {
  const text = textAt(facts, place);
  if (text === undefined || !new RegExp(`(?:^|:)${from}$`).test(text)) return undefined;
  const { file, at } = place;
  return { title: `Use port ${to}`, edits: [{ place: { file, at: span(at.end - String(from).length, at.end) }, text: String(to) }] };
}

/** Says the transport in a URI, in place of what it says of it. */
export function setTransport(facts: Facts, peer: Peer, transport: string): ConfigFix | undefined {
  const uri = uriOf(facts, peer);
  if (!uri) return undefined;
  const semicolon = facts.dialect.startsWith('asterisk') ? '\\;' : ';';
  const said = uri.transport ?? span(uri.end, uri.end);
  return {
    title: `Say transport=${transport}`,
    edits: [{ place: { file: peer.place.file, at: said }, text: `${semicolon}transport=${transport}` }],
  };
}

/** A sips: URI as a sip: one over TLS. */
export function sipOverTls(facts: Facts, peer: Peer): ConfigFix | undefined {
  const uri = uriOf(facts, peer);
  const transport = setTransport(facts, peer, 'tls');
  if (!uri || !transport) return undefined;
  const scheme = { place: { file: peer.place.file, at: span(uri.start, uri.start + 'sips'.length) }, text: 'sip' };
  return { title: 'Write sip: with transport=tls', edits: [scheme, ...transport.edits] };
}

/** Takes the transport out of a URI. */
export function dropTransport(facts: Facts, peer: Peer): ConfigFix | undefined {
  const transport = uriOf(facts, peer)?.transport;
  return (
    transport && { title: 'Leave out the transport parameter', edits: [{ place: { file: peer.place.file, at: transport }, text: '' }] }
  );
}

/** The transport parameter of a URI, its semicolon included, and where another parameter would stand. */
function uriOf(facts: Facts, { place }: Peer): { readonly start: number; readonly end: number; readonly transport?: Span } | undefined {
  const text = textAt(facts, place);
  const found = text === undefined ? null : /sips?:[^\s"'<>,?]{1,1024}/i.exec(text);
  // A variable may hold parameters itself.
  if (!found || /[$]|\{\{/.test(found[0])) return undefined;
  const start = place.at.start + found.index;
  const parameter = /\\?;\s{0,4}transport=[\w-]{1,16}/i.exec(found[0]);
  return {
    start,
    end: start + found[0].length,
    ...(parameter && { transport: span(start + parameter.index, start + parameter.index + parameter[0].length) }),
  };
}
