import type { CancellationToken, DocumentHighlight, Location, TextDocumentPositionParams } from 'vscode-languageserver/node';
import { DocumentHighlightKind } from 'vscode-languageserver/node';
import { definitionOf, type Occurrence, occurrencesOf, type TieHere, tieAt } from '#core/editor/references';
import { toMessage } from '#core/trace/frame';
import type { SipDocument } from '../documents';
import { guarded, type Session } from '../session';
import { configDefinition, configHighlights } from './config-navigation';
import { configReferences } from './config-references';
import { rangeOf } from './findings';
import { readAhead } from './read-ahead';

/** Go to definition, find references and highlight, over Call-ID, branch, tags and CSeq; and over names in configurations. */
export function navigation(session: Session): void {
  const { connection } = session;
  connection.onDefinition(
    guarded(session, 'textDocument/definition', null, async (params, token) => {
      const config = await session.configs.of(params.textDocument.uri);
      if (config) return configDefinition(session, config, params.position);
      const found = await find(session, params, token);
      return found && definitionOf(found.document.trace, found.here, cancelled(token)).map((each) => locationOf(found.document, each));
    }),
  );
  connection.onReferences(
    guarded(session, 'textDocument/references', null, async (params, token) => {
      const includes = params.context?.includeDeclaration ?? true;
      const config = await session.configs.of(params.textDocument.uri);
      if (config) return configReferences(session, config, params.position, includes);
      const found = await find(session, params, token);
      if (!found) return null;
      const { document, here } = found;
      const all = occurrencesOf(document.trace, here, cancelled(token));
      // What is asked about is its own declaration where it is the request; else the first occurrence is.
      return (includes ? all : all.slice(1)).map((each) => locationOf(document, each));
    }),
  );
  connection.onDocumentHighlight(
    guarded(session, 'textDocument/documentHighlight', null, async (params, token): Promise<DocumentHighlight[] | null> => {
      const config = await session.configs.of(params.textDocument.uri);
      if (config) return configHighlights(session, config, params.position);
      const found = await find(session, params, token);
      if (!found) return null;
      const { document, here } = found;
      return occurrencesOf(document.trace, here, cancelled(token)).map((each, i) => ({
        range: rangeOf(document, document.trace.spanOf(each.entry, each.at)),
        kind: i === 0 ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    }),
  );
}

const cancelled = (token: CancellationToken) => () => token.isCancellationRequested;

async function find(
  session: Session,
  params: TextDocumentPositionParams,
  token: CancellationToken,
): Promise<{ document: SipDocument; here: TieHere } | null> {
  const document = await session.document(params.textDocument.uri);
  if (!document || !(await readAhead(document.trace, token))) return null;
  const { trace } = document;
  const offset = document.offsetAt(params.position);
  const entry = trace.entryAt(offset);
  const inMessage = entry && toMessage(entry.frame, offset - entry.start);
  if (!entry || inMessage === undefined) return null;
  const found = tieAt(trace.message(entry), inMessage);
  return found ? { document, here: { ...found, entry } } : null;
}

function locationOf(document: SipDocument, { entry, at }: Occurrence): Location {
  return { uri: document.uri, range: rangeOf(document, document.trace.spanOf(entry, at)) };
}
