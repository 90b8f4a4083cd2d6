import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { ConfigFinding } from '#core/rules/config-engine';
import { ConfigPlaces } from '../config-places';
import type { OpenConfig } from '../config-workspace';
import { EXPLAIN_COMMAND, RULE_OFF_COMMAND } from '../protocol';
import type { Session } from '../session';

/** What can be done about the findings under the cursor: fixes, also in other files, and the commands that the client has. */
export async function configActions(session: Session, config: OpenConfig, { range, context }: CodeActionParams): Promise<CodeAction[]> {
  const { document, readings } = config;
  const places = new ConfigPlaces(readings, session.configs.files);
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const found = (await session.configs.findings(config)).filter(({ place: { at } }) => at.start <= end && at.end >= start);
  const fixes = found.flatMap((finding) => fixOf(finding, places, context.diagnostics));
  const actions: CodeAction[] = fixes.map((fix) => ({ ...fix, isPreferred: fixes.length === 1 }));
  const seen = new Set<string>();
  for (const finding of found) {
    if (seen.has(finding.rule) || finding.rule.startsWith('internal/')) continue;
    seen.add(finding.rule);
    const at = places.range(finding.place);
    if (at) actions.push(...commandsFor(session, document.uri, { finding, at, diagnostics: matching(finding, at, context.diagnostics) }));
  }
  return actions;
}

function fixOf(finding: ConfigFinding, places: ConfigPlaces, given: readonly Diagnostic[]): CodeAction[] {
  const { fix, place } = finding;
  const range = places.range(place);
  if (!fix || !range) return [];
  const changes: { [uri: string]: TextEdit[] } = {};
  for (const { place: at, text } of fix.edits) {
    const where = places.range(at);
    if (!where) return [];
    changes[at.file] = [...(changes[at.file] ?? []), { range: where, newText: text }];
  }
  return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: matching(finding, range, given), edit: { changes } }];
}

/** The client's own diagnostics that are this finding. */
function matching({ rule }: ConfigFinding, { start, end }: Range, given: readonly Diagnostic[]): Diagnostic[] {
  const isSame = (a: Range['start'], b: Range['start']): boolean => a.line === b.line && a.character === b.character;
  return given.filter(({ code, range }) => code === rule && isSame(range.start, start) && isSame(range.end, end));
}

function commandsFor(
  { options }: Session,
  uri: string,
  { finding, at, diagnostics }: { finding: ConfigFinding; at: Range; diagnostics: Diagnostic[] },
): CodeAction[] {
  const kind = CodeActionKind.QuickFix;
  const actions: CodeAction[] = [];
  const offer = (title: string, command: string, given: unknown[]): void => {
    actions.push({ title, kind, diagnostics, command: { title, command, arguments: given } });
  };
  if (options.ruleOffCommand) offer(`Turn off ${finding.rule} in this workspace`, RULE_OFF_COMMAND, [finding.rule, uri]);
  if (options.explainCommand) offer('Explain this finding', EXPLAIN_COMMAND, [finding.rule, uri, at.start]);
  return actions;
}
