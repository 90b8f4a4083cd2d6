import * as vscode from 'vscode';
import { explanation } from './explanation';
import { ruleTexts } from './rule-texts';

const scheme = 'sip-tls-rule';

/** Serves `sip-tls-rule:/sip/sips-over-udp.md`, read-only. */
export function provideExplanations(extension: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path }) {
      const id = path.slice(1).replace(/\.md$/, '');
      const rule = (await ruleTexts(extension)).find((text) => text.id === id);
      return rule ? explanation(rule) : `# ${id}\n\nThis version has no rule of that name.\n`;
    },
  });
}

/** Opens the explanation as a preview; as text where the editor has no Markdown preview. */
export async function explain(ruleId: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme, path: `/${ruleId}.md` });
  if (vscode.extensions.getExtension('vscode.markdown-language-features'))
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  else await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}
