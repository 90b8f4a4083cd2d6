import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { type Checked, checkTrace, isAtLeast } from '#core/report/check';
import { checkPem } from '#core/report/check-pem';
import { painter } from '#core/report/colours';
import { githubReporter } from '#core/report/github';
import { jsonLinesReporter, jsonReporter } from '#core/report/json';
import { linesReporter } from '#core/report/lines';
import type { Reporter } from '#core/report/reporter';
import { sarifReporter } from '#core/report/sarif';
import { hasNoSip, isDer, lookOf, SNIFFED } from '#core/report/sniff';
import { textReporter } from '#core/report/text';
import { rules } from '#core/rules/all.gen';
import { selectRules } from '#core/rules/engine';
import { decodeBytes } from '#core/text/decode-bytes';
import { nodeCertificateReader } from '../certificate-reader';
import { LARGEST } from '../config-files';
import { allRules, selectConfigRules } from '../config-judge';
import { isLeftBehind } from '../config-scan';
import { type CheckCall, readCall } from './check-call';
import { Configs } from './config-files';
import { type Found, findFiles, readContent } from './files';
import { complain, hasColours, hasReader, note, print } from './output';

export { checkHelp } from './check-call';

/** `sip-tls check`. Returns the exit code: 0, 1 with findings, 2 where the call is wrong or a file could not be read. */
export async function check(words: readonly string[], version: string): Promise<number> {
  const call = readCall(words, allRules);
  if (call.kind === 'wrong') return complain(`${call.why} (sip-tls check --help)`);
  const reporter = reporterOf(call, version);
  const failures: string[] = [];
  const fail = (line: string) => {
    failures.push(line);
    complain(line);
  };
  const files: Found[] = [];
  for await (const found of findFiles(call.paths)) files.push(found);
  const check = await checkerOf(call, files);
  let isFound = false;
  let checkedFiles = 0;
  const leftOut = new Map<string, number>();
  for (const found of files) {
    if (!hasReader()) break;
    if (found.kind === 'failed') {
      fail(`cannot read ${quoted(found.path)}: ${found.why}`);
      continue;
    }
    const outcome = await check(found.path);
    if (outcome.kind === 'checked') {
      for (const checked of outcome.all) {
        isFound ||= checked.file.findings.some(({ severity }) => isAtLeast(severity, call.least));
        checkedFiles++;
        await print(reporter.file(checked, found.from));
      }
    } else if (outcome.kind === 'failed') fail(`cannot read ${quoted(found.path)}: ${outcome.why}`);
    else if (found.from === 'folder') leftOut.set(outcome.look, (leftOut.get(outcome.look) ?? 0) + 1);
    else {
      fail(`${quoted(found.path)} is no trace, configuration or certificate (${outcome.look})`);
      await print(reporter.unknown({ path: found.path, kind: 'unknown', reason: outcome.look, findings: [] }));
    }
  }
  const exitCode = failures.length > 0 ? 2 : isFound ? 1 : 0;
  await print(reporter.end({ exitCode, failures }));
  // What was not looked into must not pass for clean.
  for (const [look, files] of leftOut) if (!hasNoSip(look)) note(`left out ${files === 1 ? '1 file' : `${files} files`}: ${look}`);
  if (checkedFiles === 0 && failures.length === 0) note('no SIP found');
  return exitCode;
}

type Outcome =
  | { readonly kind: 'checked'; readonly all: readonly Checked[] }
  | { readonly kind: 'other'; readonly look: string }
  | { readonly kind: 'failed'; readonly why: string };

/** Knows all files of the run, since configurations are read together; judges one after the other. */
async function checkerOf(call: CheckCall, files: readonly Found[]): Promise<(path: string) => Promise<Outcome>> {
  const { profile, overrides, messages, mappings, versions, at: now = new Date() } = call;
  const traceRules = selectRules(rules, profile, overrides);
  const configRules = selectConfigRules(profile, overrides);
  const input = files.some(({ path }) => path === '-') ? await readContent('-') : undefined;
  const text = input?.kind === 'bytes' && input.bytes.length <= LARGEST ? decodeBytes(input.bytes).text : undefined;
  const configs = new Configs({ rules: configRules, now, mappings, versions, ...(text !== undefined && { input: text }) });
  for (const found of files) if (found.kind === 'file' && (found.from === 'named' || !isLeftBehind(found.path))) configs.add(found.path);
  for (const found of files) if (found.kind === 'file' && found.from === 'named' && found.path !== '-') await configs.addAround(found.path);
  configs.complete();
  const done = new Set(files.map(({ path }) => path));

  return async (path) => {
    const config = await configs.check(path);
    if (config) {
      const parts: Checked[] = [config];
      for (const part of configs.partsOf(path)) {
        // What a configuration includes is judged with it; each file is printed once.
        const checked = done.has(part) ? undefined : await configs.check(part);
        done.add(part);
        if (checked) parts.push(checked);
      }
      return { kind: 'checked', all: parts };
    }
    const content = path === '-' && input ? input : await readContent(path);
    if (content.kind === 'failed') return content;
    const bytes = content.kind === 'bytes' ? content.bytes : isDer(content.look) ? await readFile(path) : undefined;
    if (!bytes) return { kind: 'other', look: content.kind === 'other' ? content.look : '' };
    const checked =
      checkTrace(path, decodeBytes(bytes), { rules: traceRules, messages }) ??
      checkPem(path, bytes, { rules: configRules, profile, reader: nodeCertificateReader, now });
    return checked ? { kind: 'checked', all: [checked] } : { kind: 'other', look: lookOf(bytes.subarray(0, SNIFFED)) };
  };
}

function reporterOf({ format, least, isLeastGiven, noColor }: CheckCall, version: string): Reporter {
  // Who reads these is a program that can choose by itself, unless it was asked to leave some out.
  const everything = { version, least: isLeastGiven ? least : ('hint' as const) };
  switch (format) {
    case 'json':
      return jsonReporter(everything);
    case 'jsonl':
      return jsonLinesReporter(everything);
    case 'sarif':
      return sarifReporter({ ...everything, rules: allRules, uriOf });
    case 'github':
      return githubReporter({ version, least });
    case 'text': {
      const { isTTY, columns } = process.stdout;
      const paint = painter(hasColours(isTTY, noColor));
      if (!isTTY) return linesReporter({ version, least, paint });
      return textReporter({ version, least, paint, width: Math.max(40, Math.min(80, columns || 80)) });
    }
  }
}

/** Relative to the folder in which the run began, percent-encoded segment by segment. */
function uriOf(path: string): string {
  if (path === '-') return 'stdin';
  return (relative('', path) || '.').split(sep).map(encodeURIComponent).join('/');
}

const quoted = (path: string): string => (path === '-' ? 'standard input' : `"${path}"`);
