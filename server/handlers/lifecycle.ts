import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  TextDocumentSyncKind,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver/node';
import { OPEN_CERTIFICATE_COMMAND, PROBE_COMMAND, readInitializationOptions } from '../protocol';
import { guarded, notCancelled, type Session } from '../session';
import { tokenLegend } from './semantic-tokens';

/** Start, and what the server can do. */
export function lifecycle(session: Session): void {
  const { connection } = session;
  connection.onInitialize((params): InitializeResult => {
    session.capabilities = params.capabilities ?? {};
    session.options = readInitializationOptions(params.initializationOptions);
    const { workspaceFolders, rootUri } = params;
    session.configs.folders.uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    return { serverInfo: { name: 'sip-tls' }, capabilities };
  });
  const foldersChanged = guarded<WorkspaceFoldersChangeEvent, void>(
    session,
    'workspace/didChangeWorkspaceFolders',
    undefined,
    ({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      const { folders } = session.configs;
      return session.configs.foldersChanged([...folders.uris.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)]);
    },
  );
  connection.onInitialized(() => {
    // The library has the event only where the client tells of it.
    if (session.capabilities.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders((event) => void foldersChanged(event, notCancelled));
    if (session.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration)
      void connection.client
        .register(DidChangeConfigurationNotification.type, { section: 'sipTls' })
        .catch((error) => connection.console.error(`Changes of settings will not be heard of: ${String(error)}`));
    if (session.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers: watched.map((globPattern) => ({ globPattern })) })
        .catch((error) => connection.console.error(`Changes of files will not be heard of: ${String(error)}`));
  });
}

/** Configurations, what they include, and the certificates and keys that they name. */
const watched = ['**/*.{cfg,inc,conf,m4,xml,yaml,yml,json,config,list,pem,crt,cer,key}', '**/{.baresip,baresip}/{accounts,config}'];

const capabilities: InitializeResult['capabilities'] = {
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  diagnosticProvider: { identifier: 'sip-tls', interFileDependencies: true, workspaceDiagnostics: false },
  hoverProvider: true,
  documentSymbolProvider: { label: 'SIP' },
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  semanticTokensProvider: { legend: tokenLegend, full: { delta: true }, range: true },
  documentLinkProvider: { resolveProvider: false },
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  completionProvider: { triggerCharacters: [':', ';', '=', '/', ',', ' ', '"', '$', '{', '[', '('] },
  codeActionProvider: { codeActionKinds: ['quickfix'] },
  codeLensProvider: { resolveProvider: false },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  executeCommandProvider: { commands: [PROBE_COMMAND, OPEN_CERTIFICATE_COMMAND], workDoneProgress: true },
};
