import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver/node';
import { foldsOf } from '#core/editor/folds';
import { guarded, type Session } from '../session';
import { configFolds } from './config-symbols';
import { BIG } from './sizes';

export function folding(session: Session): void {
  session.connection.onFoldingRanges(
    guarded(session, 'textDocument/foldingRange', null, async ({ textDocument }, token): Promise<FoldingRange[] | null> => {
      const most = session.capabilities.textDocument?.foldingRange?.rangeLimit ?? Number.POSITIVE_INFINITY;
      const config = await session.configs.of(textDocument.uri);
      if (config) return configFolds(session, config, most);
      const document = await session.document(textDocument.uri);
      if (!document) return null;
      const ranges: FoldingRange[] = [];
      for (const { kind, at } of foldsOf(document.trace, document.length <= BIG, () => token.isCancellationRequested)) {
        if (ranges.length >= most) break;
        const startLine = document.positionAt(at.start).line;
        // What ends behind a line end ends on the line before.
        const endLine = document.positionAt(Math.max(at.start, at.end - 1)).line;
        if (endLine > startLine)
          ranges.push({ startLine, endLine, kind: kind === 'text' ? FoldingRangeKind.Comment : FoldingRangeKind.Region });
      }
      return ranges;
    }),
  );
}
