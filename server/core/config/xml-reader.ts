import { type Span, span } from '../text/span';
import type { XmlAttribute, XmlDocument, XmlFault, XmlNode, XmlOther } from './xml';
import { decoded } from './xml-entities';

/** Reads XML so that what is broken costs itself and not the rest. */

/** Elements that lie deeper become children of this depth, so that whoever walks the tree may do it by recursion. */
export const DEEPEST = 200;

/** Never throws; linear in the size of the text. */
export function readXml(text: string): XmlDocument {
  const reader: Reader = { text, faults: [], root: [], open: [], names: new Map(), found: new Map() };
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const bracket = text.indexOf('<', at);
    const end = bracket < 0 ? text.length : bracket;
    if (end > at && /\S/.test(text.slice(at, end))) addOther(reader, 'text', span(at, end), span(at, end));
    at = bracket < 0 ? text.length : readMarkup(reader, bracket);
  }
  while (reader.open.length > 0) close(reader, text.length, text.length, true);
  return { nodes: reader.root, faults: reader.faults };
}

interface Open {
  readonly name: string;
  readonly nameAt: Span;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlNode[];
  readonly start: Span;
  /** Its start tag had no end: it may be that it was to be the only tag. */
  readonly isBroken: boolean;
}

interface Reader {
  readonly text: string;
  readonly faults: XmlFault[];
  readonly root: XmlNode[];
  readonly open: Open[];
  /** How many elements of a name are open, so that no end tag searches in vain. */
  readonly names: Map<string, number>;
  /** Where each sign was found last, so that one that is far away, or nowhere, is not searched again and again. */
  readonly found: Map<string, number>;
}

/** As `indexOf`. Searches go forward only. */
function next({ text, found }: Reader, sign: string, from: number): number {
  const known = found.get(sign);
  if (known !== undefined && (known < 0 || known >= from)) return known;
  const at = text.indexOf(sign, from);
  found.set(sign, at);
  return at;
}

/** Reads what begins with the bracket at `at`; where it ends. */
function readMarkup(reader: Reader, at: number): number {
  const { text } = reader;
  if (text.startsWith('<!--', at)) return readComment(reader, at);
  if (text.startsWith('<![CDATA[', at)) return readUntil(reader, at, { open: '<![CDATA[', close: ']]>', kind: 'cdata' });
  if (text.startsWith('<?', at)) return readUntil(reader, at, { open: '<?', close: '?>', kind: 'instruction' });
  if (text.startsWith('<!', at)) return readDoctype(reader, at);
  if (text[at + 1] === '/') return readEndTag(reader, at);
  if (/[\w:]/.test(text[at + 1] ?? '') || (text.charCodeAt(at + 1) || 0) > 127) return readStartTag(reader, at);
  fault(reader, 'lone-bracket', span(at, at + 1));
  return at + 1;
}

function readComment(reader: Reader, at: number): number {
  const end = readUntil(reader, at, { open: '<!--', close: '-->', kind: 'comment' });
  const dashes = next(reader, '--', at + 4);
  if (dashes >= 0 && dashes < end - 3) fault(reader, 'dashes-in-comment', span(dashes, dashes + 2));
  return end;
}

function readUntil(reader: Reader, at: number, signs: { open: string; close: string; kind: XmlOther['kind'] }): number {
  const { text } = reader;
  const { open, close: sign, kind } = signs;
  const found = next(reader, sign, at + open.length);
  const end = found < 0 ? text.length : found;
  if (found < 0) {
    const what = kind === 'comment' ? 'comment-without-end' : kind === 'cdata' ? 'cdata-without-end' : 'tag-without-end';
    fault(reader, what, span(at, at + open.length), open);
  }
  const whole = span(at, found < 0 ? end : end + sign.length);
  addOther(reader, kind, span(at + open.length, end), whole);
  return whole.end;
}

/** With the declarations between brackets that it may have. */
function readDoctype(reader: Reader, at: number): number {
  const { text } = reader;
  const end = next(reader, '>', at);
  const inner = next(reader, '[', at);
  const bracket = inner >= 0 && inner < end ? next(reader, ']', inner) : -1;
  const last = bracket < 0 ? end : text.indexOf('>', bracket);
  if (last < 0) {
    fault(reader, 'tag-without-end', span(at, at + 2), text.slice(at + 1, at + 9));
    return at + 2;
  }
  addOther(reader, 'doctype', span(at + 2, last), span(at, last + 1));
  return last + 1;
}

function readEndTag(reader: Reader, at: number): number {
  const { text, open, names } = reader;
  const name = nameAt(text, at + 2);
  const last = next(reader, '>', name.end);
  const bracket = next(reader, '<', name.end);
  const isWhole = last >= 0 && (bracket < 0 || last < bracket);
  const end = isWhole ? last + 1 : name.end;
  const word = text.slice(name.start, name.end);
  if (!isWhole) fault(reader, 'tag-without-end', span(at, end), `/${word}`);
  if ((names.get(word) ?? 0) === 0) {
    fault(reader, 'end-without-element', span(at, end), word);
    return end;
  }
  while (open.at(-1)?.name !== word) close(reader, at, at, true);
  close(reader, at, end, false);
  return end;
}

function readStartTag(reader: Reader, at: number): number {
  const { text, open, names } = reader;
  const nameSpan = nameAt(text, at + 1);
  const name = text.slice(nameSpan.start, nameSpan.end);
  const attributes: XmlAttribute[] = [];
  let here = skipBlanks(text, nameSpan.end);
  let slash = -1;
  while (here < text.length && text[here] !== '>' && text[here] !== '<' && !text.startsWith('/>', here)) {
    const attribute = readAttribute(reader, here);
    if (attribute) attributes.push(attribute);
    if (text[here] === '/') slash = here;
    here = skipBlanks(text, attribute ? attribute.whole.end : here + 1);
  }
  const isOnly = text.startsWith('/>', here) || (text[here] !== '>' && slash >= 0 && skipBlanks(text, slash + 1) === here);
  const isBroken = text[here] !== '>' && !text.startsWith('/>', here);
  const end = isBroken ? here : here + (isOnly ? 2 : 1);
  if (isBroken) fault(reader, 'tag-without-end', span(at, nameSpan.end), name);
  // The one before it was to be a tag of its own, as its siblings are.
  if (open.at(-1)?.isBroken && open.at(-1)?.name === name) close(reader, at, at, false);
  const start = span(at, end);
  if (isOnly) {
    childrenHere(reader).push({
      kind: 'element',
      name,
      nameAt: nameSpan,
      attributes,
      children: [],
      start,
      content: span(end, end),
      whole: start,
    });
    return end;
  }
  const children = open.length >= DEEPEST ? childrenHere(reader) : [];
  open.push({ name, nameAt: nameSpan, attributes, children, start, isBroken });
  names.set(name, (names.get(name) ?? 0) + 1);
  return end;
}

function readAttribute(reader: Reader, at: number): XmlAttribute | undefined {
  const { text } = reader;
  const name = nameAt(text, at);
  if (name.end === name.start) return undefined;
  const word = text.slice(name.start, name.end);
  const sign = skipBlanks(text, name.end);
  if (text[sign] !== '=') {
    fault(reader, 'attribute-without-value', name, word);
    return { name: word, nameAt: name, value: { text: '', at: span(name.end, name.end) }, whole: name };
  }
  const start = skipBlanks(text, sign + 1);
  const quote = text[start];
  const isQuoted = quote === '"' || quote === "'";
  const value = isQuoted ? quotedValue(reader, start) : bareValue(text, start);
  if (!isQuoted) fault(reader, 'value-without-quotes', name, word);
  else if (!value.isWhole) fault(reader, 'value-without-end', span(name.start, value.at.end), word);
  return { name: word, nameAt: name, value: decoded(text, value.at), whole: span(name.start, value.at.end + (value.isWhole ? 1 : 0)) };
}

interface Taken {
  readonly at: Span;
  /** The quote that ends it is there. */
  readonly isWhole: boolean;
}

/** Up to the quote. Where that one plainly opens another value, lines below, the value ends with its line. */
function quotedValue(reader: Reader, open: number): Taken {
  const { text } = reader;
  const quote = text[open] ?? '"';
  const feed = next(reader, '\n', open);
  const lineEnd = feed < 0 ? text.length : feed;
  let close = next(reader, quote, open + 1);
  // In a template a value may hold an expression with quotes of its own: `{{ env "PORT" }}`.
  for (let from = open + 1; close >= 0 && close < lineEnd && opensExpression(text.slice(from, close)); close = next(reader, quote, from)) {
    const ending = text.slice(close, Math.min(lineEnd, close + LONGEST_EXPRESSION)).search(/[}%]\}/);
    if (ending < 0) break;
    from = close + ending + 2;
  }
  const isOver = close < 0 || (close > lineEnd && !/[\s/>?]/.test(text[close + 1] ?? '>'));
  if (!isOver) return { at: span(open + 1, close), isWhole: true };
  let end = lineEnd;
  while (end > open + 1 && /[\s/>]/.test(text[end - 1] ?? '')) end--;
  return { at: span(open + 1, end), isWhole: false };
}

const opensExpression = (text: string): boolean =>
  Math.max(text.lastIndexOf('{{'), text.lastIndexOf('{%')) > Math.max(text.lastIndexOf('}}'), text.lastIndexOf('%}'));

/** Behind a quote in it. */
const LONGEST_EXPRESSION = 200;

function bareValue(text: string, start: number): Taken {
  let end = start;
  while (end < text.length && (text[end] === '=' || text[end] === '/' || !endsName(text.charCodeAt(end))) && !text.startsWith('/>', end))
    end++;
  return { at: span(start, end), isWhole: false };
}

function close({ text, open, names, faults, root }: Reader, contentEnd: number, end: number, isForced: boolean): void {
  const last = open.pop();
  if (!last) return;
  const { name, nameAt: nameSpan, attributes, children, start, isBroken } = last;
  names.set(name, (names.get(name) ?? 1) - 1);
  if (isForced && !isBroken) faults.push({ kind: 'element-without-end', at: span(start.start, nameSpan.end), name });
  const parent = open.at(-1)?.children ?? root;
  const isDeepest = parent === children;
  const content = span(start.end, Math.max(start.end, Math.min(contentEnd, text.length)));
  parent.push({
    kind: 'element',
    name,
    nameAt: nameSpan,
    attributes,
    children: isDeepest ? [] : children,
    start,
    content,
    whole: span(start.start, end),
  });
}

const childrenHere = ({ open, root }: Reader): XmlNode[] => open.at(-1)?.children ?? root;

function addOther(reader: Reader, kind: XmlOther['kind'], at: Span, whole: Span): void {
  const value = kind === 'text' ? decoded(reader.text, at) : { text: reader.text.slice(at.start, at.end), at };
  childrenHere(reader).push({ kind, value, whole });
}

function fault({ faults }: Reader, kind: XmlFault['kind'], at: Span, name = ''): void {
  faults.push({ kind, at, name });
}

function nameAt(text: string, start: number): Span {
  let end = start;
  while (end < text.length && !endsName(text.charCodeAt(end))) end++;
  return span(start, end);
}

/** A blank, or one of `= / < > " '`. */
const endsName = (code: number): boolean =>
  code <= 32 || code === 61 || code === 47 || code === 60 || code === 62 || code === 34 || code === 39;

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  return at;
}
