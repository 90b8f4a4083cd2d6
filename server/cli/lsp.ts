import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../serve';
import { complain } from './output';

/** `sip-tls lsp --stdio`: the language server for any editor. createConnection reads --stdio, --pipe=… or --socket=… from the arguments. */
export function lsp(): void {
  // A session ends the process itself. Where nothing is left to wait for before, there was nobody at the other end.
  process.once('beforeExit', () => {
    process.exitCode = complain('no editor could be reached there');
  });
  serve(createConnection(ProposedFeatures.all));
}
