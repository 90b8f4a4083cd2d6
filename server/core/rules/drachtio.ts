import { type DrachtioFacts, drachtioFacts } from '../config/drachtio/facts';
import { linesBelow } from '../config/edits';
import type { ConfigFacts } from '../config/model';
import { escapedValue } from '../config/xml-entities';

/** What rules about drachtio have in common. */

export type XmlFacts = Extract<DrachtioFacts, { kind: 'xml' }>;

export function drachtioXml(facts: ConfigFacts): XmlFacts | undefined {
  const own = drachtioFacts(facts);
  return own?.kind === 'xml' ? own : undefined;
}

/** The value of an item of `<tls>`; nothing where it is empty or missing. */
export function tlsItem({ tls }: XmlFacts, name: string) {
  const item = tls?.items.get(name);
  return item && item.value.text !== '' ? item : undefined;
}

/** A new element below one of its siblings. */
export const elementBelow = (facts: ConfigFacts, beside: { readonly whole: { start: number; end: number } }, name: string, text: string) =>
  linesBelow(facts, { file: facts.root, at: beside.whole }, [`<${name}>${escapedValue(text)}</${name}>`]);

export const drachtioCite = (what: string): string => `drachtio-server, ${what}`;
