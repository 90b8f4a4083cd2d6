import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { hoverAt } from '#core/hover/hover';
import { guarded, type Session } from '../session';
import { rangeOf } from './findings';
import { readAhead } from './read-ahead';

export function hover(session: Session): void {
  session.connection.onHover(
    guarded(session, 'textDocument/hover', null, async ({ textDocument, position }, token): Promise<Hover | null> => {
      const document = await session.document(textDocument.uri);
      if (!document || !(await readAhead(document.trace, token))) return null;
      const lineOf = (offset: number) => document.positionAt(offset).line;
      const found = hoverAt(document.trace, document.offsetAt(position), { lineOf, uri: document.uri });
      if (!found) return null;
      const takes = session.capabilities.textDocument?.hover?.contentFormat ?? [];
      const contents = takes.includes(MarkupKind.Markdown)
        ? { kind: MarkupKind.Markdown, value: found.words.markdown }
        : { kind: MarkupKind.PlainText, value: found.words.plain };
      return { contents, range: rangeOf(document, found.at) };
    }),
  );
}
