import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export const publisherAndName = 'sip-tls';

/** The extension under test, whoever its publisher is. */
export function ours(): vscode.Extension<unknown> {
  const found = vscode.extensions.all.find((extension) => extension.packageJSON.name === publisherAndName);
  assert.ok(found, 'the extension is not there');
  return found;
}

export function workspaceUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Writes a file into the workspace and shows it. */
export async function openFile(name: string, text: string): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(workspaceUri(name), Buffer.from(text, 'utf8'));
  return show(await vscode.workspace.openTextDocument(workspaceUri(name)));
}

export async function openUntitled(language: string, content: string): Promise<vscode.TextDocument> {
  return show(await vscode.workspace.openTextDocument({ language, content }));
}

export async function show(document: vscode.TextDocument): Promise<vscode.TextDocument> {
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Asks until the answer is wanted. VS Code tells no one when a language server has answered, so the tests ask again. */
export async function until<T>(ask: () => T | Thenable<T>, isWanted: (value: T) => boolean, limitMs = 20_000): Promise<T> {
  const limit = Date.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (isWanted(value)) return value;
    if (Date.now() > limit) throw new Error(`waited ${limitMs} ms; the last answer was ${describeValue(value)}`);
    await new Promise((done) => setTimeout(done, 40));
  }
}

export function findingsOf(document: vscode.TextDocument): Finding[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter((diagnostic) => diagnostic.source === 'sip-tls')
    .map((diagnostic) => ({
      rule: ruleOf(diagnostic),
      severity: vscode.DiagnosticSeverity[diagnostic.severity].toLowerCase(),
      line: diagnostic.range.start.line,
      text: document.getText(diagnostic.range),
      message: diagnostic.message,
      range: diagnostic.range,
    }));
}

export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly line: number;
  readonly text: string;
  readonly message: string;
  readonly range: vscode.Range;
}

export function untilFinding(document: vscode.TextDocument, rule: string, limitMs?: number): Promise<Finding> {
  return until(
    () => findingsOf(document).find((finding) => finding.rule === rule),
    (finding) => finding !== undefined,
    limitMs,
  ).then((finding) => finding as Finding);
}

export function untilNoFinding(document: vscode.TextDocument, rule: string, limitMs?: number): Promise<Finding[]> {
  return until(
    () => findingsOf(document),
    (findings) => !findings.some((finding) => finding.rule === rule),
    limitMs,
  );
}

export function positionOf(document: vscode.TextDocument, word: string): vscode.Position {
  const at = document.getText().indexOf(word);
  assert.ok(at >= 0, `the document does not hold ${word}`);
  return document.positionAt(at);
}

export async function replace(document: vscode.TextDocument, word: string, by: string): Promise<void> {
  const start = positionOf(document, word);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(start, document.positionAt(document.offsetAt(start) + word.length)), by);
  assert.ok(await vscode.workspace.applyEdit(edit), 'VS Code refused the edit');
}

export async function hoverAt(document: vscode.TextDocument, word: string): Promise<string> {
  const at = positionOf(document, word).translate(0, 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

export function codeActions(document: vscode.TextDocument, range: vscode.Range): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
}

export async function applyAction(action: vscode.CodeAction): Promise<void> {
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit), 'VS Code refused the edit');
  if (action.command) await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

/** The id of the command that the command palette shows under this title. */
export function commandTitled(title: string): string {
  const commands: readonly { command: string; title: string }[] = ours().packageJSON.contributes.commands;
  const found = commands.find((command) => command.title === title);
  assert.ok(found, `no command is titled ${title}; there are ${commands.map((command) => command.title).join(', ')}`);
  return found.command;
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

function describeValue(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 600);
}
