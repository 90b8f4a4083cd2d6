import * as vscode from 'vscode';
import { documentSelector, type SipServer } from './language-client';

interface Choice extends vscode.QuickPickItem {
  /** undefined: as its name and content say. */
  readonly dialect?: string;
}

/** Asks what the file in the active editor is, and writes the answer into the settings of the workspace, as a pattern for its path. */
export async function treatAs(server: SipServer): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const choices: Choice[] = [
    { label: 'As Name and Content Say' },
    ...(await server.dialects()).map(({ id, title }) => ({ label: title, description: id, dialect: id })),
    { label: 'Nothing of Ours', description: 'none', dialect: 'none' },
  ];
  const placeHolder = `What is ${document.uri.path.split('/').at(-1)}?`;
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder, matchOnDescription: true });
  if (chosen) await associate(document, chosen.dialect);
}

export async function associate(document: vscode.TextDocument, dialect: string | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('sipTls', document);
  const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  const inspected = configuration.inspect<{ readonly [glob: string]: string }>('config.associations');
  const before = target === vscode.ConfigurationTarget.Workspace ? inspected?.workspaceValue : inspected?.globalValue;
  const { [globOf(document.uri)]: _own, ...others } = before ?? {};
  // The first pattern that fits counts, and this one is the nearest.
  const after = dialect === undefined ? others : { [globOf(document.uri)]: dialect, ...others };
  await configuration.update('config.associations', Object.keys(after).length > 0 ? after : undefined, target);
  if (dialect !== undefined && dialect !== 'none' && vscode.languages.match([...documentSelector], document) === 0)
    await vscode.window.showInformationMessage(
      `Documents of the language “${document.languageId}” are not looked at. Choose another language mode, such as Properties or Plain Text.`,
    );
}

/** Its path in the workspace; of a file that is elsewhere the last folder and the name. */
function globOf(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const path = folder ? vscode.workspace.asRelativePath(uri, false) : uri.path.split('/').slice(-2).join('/');
  return `**/${path.replace(/[*?{}[\]]/g, '?')}`;
}
