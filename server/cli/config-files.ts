import { dirname, relative, resolve } from 'node:path';
import type { CheckedConfig } from '#core/report/check';
import { lineExcerpt, textFindings } from '#core/report/config-finding';
import type { ConfigFinding } from '#core/rules/config-engine';
import { ConfigFiles } from '../config-files';
import { ConfigJudge, type ConfigRules, findingsIn } from '../config-judge';
import { namedAsConfigs } from '../config-scan';
import { dialectOf } from '../config-scope';
import { type ConfigReading, type ConfigScope, ConfigSet } from '../config-set';

export interface ConfigsOptions extends ConfigScope {
  readonly rules: ConfigRules;
  readonly now: Date;
  /** What is on standard input, if it is asked for. */
  readonly input?: string;
}

/** The configurations among the files of one run: they are read together, and judged one by one. */
export class Configs {
  readonly #files: ConfigFiles;
  readonly #set: ConfigSet;
  readonly #judge = new ConfigJudge();
  readonly #options: ConfigsOptions;
  /** Paths as they were given, by where they lead. */
  readonly #names = new Map<string, string>();
  readonly #findings = new Map<ConfigReading, Promise<readonly ConfigFinding[]>>();
  #all: readonly ConfigReading[] = [];

  constructor(options: ConfigsOptions) {
    this.#options = options;
    const { versions, mappings, input } = options;
    const scope = { versions, mappings };
    this.#files = new ConfigFiles({
      nameOf: (path) => this.#names.get(path) ?? (relative('', path) || '.'),
      text: (name) => (name === '-' ? input : undefined),
      stamp: (name) => (name === '-' && input !== undefined ? 'input' : undefined),
    });
    this.#set = new ConfigSet({ files: this.#files, dialectOf: (file, text) => dialectOf(file, text, {}), scopeOf: () => scope });
  }

  add(path: string): void {
    if (path !== '-') this.#names.set(resolve(path), path);
    this.#set.add(path);
  }

  /** What lies around a file that was named alone: another file may name it, and says then how it is used. */
  async addAround(path: string): Promise<void> {
    const folder = dirname(resolve(path));
    for (const each of new Set([folder, dirname(folder)]))
      for await (const found of namedAsConfigs(each, 0)) this.add(this.#files.nameOf(found));
  }

  /** All files are known: only now is it said of each how it was named, so that none has two names where another one includes it. */
  complete(): void {
    for (const path of this.#set.waiting()) this.#set.read(path);
    this.#all = this.#set.roots();
  }

  isKnown(path: string): boolean {
    return this.#set.rootsOf(path).length > 0;
  }

  /** undefined: it is no configuration, and no part of one. */
  async check(path: string): Promise<CheckedConfig | undefined> {
    const readings = this.#set.rootsOf(path);
    const [first] = readings;
    if (!first || first.dialect.id === 'pem') return undefined;
    const judged = await Promise.all(readings.map((reading) => this.#findingsOf(reading)));
    const own = new Map(readings.flatMap(({ facts }) => [...(facts.texts ?? [])]));
    // What a finding leads to may stand in another configuration.
    const texts = { get: (file: string) => own.get(file) ?? this.#files.text(file) };
    const text = texts.get(path) ?? '';
    const dialect = dialectOf(path, text, {}) ?? first.dialect;
    const findings = textFindings(findingsIn(path, judged), { path, texts });
    return { file: { path, kind: 'config', format: dialect.id, findings }, title: dialect.title, excerpt: lineExcerpt(text) };
  }

  /** What a configuration includes or names besides itself. */
  partsOf(path: string): readonly string[] {
    return this.#set.rootsOf(path).flatMap(({ file, facts }) => (file === path ? facts.files.filter((each) => each !== path) : []));
  }

  #findingsOf(reading: ConfigReading): Promise<readonly ConfigFinding[]> {
    let findings = this.#findings.get(reading);
    if (!findings) {
      const { rules, now } = this.#options;
      findings = this.#judge.judge(reading, { rules, now, all: this.#all });
      this.#findings.set(reading, findings);
    }
    return findings;
  }
}
