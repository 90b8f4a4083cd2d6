import type { CertificateFile } from '#core/config/certificate-files';
import type { FileRef } from '#core/config/model';
import { pemOf } from '#core/config/pem/facts';
import { rules } from '#core/rules/all.gen';
import { configRules } from '#core/rules/config.gen';
import { type ConfigFinding, judgeConfig } from '#core/rules/config-engine';
import type { ConfigContext } from '#core/rules/config-rule';
import { endpointRules } from '#core/rules/endpoint.gen';
import { selectRules } from '#core/rules/engine';
import { judgePem, type PemRules } from '#core/rules/pem-engine';
import type { Profile, RuleSeverity } from '#core/rules/rule';
import { CertificateFiles } from './certificate-files';
import { nodeCertificateReader } from './certificate-reader';
import type { ConfigReading } from './config-set';

export type ConfigRules = PemRules & { readonly profile: Profile };

/** The rules for configurations and for the certificates in files, as the user has set them. */
export function selectConfigRules(profile: Profile, overrides: { readonly [rule: string]: RuleSeverity }): ConfigRules {
  return { profile, config: selectRules(configRules, profile, overrides), chain: selectRules(endpointRules, profile, overrides) };
}

/** Rules whose severity may be set, of whatever they are about. */
export const allRules = [...rules, ...endpointRules, ...configRules];

export interface JudgeOptions {
  readonly rules: ConfigRules;
  readonly now: Date;
  /** All configurations of the workspace, this one among them or not. */
  readonly all: readonly ConfigReading[];
}

/** Judges configurations. What others name is read again after some seconds only, since it is asked for at each keystroke in this one. */
export class ConfigJudge {
  readonly #certificates = new CertificateFiles();
  readonly #read = new WeakMap<ConfigReading, { readonly answers: Answers; readonly atMs: number }>();
  readonly #together = new WeakMap<readonly ConfigReading[], { readonly byFile: ReadonlyMap<string, Answers>; readonly atMs: number }>();

  /** What is wrong with a configuration, once the files are read that it names. */
  async judge(reading: ConfigReading, { rules: chosen, now, all }: JudgeOptions): Promise<ConfigFinding[]> {
    const { facts, scope } = reading;
    const others = all.filter((other) => other.file !== reading.file && other.dialect.id !== 'pem');
    const context: ConfigContext = {
      profile: chosen.profile,
      now,
      version: (product) => scope.versions[product],
      file: await this.#answers(reading, all, now.getTime()),
      others: others.map((other) => other.facts),
    };
    return pemOf(facts)
      ? judgePem(facts, { context, rules: chosen, reader: nodeCertificateReader })
      : judgeConfig(facts, context, chosen.config);
  }

  /** One file, as hovers ask for it. */
  file(ref: FileRef, { facts, scope }: ConfigReading): Promise<CertificateFile> {
    return this.#certificates.file(ref, facts.root, scope.mappings);
  }

  async #answers(reading: ConfigReading, all: readonly ConfigReading[], nowMs: number): Promise<Answers> {
    const own = await this.#of(reading);
    const byFile = await this.#byFile(all, nowMs);
    const files = new Set(reading.facts.files);
    return (ref) => {
      const { file } = ref.value.place;
      return (files.has(file) ? own : byFile.get(file))?.(ref) ?? { kind: 'elsewhere' };
    };
  }

  async #byFile(all: readonly ConfigReading[], nowMs: number): Promise<ReadonlyMap<string, Answers>> {
    const isFresh = (known: { readonly atMs: number } | undefined): boolean =>
      known !== undefined && Math.abs(nowMs - known.atMs) < FRESH_MS;
    const kept = this.#together.get(all);
    if (kept && isFresh(kept)) return kept.byFile;
    const byFile = new Map<string, Answers>();
    for (const each of all) {
      if (each.facts.profiles.length === 0) continue;
      const known = this.#read.get(each);
      const answers = known && isFresh(known) ? known.answers : await this.#of(each);
      if (answers !== known?.answers) this.#read.set(each, { answers, atMs: nowMs });
      for (const file of each.facts.files) byFile.set(file, answers);
    }
    this.#together.set(all, { byFile, atMs: nowMs });
    return byFile;
  }

  #of({ facts, scope }: ConfigReading): Promise<Answers> {
    return this.#certificates.of([facts], scope.mappings);
  }
}

type Answers = (ref: FileRef) => CertificateFile;
const FRESH_MS = 10_000;

/** Findings of several configurations in one file: what they say alike is said once. */
export function findingsIn(file: string, judged: readonly (readonly ConfigFinding[])[]): ConfigFinding[] {
  const seen = new Set<string>();
  return judged
    .flat()
    .filter((finding) => {
      if (finding.place.file !== file) return false;
      const id = `${finding.rule} ${finding.place.at.start} ${finding.place.at.end} ${finding.message}`;
      return !seen.has(id) && seen.add(id);
    })
    .sort((a, b) => a.place.at.start - b.place.at.start || a.place.at.end - b.place.at.end);
}
