import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import { type OutlineItem, outlineOf, summaryOf } from '#core/editor/outline';
import { identityOf } from '#core/editor/relations';
import type { Entry, Trace } from '#core/trace/trace';
import type { SipDocument } from '../documents';
import { guarded, type Session } from '../session';
import { rangeOf } from './findings';
import { readAhead } from './read-ahead';
import { BIG_OUTLINE } from './sizes';

/** Outline and breadcrumbs. */
export function symbols(session: Session): void {
  session.connection.onDocumentSymbol(
    guarded(session, 'textDocument/documentSymbol', null, async ({ textDocument }, token) => {
      const document = await session.document(textDocument.uri);
      if (!document || !(await readAhead(document.trace, token, readSummary))) return null;
      const items = outlineOf(document.trace, {
        isDeep: document.length <= BIG_OUTLINE,
        lineOf: (offset) => document.positionAt(offset).line,
        cancelled: () => token.isCancellationRequested,
      });
      return items.map((item) => toSymbol(document, item));
    }),
  );
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
