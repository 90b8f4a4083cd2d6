import type { Diagnostic } from 'vscode-languageserver/node';

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
