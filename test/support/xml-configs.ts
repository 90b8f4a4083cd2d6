import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeFacts } from '#core/config/describe-facts';
import type { Dialect } from '#core/config/dialect';
import type { ConfigFacts, FilePlace } from '#core/config/model';
import { configRules } from '#core/rules/config.gen';
import { type ConfigFinding, judgeConfig } from '#core/rules/config-engine';
import type { ConfigContext } from '#core/rules/config-rule';
import { selectRules } from '#core/rules/engine';
import { NOW } from '../core/x509/issue';
import { type Files, readFiles } from './config-examples';

/** What the tests of FreeSWITCH, drachtio and SIPp have in common. */

/** The model in words, one line each, the texts of the files at hand. */
export const factLines = (dialect: Dialect, files: Files): string[] =>
  describeFacts(readFiles(dialect, files), (file) => files[file])
    .split('\n')
    .filter((line) => line !== '');

const rules = selectRules(configRules, 'practical');

/** All rules, with nothing known of certificates. */
export function judge(facts: ConfigFacts, others: readonly ConfigFacts[] = []): ConfigFinding[] {
  const context: ConfigContext = { profile: 'practical', now: NOW, version: () => undefined, file: () => ({ kind: 'elsewhere' }), others };
  return judgeConfig(facts, context, rules);
}

/** `warning fs-version-old vars.xml:390` */
export const findingLines = (findings: readonly ConfigFinding[], files: Files): string[] =>
  findings.map(({ severity, rule, place }) => `${severity} ${rule.replace('config/', '')} ${place.file}:${lineOf(place, files)}`);

const lineOf = ({ file, at }: FilePlace, files: Files): number => (files[file] ?? '').slice(0, at.start).split('\n').length;

export const corpus = resolve(process.env.SIP_TLS_CORPUS ?? '../shared/corpus', 'configs');
export const skipCorpus = existsSync(corpus) ? false : `no ${corpus}: nothing of it was compared (set SIP_TLS_CORPUS)`;

/** The samples of one product, by name. */
export const samplesOf = (folder: string): Files =>
  Object.fromEntries(
    readdirSync(join(corpus, folder))
      .sort()
      .map((file) => [file, readFileSync(join(corpus, folder, file), 'utf8')]),
  );

/** Whatever the text is: nothing throws, every place lies in its file, and each rule runs. */
export function checkHostile(dialect: Dialect, files: Files): void {
  const facts = readFiles(dialect, files);
  const places: FilePlace[] = [
    ...facts.settings.flatMap(({ name, value, whole }) => [name, value.place, whole]),
    ...facts.symbols.flatMap(({ place, whole, uses }) => [place, whole, ...uses]),
    ...facts.problems.map(({ place }) => place),
    ...facts.includes.map(({ place }) => place),
    ...facts.listeners.flatMap(({ place, host, portPlace }) => [place, ...(host ? [host.place] : []), ...(portPlace ? [portPlace] : [])]),
    ...facts.definitions.flatMap(({ place, value }) => [place, ...(value ? [value.place] : [])]),
    ...facts.peers.flatMap(({ place, host }) => [place, host.place]),
    ...facts.profiles.flatMap(({ place, ciphers, versions }) => [
      place,
      ...(ciphers ? [ciphers.value.place] : []),
      ...(versions?.place ? [versions.place] : []),
    ]),
  ];
  const findings = judge(facts);
  for (const finding of findings) {
    assert.notEqual(finding.rule, 'internal/rule-failed', finding.message);
    places.push(finding.place, ...(finding.fix?.edits ?? []).map(({ place }) => place));
  }
  for (const { file, at } of places) {
    const length = files[file]?.length ?? -1;
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= length, `${at.start} to ${at.end} of ${file}: ${JSON.stringify(files)}`);
  }
}

/** Junk of a size takes a time that grows with it only; of the processor, since others may use it as well. */
export function checkJunk(dialect: Dialect, file: string, units: readonly string[], say: (text: string) => void): void {
  for (const unit of units) {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const started = process.cpuUsage();
    readFiles(dialect, { [file]: text });
    dialect.shape(text.slice(0, 65_536));
    const took = Math.round(process.cpuUsage(started).user / 1000);
    assert.ok(took < 4000, `${JSON.stringify(unit)} takes ${dialect.id} ${took} ms`);
    if (took > 900) say(`${dialect.id}, ${JSON.stringify(unit)}: ${took} ms`);
  }
}

/** The best and the median of twenty times of reading and judging. */
export function timed(dialect: Dialect, files: Files): { readonly best: number; readonly words: string } {
  const times = Array.from({ length: 20 }, () => {
    const started = performance.now();
    const facts = readFiles(dialect, files);
    const read = performance.now() - started;
    judge(facts);
    return { read, all: performance.now() - started };
  }).sort((a, b) => a.all - b.all);
  const [best = { read: 0, all: 0 }] = times;
  const median = times[10] ?? best;
  const shown = ({ read, all }: typeof best) => `read in ${read.toFixed(1)} ms, with all rules ${all.toFixed(1)} ms`;
  return { best: best.all, words: `${shown(best)}; median: ${shown(median)}` };
}
