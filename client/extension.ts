import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { provideExplanations } from './explain';
import { onFirstSip } from './find-sip';
import { SipServer } from './language-client';
import { showStatus } from './status-bar';

/** Registers and returns; the server starts by itself at the first document with SIP. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('SIP TLS', { log: true });
  const server = new SipServer(context.asAbsolutePath('dist/server.js'), log);
  running = server;
  context.subscriptions.push(
    log,
    registerCommands({ extension: context.extensionUri, server }),
    provideExplanations(context.extensionUri),
    showStatus(server),
    onFirstSip(() => {
      server.start().catch((error) => log.error(`the server did not start: ${error}`));
    }),
  );
}

let running: SipServer | undefined;

/** VS Code waits for this, so that the server's process ends before the extension host does. */
export const deactivate = (): Thenable<void> | undefined => running?.dispose();
