import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Dialect } from '#core/config/dialect';
import type { ConfigFinding } from '#core/rules/config-engine';
import { ConfigFiles } from './config-files';
import { ConfigFolders } from './config-folders';
import { ConfigJudge, type ConfigRules, findingsIn, selectConfigRules } from './config-judge';
import { MOST_CONFIGS, namedAsConfigs } from './config-scan';
import { dialectOf } from './config-scope';
import { type ConfigReading, ConfigSet } from './config-set';
import type { SipDocument } from './documents';
import { localPath } from './path-map';
import type { Session } from './session';
import type { Settings } from './settings';
import { Turn } from './turn';

/** An open document that is a configuration, or a part of one. */
export interface OpenConfig {
  readonly document: SipDocument;
  readonly text: string;
  /** undefined: it is known as a part of others only. */
  readonly dialect?: Dialect;
  /** The configurations that it belongs to; the first one is the nearest. */
  readonly readings: readonly [ConfigReading, ...ConfigReading[]];
  readonly settings: Settings;
}

/** The configurations of the workspace, those in open documents as they stand there. */
export class ConfigWorkspace {
  readonly files: ConfigFiles;
  readonly judge = new ConfigJudge();
  readonly folders: ConfigFolders;
  readonly #session: Session;
  readonly #set: ConfigSet;
  readonly #rules = new Map<string, ConfigRules>();
  readonly #stamps = new WeakMap<SipDocument, number>();
  readonly #detected = new WeakMap<SipDocument, { readonly head: string; readonly associations: unknown; readonly dialect?: Dialect }>();
  readonly #names = new Map<string, string>();
  readonly #looked = new Map<string, Promise<void>>();
  readonly #onRead: (() => void)[] = [];
  readonly #onFilesChanged: (() => void)[] = [];
  #reading: Promise<void> | undefined;
  #lastStamp = 0;
  #all: { readonly generation: number; readonly roots: readonly ConfigReading[] } = { generation: -1, roots: [] };

  constructor(session: Session) {
    this.#session = session;
    const { documents } = session;
    this.folders = new ConfigFolders((scopeUri) => session.settingsOf(scopeUri));
    this.files = new ConfigFiles({
      nameOf: (path) => this.#names.get(path) ?? pathToFileURL(path).href,
      text: (name) => documents.get(name)?.getText(),
      stamp: (name) => this.#stampOf(documents.get(name)),
    });
    this.#set = new ConfigSet({
      files: this.files,
      dialectOf: (file, text) => dialectOf(file, text, this.folders.settings(file)['sipTls.config.associations']),
      scopeOf: (file) => this.folders.scope(file),
    });
  }

  /** Hears when files were read that nobody waited for, so that open documents may have other findings. */
  onRead(listener: () => void): void {
    this.#onRead.push(listener);
  }

  /** Hears when files on the disk have changed, and all that depends on them is read anew. */
  onFilesChanged(listener: () => void): void {
    this.#onFilesChanged.push(listener);
  }

  /** Another number whenever a configuration was read, or is gone. */
  get generation(): number {
    return this.#set.generation;
  }

  /** undefined: the document is not open, or nothing of ours. */
  async of(uri: string): Promise<OpenConfig | undefined> {
    const settings = await this.#session.settingsOf(uri);
    const document = this.#session.documents.get(uri);
    if (!document || !settings['sipTls.config.enable'] || neverConfigs.has(document.languageId)) return undefined;
    if (this.folders.learn(uri, settings)) this.#set.changed(uri);
    const dialect = this.#detect(document, settings);
    if (dialect) {
      this.#set.add(uri);
      await this.#lookAround(uri);
      if (this.#session.documents.get(uri) !== document) return undefined;
    }
    const [first, ...others] = this.#set.rootsOf(uri);
    if (!first) return undefined;
    return { document, text: document.getText(), ...(dialect && { dialect }), readings: [first, ...others], settings };
  }

  /** What is wrong in the document, by all configurations that it belongs to. */
  async findings({ document, readings, settings }: OpenConfig): Promise<ConfigFinding[]> {
    const judged: (readonly ConfigFinding[])[] = [];
    for (const reading of readings) judged.push(await this.judged(reading, settings));
    return findingsIn(document.uri, judged);
  }

  /** What is wrong in all files of a configuration. */
  judged(reading: ConfigReading, settings: Settings): Promise<readonly ConfigFinding[]> {
    return this.judge.judge(reading, { rules: this.#rulesOf(settings), now: new Date(), all: this.all() });
  }

  /** The configurations to which a file belongs, open or not. */
  rootsOf(file: string): readonly ConfigReading[] {
    return this.#set.rootsOf(file);
  }

  /** All configurations that are read by now. */
  all(): readonly ConfigReading[] {
    const { generation } = this.#set;
    if (this.#all.generation !== generation) this.#all = { generation, roots: this.#set.roots() };
    return this.#all.roots;
  }

  /** A document was opened or edited. */
  changed(uri: string): void {
    const document = this.#session.documents.get(uri);
    if (!document) return;
    const isNew = this.#stamps.get(document) === undefined;
    this.#stamps.set(document, ++this.#lastStamp);
    if (isNew) {
      const path = localPath(uri);
      if (path !== undefined) this.#rename(path, uri);
      this.#set.moved();
    }
    this.#set.changed(uri);
    if (isNew && this.#looked.size > 0) void this.#readAll();
  }

  /** Clients write the URI of a path in other ways than we do (`%2B` for `+`); from now on theirs is its name. */
  #rename(path: string, uri: string): void {
    const before = this.files.nameOf(path);
    this.#names.set(path, uri);
    if (before !== uri) this.#set.remove(before);
  }

  closed(uri: string): void {
    this.folders.forget(uri);
    this.#set.changed(uri);
    this.#set.moved();
    if (this.files.stamp(uri) === undefined) this.#set.remove(uri);
    void this.#readAll();
  }

  /** Files on the disk were written, made or taken away. */
  async filesChanged(uris: readonly string[]): Promise<void> {
    for (const uri of uris) {
      const path = localPath(uri);
      const name = path === undefined ? uri : this.files.nameOf(path);
      this.#set.changed(name);
      if (this.files.stamp(name) === undefined) this.#set.remove(name);
    }
    this.#set.moved();
    this.#looked.clear();
    this.#all = { generation: -1, roots: [] };
    await this.lookEverywhere();
    for (const listener of this.#onFilesChanged) listener();
  }

  /** Other folders are open. What was read only because it was found in one that is gone counts no more. */
  async foldersChanged(uris: readonly string[]): Promise<void> {
    this.folders.uris = uris;
    for (const file of this.#set.all()) {
      const path = localPath(file);
      if (!this.#session.documents.get(file) && path !== undefined && !this.folders.hold(dirname(path))) this.#set.remove(file);
    }
    await this.filesChanged([]);
  }

  settingsChanged(): void {
    this.folders.forgetAll();
    this.#looked.clear();
    this.#set.moved();
  }

  /** The rules as the settings have them; the same object for the same words. */
  #rulesOf(settings: Settings): ConfigRules {
    const key = JSON.stringify([settings['sipTls.profile'], settings['sipTls.rules']]);
    const rules = this.#rules.get(key) ?? selectConfigRules(settings['sipTls.profile'], settings['sipTls.rules']);
    this.#rules.set(key, rules);
    return rules;
  }

  /** By the head of its text; a document that is edited below stays what it is. */
  #detect(document: SipDocument, settings: Settings): Dialect | undefined {
    const associations = settings['sipTls.config.associations'];
    const head = document.slice(0, HEAD);
    const known = this.#detected.get(document);
    if (known?.head === head && known.associations === associations) return known.dialect;
    const dialect = dialectOf(document.uri, head, associations);
    this.#detected.set(document, { head, associations, ...(dialect && { dialect }) });
    return dialect;
  }

  /** What may belong to the document is read before it is judged, all others when nobody waits. */
  async #lookAround(uri: string): Promise<void> {
    const path = localPath(uri);
    const folder = path === undefined ? undefined : dirname(path);
    const key = folder ?? '';
    let looking = this.#looked.get(key);
    if (!looking) {
      looking = this.#look(folder);
      this.#looked.set(key, looking);
    }
    await looking;
  }

  /** Looks for configurations in all folders, and reads them. */
  lookEverywhere(): Promise<void> {
    let looking = this.#looked.get(EVERYWHERE);
    if (!looking) {
      looking = this.folders
        .read()
        .then(() => this.#scan(this.folders.paths, MOST_LEVELS))
        .then(() => this.#readAll());
      this.#looked.set(EVERYWHERE, looking);
    }
    return looking;
  }

  async #look(folder: string | undefined): Promise<void> {
    await this.folders.read();
    if (folder === undefined) return;
    await this.#scan([folder], 2);
    const above = dirname(folder);
    if (above !== folder && this.folders.hold(above)) await this.#scan([above], 0);
    await this.#readSome((file) => isNear(file, folder));
    void this.lookEverywhere();
  }

  async #scan(folders: readonly string[], depth: number): Promise<void> {
    for (const folder of folders)
      for await (const path of namedAsConfigs(folder, depth)) {
        if (this.#set.size >= MOST_CONFIGS) return;
        this.#set.add(this.files.nameOf(path));
      }
  }

  /** Once for all who wait. */
  #readAll(): Promise<void> {
    this.#reading ??= this.#readSome(() => true)
      .then((isAnyRead) => {
        if (isAnyRead) for (const listener of this.#onRead) listener();
      })
      .catch((error) => this.#session.connection.console.error(`Configurations could not be read: ${String(error)}`))
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  /** In turns with others. */
  async #readSome(isWanted: (file: string) => boolean): Promise<boolean> {
    const turn = new Turn();
    const { generation } = this.#set;
    for (const file of this.#set.waiting()) {
      if (!isWanted(file)) continue;
      this.#set.read(file);
      if (turn.isOver()) await turn.next();
    }
    return this.#set.generation !== generation;
  }

  #stampOf(document: SipDocument | undefined): string | undefined {
    return document && `open ${this.#stamps.get(document) ?? 0}`;
  }
}

/** Traces, whatever stands in them. */
const neverConfigs: ReadonlySet<string> = new Set(['sip-trace', 'log']);
const HEAD = 65_536;
const MOST_LEVELS = 12;
/** Beside the paths of folders; none is called so. */
const EVERYWHERE = '*';

/** In the same folder, in one above it, or in one below. */
function isNear(file: string, folder: string): boolean {
  const path = localPath(file);
  if (path === undefined) return false;
  const own = dirname(path);
  return own === folder || own.startsWith(folder + sep) || folder.startsWith(own + sep);
}
