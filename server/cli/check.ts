import { relative, sep } from 'node:path';
import { type CheckedTrace, checkTrace, isAtLeast } from '#core/report/check';
import { painter } from '#core/report/colours';
import { githubReporter } from '#core/report/github';
import { jsonLinesReporter, jsonReporter } from '#core/report/json';
import { linesReporter } from '#core/report/lines';
import type { Reporter } from '#core/report/reporter';
import { sarifReporter } from '#core/report/sarif';
import { hasNoSip, lookOf, SNIFFED } from '#core/report/sniff';
import { textReporter } from '#core/report/text';
import { rules } from '#core/rules/all.gen';
import { type RuleSet, selectRules } from '#core/rules/engine';
import { decodeBytes } from '#core/text/decode-bytes';
import { type CheckCall, readCall } from './check-call';
import { findFiles, readContent } from './files';
import { complain, hasColours, hasReader, note, print } from './output';

export { checkHelp } from './check-call';

/** `sip-tls check`. Returns the exit code: 0, 1 with findings, 2 where the call is wrong or a file could not be read. */
export async function check(words: readonly string[], version: string): Promise<number> {
  const call = readCall(words, rules);
  if (call.kind === 'wrong') return complain(`${call.why} (sip-tls check --help)`);
  const reporter = reporterOf(call, version);
  const ruleSet = selectRules(rules, call.profile, call.overrides);
  const failures: string[] = [];
  const fail = (line: string) => {
    failures.push(line);
    complain(line);
  };
  let isFound = false;
  let traces = 0;
  const leftOut = new Map<string, number>();
  for await (const found of findFiles(call.paths)) {
    if (!hasReader()) break;
    if (found.kind === 'failed') {
      fail(`cannot read ${quoted(found.path)}: ${found.why}`);
      continue;
    }
    const outcome = await checkFile(found.path, ruleSet, call.messages);
    if (outcome.kind === 'checked') {
      isFound ||= outcome.checked.file.findings.some(({ severity }) => isAtLeast(severity, call.least));
      traces++;
      await print(reporter.trace(outcome.checked, found.from));
    } else if (outcome.kind === 'failed') fail(`cannot read ${quoted(found.path)}: ${outcome.why}`);
    else if (found.from === 'folder') leftOut.set(outcome.look, (leftOut.get(outcome.look) ?? 0) + 1);
    else {
      fail(`${quoted(found.path)} is not a trace (${outcome.look})`);
      await print(reporter.unknown({ path: found.path, kind: 'unknown', reason: outcome.look, findings: [] }));
    }
  }
  const exitCode = failures.length > 0 ? 2 : isFound ? 1 : 0;
  await print(reporter.end({ exitCode, failures }));
  // What was not looked into must not pass for clean.
  for (const [look, files] of leftOut) if (!hasNoSip(look)) note(`left out ${files === 1 ? '1 file' : `${files} files`}: ${look}`);
  if (traces === 0 && failures.length === 0) note('no SIP found');
  return exitCode;
}

type Outcome =
  | { readonly kind: 'checked'; readonly checked: CheckedTrace }
  | { readonly kind: 'other'; readonly look: string }
  | { readonly kind: 'failed'; readonly why: string };

async function checkFile(path: string, ruleSet: RuleSet, messages: boolean): Promise<Outcome> {
  const content = await readContent(path);
  if (content.kind !== 'bytes') return content;
  const checked = checkTrace(path, decodeBytes(content.bytes), { rules: ruleSet, messages });
  return checked ? { kind: 'checked', checked } : { kind: 'other', look: lookOf(content.bytes.subarray(0, SNIFFED)) };
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
      return sarifReporter({ ...everything, rules, uriOf });
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
