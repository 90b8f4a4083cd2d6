import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { MessageFinding } from '#core/rules/engine';
import type { Severity } from '#core/rules/rule';
import { hrefOf } from '#core/text/citations';
import type { Span } from '#core/text/span';
import type { FrameId } from '#core/trace/frame';
import type { Entry } from '#core/trace/trace';
import type { SipDocument } from '../documents';

export const severityOf: { readonly [severity in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export const rangeOf = (document: SipDocument, at: Span) => ({ start: document.positionAt(at.start), end: document.positionAt(at.end) });

interface Placed {
  readonly entry: Entry;
  readonly finding: MessageFinding;
}

/** The findings of a document as diagnostics, at most `most`: errors first then, and a last one that says how many more there are. */
export function diagnosticsOf(document: SipDocument, most: number): Diagnostic[] {
  const placed: Placed[] = [];
  const entryOf = entriesById(document);
  for (const entry of document.trace.entries) for (const finding of entry.findings) placed.push({ entry, finding });
  if (placed.length <= most) return placed.map((each) => toDiagnostic(document, each, entryOf));
  // VS Code keeps 1,000 diagnostics a file; the one that counts the rest must be among them.
  const shown = worstFirst(placed).slice(0, Math.min(most, 999));
  const items = shown.map((each) => toDiagnostic(document, each, entryOf));
  const rest = new Set(placed);
  for (const each of shown) rest.delete(each);
  items.push(theRest(rest));
  return items;
}

function worstFirst(placed: readonly Placed[]): Placed[] {
  const order = ['error', 'warning', 'info', 'hint'] as const;
  return order.flatMap((severity) => placed.filter(({ finding }) => finding.severity === severity));
}

function theRest(rest: ReadonlySet<Placed>): Diagnostic {
  const rules = new Set([...rest].map(({ finding }) => finding.rule)).size;
  const findings = rest.size === 1 ? '1 more finding' : `${rest.size.toLocaleString('en-US')} more findings`;
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: 'sip-tls',
    message: `${findings} of ${rules === 1 ? '1 rule' : `${rules} rules`}. Filter by rule, or run sip-tls check.`,
  };
}

type EntryOf = (id: FrameId) => Entry | undefined;

/** A table of the entries, made when the first finding asks for one. */
function entriesById({ trace }: SipDocument): EntryOf {
  let table: Map<FrameId, Entry> | undefined;
  return (id) => {
    table ??= new Map(trace.entries.map((entry) => [entry.id, entry]));
    return table.get(id);
  };
}

function toDiagnostic(document: SipDocument, { entry, finding }: Placed, entryOf: EntryOf): Diagnostic {
  const href = finding.cites[0] === undefined ? undefined : hrefOf(finding.cites[0]);
  return {
    range: rangeOf(document, document.trace.spanOf(entry, finding.at)),
    severity: severityOf[finding.severity],
    source: 'sip-tls',
    code: finding.rule,
    ...(href && { codeDescription: { href } }),
    message: finding.remedy ? `${finding.message}\nDo: ${finding.remedy}` : finding.message,
    ...(finding.related?.length && { relatedInformation: relatedTo(document, { entry, finding }, entryOf) }),
  };
}

function relatedTo(document: SipDocument, { entry, finding }: Placed, entryOf: EntryOf): DiagnosticRelatedInformation[] {
  const { trace, uri } = document;
  return (finding.related ?? []).flatMap((related) => {
    const other = 'frame' in related ? entryOf(related.frame) : entry;
    if (!other) return [];
    const at = 'at' in related ? related.at : trace.message(other).startLine.span;
    return [{ message: related.message, location: { uri, range: rangeOf(document, trace.spanOf(other, at)) } }];
  });
}
