import * as vscode from 'vscode';
import type { ProbeOptions } from '../server/protocol';
import { configLanguages, logLanguages } from './document-selector';
import { explain } from './explain';
import type { SipServer } from './language-client';
import type { Probes } from './probe/probes';
import { ruleTexts } from './rule-texts';
import { treatAs } from './treat-as';

export interface Services {
  readonly extension: vscode.Uri;
  readonly server: SipServer;
  /** Loaded when somebody first asks for a probe. */
  readonly probes: () => Promise<Probes>;
}

export interface Command {
  readonly title: string;
  readonly icon?: string;
  /** Where the palette offers it; everywhere without. */
  readonly when?: string;
  /** Where it can be run at all. */
  readonly enablement?: string;
  /** Menus besides the palette, with their own condition. */
  readonly menus?: { readonly [menu: string]: { readonly when: string; readonly group: string } };
  run(services: Services, ...given: readonly unknown[]): Promise<unknown>;
}

/** Traces, and files that may be configurations: they name hosts, and something may be found in them. */
const namesHosts = `editorLangId =~ /^(?:${[...new Set(['sip-trace', 'conf', ...logLanguages, ...configLanguages])].join('|')})$/`;
/** Nothing connects in a window that its user does not trust. */
const mayConnect = 'isWorkspaceTrusted';

/** All commands. What package.json says of them is generated from here. */
export const commands: { readonly [id: `sipTls.${string}`]: Command } = {
  'sipTls.probe': {
    title: 'Probe SIP TLS Endpoint…',
    icon: '$(plug)',
    enablement: mayConnect,
    // What is given stands in the input, and is not probed before its user says so.
    run: async ({ probes }, given) => (await probes()).ask(typeof given === 'string' ? given : undefined),
  },
  'sipTls.probeAgain': {
    title: 'Probe SIP TLS Endpoint Again',
    icon: '$(refresh)',
    enablement: mayConnect,
    run: async ({ probes }) => (await probes()).again(),
  },
  'sipTls.probeSelection': {
    title: 'Probe This SIP TLS Endpoint…',
    enablement: mayConnect,
    when: 'editorIsOpen',
    menus: { 'editor/context': { when: namesHosts, group: '9_sipTls' } },
    run: async ({ probes }) => (await probes()).selection(),
  },
  'sipTls.probeFound': {
    title: 'Probe an Endpoint That a File Names',
    // Of code lenses only. Where nothing may connect it says why, which a disabled one could not.
    when: 'false',
    async run({ probes }, target, uri, line, options) {
      if (typeof target === 'string' && typeof uri === 'string' && typeof line === 'number')
        await (await probes()).found(target, vscode.Uri.parse(uri), line, optionsIn(options));
    },
  },
  'sipTls.treatAs': {
    title: 'Treat This File As…',
    when: 'editorIsOpen',
    // A key may be bound to one of the answers.
    run: ({ server }, dialect) => treatAs(server, dialect),
  },
  'sipTls.openAsTrace': {
    title: 'Open as SIP Trace',
    icon: '$(list-tree)',
    when: 'editorLangId != sip-trace',
    async run(_services, given) {
      const active = given === undefined ? vscode.window.activeTextEditor?.document : undefined;
      const uri = given instanceof vscode.Uri ? given : (active?.uri ?? (await chooseFile()));
      if (!uri) return;
      const document = await vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), 'sip-trace');
      await vscode.window.showTextDocument(document);
    },
  },
  'sipTls.openSample': {
    title: 'Try the Sample Trace',
    run: ({ extension }) => openSample(vscode.Uri.joinPath(extension, 'samples', 'call-with-lost-ack-over-tls.siptrace'), 'sip-trace'),
  },
  'sipTls.openSampleConfiguration': {
    title: 'Try the Sample Configuration',
    run: ({ extension }) => openSample(vscode.Uri.joinPath(extension, 'samples', 'pbx', 'pjsip.conf'), 'asterisk'),
  },
  'sipTls.explain': {
    title: 'Explain Finding',
    when: namesHosts,
    async run({ extension }, given) {
      const rule = typeof given === 'string' ? given : (ruleAtCursor() ?? (await pickRule(extension, 'Explain which finding?')));
      if (rule) await explain(rule);
    },
  },
  'sipTls.ruleOff': {
    title: 'Turn Off Rule in This Workspace…',
    async run({ extension }, given) {
      const rule = typeof given === 'string' ? given : await pickRule(extension, 'Which rule is to be turned off in this workspace?');
      if (rule) await turnOff(rule);
    },
  },
  'sipTls.restartServer': {
    title: 'Restart SIP Analysis',
    run: ({ server }) => server.restart(),
  },
  'sipTls.showLog': {
    title: 'Show Log',
    run: async ({ server }) => server.log.show(),
  },
};

export function registerCommands(services: Services): vscode.Disposable {
  const { log } = services.server;
  const registered = Object.entries(commands).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (...given: unknown[]) => {
      try {
        return await command.run(services, ...given);
      } catch (error) {
        log.error(error instanceof Error ? error : String(error));
        const answer = await vscode.window.showErrorMessage(`“${command.title}” failed: ${String(error)}`, 'Show log');
        if (answer) log.show();
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

/** What a code lens of our own server says of a profile; whether its values fit is checked where they are used. */
const optionsIn = (given: unknown): ProbeOptions => (typeof given === 'object' && given !== null ? given : {});

/** A copy without a file: it can be mended by quick fixes, and the sample is the same the next time. */
async function openSample(sample: vscode.Uri, language: string): Promise<vscode.TextEditor> {
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(sample));
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  return (await vscode.window.showOpenDialog({ title: 'Open as SIP trace', openLabel: 'Open' }))?.[0];
}

async function turnOff(rule: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('sipTls');
  const inspected = configuration.inspect<{ readonly [rule: string]: string }>('rules');
  if (vscode.workspace.workspaceFolders) {
    await configuration.update('rules', { ...inspected?.workspaceValue, [rule]: 'off' }, vscode.ConfigurationTarget.Workspace);
    return;
  }
  await configuration.update('rules', { ...inspected?.globalValue, [rule]: 'off' }, vscode.ConfigurationTarget.Global);
  await vscode.window.showInformationMessage(`No folder is open, so ${rule} is off in your user settings.`);
}

/** Rules that found something in the active document come first. */
async function pickRule(extension: vscode.Uri, placeHolder: string): Promise<string | undefined> {
  const found = new Set(findings().map(ruleOf));
  const items = (await ruleTexts(extension)).map(({ id, title }) => ({ label: id, detail: title, isFound: found.has(id) }));
  const group = (label: string, isFound: boolean): vscode.QuickPickItem[] => {
    const members = items.filter((item) => item.isFound === isFound);
    return members.length > 0 ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...members] : [];
  };
  const all = [...group('found in this document', true), ...group('others', false)];
  return (await vscode.window.showQuickPick(all, { placeHolder, matchOnDetail: true }))?.label;
}

function ruleAtCursor(): string | undefined {
  const cursor = vscode.window.activeTextEditor?.selection.active;
  const finding = cursor && findings().find(({ range }) => range.contains(cursor));
  return finding && ruleOf(finding);
}

function findings(): vscode.Diagnostic[] {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri ? vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'sip-tls') : [];
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
