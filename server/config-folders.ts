import { dirname, sep } from 'node:path';
import { scopeOf } from './config-scope';
import type { ConfigScope } from './config-set';
import { localPath } from './path-map';
import { defaultSettings, type Settings } from './settings';

/**
 * The folders that the client has open, and what its user has set for the files in them. A client is asked for the settings of each open
 * document; files that are not open have those of the folder that they are in.
 */
export class ConfigFolders {
  readonly #ask: (scopeUri: string) => Promise<Settings>;
  #uris: readonly string[] = [];
  readonly #settings = new Map<string, Settings>();
  readonly #scopes = new Map<string, ConfigScope>();
  #window: Settings = defaultSettings;

  /** `ask`: what the client says of a URI; of the empty one, what counts in the whole window. */
  constructor(ask: (scopeUri: string) => Promise<Settings>) {
    this.#ask = ask;
  }

  get uris(): readonly string[] {
    return this.#uris;
  }

  set uris(uris: readonly string[]) {
    this.#uris = uris;
    this.forgetAll();
  }

  /** Those on a disk that is known here. */
  get paths(): string[] {
    return this.#uris.flatMap((uri) => localPath(uri) ?? []);
  }

  /** Whether a folder is one of them, or in one of them. */
  hold(folder: string): boolean {
    return this.paths.some((each) => folder === each || isBelow(folder, each));
  }

  /** Asks for what is set for the window and for the folders, so that `settings` knows it. */
  async read(): Promise<void> {
    this.#window = await this.#ask('');
    for (const uri of this.#uris) this.#settings.set(uri, await this.#ask(uri));
  }

  /** What is set for a file that is not open. */
  ask(file: string): Promise<Settings> {
    return this.#ask(this.#innermost(file) ?? '');
  }

  /** The same as far as it is known by now. */
  settings(file: string): Settings {
    return this.#settings.get(file) ?? this.#settings.get(this.#innermost(file) ?? '') ?? this.#window;
  }

  /** What is set for an open document; false where that is known already. */
  learn(uri: string, settings: Settings): boolean {
    if (this.#settings.get(uri) === settings) return false;
    this.#settings.set(uri, settings);
    this.#scopes.delete(uri);
    return true;
  }

  /** The document is closed. */
  forget(uri: string): void {
    this.#settings.delete(uri);
    this.#scopes.delete(uri);
  }

  forgetAll(): void {
    this.#settings.clear();
    this.#scopes.clear();
    this.#window = defaultSettings;
  }

  /** The same object as long as nothing else is set. */
  scope(file: string): ConfigScope {
    const known = this.#scopes.get(file);
    if (known) return known;
    const folder = this.#innermost(file);
    const path = localPath(folder ?? file) ?? '.';
    const scope = scopeOf(this.settings(file), folder === undefined ? dirname(path) : path);
    this.#scopes.set(file, scope);
    return scope;
  }

  #innermost(file: string): string | undefined {
    const path = localPath(file);
    let best: { readonly uri: string; readonly folder: string } | undefined;
    for (const uri of this.#uris) {
      const folder = localPath(uri);
      if (folder === undefined || path === undefined || !isBelow(path, folder)) continue;
      if (!best || folder.length > best.folder.length) best = { uri, folder };
    }
    return best?.uri;
  }
}

const isBelow = (path: string, folder: string): boolean => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
