import { type Span, span } from '../text/span';
import type { FilePlace, SyntaxProblem, Value } from './model';
import { hasPlaceholder } from './placeholder';

/** What YAML and JSON hold, in one shape with places: for dialects that are written in them. */
export type DataNode =
  | { readonly kind: 'map'; readonly entries: readonly DataEntry[]; readonly place: FilePlace }
  | { readonly kind: 'list'; readonly items: readonly DataNode[]; readonly place: FilePlace }
  /** `isText`: it is written in quotes, or is no number and none of true, false and null. */
  | { readonly kind: 'scalar'; readonly value: Value; readonly isText: boolean; readonly place: FilePlace }
  /** What an alias or a template stands for, or what could not be read. */
  | { readonly kind: 'unknown'; readonly place: FilePlace };

export interface DataEntry {
  readonly key: Value;
  readonly value: DataNode;
  /** Key and value. */
  readonly whole: FilePlace;
}

export interface DataFile {
  readonly root: DataNode;
  readonly problems: readonly SyntaxProblem[];
}

/** Deeper is nothing that anybody writes, and the stack of this process is finite. */
export const DEEPEST_DATA = 60;

export const placeIn =
  (file: string, base = 0) =>
  (start: number, end: number): FilePlace => ({ file, at: span(base + start, base + end) satisfies Span });

export const entriesOf = (node: DataNode | undefined): readonly DataEntry[] => (node?.kind === 'map' ? node.entries : []);

/** The last one of this name; with several names, the first that is there. */
export function entryOf(node: DataNode | undefined, ...names: readonly string[]): DataEntry | undefined {
  for (const name of names) {
    const found = entriesOf(node).findLast(({ key }) => key.text === name);
    if (found) return found;
  }
  return undefined;
}

export function at(node: DataNode | undefined, ...path: readonly string[]): DataNode | undefined {
  let found = node;
  for (const name of path) found = entryOf(found, name)?.value;
  return found;
}

export const valueOfNode = (node: DataNode | undefined): Value | undefined => (node?.kind === 'scalar' ? node.value : undefined);

export const itemsOf = (node: DataNode | undefined): readonly DataNode[] => (node?.kind === 'list' ? node.items : []);

/** Preprocessors and environments fill in what looks like this. */
export const isKnownText = (text: string): boolean =>
  !/\$\{|\{\{|\{%|<%|\$\([\w.]+\)|^\$[A-Z_][A-Z\d_]*$|^<[\w -]+>$/.test(text) && !hasPlaceholder(text);
