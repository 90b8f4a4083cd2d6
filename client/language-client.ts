import * as vscode from 'vscode';
import type * as Library from 'vscode-languageclient/node';
import type { LanguageClient, LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import type { ProbeView } from '#core/report/probe/model';
import {
  DIALECTS_REQUEST,
  EXPLAIN_COMMAND,
  HIDDEN_NOTIFICATION,
  type HiddenParams,
  type InitializationOptions,
  type KnownDialect,
  type KnownProvider,
  PROBE_COMMAND,
  PROBE_PROGRESS,
  PROBE_REQUEST,
  PROVIDERS_REQUEST,
  type ProbeAnswer,
  type ProbeParams,
  type ProbeProgressParams,
  READ_TARGET_REQUEST,
  type ReadTargetAnswer,
  RULE_OFF_COMMAND,
  TRACE_INFO_REQUEST,
  type TraceInfo,
  type TraceInfoParams,
} from '../server/protocol';
import { ASSOCIATIONS, type Filter, isIn, selectorNow } from './document-selector';
import { withoutPassphrases } from './passphrase-free-log';

/** The language server in its own process: started at the first document with SIP, and again when it dies, but not for ever. */
export class SipServer implements vscode.Disposable {
  readonly log: vscode.LogOutputChannel;
  readonly #module: string;
  readonly #isUp = new vscode.EventEmitter<void>();
  /** The server runs and has been told of all open documents. */
  readonly onIsUp = this.#isUp.event;
  #client: LanguageClient | undefined;
  #starting: Promise<void> | undefined;
  #stops: number[] = [];
  readonly #probes = new Map<string, (view: ProbeView) => void>();
  #lastProbe = 0;
  /** What the client was started with; it reads this list again at each start. */
  readonly #selector: Filter[] = [];
  readonly #subscriptions: vscode.Disposable;
  #reaching: Promise<void> = Promise.resolve();

  constructor(module: string, log: vscode.LogOutputChannel) {
    this.#module = module;
    this.log = log;
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => this.#reach([document])),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`sipTls.${ASSOCIATIONS}`)) this.#reach(vscode.workspace.textDocuments);
      }),
    );
  }

  /** A client keeps its selector as long as it runs, so one that a document has come into, or out of, begins anew. */
  #reach(documents: readonly vscode.TextDocument[]): void {
    this.#reaching = this.#reaching.then(async () => {
      await this.#starting;
      if (!this.#client) return;
      const now = selectorNow();
      if (documents.every((document) => isIn(now, document) === isIn(this.#selector, document))) return;
      this.#selector.splice(0, this.#selector.length, ...now);
      await this.#client.restart();
    });
    this.#reaching = this.#reaching.catch((error) => this.log.error(`the server did not start again: ${error}`));
  }

  get isRunning(): boolean {
    // State.Running, without loading the library for its name.
    return this.#client?.state === 2;
  }

  start(): Promise<void> {
    this.#starting ??= this.#start().catch((error) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  async restart(): Promise<void> {
    this.#stops = [];
    if (!this.#client) await this.start();
    else await this.#client.restart();
  }

  /** Undefined while the server does not run. */
  async traceInfo(params: TraceInfoParams, token?: vscode.CancellationToken): Promise<TraceInfo | undefined> {
    if (!this.isRunning) return undefined;
    return (await this.#client?.sendRequest<TraceInfo | null>(TRACE_INFO_REQUEST, params, token)) ?? undefined;
  }

  async readTarget(text: string): Promise<ReadTargetAnswer> {
    return (await this.#running()).sendRequest<ReadTargetAnswer>(READ_TARGET_REQUEST, { text });
  }

  async providers(): Promise<readonly KnownProvider[]> {
    return (await this.#running()).sendRequest<readonly KnownProvider[]>(PROVIDERS_REQUEST);
  }

  async dialects(): Promise<readonly KnownDialect[]> {
    return (await this.#running()).sendRequest<readonly KnownDialect[]>(DIALECTS_REQUEST);
  }

  /** The one thing here that connects. Ends soon after `token` is cancelled, with what was learnt by then. */
  async probe(
    params: Omit<ProbeParams, 'id'>,
    token: vscode.CancellationToken,
    onProgress: (view: ProbeView) => void,
  ): Promise<ProbeAnswer> {
    const client = await this.#running();
    const id = String(++this.#lastProbe);
    this.#probes.set(id, onProgress);
    try {
      return await client.sendRequest<ProbeAnswer>(PROBE_REQUEST, { ...params, id } satisfies ProbeParams, token);
    } finally {
      this.#probes.delete(id);
    }
  }

  async #running(): Promise<LanguageClient> {
    await this.start();
    if (!this.#client) throw new Error('The language server does not run.');
    return this.#client;
  }

  dispose(): Thenable<void> | undefined {
    this.#isUp.dispose();
    this.#subscriptions.dispose();
    return this.#client?.dispose();
  }

  async #start(): Promise<void> {
    // The library takes most of the time that loading this extension would take, and most windows never need it.
    const library = await import('vscode-languageclient/node');
    const { LanguageClient, TransportKind, State } = library;
    this.#selector.splice(0, this.#selector.length, ...selectorNow());
    const run = { module: this.#module, transport: TransportKind.ipc };
    const server: ServerOptions = { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } };
    const client = new LanguageClient('sipTls', 'SIP TLS', server, this.#options(library));
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.#isUp.fire();
    });
    client.onNotification(PROBE_PROGRESS, ({ id, view }: ProbeProgressParams) => this.#probes.get(id)?.(view));
    this.#client = client;
    await client.start();
    client.visibleDocuments.onClose((closed) => {
      for (const uri of this.isRunning ? closed : [])
        void client.sendNotification(HIDDEN_NOTIFICATION, { uri: client.code2ProtocolConverter.asUri(uri) } satisfies HiddenParams);
    });
    // What was opened while it started.
    this.#reach(vscode.workspace.textDocuments);
  }

  #options({ ErrorAction, CloseAction }: typeof Library): LanguageClientOptions {
    const initializationOptions: InitializationOptions = { ruleOffCommand: true, explainCommand: true, probeFoundCommand: true };
    return {
      documentSelector: this.#selector,
      outputChannel: this.log,
      traceOutputChannel: withoutPassphrases(this.log),
      initializationOptions,
      // Links of a hover may run these and no other command.
      markdown: { isTrusted: { enabledCommands: [EXPLAIN_COMMAND, RULE_OFF_COMMAND] } },
      middleware: {
        // A trace under version control is shown twice in a diff; its findings are wanted once.
        provideDiagnostics: (document, previousResultId, token, next) => {
          const { scheme } = 'uri' in document ? document.uri : document;
          return scheme === 'git' || scheme === 'vscode-scm' ? undefined : next(document, previousResultId, token);
        },
        // The server's own command is for editors that have no other; here its user is asked first, whoever runs it.
        executeCommand: (command, given, next) =>
          command === PROBE_COMMAND ? vscode.commands.executeCommand('sipTls.probe', targetIn(given[0])) : next(command, given),
      },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () =>
          this.#mayRestart() ? { action: CloseAction.Restart, handled: true } : { action: CloseAction.DoNotRestart, handled: true },
      },
    };
  }

  /** Once within three minutes it may; what stops twice would stop again. */
  #mayRestart(): boolean {
    const now = Date.now();
    this.#stops = [...this.#stops.filter((at) => now - at < 180_000), now];
    if (this.#stops.length < 2) return true;
    void this.#sayStopped();
    return false;
  }

  async #sayStopped(): Promise<void> {
    const answer = await vscode.window.showErrorMessage('SIP analysis stopped twice and stays off.', 'Restart', 'Show log');
    if (answer === 'Restart') await vscode.commands.executeCommand('sipTls.restartServer');
    if (answer === 'Show log') this.log.show();
  }
}

const targetIn = (given: unknown): unknown => (typeof given === 'object' && given !== null && 'target' in given ? given.target : given);
