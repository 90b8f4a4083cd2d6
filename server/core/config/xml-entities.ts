import { type Span, span } from '../text/span';
import type { XmlPiece, XmlText } from './xml';

/** The text of a part of a file with its entities decoded; those that nobody defines stay as they are written. */
export function decoded(text: string, at: Span): XmlText {
  const raw = text.slice(at.start, at.end);
  let entity = raw.indexOf('&');
  if (entity < 0) return { text: raw, at };
  const pieces: XmlPiece[] = [{ from: 0, at: at.start }];
  let joined = '';
  let from = 0;
  while (entity >= 0) {
    const [whole, name = ''] = form.exec(raw.slice(entity, entity + LONGEST)) ?? [];
    const character = whole === undefined ? undefined : characterOf(name);
    if (whole !== undefined && character !== undefined) {
      joined += raw.slice(from, entity);
      pieces.push({ from: joined.length, at: at.start + entity });
      joined += character;
      from = entity + whole.length;
      pieces.push({ from: joined.length, at: at.start + from });
    }
    entity = raw.indexOf('&', entity + 1);
  }
  joined += raw.slice(from);
  return { text: joined, at: span(at.start, at.end), pieces };
}

/** A value as it stands between double quotes. */
export const escapedValue = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const LONGEST = 12;
const form = /^&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,4});/i;
const named: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(named, name) ? named[name] : undefined;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
