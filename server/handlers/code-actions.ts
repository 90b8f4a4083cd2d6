import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic, type TextEdit } from 'vscode-languageserver/node';
import type { MessageFinding } from '#core/rules/engine';
import { sourceEdits } from '#core/trace/source-edits';
import type { Entry } from '#core/trace/trace';
import type { SipDocument } from '../documents';
import { EXPLAIN_COMMAND, RULE_OFF_COMMAND } from '../protocol';
import { guarded, type Session } from '../session';
import { configActions } from './config-actions';
import { rangeOf } from './findings';
import { type Found, findingsIn } from './findings-in';

/** What can be done about the findings under the cursor. */
export function codeActions(session: Session): void {
  session.connection.onCodeAction(
    guarded(session, 'textDocument/codeAction', null, async (params): Promise<CodeAction[] | null> => {
      const { only } = params.context;
      if (only && !only.some((kind) => 'quickfix' === kind || kind === '')) return null;
      const config = await session.configs.of(params.textDocument.uri);
      if (config) return configActions(session, config, params);
      const document = await session.document(params.textDocument.uri);
      if (!document) return null;
      return actionsFor(session, document, params);
    }),
  );
}

function actionsFor(session: Session, document: SipDocument, { range, context }: CodeActionParams): CodeAction[] {
  const found = findingsIn(document, document.offsetAt(range.start), document.offsetAt(range.end));
  const fixes = found.flatMap(({ entry, finding }) => fixOf(document, entry, finding, context.diagnostics));
  const actions: CodeAction[] = fixes.map((fix) => ({ ...fix, isPreferred: fixes.length === 1 }));
  const seen = new Set<string>();
  for (const { entry, finding } of found) {
    if (seen.has(finding.rule) || finding.rule.startsWith('internal/')) continue;
    seen.add(finding.rule);
    const diagnostics = matching(document, entry, finding, context.diagnostics);
    actions.push(...commandsFor(session, document, { entry, finding, diagnostics }));
  }
  return actions;
}

function fixOf(document: SipDocument, entry: Entry, finding: MessageFinding, given: readonly Diagnostic[]): CodeAction[] {
  const placed = finding.fix && sourceEdits(document.trace, entry, finding.fix.edits);
  if (!finding.fix || !placed) return [];
  const edits = placed.map(({ at, text }): TextEdit => ({ range: rangeOf(document, at), newText: text }));
  return [
    {
      title: finding.fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: matching(document, entry, finding, given),
      edit: { changes: { [document.uri]: edits } },
    },
  ];
}

/** The client's own diagnostics that are this finding. */
function matching(document: SipDocument, entry: Entry, finding: MessageFinding, given: readonly Diagnostic[]): Diagnostic[] {
  const range = rangeOf(document, document.trace.spanOf(entry, finding.at));
  return given.filter(
    ({ code, range: { start, end } }) =>
      code === finding.rule &&
      start.line === range.start.line &&
      start.character === range.start.character &&
      end.line === range.end.line &&
      end.character === range.end.character,
  );
}

/** Commands of the client, offered to those that have them. */
function commandsFor(
  session: Session,
  document: SipDocument,
  { entry, finding, diagnostics }: Found & { diagnostics: Diagnostic[] },
): CodeAction[] {
  const { rule } = finding;
  const kind = CodeActionKind.QuickFix;
  const actions: CodeAction[] = [];
  if (session.options.ruleOffCommand) {
    const title = `Turn off ${rule} in this workspace`;
    actions.push({ title, kind, diagnostics, command: { title, command: RULE_OFF_COMMAND, arguments: [rule, document.uri] } });
  }
  if (session.options.explainCommand) {
    const title = 'Explain this finding';
    const { start } = rangeOf(document, document.trace.spanOf(entry, finding.at));
    actions.push({ title, kind, diagnostics, command: { title, command: EXPLAIN_COMMAND, arguments: [rule, document.uri, start] } });
  }
  return actions;
}
