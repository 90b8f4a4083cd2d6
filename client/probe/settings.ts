import * as vscode from 'vscode';
import { readSettings, type Settings } from '../../server/settings';

/** The settings of the window. Complaints about them are the language server's, which reads them too. */
export function windowSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration();
  return readSettings(
    (name) => configuration.get(name),
    () => undefined,
  );
}
