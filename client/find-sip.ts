import * as vscode from 'vscode';
import { looksLikeConfig } from '#core/config/looks-like';
import { ASSOCIATIONS, configLanguages, isAssociated, isLookedAt, logLanguages } from './document-selector';

/** How much of a log is looked at before the server is started for it, in UTF-16 units. */
const HEAD = 65_536;

/**
 * Calls `found` at the first open document that is a SIP trace, or that is a log or a plain text and names SIP/2.0 near its beginning.
 * That word stands in every message, and a log that has it without a message costs no more than a server that finds nothing. The same
 * with what looks like a configuration of a SIP server.
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
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`sipTls.${ASSOCIATIONS}`)) vscode.workspace.textDocuments.some(look);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // Each line that is ended, and what is pasted; not each letter.
      if (contentChanges.some(({ text }) => text.length > 3 || text.includes('\n'))) look(document);
    }),
  );
  return stop;
}

export function holdsSip(document: vscode.TextDocument): boolean {
  if (!isLookedAt(document)) return false;
  if (document.languageId === 'sip-trace') return true;
  const configuration = vscode.workspace.getConfiguration('sipTls', document);
  if (isAssociated(document)) return configuration.get('config.enable', true);
  const head = document.getText(new vscode.Range(new vscode.Position(0, 0), document.positionAt(HEAD)));
  const { languageId, uri } = document;
  return (
    (logLanguages.includes(languageId) && configuration.get('trace.recognizeInLogs', true) && head.includes('SIP/2.0')) ||
    (configLanguages.includes(languageId) && configuration.get('config.enable', true) && looksLikeConfig(uri.path, head))
  );
}
