import { type Span, textOf } from '../../text/span';
import type { FilePlace } from '../model';
import type { XmlElement, XmlNode } from '../xml';
import type { Reading } from './files';
import { type FsValue, fsValue, type Scope } from './variables';

/** The elements of a configuration as FreeSWITCH sees them: those of an included file stand where the include stands. */
export interface FsElement {
  readonly name: string;
  readonly xml: XmlElement;
  readonly reading: Reading;
  readonly parent?: FsElement;
  readonly attributes: readonly FsAttribute[];
  readonly children: readonly FsElement[];
}

export interface FsAttribute {
  readonly name: string;
  readonly value: FsValue;
}

export function treeOf(root: Reading, scope: Scope): FsElement[] {
  const walk: Walk = { scope, reading: root, nextInclude: 0, nextStep: 0 };
  const elements: FsElement[] = [];
  addNodes(walk, root.nodes, root.text.length, elements, undefined);
  return elements;
}

interface Walk {
  readonly scope: Scope;
  readonly reading: Reading;
  nextInclude: number;
  nextStep: number;
}

/** The nodes in the order of the text, and between them what is included there. */
function addNodes(walk: Walk, nodes: readonly XmlNode[], end: number, into: FsElement[], parent: FsElement | undefined): void {
  for (const node of nodes) {
    addIncluded(walk, node.whole.start, into, parent);
    if (node.kind === 'element') into.push(elementOf(walk, node, parent));
    else if (node.kind === 'text' && node.value.text.includes('$${')) noteUses(walk, node);
  }
  addIncluded(walk, end, into, parent);
}

function addIncluded(walk: Walk, before: number, into: FsElement[], parent: FsElement | undefined): void {
  const { reading, scope } = walk;
  for (let include = reading.includes[walk.nextInclude]; include && include.at < before; include = reading.includes[walk.nextInclude]) {
    walk.nextInclude++;
    for (const inner of include.readings)
      addNodes({ scope, reading: inner, nextInclude: 0, nextStep: 0 }, inner.nodes, inner.text.length, into, parent);
  }
}

function elementOf(walk: Walk, xml: XmlElement, parent: FsElement | undefined): FsElement {
  const children: FsElement[] = [];
  const { file, isHere } = walk.reading;
  const attributes = xml.attributes.map(({ name, value }) => ({
    name,
    value: fsValue({ text: value, file, isHere, step: stepAt(walk, value.at.start) }, walk.scope),
  }));
  const element: FsElement = { name: xml.name, xml, reading: walk.reading, attributes, children, ...(parent && { parent }) };
  addNodes(walk, xml.children, xml.content.end, children, element);
  return element;
}

function noteUses(walk: Walk, { value }: Exclude<XmlNode, XmlElement>): void {
  const { file, isHere } = walk.reading;
  fsValue({ text: value, file, isHere, step: stepAt(walk, value.at.start) }, walk.scope);
}

/** How many orders were carried out in front of it; asked in the order of the text. */
function stepAt(walk: Walk, at: number): number {
  const { steps } = walk.reading;
  while ((steps[walk.nextStep + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) walk.nextStep++;
  return steps[walk.nextStep]?.step ?? 0;
}

export const attribute = ({ attributes }: FsElement, name: string): FsValue | undefined =>
  attributes.find((each) => each.name === name)?.value;

export const childrenNamed = ({ children }: FsElement, name: string): FsElement[] => children.filter((child) => child.name === name);

export const placeIn = ({ reading }: FsElement, at: Span): FilePlace => ({ file: reading.file, at });

export const wholePlace = (element: FsElement): FilePlace => placeIn(element, element.xml.whole);

/** All elements in the order of the text. */
export function allElements(elements: readonly FsElement[]): FsElement[] {
  const all: FsElement[] = [];
  const visit = (element: FsElement): void => {
    all.push(element);
    for (const child of element.children) visit(child);
  };
  for (const element of elements) visit(element);
  return all;
}

/** A line that holds nothing else goes with its indentation and line end. */
export function lineOf({ reading: { text, file }, xml: { whole } }: FsElement): FilePlace {
  let start = whole.start;
  while (start > 0 && /[ \t]/.test(text[start - 1] ?? '')) start--;
  const rest = /^[ \t]*\r?(?:\n|$)/.exec(text.slice(whole.end, whole.end + 200));
  const isAlone = rest !== null && (start === 0 || text[start - 1] === '\n');
  return { file, at: isAlone ? { start, end: whole.end + rest[0].length } : whole };
}

export const sourceText = (element: FsElement): string => textOf(element.reading.text, element.xml.whole);
