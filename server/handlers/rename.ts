import { LSPErrorCodes, type Position, type Range, ResponseError, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver/node';
import { whyNotNamed, whyNotRenamed } from '#core/config/rename';
import { ConfigPlaces } from '../config-places';
import type { OpenConfig } from '../config-workspace';
import { guarded, type Session } from '../session';
import { symbolAt } from './config-at';
import { everywhere } from './config-references';

/** Names in configurations that nobody outside of them knows: profiles, transports, route blocks, variables. Others are refused with the reason. */
export function rename(session: Session): void {
  const { connection, configs } = session;
  connection.onPrepareRename(
    guarded(
      session,
      'textDocument/prepareRename',
      null,
      async ({ textDocument, position }): Promise<Range | ResponseError<void> | null> => {
        const config = await configs.of(textDocument.uri);
        const found = config && renamedAt(session, config, position);
        if (!config || !found) return null;
        if (found.refusal !== undefined) return refused(found.refusal);
        return new ConfigPlaces(config.readings, configs.files).range(found.at.place) ?? null;
      },
    ),
  );
  connection.onRenameRequest(
    guarded(
      session,
      'textDocument/rename',
      null,
      async ({ textDocument, position, newName }): Promise<WorkspaceEdit | ResponseError<void> | null> => {
        const config = await configs.of(textDocument.uri);
        const found = config && renamedAt(session, config, position);
        if (!config || !found) return null;
        const { at, places, refusal } = found;
        const written = textAt(session, config, at.place);
        const objection = refusal ?? whyNotNamed(at.item, at.reading.facts, { written, wanted: newName });
        if (objection !== undefined) return refused(objection);
        const located = new ConfigPlaces([...config.readings, ...configs.all()], configs.files);
        const changes: { [uri: string]: TextEdit[] } = {};
        for (const place of places) {
          const range = located.range(place);
          if (range) changes[place.file] = [...(changes[place.file] ?? []), { range, newText: newName }];
        }
        return { changes };
      },
    ),
  );
}

const refused = (reason: string): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestFailed, reason);

/** The name that stands there, all its places, and why it has to stay, if it has to. */
function renamedAt(session: Session, config: OpenConfig, position: Position) {
  const at = symbolAt(config, config.document.offsetAt(position));
  if (!at) return undefined;
  const { places, isRenamable } = everywhere(session, config, at);
  return { at, places, refusal: whyNotRenamed({ ...at.item, isRenamable }, at.reading.facts.product) };
}

const textAt = (
  { configs }: Session,
  { document, text }: OpenConfig,
  { file, at }: { file: string; at: { start: number; end: number } },
): string => (file === document.uri ? text : (configs.files.text(file) ?? '')).slice(at.start, at.end);
