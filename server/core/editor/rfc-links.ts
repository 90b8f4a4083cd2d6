import { hrefOf } from '../text/citations';
import { type Span, span } from '../text/span';

/** `RFC 3261`, `RFC3261 §20.42`, `RFC 3261, section 20.42`: where a text names an RFC, and its address. */
export function rfcLinks(text: string): { at: Span; href: string }[] {
  const links: { at: Span; href: string }[] = [];
  for (const found of text.matchAll(pattern)) {
    const [all, number = '', section] = found;
    const href = hrefOf(`RFC ${Number(number)}${section === undefined ? '' : ` §${section}`}`);
    if (href) links.push({ at: span(found.index, found.index + all.length), href });
  }
  return links;
}

const pattern = /\brfc[ -]?(\d{3,5})\b(?:,? (?:§ ?|sections? )(\d{1,3}(?:\.\d{1,3}){0,5}))?/gi;
