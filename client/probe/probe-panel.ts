import * as vscode from 'vscode';
import { compareReports } from '#core/report/probe/changes';
import type { ProbeView } from '#core/report/probe/model';
import { endpointKey } from '#core/report/probe/words';
import type { ProbeReport } from '../../server/contracts';
import type { ProbeAnswer, ProbeOptions } from '../../server/protocol';
import type { SipServer } from '../language-client';
import type { ProbeLook, ProbeRequest, ToProbeView } from '../views/messages';
import { viewFiles } from '../views/panel';
import { announcement } from '../views/probe/announce';
import { probeDocument } from '../views/probe/document';
import { firstLook, renderProbe } from '../views/probe/render';
import { chooseExport } from './choose-export';
import { saveExport } from './exports';
import { readFromView } from './from-view';
import type { LastRun, LastRuns } from './last-runs';
import type { Passphrases } from './passphrases';
import { probeWithPassphrase } from './probe-with-passphrase';
import { windowSettings } from './settings';
import { startingView } from './starting-view';
import { mayConnect } from './trust';

export interface PanelServices {
  readonly extension: vscode.Extension<unknown>;
  readonly server: SipServer;
  readonly runs: LastRuns;
  readonly passphrases: Passphrases;
  /** Asks for other options, and probes by them. */
  readonly askAgain: (target: string) => unknown;
}

export interface PanelSubject {
  readonly target: string;
  readonly options: ProbeOptions;
  /** Shown until it is probed again. */
  readonly last?: LastRun;
}

/** The report of one target: filled while the probe runs, run again from its buttons, gone with its tab. */
export class ProbePanel {
  readonly target: string;
  readonly #panel: vscode.WebviewPanel;
  readonly #services: PanelServices;
  #options: ProbeOptions;
  #view: ProbeView | undefined;
  #before: ProbeReport | undefined;
  #isCompared = false;
  #look: ProbeLook = firstLook;
  #running: vscode.CancellationTokenSource | undefined;

  constructor(panel: vscode.WebviewPanel, services: PanelServices, { target, options, last }: PanelSubject) {
    this.target = target;
    this.#panel = panel;
    this.#services = services;
    this.#options = options;
    this.#view = last?.view;
    this.#before = last?.before;
    panel.webview.onDidReceiveMessage((message: unknown) => this.#hear(message));
    panel.onDidDispose(() => this.cancel());
    panel.webview.html = probeDocument({ ...viewFiles(panel.webview, services.extension.extensionUri, 'probe'), target });
  }

  /** What is known now. */
  get view(): ProbeView | undefined {
    return this.#view;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  cancel(): void {
    this.#running?.cancel();
  }

  /** Probes with other options from now on, or with the same ones; `once` holds for this run only. */
  async run(options: ProbeOptions = this.#options, once: ProbeOptions = {}): Promise<ProbeAnswer | undefined> {
    if (!(await mayConnect())) return undefined;
    this.cancel();
    const running = new vscode.CancellationTokenSource();
    this.#running = running;
    this.#options = options;
    const shown = this.#view?.progress?.state === 'running' ? undefined : this.#view;
    const isCurrent = (): boolean => this.#running === running;
    const { extension, server, passphrases } = this.#services;
    this.#show(startingView(this.target, { version: extension.packageJSON.version, now: new Date() }));
    const answer = await probeWithPassphrase(server, passphrases, {
      params: { target: this.target, ...options, ...once },
      settings: windowSettings(),
      token: running.token,
      onProgress: (view) => isCurrent() && this.#show(view),
    }).catch(withoutServer);
    running.dispose();
    if (!isCurrent()) return answer;
    this.#running = undefined;
    if (answer.kind === 'done') await this.#take(answer.view);
    else this.#giveUp(answer, shown);
    return answer;
  }

  async #take(view: ProbeView): Promise<void> {
    if (!view.progress) {
      const { runs } = this.#services;
      this.#before = runs.of(this.target)?.view.report;
      await runs.add({ target: this.target, options: this.#options, view, ...(this.#before && { before: this.#before }) });
    }
    this.#show(view);
  }

  /** Nothing was probed: what was shown before stays, and where nothing was, the tab goes. */
  #giveUp(answer: Exclude<ProbeAnswer, { kind: 'done' }>, shown: ProbeView | undefined): void {
    if (shown) this.#show(shown);
    else this.#panel.dispose();
    void this.#complain(answer);
  }

  async #complain(answer: Exclude<ProbeAnswer, { kind: 'done' }>): Promise<void> {
    const other = answer.kind === 'refused' ? 'Change…' : 'Show log';
    const chosen = await vscode.window.showErrorMessage(`${this.target}: ${answer.why}`, other);
    if (chosen === 'Change…') this.#services.askAgain(this.target);
    if (chosen === 'Show log') this.#services.server.log.show();
  }

  #show(view: ProbeView): void {
    const announce = announcement(this.#view, view);
    this.#view = view;
    this.#post({ kind: 'show', html: renderProbe(view, this.#state(view)).toString(), ...(announce !== undefined && { announce }) });
  }

  /** The same, looked at in another way. */
  #redraw(): void {
    if (this.#view) this.#post({ kind: 'show', html: renderProbe(this.#view, this.#state(this.#view)).toString() });
  }

  #state(view: ProbeView) {
    const before = this.#isCompared && !view.progress ? this.#before : undefined;
    const changes = before && { since: before.time, list: compareReports(before, view.report, view.titles) };
    return { look: this.#look, now: new Date(), ...(changes && { changes }) };
  }

  #post(message: ToProbeView): void {
    // A view that is not there yet, or not any more, says `ready` when it is.
    void this.#panel.webview.postMessage(message);
  }

  #hear(value: unknown): void {
    const message = readFromView(value);
    if (!message) this.#services.server.log.warn('the probe view sent something that is no message');
    else if ('look' in message) {
      this.#look = message.look;
      if (message.kind !== 'fold') this.#redraw();
    } else void this.#answer(message);
  }

  async #answer(request: ProbeRequest): Promise<void> {
    const { id } = request;
    try {
      const text = await this.#do(request);
      this.#post({ kind: 'answer', id, ...text });
    } catch (error) {
      this.#services.server.log.error(error instanceof Error ? error : String(error));
      this.#post({ kind: 'answer', id, isDone: false, text: `That failed: ${error instanceof Error ? error.message : String(error)}` });
    }
  }

  async #do(request: ProbeRequest): Promise<Done> {
    switch (request.kind) {
      case 'again':
        return this.#start();
      case 'cancel':
        this.cancel();
        return done('Cancelled');
      case 'enumerate':
        return this.#start({ ...this.#options, enumerate: true });
      case 'check-revocation':
        return (await agreesToAskAuthorities()) ? this.#start(this.#options, { revocation: 'online' }) : notDone('Not asked');
      case 'compare':
        return this.#compare();
      case 'copy':
        await vscode.env.clipboard.writeText(request.text);
        return done('Copied');
      case 'open':
        return open(request.href);
      case 'save-pem':
        return this.#savePem(request.endpoint, request.which);
      case 'export':
        return this.#export();
    }
  }

  #start(options?: ProbeOptions, once?: ProbeOptions): Done {
    void this.run(options, once);
    return done('Probing');
  }

  #compare(): Done {
    if (!this.#before) return notDone('There is no earlier run of this target to compare with.');
    this.#isCompared = true;
    this.#redraw();
    return done('Compared with the last run');
  }

  async #export(): Promise<Done> {
    if (!this.#view) return notDone('There is nothing to export yet.');
    const chosen = await chooseExport(this.#view, this.#services.extension.extensionUri);
    const saved = chosen && (await saveExport(chosen, { title: 'Export', name: `${this.target}-${this.#view.report.time.slice(0, 10)}` }));
    return saved ? done(saved) : notDone('Not exported');
  }

  async #savePem(key: string, which: 'sent' | 'repaired'): Promise<Done> {
    const index = this.#view?.report.endpoints.findIndex((endpoint) => endpointKey(endpoint) === key) ?? -1;
    const detail = this.#view?.details[index];
    const text = which === 'sent' ? detail?.sentPem : detail?.repairedPem;
    if (text === undefined) return notDone('The certificates themselves are not kept beyond a run. Probe again, then save.');
    const title = which === 'sent' ? 'Save the chain as sent' : 'Save the repaired chain';
    const saved = await saveExport({ extension: 'pem', filter: 'PEM', text }, { title, name: `${key}-${which}` });
    return saved ? done(saved) : notDone('Not saved');
  }
}

/** The language server is a process of its own, and may end before it has answered. */
const withoutServer = (error: unknown): ProbeAnswer => ({
  kind: 'failed',
  why: `The language server gave no answer (${error instanceof Error ? error.message : String(error)}).`,
});

interface Done {
  readonly isDone: boolean;
  readonly text: string;
}

const done = (text: string): Done => ({ isDone: true, text });
const notDone = (text: string): Done => ({ isDone: false, text });

async function agreesToAskAuthorities(): Promise<boolean> {
  const question = 'Ask the certificate authorities whether these certificates are revoked?';
  const detail = 'Their servers, named in the certificates, learn from which address somebody looks at them. This holds for this run only.';
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Ask')) === 'Ask';
}

/** Whatever stands in a report, a link of it leads to the RFCs only. */
async function open(href: string): Promise<Done> {
  if (!href.startsWith('https://www.rfc-editor.org/')) return notDone('This is no link of ours.');
  return (await vscode.env.openExternal(vscode.Uri.parse(href, true))) ? done('Opened') : notDone('It could not be opened.');
}
