import { type DocumentDiagnosticReport, DocumentDiagnosticReportKind } from 'vscode-languageserver/node';
import { HIDDEN_NOTIFICATION, type HiddenParams } from '../protocol';
import { guarded, notCancelled, type Session } from '../session';
import { ClosedFindings } from './closed-findings';
import { withConfigLines } from './config-and-trace';
import { ConfigReports } from './config-reports';
import { Reports } from './reports';

/** Of open documents by pull where the client pulls, else pushed, a moment after the last change. Of closed ones pushed (closed-findings.ts). */
export function diagnostics(session: Session): void {
  const { connection } = session;
  const timers = new Map<string, NodeJS.Timeout>();
  const published = new Map<string, string>();
  const pulls = () => session.capabilities.textDocument?.diagnostic !== undefined;
  const refreshes = () => session.capabilities.workspace?.diagnostics?.refreshSupport === true;
  const traces = new Reports(session, (uri) => (pulls() ? refresh() : later(uri)));
  const configs = new ConfigReports(session);
  const closed = new ClosedFindings(session);
  const reportOf = async (uri: string, canAnswerTwice: boolean) => {
    const config = await configs.of(uri);
    if (config) return config;
    const trace = await traces.of(uri, canAnswerTwice);
    return trace && withConfigLines(session, trace.document, trace);
  };

  connection.languages.diagnostics.on(
    guarded(
      session,
      'textDocument/diagnostic',
      nothing,
      async ({ textDocument, previousResultId }, token): Promise<DocumentDiagnosticReport> => {
        const report = await reportOf(textDocument.uri, refreshes());
        // Whoever cancels does not take the answer.
        if (!token.isCancellationRequested) closed.answered(textDocument.uri);
        if (!report) return nothing;
        const { resultId, items } = report;
        if (previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
        return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
      },
    ),
  );

  function refresh(): void {
    connection.languages.diagnostics.refresh().catch((error) => connection.console.warn(`The client did not refresh: ${String(error)}`));
  }

  const publish = guarded(session, 'publishDiagnostics', undefined, async (uri: string) => {
    const report = await reportOf(uri, true);
    const resultId = report?.resultId ?? 'none';
    // Closed meanwhile, or said already.
    if (!session.documents.get(uri) || published.get(uri) === resultId) return;
    published.set(uri, resultId);
    closed.answered(uri);
    await connection.sendDiagnostics({ uri, version: report?.version, diagnostics: report?.items ?? [] });
    // What a trace shows is linked to from the lines of configurations.
    if (!configs.has(uri)) for (const other of configs.all()) later(other);
  });

  function later(uri: string): void {
    if (pulls()) return;
    clearTimeout(timers.get(uri));
    timers.set(
      uri,
      setTimeout(() => {
        timers.delete(uri);
        void publish(uri, notCancelled);
      }, QUIET_MS),
    );
  }

  /** What is said of one configuration may depend on all others. */
  function allLater(): void {
    if (refreshes()) refresh();
    for (const { uri } of session.documents.all()) later(uri);
    closed.later();
  }

  session.onChange((uri) => {
    later(uri);
    for (const other of configs.others(uri)) later(other);
    closed.later();
  });
  const hidden = guarded(session, HIDDEN_NOTIFICATION, undefined, ({ uri }: HiddenParams) => closed.forget(uri));
  connection.onNotification(HIDDEN_NOTIFICATION, (params) => hidden(params, notCancelled));
  session.configs.onRead(allLater);
  session.configs.onFilesChanged(allLater);
  session.onClose((uri) => {
    traces.forget(uri);
    configs.forget(uri);
    closed.forget(uri);
    clearTimeout(timers.get(uri));
    timers.delete(uri);
    if (published.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  connection.onDidChangeConfiguration((params) => {
    const given = (params?.settings as { sipTls?: unknown } | null | undefined)?.sipTls;
    if (given !== undefined && !session.capabilities.workspace?.configuration) session.options = { ...session.options, settings: given };
    session.forgetSettings();
    allLater();
  });
  const filesChanged = guarded(session, 'workspace/didChangeWatchedFiles', undefined, async (uris: readonly string[]) => {
    await session.configs.filesChanged(uris);
  });
  connection.onDidChangeWatchedFiles(({ changes }) =>
    filesChanged(
      changes.map(({ uri }) => uri),
      notCancelled,
    ),
  );
}

const QUIET_MS = 150;
const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
