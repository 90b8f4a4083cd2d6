import type { CancellationToken, ClientCapabilities, Connection } from 'vscode-languageserver/node';
import { rules } from '#core/rules/all.gen';
import { type RuleSet, selectRules } from '#core/rules/engine';
import { ConfigWorkspace } from './config-workspace';
import { Documents, type SipDocument } from './documents';
import type { InitializationOptions } from './protocol';
import { defaultSettings, readSettings, type Settings } from './settings';
import { Turn } from './turn';

/** One client, what it can do, the documents that it has open, and the settings of each. */
export class Session {
  readonly connection: Connection;
  readonly documents = new Documents();
  readonly configs: ConfigWorkspace;
  capabilities: ClientCapabilities = {};
  options: InitializationOptions = {};
  readonly #settings = new Map<string, Promise<Settings>>();
  /** The rules by which a document is judged now. */
  readonly #judged = new WeakMap<SipDocument, string>();
  readonly #readings = new WeakMap<SipDocument, Promise<void>>();
  readonly #ruleSets = new Map<string, RuleSet>();

  readonly #onChange: ((uri: string) => void)[] = [];
  readonly #onClose: ((uri: string) => void)[] = [];
  readonly #onSettings: (() => void)[] = [];

  constructor(connection: Connection) {
    this.connection = connection;
    this.configs = new ConfigWorkspace(this);
  }

  /** Hears of each document that was opened or edited. */
  onChange(listener: (uri: string) => void): void {
    this.#onChange.push(listener);
  }

  onClose(listener: (uri: string) => void): void {
    this.#onClose.push(listener);
  }

  /** Hears when settings are other ones. */
  onSettings(listener: () => void): void {
    this.#onSettings.push(listener);
  }

  changed(uri: string): void {
    this.configs.changed(uri);
    for (const listener of this.#onChange) listener(uri);
  }

  closed(uri: string): void {
    this.#settings.delete(uri);
    this.configs.closed(uri);
    for (const listener of this.#onClose) listener(uri);
  }

  /** The document as a trace, judged by its settings; undefined where it is not open, or none. */
  async document(uri: string): Promise<SipDocument | undefined> {
    const settings = await this.settingsOf(uri);
    const document = this.documents.get(uri);
    if (!document) return undefined;
    if (!isOurs(document.languageId) && !settings['sipTls.trace.recognizeInLogs']) return undefined;
    // A scenario or a template of messages holds SIP and is a configuration all the same.
    if (!isOurs(document.languageId) && (await this.configs.of(uri))) return undefined;
    this.#judge(document, settings);
    if (!document.isRead) await this.#read(document);
    // Closed, or opened again, meanwhile.
    if (this.documents.get(uri) !== document) return undefined;
    return isOurs(document.languageId) || document.trace.entries.length > 0 ? document : undefined;
  }

  /** Reads a document once for all who wait for it, and lets others have their turn in between. */
  #read(document: SipDocument): Promise<void> {
    const running = this.#readings.get(document);
    if (running) return running;
    const reading = readInTurns(document).finally(() => this.#readings.delete(document));
    this.#readings.set(document, reading);
    return reading;
  }

  settingsOf(uri: string): Promise<Settings> {
    let settings = this.#settings.get(uri);
    if (!settings) {
      settings = this.#readSettings(uri);
      this.#settings.set(uri, settings);
    }
    return settings;
  }

  /** Settings of nothing that is open: those of the window. */
  globalSettings(): Promise<Settings> {
    return this.settingsOf('');
  }

  /** Settings are read anew when somebody next asks. */
  forgetSettings(): void {
    this.#settings.clear();
    this.configs.settingsChanged();
    for (const listener of this.#onSettings) listener();
  }

  async #readSettings(scopeUri: string): Promise<Settings> {
    const complain = (line: string) => this.connection.console.warn(line);
    const given = this.options.settings;
    if (!this.capabilities.workspace?.configuration)
      return given ? readSettings((name) => valueAt({ sipTls: given }, name), complain) : defaultSettings;
    try {
      const section = await inTime<unknown>(
        this.connection.workspace.getConfiguration({ ...(scopeUri && { scopeUri }), section: 'sipTls' }),
      );
      return readSettings((name) => valueAt({ sipTls: section }, name), complain);
    } catch (error) {
      // The client announced that it answers and did not: its user is better served by the defaults than by silence.
      complain(`The settings of ${scopeUri || 'the window'} could not be read; the defaults are used: ${String(error)}`);
      return defaultSettings;
    }
  }

  #judge(document: SipDocument, settings: Settings): void {
    const key = JSON.stringify([settings['sipTls.profile'], settings['sipTls.rules']]);
    if (this.#judged.get(document) === key) return;
    let ruleSet = this.#ruleSets.get(key);
    if (!ruleSet) {
      ruleSet = selectRules(rules, settings['sipTls.profile'], settings['sipTls.rules']);
      this.#ruleSets.set(key, ruleSet);
    }
    document.setRules(ruleSet);
    this.#judged.set(document, key);
  }
}

async function readInTurns(document: SipDocument): Promise<void> {
  const turn = new Turn();
  while (!document.readSome(turn.isOver)) await turn.next();
}

/** A client that never answers must not keep its user without findings. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${SETTINGS_MS} ms`)), SETTINGS_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

const SETTINGS_MS = 5000;

/** Traces by language. Every other language that a client sends us is looked at, and taken where SIP is recognised in it. */
const isOurs = (languageId: string): boolean => languageId === 'sip-trace';

/** `sipTls.trace.maxFindings` in nested objects, or under its full name. */
function valueAt(root: unknown, name: string): unknown {
  let value: unknown = root;
  for (const word of name.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[word];
  }
  return value;
}

/**
 * Around each handler: one that throws is logged and answers `fallback`, and the server goes on. Malformed parameters come here too.
 */
export function guarded<P, R>(session: Session, name: string, fallback: R, run: (params: P, token: CancellationToken) => Promise<R> | R) {
  return async (params: P, token: CancellationToken): Promise<R> => {
    try {
      return await run(params, token);
    } catch (error) {
      session.connection.console.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return fallback;
    }
  };
}

/** For handlers of what is no request. */
export const notCancelled: CancellationToken = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
