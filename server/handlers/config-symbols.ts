import { type DocumentSymbol, type FoldingRange, FoldingRangeKind, type Range, SymbolKind } from 'vscode-languageserver/node';
import type { ConfigSymbol } from '#core/config/model';
import { ConfigPlaces } from '../config-places';
import type { OpenConfig } from '../config-workspace';
import type { Session } from '../session';

/** Listeners, profiles, peers, blocks and variables of the document, within each other as the configuration has them. */
export function configOutline(session: Session, { document, readings }: OpenConfig): DocumentSymbol[] {
  const [{ facts }] = readings;
  const places = new ConfigPlaces(readings, session.configs.files);
  const made = new Map<number, DocumentSymbol & { readonly children: DocumentSymbol[] }>();
  facts.symbols.forEach((symbol, i) => {
    const ranges = symbol.place.file === document.uri ? rangesOf(symbol, places) : undefined;
    if (!ranges) return;
    const { name, detail, kind } = symbol;
    // A name of blanks is refused by editors.
    made.set(i, { name: name.trim() || kind, ...(detail !== undefined && { detail }), kind: kinds[kind], ...ranges, children: [] });
  });
  const top: DocumentSymbol[] = [];
  for (const [i, symbol] of made) {
    const parent = facts.symbols[i]?.parent;
    const holder = parent === undefined || parent === i ? undefined : made.get(parent);
    (holder?.children ?? top).push(symbol);
  }
  return top;
}

export function configFolds(session: Session, { document, readings }: OpenConfig, most: number): FoldingRange[] {
  const [{ facts }] = readings;
  const places = new ConfigPlaces(readings, session.configs.files);
  const folds = new Map<number, FoldingRange>();
  for (const { whole } of facts.symbols) {
    const range = whole.file === document.uri ? places.range(whole) : undefined;
    if (!range) continue;
    const { start, end } = range;
    const endLine = end.character === 0 ? end.line - 1 : end.line;
    if (endLine > start.line) folds.set(start.line, { startLine: start.line, endLine, kind: FoldingRangeKind.Region });
  }
  return [...folds.values()].slice(0, most);
}

/** An editor refuses a name that lies outside of what it names. */
function rangesOf({ place, whole }: ConfigSymbol, places: ConfigPlaces): { range: Range; selectionRange: Range } | undefined {
  const selectionRange = places.range(place);
  if (!selectionRange) return undefined;
  const holds = whole.file === place.file && whole.at.start <= place.at.start && place.at.end <= whole.at.end;
  return { range: (holds ? places.range(whole) : undefined) ?? selectionRange, selectionRange };
}

const kinds: { readonly [kind in ConfigSymbol['kind']]: SymbolKind } = {
  profile: SymbolKind.Class,
  listener: SymbolKind.Interface,
  transport: SymbolKind.Interface,
  endpoint: SymbolKind.Object,
  peer: SymbolKind.Object,
  route: SymbolKind.Function,
  variable: SymbolKind.Variable,
  template: SymbolKind.Struct,
  module: SymbolKind.Module,
  section: SymbolKind.Namespace,
  certificate: SymbolKind.Constant,
  key: SymbolKind.Key,
};
