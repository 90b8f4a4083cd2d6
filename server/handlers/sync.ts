import { SipDocument } from '../documents';
import type { Session } from '../session';

/** Documents come, change and go. `changed` hears of each that needs new diagnostics, `closed` of each that needs none any more. */
export function sync(session: Session, changed: (uri: string) => void, closed: (uri: string) => void): void {
  const { connection, documents } = session;
  connection.onDidOpenTextDocument(({ textDocument }) => {
    documents.open(new SipDocument(textDocument));
    changed(textDocument.uri);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return connection.console.error(`didChange of a document that is not open: ${textDocument.uri}`);
    document.update(contentChanges, textDocument.version);
    changed(textDocument.uri);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    documents.close(textDocument.uri);
    session.forgetSettings(textDocument.uri);
    closed(textDocument.uri);
  });
}
