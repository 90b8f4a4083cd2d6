import * as vscode from 'vscode';
import type { ProbeOptions } from '../../server/protocol';
import type { SipServer } from '../language-client';
import { panelOptions } from '../views/panel';
import { LastRuns } from './last-runs';
import { askOptions } from './options-input';
import { Passphrases } from './passphrases';
import { type PanelServices, ProbePanel } from './probe-panel';
import { windowSettings } from './settings';
import { shownTarget, targetAt, targetOf } from './target-at';
import { askTarget } from './target-input';
import { mayConnect } from './trust';
import { PROBE_VIEW } from './view-type';

/** All probes of a window: what is asked for, and the panels that show them, one a target. */
export class Probes {
  readonly #services: PanelServices;
  readonly #panels = new Map<string, ProbePanel>();

  constructor({ extension, globalState, secrets }: vscode.ExtensionContext, server: SipServer) {
    this.#services = {
      extension,
      server,
      runs: new LastRuns(globalState),
      passphrases: new Passphrases(secrets),
      askAgain: (target) => this.ask(target),
    };
  }

  cancelAll(): void {
    for (const panel of this.#panels.values()) panel.cancel();
  }

  /** Asks for the target and what is to be done, then probes. `given` stands in the input already; it is not probed before Enter. */
  async ask(given?: string): Promise<void> {
    if (!(await mayConnect())) return;
    const { server, runs } = this.#services;
    const target = await askTarget({
      read: (text) => server.readTarget(text),
      recent: runs.targets,
      ...(given !== undefined && { given }),
    });
    const options = target && (await askOptions(target, { settings: windowSettings(), providers: () => server.providers() }));
    if (target && options) await this.probe(target, options);
  }

  /** The report that is looked at, or the last target of all. */
  async again(): Promise<void> {
    const active = [...this.#panels.values()].find((panel) => panel.isActive);
    const [last] = this.#services.runs.targets;
    if (active) await active.run();
    else if (last === undefined) await this.ask();
    else await this.probe(last, this.#services.runs.of(last)?.options ?? {});
  }

  /** A target that somebody else wrote into a file is shown before anything connects to it. `line` is from 0. */
  async found(target: string, uri: vscode.Uri, line: number, options: ProbeOptions = {}): Promise<void> {
    if (!(await mayConnect())) return;
    const from = `${uri.path.split('/').at(-1)}, line ${line + 1}`;
    const shows = options.certificate ? ` It is shown the client certificate in ${options.certificate}.` : '';
    const question = `Connect to ${shownTarget(target)}? The address comes from ${from}.${shows}`;
    if ((await vscode.window.showWarningMessage(question, { modal: true }, 'Connect')) === 'Connect') await this.probe(target, options);
  }

  /** What is selected in the editor, or what stands under its cursor. */
  async selection(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return this.ask();
    const { document, selection } = editor;
    const { line, character } = selection.active;
    const selected = document.getText(selection).trim();
    const target = selected === '' ? targetAt(document.lineAt(line).text, character) : (targetOf(selected) ?? selected);
    if (target === undefined) return this.ask();
    const read = await this.#services.server.readTarget(target);
    if (read.kind === 'invalid') return this.ask(target);
    await this.found(target, document.uri, line);
  }

  /** Probes at once, and shows the report. */
  async probe(target: string, options: ProbeOptions): Promise<ProbePanel> {
    const open = this.#panels.get(target);
    open?.reveal();
    const panel = open ?? this.#open(target, options);
    await this.#services.runs.addTarget(target);
    await panel.run(options);
    return panel;
  }

  /** The report of a target, where one is open. */
  panelOf(target: string): ProbePanel | undefined {
    return this.#panels.get(target);
  }

  /** After VS Code was started anew: the last report of the target, which is not probed again. */
  restore(panel: vscode.WebviewPanel): void {
    const { runs, extension } = this.#services;
    // VS Code keeps nothing of a view but its title, unless somebody clicked in it.
    const target = runs.targets.find((one) => titleOf(one) === panel.title);
    const last = target === undefined ? undefined : runs.of(target);
    if (!last) {
      panel.dispose();
      return;
    }
    panel.webview.options = panelOptions(extension.extensionUri);
    this.#keep(panel, new ProbePanel(panel, this.#services, { target: last.target, options: last.options, last }));
  }

  #open(target: string, options: ProbeOptions): ProbePanel {
    const { extensionUri } = this.#services.extension;
    const panel = vscode.window.createWebviewPanel(PROBE_VIEW, titleOf(target), vscode.ViewColumn.Active, panelOptions(extensionUri));
    return this.#keep(panel, new ProbePanel(panel, this.#services, { target, options }));
  }

  #keep(webview: vscode.WebviewPanel, panel: ProbePanel): ProbePanel {
    this.#panels.set(panel.target, panel);
    webview.onDidDispose(() => {
      if (this.#panels.get(panel.target) === panel) this.#panels.delete(panel.target);
    });
    return panel;
  }
}

const titleOf = (target: string): string => `SIP TLS: ${shownTarget(target)}`;
