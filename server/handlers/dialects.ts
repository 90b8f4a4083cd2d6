import { dialects } from '#core/config/dialects/all.gen';
import { DIALECTS_REQUEST, type KnownDialect } from '../protocol';
import { guarded, type Session } from '../session';

/** The kinds of configurations that are known here, for a list to choose from. */
export function knownDialects(session: Session): void {
  session.connection.onRequest(
    DIALECTS_REQUEST,
    guarded(session, DIALECTS_REQUEST, [], (): KnownDialect[] => dialects.map(({ id, title }) => ({ id, title }))),
  );
}
