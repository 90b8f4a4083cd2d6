import {
  type CancellationToken,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  type SemanticTokensLegend,
} from 'vscode-languageserver/node';
import { type Token, tokensOf, tokenTypes } from '#core/editor/tokens';
import type { Entry } from '#core/trace/trace';
import type { SipDocument } from '../documents';
import { guarded, type Session } from '../session';
import { BIG } from './sizes';

export const tokenLegend: SemanticTokensLegend = { tokenTypes: [...tokenTypes], tokenModifiers: [] };

/** Colours from what was really parsed. Big documents get them for what is visible only. */
export function semanticTokens(session: Session): void {
  const { semanticTokens: provider } = session.connection.languages;
  const builders = new Map<string, SemanticTokensBuilder>();

  provider.on(
    guarded(session, 'semanticTokens/full', none, async ({ textDocument }, token): Promise<SemanticTokens> => {
      const document = await session.document(textDocument.uri);
      // VS Code keeps the tokens of the visible range where the answer for the whole is empty.
      if (!document || document.length > BIG) return none;
      const builder = new SemanticTokensBuilder();
      builders.set(document.uri, builder);
      build(document, document.trace.entries, builder, token);
      return builder.build();
    }),
  );
  provider.onDelta(
    guarded(
      session,
      'semanticTokens/delta',
      none,
      async ({ textDocument, previousResultId }, token): Promise<SemanticTokens | SemanticTokensDelta> => {
        const document = await session.document(textDocument.uri);
        if (!document || document.length > BIG) return none;
        const builder = builders.get(document.uri) ?? new SemanticTokensBuilder();
        builders.set(document.uri, builder);
        builder.previousResult(previousResultId);
        build(document, document.trace.entries, builder, token);
        return builder.buildEdits();
      },
    ),
  );
  provider.onRange(
    guarded(session, 'semanticTokens/range', none, async ({ textDocument, range }, token): Promise<SemanticTokens> => {
      const document = await session.document(textDocument.uri);
      if (!document) return none;
      const { trace } = document;
      const from = Math.max(0, trace.indexAt(document.offsetAt(range.start)));
      const to = trace.indexAt(document.offsetAt(range.end)) + 1;
      const builder = new SemanticTokensBuilder();
      build(document, trace.entries.slice(from, to), builder, token);
      return builder.build();
    }),
  );
  session.onClose((uri) => builders.delete(uri));
}

const none: SemanticTokens = { data: [] };

function build(document: SipDocument, entries: readonly Entry[], builder: SemanticTokensBuilder, cancellation: CancellationToken): void {
  for (const entry of entries) {
    if (cancellation.isCancellationRequested) return;
    for (const token of tokensOf(document.trace.message(entry))) push(document, entry, token, builder);
  }
}

/** A token does not cross a line end: a folded quoted string becomes several. */
function push(document: SipDocument, entry: Entry, token: Token, builder: SemanticTokensBuilder): void {
  const at = document.trace.spanOf(entry, token);
  const type = tokenTypes.indexOf(token.type);
  const start = document.positionAt(at.start);
  const end = document.positionAt(at.end);
  if (start.line === end.line) {
    if (end.character > start.character) builder.push(start.line, start.character, end.character - start.character, type, 0);
    return;
  }
  const lines = document.slice(at.start, at.end).split(/\r?\n/);
  lines.forEach((line, i) => {
    if (line.length > 0) builder.push(start.line + i, i === 0 ? start.character : 0, line.length, type, 0);
  });
}
