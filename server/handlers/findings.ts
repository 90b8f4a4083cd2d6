import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { MessageFinding } from '#core/rules/engine';
import type { Severity } from '#core/rules/rule';
import { hrefOf } from '#core/text/citations';
import type { Span } from '#core/text/span';
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
  for (const entry of document.trace.entries) for (const finding of entry.findings) placed.push({ entry, finding });
  if (placed.length <= most) return placed.map((each) => toDiagnostic(document, each));
  // VS Code keeps 1,000 diagnostics a file; the one that counts the rest must be among them.
  const shown = worstFirst(placed).slice(0, Math.min(most, 999));
  const items = shown.map((each) => toDiagnostic(document, each));
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

export function toDiagnostic(document: SipDocument, { entry, finding }: Placed): Diagnostic {
  const href = finding.cites[0] === undefined ? undefined : hrefOf(finding.cites[0]);
  return {
    range: rangeOf(document, document.trace.spanOf(entry, finding.at)),
    severity: severityOf[finding.severity],
    source: 'sip-tls',
    code: finding.rule,
    ...(href && { codeDescription: { href } }),
    message: finding.remedy ? `${finding.message}\nDo: ${finding.remedy}` : finding.message,
    ...(finding.related?.length && { relatedInformation: relatedTo(document, entry, finding) }),
  };
}

function relatedTo(document: SipDocument, entry: Entry, finding: MessageFinding): DiagnosticRelatedInformation[] {
  const { trace, uri } = document;
  return (finding.related ?? []).flatMap((related) => {
    const other = 'frame' in related ? trace.entryOf(related.frame) : entry;
    if (!other) return [];
    const at = 'at' in related ? related.at : trace.message(other).startLine.span;
    return [{ message: related.message, location: { uri, range: rangeOf(document, trace.spanOf(other, at)) } }];
  });
}

/** Nothing that a user would see differs. */
export function sameDiagnostics(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return a.length === b.length && a.every((item, i) => sameDiagnostic(item, b[i] as Diagnostic));
}

function sameDiagnostic(a: Diagnostic, b: Diagnostic): boolean {
  return (
    a.message === b.message &&
    a.code === b.code &&
    a.severity === b.severity &&
    samePosition(a.range.start, b.range.start) &&
    samePosition(a.range.end, b.range.end) &&
    JSON.stringify(a.relatedInformation) === JSON.stringify(b.relatedInformation)
  );
}

const samePosition = (a: Diagnostic['range']['start'], b: Diagnostic['range']['start']): boolean =>
  a.line === b.line && a.character === b.character;
