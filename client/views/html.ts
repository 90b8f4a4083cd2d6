/**
 * Markup that is safe to show. Only `html` makes it, and that escapes every value: certificate names, SIP and DNS answers are hostile input.
 * Its text is behind a private field, so that neither a cast nor data that looks like it becomes markup.
 */
class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** An address of the program's own: a script or style sheet of a view. Nothing that came from outside may become one. */
class Resource {
  readonly #address: string;
  constructor(address: string) {
    this.#address = address;
  }
  toString(): string {
    return this.#address;
  }
}

export type SafeHtml = Markup;
export type OwnAddress = Resource;
export type HtmlValue = SafeHtml | OwnAddress | string | number | false | undefined | readonly HtmlValue[];

/**
 * A template whose values are escaped for where they stand: text between tags, or an attribute, which has to be in double quotes. A value
 * of `href` that leads to none of our own places becomes `#`. A value that would stand anywhere else is a fault in the program.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  const places = placesOf(strings);
  let text = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const place = places[i];
    if (place === 'text') text += asText(value);
    else text += place === 'address' ? asAddress(value) : asAttribute(value);
    text += strings[i + 1] ?? '';
  }
  return new Markup(text);
}

export const ownAddress = (address: string): OwnAddress => new Resource(address);

/** A style sheet of the program's own. The text between these tags is no markup, so that nothing is escaped but its end. */
export const styleElement = (css: string, nonce: string): SafeHtml =>
  new Markup(`<style nonce="${asAttribute(nonce)}">\n${css.replaceAll('</', '<\\/')}\n</style>`);

export const empty: SafeHtml = new Markup('');

/** A value of the peer: kept apart from the direction of the writing around it, and cut where nobody reads on. */
export const bdi = (value: string, most = 256): SafeHtml => html`<bdi>${cut(value, most)}</bdi>`;

/**
 * A sentence of ours that may quote the peer. Runs of letters that are written from right to left are kept apart, and a number stays with
 * its unit.
 */
export function prose(sentence: string): SafeHtml {
  const { shown, left } = split(sentence, MOST_PROSE);
  const parts = shown.split(rightToLeft).map((part, i) => (i % 2 === 1 ? html`<bdi>${part}</bdi>` : part.replace(units, '$1\u00a0')));
  return html`${parts}${more(left)}`;
}

const MOST_PROSE = 1000;
/** Letters of such a script with what stands between them, up to the last. */
const rightToLeft = (() => {
  const letter = '[\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\p{Script=Adlam}]';
  return new RegExp(`(${letter}+(?:[^\\p{L}]*${letter}+)*)`, 'u');
})();
const units = /(\d) (?=(?:ms|s|%|bits|bytes|days?|hours?|minutes?|years?)(?![\w-]))/g;

/** The first characters, and how many there are beyond. */
export function cut(value: string, most: number): SafeHtml {
  const { shown, left } = split(value, most);
  return html`${shown}${more(left)}`;
}

function split(value: string, most: number): { readonly shown: string; readonly left: number } {
  if (value.length <= most) return { shown: value, left: 0 };
  const isPairCut = /[\ud800-\udbff]/.test(value.charAt(most - 1));
  const shown = value.slice(0, isPairCut ? most - 1 : most);
  return { shown, left: value.length - shown.length };
}

const more = (left: number): SafeHtml =>
  left === 0
    ? empty
    : html`<span class="muted">… and ${left.toLocaleString('en-US')} more ${left === 1 ? 'character' : 'characters'}</span>`;

type Place = 'text' | 'attribute' | 'address';

const known = new WeakMap<TemplateStringsArray, readonly Place[]>();

function placesOf(strings: TemplateStringsArray): readonly Place[] {
  const found = known.get(strings) ?? findPlaces(strings);
  known.set(strings, found);
  return found;
}

/** Follows the literal parts, which are ours and well-formed, through tags and quotes. */
function findPlaces(strings: TemplateStringsArray): readonly Place[] {
  let state: 'text' | 'tag' | 'quoted' = 'text';
  return strings.slice(0, -1).map((literal) => {
    for (const c of literal) {
      if (state === 'text') state = c === '<' ? 'tag' : 'text';
      else if (state === 'tag') state = c === '>' ? 'text' : c === '"' ? 'quoted' : 'tag';
      else if (c === '"') state = 'tag';
    }
    if (state === 'tag') throw new Error(`A value stands inside a tag and outside of double quotes, after: ${literal.slice(-40)}`);
    if (state === 'text') return 'text';
    return /\s(?:xlink:)?(?:href|src|action|formaction)="$/.test(literal) ? 'address' : 'attribute';
  });
}

function asText(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (value instanceof Resource) throw new Error('An address stands in attributes only.');
  if (typeof value === 'object') return value.map(asText).join('');
  if (typeof value === 'number') return String(value);
  const { shown, left } = split(value, MOST_TEXT);
  return shown.replace(special, chip) + (left === 0 ? '' : more(left).toString());
}

/** An attribute holds no elements, so that hidden characters become their names there. */
function asAttribute(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new Error('An attribute takes a text or a number.');
  const { shown, left } = split(value, MOST_ATTRIBUTE);
  return shown.replace(special, (c) => entities[c] ?? codeOf(c)) + (left === 0 ? '' : `… and ${left} more characters`);
}

/** The program's own, the RFC editor, and places of the same page. */
function asAddress(value: HtmlValue): string {
  if (value instanceof Resource) return asAttribute(value.toString());
  return typeof value === 'string' && /^(?:https:\/\/www\.rfc-editor\.org\/rfc\/[\w#.-]*|#[\w-]+)$/.test(value) ? value : '#';
}

const MOST_TEXT = 2048;
const MOST_ATTRIBUTE = 8192;

/** Markup, and what does not show or turns the direction of writing: controls, formats, separators, private, unassigned, half pairs. */
const special = /[&<>"'\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
const entities: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const chip = (c: string): string => {
  const entity = entities[c];
  if (entity !== undefined) return entity;
  const code = codeOf(c);
  const name = characterNames[code];
  return `<span class="ctl"${name === undefined ? '' : ` title="${name}"`}>${code}</span>`;
};

const codeOf = (c: string): string => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const characterNames: { readonly [code: string]: string } = {
  'U+0000': 'NUL',
  'U+0009': 'tab',
  'U+000A': 'line feed',
  'U+000D': 'carriage return',
  'U+001B': 'escape',
  'U+00AD': 'soft hyphen',
  'U+200B': 'zero width space',
  'U+200C': 'zero width non-joiner',
  'U+200D': 'zero width joiner',
  'U+200E': 'left-to-right mark',
  'U+200F': 'right-to-left mark',
  'U+202A': 'left-to-right embedding',
  'U+202B': 'right-to-left embedding',
  'U+202C': 'pop directional formatting',
  'U+202D': 'left-to-right override',
  'U+202E': 'right-to-left override',
  'U+2066': 'left-to-right isolate',
  'U+2067': 'right-to-left isolate',
  'U+2068': 'first strong isolate',
  'U+2069': 'pop directional isolate',
  'U+FEFF': 'byte order mark',
};
