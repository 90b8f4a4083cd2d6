import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../serve';

/** `sip-tls lsp --stdio`: the language server for any editor. createConnection reads --stdio, --pipe=… or --socket=… from the arguments. */
export function lsp(): void {
  serve(createConnection(ProposedFeatures.all));
}
