import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { provideExplanations } from './explain';
import { onFirstSip } from './find-sip';
import { SipServer } from './language-client';
import type { Probes } from './probe/probes';
import { PROBE_VIEW } from './probe/view-type';
import { showStatus } from './status-bar';

/** Registers and returns; the server starts by itself at the first document with SIP. */
export function activate(context: vscode.ExtensionContext): Exports {
  const log = vscode.window.createOutputChannel('SIP TLS', { log: true });
  const server = new SipServer(context.asAbsolutePath('dist/server.js'), log);
  running = server;
  let loading: Promise<Probes> | undefined;
  // All that shows a report is as much code as the rest of the client, and most windows never probe.
  const probes = (): Promise<Probes> => {
    loading ??= import('./probe/probes').then((loaded) => new loaded.Probes(context, server));
    return loading;
  };
  context.subscriptions.push(
    log,
    { dispose: () => void loading?.then((loaded) => loaded.cancelAll()) },
    vscode.window.registerWebviewPanelSerializer(PROBE_VIEW, {
      deserializeWebviewPanel: async (panel) => (await probes()).restore(panel),
    }),
    registerCommands({ extension: context.extensionUri, server, probes }),
    provideExplanations(context.extensionUri),
    showStatus(server),
    onFirstSip(() => {
      server.start().catch((error) => log.error(`the server did not start: ${error}`));
    }),
  );
  return { probes };
}

/** For our own tests, which run beside us. */
export interface Exports {
  readonly probes: () => Promise<Probes>;
}

let running: SipServer | undefined;

/** VS Code waits for this, so that the server's process ends before the extension host does. */
export const deactivate = (): Thenable<void> | undefined => running?.dispose();
