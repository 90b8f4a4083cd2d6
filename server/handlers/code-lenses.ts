import { type CancellationToken, type CodeLens, CodeLensRefreshRequest } from 'vscode-languageserver/node';
import { type TlsHost, tlsHostsOf } from '#core/editor/tls-hosts';
import type { Entry } from '#core/trace/trace';
import type { SipDocument } from '../documents';
import { readTarget } from '../probe/target';
import { PROBE_COMMAND, PROBE_FOUND_COMMAND } from '../protocol';
import { guarded, type Session } from '../session';
import { Turn } from '../turn';
import { certificateLenses } from './certificate-lenses';
import { configLenses } from './config-lenses';
import { rangeOf } from './findings';

/**
 * Above the first line that names a host by TLS: the offer to probe it. Whoever takes it is asked before anything connects. In configurations
 * also what became of the certificates that they name.
 */
export function codeLenses(session: Session): void {
  const { connection, configs } = session;
  connection.onCodeLens(
    guarded(session, 'textDocument/codeLens', null, async ({ textDocument }, token): Promise<CodeLens[] | null> => {
      if (!(await session.settingsOf(textDocument.uri))['sipTls.codeLens.enable']) return null;
      const config = await configs.of(textDocument.uri);
      if (config) return [...(await configLenses(session, config)), ...(await certificateLenses(session, config))];
      const document = await session.document(textDocument.uri);
      if (!document || !(await readHosts(document, token))) return null;
      return firstPlaces(document).map(({ entry, host }) => lensOf(session, document, { entry, host }));
    }),
  );
  // A certificate was renewed, a file came or went, or a mapping leads elsewhere now: none of it is an edit, upon which clients ask again.
  const refresh = (): void => {
    if (session.capabilities.workspace?.codeLens?.refreshSupport)
      connection
        .sendRequest(CodeLensRefreshRequest.type)
        .catch((error) => connection.console.warn(`The client did not refresh: ${String(error)}`));
  };
  configs.onFilesChanged(refresh);
  session.onSettings(refresh);
}

/** A trace names the same few hosts in all of its messages, so that the first ones are as good as all. */
const MOST_MESSAGES = 2000;
const MOST_LENSES = 100;

/** Reads in turns with others what `firstPlaces` needs; false where nobody waits any more. */
async function readHosts({ trace }: SipDocument, token: CancellationToken): Promise<boolean> {
  const turn = new Turn();
  for (let i = 0; i < Math.min(trace.entries.length, MOST_MESSAGES); i++) {
    if ((i & 15) === 15 && turn.isOver()) await turn.next();
    if (token.isCancellationRequested) return false;
    tlsHostsOf(trace, trace.entries[i] as Entry);
  }
  return true;
}

interface Place {
  readonly entry: Entry;
  readonly host: TlsHost;
}

function firstPlaces({ trace }: SipDocument): Place[] {
  const places = new Map<string, Place>();
  for (let i = 0; i < Math.min(trace.entries.length, MOST_MESSAGES) && places.size < MOST_LENSES; i++) {
    const entry = trace.entries[i] as Entry;
    for (const host of tlsHostsOf(trace, entry))
      if (!places.has(host.socket) && readTarget(host.target).kind === 'target') places.set(host.socket, { entry, host });
  }
  return [...places.values()];
}

function lensOf({ options }: Session, document: SipDocument, { entry, host }: Place): CodeLens {
  const range = rangeOf(document, document.trace.spanOf(entry, host.at));
  const { line } = range.start;
  const title = `Probe ${host.socket}`;
  if (options.probeFoundCommand)
    return { range, command: { title, command: PROBE_FOUND_COMMAND, arguments: [host.target, document.uri, line] } };
  const from = `${nameOf(document.uri)}, line ${line + 1}`;
  return { range, command: { title, command: PROBE_COMMAND, arguments: [{ target: host.target, from }] } };
}

function nameOf(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    // A percent sign that encodes nothing: the name is what stands there.
    return last;
  }
}
