import { LSPErrorCodes, ResponseError, type WorkspaceEdit } from 'vscode-languageserver/node';
import { guarded, type Session } from '../session';
import { configRename, configRenameRange } from './config-navigation';

/** Names in configurations that nobody outside of them knows: profiles, transports, route blocks, variables. */
export function rename(session: Session): void {
  const { connection, configs } = session;
  connection.onPrepareRename(
    guarded(session, 'textDocument/prepareRename', null, async ({ textDocument, position }) => {
      const config = await configs.of(textDocument.uri);
      return config ? configRenameRange(session, config, position) : null;
    }),
  );
  connection.onRenameRequest(
    guarded(
      session,
      'textDocument/rename',
      null,
      async ({ textDocument, position, newName }): Promise<WorkspaceEdit | ResponseError<void> | null> => {
        const config = await configs.of(textDocument.uri);
        if (!config) return null;
        const edit = configRename(session, config, position, newName);
        return edit ?? new ResponseError(LSPErrorCodes.RequestFailed, `“${newName}” is no name for it, or it cannot be renamed safely.`);
      },
    ),
  );
}
