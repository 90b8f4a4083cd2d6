import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import { type OutlineItem, outlineOf, summaryOf } from '#core/editor/outline';
import { identityOf } from '#core/editor/relations';
import type { Entry, Trace } from '#core/trace/trace';
import type { SipDocument } from '../documents';
import { guarded, type Session } from '../session';
import { Turn } from '../turn';
import { configOutline } from './config-symbols';
import { rangeOf } from './findings';
import { readAhead } from './read-ahead';
import { BIG_OUTLINE } from './sizes';

/** Outline and breadcrumbs. */
export function symbols(session: Session): void {
  session.connection.onDocumentSymbol(
    guarded(session, 'textDocument/documentSymbol', null, async ({ textDocument }, token) => {
      const config = await session.configs.of(textDocument.uri);
      if (config) return configOutline(session, config);
      const document = await session.document(textDocument.uri);
      if (!document || !(await readAhead(document.trace, token, readSummary))) return null;
      for (;;) {
        const { version } = document;
        const symbols = await symbolsOf(document, () => token.isCancellationRequested || document.version !== version);
        if (symbols) return symbols;
        // Edited meanwhile: the places would be those of no text.
        if (token.isCancellationRequested) return null;
      }
    }),
  );
}

async function symbolsOf(document: SipDocument, shouldStop: () => boolean): Promise<DocumentSymbol[] | undefined> {
  const lineOf = (offset: number) => document.positionAt(offset).line;
  const symbols: DocumentSymbol[] = [];
  const turn = new Turn();
  for (const item of outlineOf(document.trace, { isDeep: document.length <= BIG_OUTLINE, lineOf })) {
    symbols.push(toSymbol(document, item));
    if (!turn.isOver()) continue;
    await turn.next();
    if (shouldStop()) return undefined;
  }
  return symbols;
}

function readSummary(trace: Trace, entry: Entry): void {
  identityOf(trace, entry);
  summaryOf(trace, entry);
}

const kinds: { readonly [kind in OutlineItem['kind']]: SymbolKind } = {
  request: SymbolKind.Event,
  response: SymbolKind.Constant,
  header: SymbolKind.Field,
  body: SymbolKind.Struct,
  line: SymbolKind.Property,
  text: SymbolKind.String,
};

function toSymbol(document: SipDocument, item: OutlineItem): DocumentSymbol {
  return {
    name: item.name,
    detail: item.detail,
    kind: kinds[item.kind],
    range: rangeOf(document, item.at),
    selectionRange: rangeOf(document, item.nameAt),
    ...(item.children.length > 0 && { children: item.children.map((child) => toSymbol(document, child)) }),
  };
}
