import * as vscode from 'vscode';
import { ASSOCIATIONS } from './document-selector';
import type { SipServer } from './language-client';

interface Choice extends vscode.QuickPickItem {
  /** undefined: as its name and content say. */
  readonly dialect?: string;
}

/**
 * Asks what the file in the active editor is, and writes the answer into the settings of the workspace, as a pattern for its path.
 * `answer` is one that was given with the command: the id of a dialect, `none`, or null for what name and content say.
 */
export async function treatAs(server: SipServer, answer: unknown): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const choices: Choice[] = [
    { label: 'As Name and Content Say' },
    ...(await server.dialects()).map(({ id, title }) => ({ label: title, description: id, dialect: id })),
    { label: 'Nothing of Ours', description: 'none', dialect: 'none' },
  ];
  const given = answer === undefined ? undefined : choices.find(({ dialect }) => dialect === (answer ?? undefined));
  if (given) return associate(document, given.dialect);
  const placeHolder = `What is ${document.uri.path.split('/').at(-1)}?`;
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder, matchOnDescription: true });
  if (chosen) await associate(document, chosen.dialect);
}

export async function associate(document: vscode.TextDocument, dialect: string | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('sipTls', document);
  const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  const inspected = configuration.inspect<{ readonly [glob: string]: string }>(ASSOCIATIONS);
  const before = target === vscode.ConfigurationTarget.Workspace ? inspected?.workspaceValue : inspected?.globalValue;
  const { [globOf(document.uri)]: _own, ...others } = before ?? {};
  // The first pattern that fits counts, and this one is the nearest.
  const after = dialect === undefined ? others : { [globOf(document.uri)]: dialect, ...others };
  await configuration.update(ASSOCIATIONS, Object.keys(after).length > 0 ? after : undefined, target);
}

/** Its path in the workspace; of a file that is elsewhere the last folder and the name. */
function globOf(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const path = folder ? vscode.workspace.asRelativePath(uri, false) : uri.path.split('/').slice(-2).join('/');
  return `**/${path.replace(/[*?{}[\]]/g, '?')}`;
}
