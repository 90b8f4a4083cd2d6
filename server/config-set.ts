import type { ConfigWorld, Dialect } from '#core/config/dialect';
import type { ConfigFacts, Product } from '#core/config/model';
import { nodeCertificateReader } from './certificate-reader';
import type { ConfigFiles } from './config-files';
import type { PathMapping } from './path-map';

/** What the user says of the files of a configuration. */
export interface ConfigScope {
  readonly versions: { readonly [product in Product]?: string };
  readonly mappings: readonly PathMapping[];
}

/** One configuration as it was read, and all that was asked for on the way. */
export interface ConfigReading {
  readonly file: string;
  readonly dialect: Dialect;
  readonly facts: ConfigFacts;
  readonly scope: ConfigScope;
}

interface Kept {
  /** undefined: the file is no configuration. */
  readonly reading?: ConfigReading;
  readonly scope: ConfigScope;
  readonly stamps: ReadonlyMap<string, string | undefined>;
  readonly finds: readonly { readonly find: () => readonly string[]; readonly files: readonly string[] }[];
}

export interface SetOptions {
  readonly files: ConfigFiles;
  dialectOf(file: string, text: string): Dialect | undefined;
  /** The same object as long as nothing differs. */
  scopeOf(file: string): ConfigScope;
}

/**
 * The configurations among some files. A file that another one includes or names belongs to that one's configuration, and is read by itself
 * only where nobody does. What was read is kept until a text changes that was asked for, or a file comes or goes that was looked for.
 */
export class ConfigSet {
  readonly #options: SetOptions;
  readonly #kept = new Map<string, Kept>();
  /** Files that were named, and still have to be read, or read again. */
  readonly #stale = new Set<string>();
  /** Of these it is not known whether what they looked for is still where it was. */
  readonly #doubtful = new Set<string>();
  readonly #askedBy = new Map<string, Set<string>>();
  /** Another number after each reading. */
  generation = 0;

  constructor(options: SetOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#kept.size + [...this.#stale].filter((file) => !this.#kept.has(file)).length;
  }

  /** The files that were named, read or not. */
  all(): ReadonlySet<string> {
    return new Set([...this.#kept.keys(), ...this.#stale]);
  }

  add(file: string): void {
    if (!this.#kept.has(file)) this.#stale.add(file);
  }

  remove(file: string): void {
    this.#stale.delete(file);
    this.#drop(file);
  }

  /** The text of a file is another one. */
  changed(file: string): void {
    for (const root of this.#askedBy.get(file) ?? []) this.#stale.add(root);
    if (this.#kept.has(file)) this.#stale.add(file);
  }

  /** Files came or went, or what the user says of them is another thing. */
  moved(): void {
    for (const file of this.#kept.keys()) this.#doubtful.add(file);
  }

  /** Files that are not read yet, or not anew. */
  waiting(): string[] {
    return [...this.#stale, ...this.#doubtful];
  }

  /** Reads a file where that has to be done. */
  read(file: string): void {
    const kept = this.#kept.get(file);
    const isStale = this.#stale.delete(file);
    const isDoubtful = this.#doubtful.delete(file);
    if (!isStale && !isDoubtful) return;
    if (!kept || !this.#isCurrent(file, kept)) this.#readAnew(file);
  }

  /** The configurations to which a file belongs, as far as they are read. */
  rootsOf(file: string): ConfigReading[] {
    // Each edit that leads to another file is an edit of a file that asked, so these are all that there are.
    for (const root of [file, ...(this.#askedBy.get(file) ?? [])]) this.read(root);
    const holding = [...(this.#askedBy.get(file) ?? [])].flatMap((root) => this.#kept.get(root)?.reading ?? []);
    return holding.filter((reading) => reading.facts.files.includes(file) && this.#isRoot(reading));
  }

  /** All configurations, as far as they are read. */
  roots(): ConfigReading[] {
    return [...this.#kept.values()].flatMap(({ reading }) => (reading && this.#isRoot(reading) ? reading : []));
  }

  /** Nobody else includes it; of files that include each other the first one counts. */
  #isRoot({ file, facts }: ConfigReading): boolean {
    for (const other of this.#askedBy.get(file) ?? []) {
      if (other === file) continue;
      const holder = this.#kept.get(other)?.reading;
      if (holder?.facts.files.includes(file) && !(facts.files.includes(other) && file < other)) return false;
    }
    return true;
  }

  #isCurrent(file: string, { scope, stamps, finds }: Kept): boolean {
    const { files, scopeOf } = this.#options;
    return (
      scopeOf(file) === scope &&
      [...stamps].every(([name, stamp]) => files.stamp(name) === stamp) &&
      finds.every(({ find, files: found }) => sameList(find(), found))
    );
  }

  #readAnew(file: string): void {
    this.#drop(file);
    const { files, scopeOf, dialectOf } = this.#options;
    const scope = scopeOf(file);
    const stamps = new Map([[file, files.stamp(file)]]);
    const finds: Kept['finds'][number][] = [];
    const text = files.text(file);
    const dialect = text === undefined ? undefined : dialectOf(file, text);
    const world: ConfigWorld = {
      find(pattern, from, kind) {
        const at = { from: kind === 'beside-root' ? file : from, root: file, mappings: scope.mappings };
        const find = () => files.find(pattern, at);
        const found = find();
        finds.push({ find, files: found });
        return found;
      },
      text(name) {
        stamps.set(name, files.stamp(name));
        return files.text(name);
      },
      version: (product) => scope.versions[product],
      certificates: nodeCertificateReader,
    };
    const reading = text !== undefined && dialect && { file, dialect, scope, facts: dialect.read({ file, text }, world) };
    this.#kept.set(file, { scope, stamps, finds, ...(reading && { reading }) });
    for (const name of stamps.keys()) {
      const asking = this.#askedBy.get(name) ?? new Set();
      this.#askedBy.set(name, asking.add(file));
    }
    this.generation++;
  }

  #drop(file: string): void {
    for (const name of this.#kept.get(file)?.stamps.keys() ?? []) {
      const asking = this.#askedBy.get(name);
      asking?.delete(file);
      if (asking?.size === 0) this.#askedBy.delete(name);
    }
    if (this.#kept.delete(file)) this.generation++;
  }
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((each, i) => each === b[i]);
