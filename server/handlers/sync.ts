import { SipDocument } from '../documents';
import type { Session } from '../session';

/** Documents come, change and go. */
export function sync(session: Session): void {
  const { connection, documents } = session;
  connection.onDidOpenTextDocument(({ textDocument }) => {
    documents.open(new SipDocument(textDocument));
    session.changed(textDocument.uri);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return connection.console.error(`didChange of a document that is not open: ${textDocument.uri}`);
    document.update(contentChanges, textDocument.version);
    session.changed(textDocument.uri);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    documents.close(textDocument.uri);
    session.closed(textDocument.uri);
  });
}
