import * as vscode from 'vscode';
import type { EndpointDetail, ProbeView } from '#core/report/probe/model';
import { socketOf } from '#core/report/probe/words';
import { asHtml, asJson, asMarkdown, type Export } from './exports';

interface ExportItem extends vscode.QuickPickItem {
  readonly make: () => Promise<Export>;
}

/** Asks in which form a report is to be written. */
export async function chooseExport(view: ProbeView, extension: vscode.Uri): Promise<Export | undefined> {
  const items: ExportItem[] = [
    {
      label: 'HTML',
      description: 'the report as it is shown, in one file',
      make: async () => ({ extension: 'html', filter: 'HTML', text: await asHtml(view, extension) }),
    },
    {
      label: 'Markdown',
      description: 'for a ticket',
      make: async () => ({ extension: 'md', filter: 'Markdown', text: asMarkdown(view) }),
    },
    {
      label: 'JSON',
      description: 'for programs; the same as sip-tls probe --format json',
      make: async () => ({ extension: 'json', filter: 'JSON', text: asJson(view) }),
    },
    ...pemItems(view),
  ];
  return (await vscode.window.showQuickPick(items, { title: 'Export', matchOnDescription: true }))?.make();
}

/** The list as sent is the same on most addresses: each different one once. */
function pemItems({ report, details }: ProbeView): ExportItem[] {
  const found = new Map<string, { label: string; sockets: string[] }>();
  const add = (label: string, text: string | undefined, socket: string): void => {
    if (text === undefined) return;
    const before = found.get(`${label}\n${text}`);
    if (before) before.sockets.push(socket);
    else found.set(`${label}\n${text}`, { label, sockets: [socket] });
  };
  for (const [index, endpoint] of report.endpoints.entries()) {
    const { sentPem, repairedPem }: Partial<EndpointDetail> = details[index] ?? {};
    add('Certificates as sent (PEM)', sentPem, socketOf(endpoint));
    add('Repaired chain (PEM)', repairedPem, socketOf(endpoint));
  }
  return [...found].map(([key, { label, sockets }]) => ({
    label,
    description: sockets.join(', '),
    make: async () => ({ extension: 'pem', filter: 'PEM', text: key.slice(label.length + 1) }),
  }));
}
