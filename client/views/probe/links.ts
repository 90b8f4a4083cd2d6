import { hrefOf } from '#core/text/citations';
import { cut, html, prose, type SafeHtml } from '../html';

/** `RFC 5922 §7.2` as a link to the RFC editor; a source that is no RFC as it stands. */
export function cite(source: string): SafeHtml {
  const href = hrefOf(source);
  return href === undefined ? html`<span>${cut(source, 120)}</span>` : html`<a class="rfc" href="${href}">${cut(source, 120)}</a>`;
}

/** A sentence in which every RFC with its section becomes a link. */
export function withLinks(sentence: string): SafeHtml {
  if (sentence.length > MOST) return prose(sentence);
  const parts = sentence.split(/(RFC \d{3,5}(?: §[A-Z]?\d[\d.]*\d|§\d)?)/);
  return html`${parts.map((part, i) => (i % 2 === 1 ? cite(part) : prose(part)))}`;
}

/** Nothing of ours is as long; prose cuts it and says so. */
const MOST = 1000;
