import * as vscode from 'vscode';
import { jsonReporter } from '#core/report/probe/json';
import { probeMarkdown } from '#core/report/probe/markdown';
import type { ProbeView } from '#core/report/probe/model';
import { newNonce, viewFolder } from '../views/panel';
import { exportHtml } from '../views/probe/document';

/** A report as a file. */
export interface Export {
  readonly extension: string;
  /** What the dialog calls such files. */
  readonly filter: string;
  readonly text: string;
}

/** Asks for a place and writes there. What became of it, in words; undefined: the user gave up. */
export async function saveExport(
  { extension, filter, text }: Export,
  { title, name }: { readonly title: string; readonly name: string },
): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `${fileName(name)}.${extension}`;
  const target = await vscode.window.showSaveDialog({
    title,
    defaultUri: folder ? vscode.Uri.joinPath(folder, file) : vscode.Uri.file(file),
    filters: { [filter]: [extension] },
  });
  if (!target) return undefined;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  return `Saved as ${target.path.split('/').at(-1)}`;
}

/** Targets are called as people like it; a file system takes less. */
export const fileName = (name: string): string =>
  name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|-+$/g, '')
    .slice(0, 80) || 'probe';

/** For a ticket, as `sip-tls probe --format markdown` prints it. */
export const asMarkdown = probeMarkdown;

/** As `sip-tls probe --format json` prints it. */
export const asJson = (view: ProbeView): string => jsonReporter({ least: 'hint', targets: 1 }).show(view);

/** With the style sheet of the view in it. */
export async function asHtml(view: ProbeView, extension: vscode.Uri): Promise<string> {
  const css = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(viewFolder(extension), 'probe.css'));
  return exportHtml(view, { css: new TextDecoder().decode(css), nonce: newNonce(), now: new Date() });
}
