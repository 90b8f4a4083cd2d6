import * as vscode from 'vscode';

/** Whether anything may connect in this window; says so where it may not. */
export async function mayConnect(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const answer = await vscode.window.showWarningMessage(
    'Probing is off in this restricted workspace. Reading traces works. Nothing connects until you trust it.',
    'Manage trust',
  );
  if (answer) await vscode.commands.executeCommand('workbench.trust.manage');
  return vscode.workspace.isTrusted;
}
