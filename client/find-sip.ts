import * as vscode from 'vscode';
import { documentSelector } from './language-client';

/** How much of a log is looked at before the server is started for it, in UTF-16 units. */
const HEAD = 65_536;

/**
 * Calls `found` at the first open document that is a SIP trace, or that is a log or a plain text and names SIP/2.0 near its beginning.
 * That word stands in every message, and a log that has it without a message costs no more than a server that finds nothing.
 */
export function onFirstSip(found: () => void): vscode.Disposable {
  const subscriptions: vscode.Disposable[] = [];
  const stop = vscode.Disposable.from({ dispose: () => vscode.Disposable.from(...subscriptions).dispose() });
  const look = (document: vscode.TextDocument): boolean => {
    if (!holdsSip(document)) return false;
    stop.dispose();
    found();
    return true;
  };
  if (vscode.workspace.textDocuments.some(look)) return stop;
  subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.some(({ text }) => text.includes('SIP/2.0'))) look(document);
    }),
  );
  return stop;
}

export function holdsSip(document: vscode.TextDocument): boolean {
  if (vscode.languages.match([...documentSelector], document) === 0) return false;
  if (document.languageId === 'sip-trace') return true;
  const isWanted = vscode.workspace.getConfiguration('sipTls', document).get('trace.recognizeInLogs', true);
  return isWanted && document.getText(new vscode.Range(new vscode.Position(0, 0), document.positionAt(HEAD))).includes('SIP/2.0');
}
