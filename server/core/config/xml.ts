import { type Span, span } from '../text/span';

/** XML as configurations are written in it: a tree with spans everywhere. xml-reader.ts reads it. */

/** A part of a file with its entities decoded. */
export interface XmlText {
  readonly text: string;
  readonly at: Span;
  /** Which offset of the text is which of the file, where entities stand in it; the last piece is the end. */
  readonly pieces?: readonly XmlPiece[];
}

export interface XmlPiece {
  readonly from: number;
  readonly at: number;
}

export interface XmlAttribute {
  readonly name: string;
  readonly nameAt: Span;
  /** Without the quotes. */
  readonly value: XmlText;
  readonly whole: Span;
}

export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly nameAt: Span;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** The start tag. */
  readonly start: Span;
  /** What stands between the tags; empty where there is one tag only. */
  readonly content: Span;
  readonly whole: Span;
}

/** What is no element. Text that is blank is left out. */
export interface XmlOther {
  readonly kind: 'text' | 'cdata' | 'comment' | 'doctype' | 'instruction';
  /** Without the signs that enclose it. */
  readonly value: XmlText;
  readonly whole: Span;
}

export type XmlNode = XmlElement | XmlOther;

export interface XmlFault {
  readonly kind:
    | 'tag-without-end'
    | 'element-without-end'
    | 'end-without-element'
    | 'comment-without-end'
    | 'dashes-in-comment'
    | 'cdata-without-end'
    | 'value-without-end'
    | 'value-without-quotes'
    | 'attribute-without-value'
    | 'lone-bracket';
  readonly at: Span;
  /** Of the element or attribute. */
  readonly name: string;
}

export interface XmlDocument {
  readonly nodes: readonly XmlNode[];
  readonly faults: readonly XmlFault[];
}

export const elementsIn = (nodes: readonly XmlNode[]): XmlElement[] => nodes.filter((node) => node.kind === 'element');

/** The one that counts: products take the first of a name. */
export const attributeOf = ({ attributes }: XmlElement, name: string): XmlAttribute | undefined =>
  attributes.find((attribute) => attribute.name === name);

/** Where in the file a part of it stands, by offsets in its decoded text. */
export function xmlSpan({ at, pieces }: XmlText, start: number, end: number): Span {
  if (!pieces) return span(at.start + start, at.start + end);
  const offset = (of: number): number => {
    const piece = pieces.findLast(({ from }) => from <= of);
    return piece ? piece.at + of - piece.from : at.start + of;
  };
  // Behind an entity a piece begins; in front of one the last character is simply one long.
  const isBorder = pieces.some(({ from }) => from === end);
  return span(offset(start), end <= start ? offset(start) : isBorder ? offset(end) : offset(end - 1) + 1);
}

/** What is wrong, and what it comes to. */
export function faultText({ kind, name }: XmlFault): string {
  switch (kind) {
    case 'tag-without-end':
      return `The tag \`<${name}\` has no \`>\`.`;
    case 'element-without-end':
      return `\`<${name}>\` is never closed: \`</${name}>\` is missing.`;
    case 'end-without-element':
      return `\`</${name}>\` closes nothing: no \`<${name}>\` is open here.`;
    case 'comment-without-end':
      return 'This comment never ends: `-->` is missing, and all that follows belongs to it.';
    case 'dashes-in-comment':
      return 'Two dashes within a comment are not allowed in XML.';
    case 'cdata-without-end':
      return 'This CDATA section never ends: `]]>` is missing.';
    case 'value-without-end':
      return `The value of \`${name}\` has no closing quote.`;
    case 'value-without-quotes':
      return `The value of \`${name}\` has no quotes.`;
    case 'attribute-without-value':
      return `The attribute \`${name}\` has no value.`;
    case 'lone-bracket':
      return 'A `<` that begins no tag is written `&lt;`.';
  }
}
