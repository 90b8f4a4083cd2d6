import * as vscode from 'vscode';
import type { Rule } from '#core/rules/rule';

/** What dist/rules.json holds of a rule. The build writes it, so that the server need not carry examples that it never runs. */
export type RuleText = Pick<Rule, 'id' | 'severity' | 'title' | 'remedy' | 'cites' | 'examples'>;

let read: Promise<readonly RuleText[]> | undefined;

export function ruleTexts(extension: vscode.Uri): Promise<readonly RuleText[]> {
  read ??= readRules(vscode.Uri.joinPath(extension, 'dist', 'rules.json'));
  return read;
}

async function readRules(file: vscode.Uri): Promise<readonly RuleText[]> {
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
}
