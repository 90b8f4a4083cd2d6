/** Where in a text of XML an offset is, told from the text in front of it alone, since what is being written is seldom whole. */
export type XmlPlace =
  | { readonly kind: 'nowhere' }
  /** Within the quotes of a value. `attributes`: those in front of it. */
  | {
      readonly kind: 'value';
      readonly element: string;
      readonly name: string;
      readonly typed: string;
      readonly attributes: ReadonlyMap<string, string>;
      readonly parents: readonly string[];
    }
  | { readonly kind: 'attribute'; readonly element: string; readonly typed: string; readonly parents: readonly string[] }
  /** Behind `<`. */
  | { readonly kind: 'tag'; readonly typed: string; readonly parents: readonly string[] }
  /** Between tags, or in CDATA. `typed`: from the last tag on. */
  | { readonly kind: 'text'; readonly typed: string; readonly parents: readonly string[] };

const tokens =
  /<!--[\s\S]*?(-->|$)|<!\[CDATA\[([\s\S]*?)(\]\]>|$)|<[?!][^>]*(?:>|$)|<(\/?)([\w:.-]*)((?:[^<>"']+|"[^"]*(?:"|$)|'[^']*(?:'|$))*)(>?)/g;

export function xmlPlaceAt(text: string, offset: number): XmlPlace {
  const head = text.slice(0, offset);
  const parents: string[] = [];
  let textStart = 0;
  tokens.lastIndex = 0;
  for (let match = tokens.exec(head); match; match = tokens.exec(head)) {
    const [token, commentEnd, data, dataEnd, closing, name = '', inner = '', end] = match;
    const isLast = match.index + token.length === offset;
    if (token.startsWith('<!--') && isLast && commentEnd === '') return { kind: 'nowhere' };
    if (data !== undefined && isLast && dataEnd === '') return { kind: 'text', typed: data, parents };
    if (isLast && end === '') return closing === '/' ? { kind: 'nowhere' } : inTag(name, inner, parents);
    textStart = match.index + token.length;
    if (end !== '>' || inner.endsWith('/')) continue;
    if (closing !== '/') parents.push(name);
    else if (parents.includes(name)) parents.length = parents.lastIndexOf(name);
  }
  return { kind: 'text', typed: head.slice(textStart), parents };
}

function inTag(element: string, inner: string, parents: readonly string[]): XmlPlace {
  if (inner === '') return { kind: 'tag', typed: element, parents };
  const attributes = new Map<string, string>();
  for (const [, name = '', , double, single] of inner.matchAll(/([\w:.-]+)\s*=\s*("([^"]*)"|'([^']*)')/g))
    attributes.set(name, double ?? single ?? '');
  const open = /([\w:.-]+)\s*=\s*(?:"([^"]*)|'([^']*))$/.exec(inner);
  if (open) return { kind: 'value', element, name: open[1] ?? '', typed: open[2] ?? open[3] ?? '', attributes, parents };
  const [, typed] = /\s([\w:.-]*)$/.exec(inner) ?? [];
  return typed === undefined ? { kind: 'nowhere' } : { kind: 'attribute', element, typed, parents };
}
