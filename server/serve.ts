import type { Connection } from 'vscode-languageserver/node';
import { codeActions } from './handlers/code-actions';
import { codeLenses } from './handlers/code-lenses';
import { completion } from './handlers/completion';
import { diagnostics } from './handlers/diagnostics';
import { knownDialects } from './handlers/dialects';
import { folding } from './handlers/folding';
import { hover } from './handlers/hover';
import { lifecycle } from './handlers/lifecycle';
import { links } from './handlers/links';
import { navigation } from './handlers/navigation';
import { probe } from './handlers/probe';
import { rename } from './handlers/rename';
import { selectionRanges } from './handlers/selection-ranges';
import { semanticTokens } from './handlers/semantic-tokens';
import { symbols } from './handlers/symbols';
import { sync } from './handlers/sync';
import { traceInfo } from './handlers/trace-info';
import { workspaceSymbols } from './handlers/workspace-symbols';
import { Session } from './session';

/** Serves one client until it says goodbye. */
export function serve(connection: Connection): void {
  const session = new Session(connection);
  lifecycle(session);
  sync(session);
  diagnostics(session);
  hover(session);
  completion(session);
  codeActions(session);
  codeLenses(session);
  symbols(session);
  workspaceSymbols(session);
  folding(session);
  selectionRanges(session);
  semanticTokens(session);
  links(session);
  navigation(session);
  rename(session);
  traceInfo(session);
  knownDialects(session);
  probe(session);
  connection.listen();
}
