import { type ChildProcess, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import {
  type ClientCapabilities,
  type CompletionItem,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  IPCMessageReader,
  IPCMessageWriter,
  type LogMessageParams,
  type Position,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

export const serverFile = join(process.cwd(), 'dist-test', 'server.cjs');
let built: Promise<unknown> | undefined;

/** The server and, beside it, the engine, as they are shipped, without minifying. */
export function buildServer(): Promise<unknown> {
  built ??= Promise.all([bundle('server/main.ts', serverFile), bundle('server/engine-worker.ts', join(serverFile, '../engine.js'))]);
  return built;
}

const bundle = (entry: string, outfile: string): Promise<unknown> =>
  build({
    entryPoints: [join(process.cwd(), entry)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    define: { SIP_TLS_VERSION: '"0.0.0"' },
    sourcemap: 'inline',
    outfile,
    logLevel: 'warning',
  });

export interface ClientOptions {
  /** Without `textDocument.diagnostic` the server pushes. */
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly channel?: 'stdio' | 'ipc';
  /** Another one than the server built here. */
  readonly serverFile?: string;
  /** What workspace/configuration answers for the section `sipTls`. */
  readonly settings?: unknown;
  /** The folder that the client has open. */
  readonly rootUri?: string;
}

export const pulling: ClientCapabilities = {
  workspace: { configuration: true, diagnostics: { refreshSupport: true }, didChangeConfiguration: { dynamicRegistration: true } },
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { documentationFormat: ['markdown'] } },
  },
};

/** A client of its own over stdio or IPC, with what the server said on the way. */
export class LspClient {
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly logs: LogMessageParams[] = [];
  readonly published = new Map<string, Diagnostic[][]>();
  /** Exit code. */
  readonly exited: Promise<number | null>;
  refreshes = 0;
  asked: string[] = [];
  settings: unknown;
  #versions = new Map<string, number>();
  initialized: InitializeResult = { capabilities: {} };

  private constructor(options: ClientOptions) {
    this.settings = options.settings ?? null;
    const program = options.serverFile ?? serverFile;
    this.process =
      options.channel === 'ipc'
        ? fork(program, ['--node-ipc'], { execArgv: [] })
        : spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.exited = new Promise((resolve) => this.process.once('exit', (code) => resolve(code)));
    this.connection = connectionTo(this.process);
    this.connection.onNotification('window/logMessage', (params: LogMessageParams) => void this.logs.push(params));
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
        this.published.set(uri, [...(this.published.get(uri) ?? []), diagnostics]);
      },
    );
    this.connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) => {
      this.asked.push(...items.map((item) => item.scopeUri ?? ''));
      return items.map(() => this.settings);
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      return null;
    });
    this.connection.listen();
  }

  static async start(options: ClientOptions = {}): Promise<LspClient> {
    await buildServer();
    const client = new LspClient(options);
    const capabilities = options.capabilities ?? pulling;
    const { initializationOptions, rootUri = null } = options;
    client.initialized = await client.request('initialize', { processId: process.pid, rootUri, capabilities, initializationOptions });
    await client.notify('initialized', {});
    return client;
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  async open(uri: string, text: string, languageId = 'sip-trace'): Promise<void> {
    this.#versions.set(uri, 1);
    await this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  async change(uri: string, contentChanges: unknown[]): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  at<R>(method: string, uri: string, position: Position, more: object = {}): Promise<R> {
    return this.request(`textDocument/${method}`, { textDocument: { uri }, position, ...more });
  }

  diagnostics(uri: string, previousResultId?: string): Promise<{ kind: string; resultId?: string; items?: Diagnostic[] }> {
    return this.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
  }

  async labels(uri: string, position: Position): Promise<CompletionItem[]> {
    return (await this.at<CompletionItem[] | null>('completion', uri, position)) ?? [];
  }

  /** Errors that the server logged. */
  errors(): string[] {
    return this.logs.filter(({ type }) => type === 1).map(({ message }) => message);
  }

  /** Waits for what the server will send by itself; each answer of the server is one more look. */
  async until(isSo: () => boolean, deadlineMs = 5000): Promise<void> {
    const end = Date.now() + deadlineMs;
    while (!isSo()) {
      if (Date.now() > end) throw new Error('what was waited for did not come');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async stop(): Promise<number | null> {
    await this.request('shutdown', null);
    await this.notify('exit', null);
    const code = await this.exited;
    this.connection.dispose();
    return code;
  }
}

function connectionTo(server: ChildProcess): ProtocolConnection {
  const { stdin, stdout } = server;
  if (stdin && stdout) return createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  return createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server));
}

/** The place right behind the n-th `before` in a text. */
export function behind(text: string, before: string, nth = 1): Position {
  let at = -1;
  for (let i = 0; i < nth; i++) {
    at = text.indexOf(before, at + 1);
    if (at < 0) throw new Error(`the text does not have ${before} ${nth} times`);
  }
  return positionAt(text, at + before.length);
}

export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
