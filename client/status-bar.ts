import * as vscode from 'vscode';
import { isLookedAt } from './document-selector';
import type { SipServer } from './language-client';
import { statusOf } from './status-text';

/** Long enough that typing and moving the cursor ask once, short enough to look immediate. */
const CALM_MS = 150;

/** One item, only while the active editor shows SIP: how many messages, or which one the cursor is in. */
export function showStatus(server: SipServer): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('sipTls.trace', vscode.StatusBarAlignment.Right, 90);
  item.name = 'SIP TLS';
  item.command = { command: 'outline.focus', title: 'Show outline' };
  let timer: NodeJS.Timeout | undefined;
  let asking: vscode.CancellationTokenSource | undefined;

  const update = async (): Promise<void> => {
    asking?.cancel();
    const editor = vscode.window.activeTextEditor;
    if (!editor || !isLookedAt(editor.document)) return item.hide();
    asking = new vscode.CancellationTokenSource();
    const { token } = asking;
    const { line, character } = editor.selection.active;
    const uri = editor.document.uri.toString();
    const info = await server.traceInfo({ uri, position: { line, character } }, token).catch((error) => {
      if (!token.isCancellationRequested) server.log.warn(`no trace information: ${error}`);
      return undefined;
    });
    if (token.isCancellationRequested || editor !== vscode.window.activeTextEditor) return;
    if (!info || info.messages === 0) return item.hide();
    const { text, tooltip } = statusOf(info);
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `${text}. ${tooltip}` };
    item.show();
  };
  const updateSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), CALM_MS);
  };
  const isShown = (document: vscode.TextDocument): boolean => document === vscode.window.activeTextEditor?.document;
  return vscode.Disposable.from(
    item,
    { dispose: () => clearTimeout(timer) },
    server.onIsUp(updateSoon),
    vscode.window.onDidChangeActiveTextEditor(updateSoon),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => isShown(textEditor.document) && updateSoon()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => isShown(document) && updateSoon()),
    vscode.workspace.onDidOpenTextDocument((document) => isShown(document) && updateSoon()),
  );
}
