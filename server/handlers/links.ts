import type { DocumentLink } from 'vscode-languageserver/node';
import { rfcLinks } from '#core/editor/rfc-links';
import { guarded, type Session } from '../session';
import { configLinks } from './config-navigation';
import { rangeOf } from './findings';
import { BIG } from './sizes';

/** Where a text names an RFC. Web addresses are linked by the editors themselves. */
export function links(session: Session): void {
  session.connection.onDocumentLinks(
    guarded(session, 'textDocument/documentLink', null, async ({ textDocument }): Promise<DocumentLink[] | null> => {
      const config = await session.configs.of(textDocument.uri);
      if (config) return configLinks(session, config);
      const document = await session.document(textDocument.uri);
      if (!document || document.length > BIG) return null;
      return rfcLinks(document.slice(0, document.length)).map(({ at, href }) => ({ range: rangeOf(document, at), target: href }));
    }),
  );
}
