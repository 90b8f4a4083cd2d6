import { type Diagnostic, type DocumentDiagnosticReport, DocumentDiagnosticReportKind } from 'vscode-languageserver/node';
import type { SipDocument } from '../documents';
import { guarded, type Session } from '../session';
import type { Settings } from '../settings';
import { diagnosticsOf, sameDiagnostics } from './findings';

/** What was last said of a document. While nothing differs it keeps its id. */
interface Report {
  readonly document: SipDocument;
  readonly version: number;
  readonly settings: Settings;
  readonly resultId: string;
  readonly items: Diagnostic[];
  /** Every message is judged. */
  readonly isWhole: boolean;
}

/** By pull where the client pulls; else pushed, a moment after the last change. */
export function diagnostics(session: Session): void {
  const { connection } = session;
  const reports = new Map<string, Report>();
  const timers = new Map<string, NodeJS.Timeout>();
  let lastId = 0;

  async function reportOn(uri: string): Promise<Report | undefined> {
    const document = await session.document(uri);
    const settings = await session.settingsOf(uri);
    if (!document) return undefined;
    const before = reports.get(uri);
    const isAsBefore = before?.document === document && before.version === document.version && before.settings === settings;
    if (isAsBefore && before.isWhole) return before;
    const isWhole = judgeFirst(document);
    const items = diagnosticsOf(document, settings['sipTls.trace.maxFindings']);
    const isSame = before !== undefined && sameDiagnostics(before.items, items);
    const report = { document, version: document.version, settings, items, isWhole, resultId: isSame ? before.resultId : String(++lastId) };
    reports.set(uri, report);
    return report;
  }

  /** Judges as many messages as the first answer has time for, and the others afterwards, when nobody waits; true when all are. */
  function judgeFirst(document: SipDocument): boolean {
    const { trace } = document;
    if (!canAnswerTwice()) return trace.judgeSome(() => false);
    const isWhole = trace.judgeSome(deadline(FIRST_MS));
    if (!isWhole && !goingOn.has(document.uri)) {
      goingOn.add(document.uri);
      setImmediate(goOn, document);
    }
    return isWhole;
  }

  function goOn(document: SipDocument): void {
    if (session.documents.get(document.uri) !== document) goingOn.delete(document.uri);
    else if (document.trace.judgeSome(deadline(SLICE_MS))) {
      goingOn.delete(document.uri);
      if (pulls()) refresh();
      else later(document.uri);
    } else setImmediate(goOn, document);
  }

  connection.languages.diagnostics.on(
    guarded(session, 'textDocument/diagnostic', nothing, async ({ textDocument, previousResultId }): Promise<DocumentDiagnosticReport> => {
      const report = await reportOn(textDocument.uri);
      if (!report) return nothing;
      const { resultId, items } = report;
      if (previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
    }),
  );

  const pulls = () => session.capabilities.textDocument?.diagnostic !== undefined;
  const canAnswerTwice = () => !pulls() || session.capabilities.workspace?.diagnostics?.refreshSupport === true;
  const goingOn = new Set<string>();
  const published = new Map<string, string>();

  const publish = guarded(session, 'publishDiagnostics', undefined, async (uri: string) => {
    const report = await reportOn(uri);
    const resultId = report?.resultId ?? 'none';
    // Closed meanwhile, or said already.
    if (!session.documents.get(uri) || published.get(uri) === resultId) return;
    published.set(uri, resultId);
    await connection.sendDiagnostics({ uri, version: report?.version, diagnostics: report?.items ?? [] });
  });

  function refresh(): void {
    connection.languages.diagnostics.refresh().catch((error) => connection.console.warn(`The client did not refresh: ${String(error)}`));
  }

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

  session.onChange(later);
  session.onClose((uri) => {
    reports.delete(uri);
    clearTimeout(timers.get(uri));
    timers.delete(uri);
    if (published.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  connection.onDidChangeConfiguration((params) => {
    const given = (params?.settings as { sipTls?: unknown } | null | undefined)?.sipTls;
    if (given !== undefined && !session.capabilities.workspace?.configuration) session.options = { ...session.options, settings: given };
    session.forgetSettings();
    if (session.capabilities.workspace?.diagnostics?.refreshSupport) refresh();
    for (const { uri } of session.documents.all()) later(uri);
  });
}

const QUIET_MS = 150;
/** What the first answer may take, and each step of the rest, between which other requests are answered. */
const FIRST_MS = 60;
const SLICE_MS = 20;

function deadline(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() > end;
}

const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
const notCancelled = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
