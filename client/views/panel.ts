import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Where the build puts what runs inside of views. */
export const viewFolder = (extension: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(extension, 'dist', 'views');

/** What every view of ours may do: run its own script and read its own files, and nothing else. */
export const panelOptions = (extension: vscode.Uri): vscode.WebviewOptions & vscode.WebviewPanelOptions => ({
  enableScripts: true,
  enableFindWidget: true,
  localResourceRoots: [viewFolder(extension)],
});

/** What the document of a view needs to be allowed to load its files. */
export interface ViewFiles {
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
}

/** `name`: of the view, whose files are `name.js` and `name.css`. */
export function viewFiles(webview: vscode.Webview, extension: vscode.Uri, name: string): ViewFiles {
  const uriOf = (kind: string): string => webview.asWebviewUri(vscode.Uri.joinPath(viewFolder(extension), `${name}.${kind}`)).toString();
  return { cspSource: webview.cspSource, nonce: newNonce(), script: uriOf('js'), style: uriOf('css') };
}

/** Of letters and digits, as some places take nothing else. */
export const newNonce = (): string => randomBytes(16).toString('hex');
