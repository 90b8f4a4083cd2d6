import type { Connection } from 'vscode-languageserver/node';
import { diagnostics } from './handlers/diagnostics';
import { hover } from './handlers/hover';
import { lifecycle } from './handlers/lifecycle';
import { symbols } from './handlers/symbols';
import { traceInfo } from './handlers/trace-info';
import { Session } from './session';

/** Serves one client until it says goodbye. */
export function serve(connection: Connection): void {
  const session = new Session(connection);
  lifecycle(session);
  diagnostics(session);
  hover(session);
  symbols(session);
  traceInfo(session);
  connection.listen();
}
