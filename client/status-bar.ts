import * as vscode from 'vscode';
import type { TraceInfo } from '../server/protocol';
import { documentSelector, type SipServer } from './language-client';

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
    if (!editor || vscode.languages.match([...documentSelector], editor.document) === 0) return item.hide();
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
    const { text, tooltip } = describe(info);
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

export function describe(info: TraceInfo): { readonly text: string; readonly tooltip: string } {
  const counts = `${count(info.messages, 'message')}, ${count(info.calls, 'call')}`;
  if (info.message) {
    const { index, name, callId, transport } = info.message;
    const at = `SIP: message ${index + 1} of ${info.messages}`;
    return {
      text: transport ? `${at} · ${transport}` : at,
      tooltip: `${callId ? `${name} of call ${callId}` : name}. ${counts}. Click: show outline.`,
    };
  }
  if (info.byGuess) {
    return {
      text: 'SIP: format?',
      tooltip: `${counts}. Read as bare messages: transport is taken from Via, not from the log. Click: show outline.`,
    };
  }
  return { text: `SIP: ${counts}`, tooltip: `${info.formatTitle}. Transport by the log. Click: show outline.` };
}

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
