import { rootCertificates } from 'node:tls';
import { providers } from '#core/probe/providers';
import { painter } from '#core/report/colours';
import { jsonLinesReporter, jsonReporter } from '#core/report/probe/json';
import { linesReporter } from '#core/report/probe/lines';
import { probeMarkdown } from '#core/report/probe/markdown';
import type { ProbeView } from '#core/report/probe/model';
import { opensslReporter } from '#core/report/probe/openssl';
import { atLeast, counted, exitCodeOf, noTargets, type ProbeReporter } from '#core/report/probe/reporter';
import { textReporter } from '#core/report/probe/text';
import { redactor } from '#core/report/redact';
import { rules } from '#core/rules/all.gen';
import { endpointRules } from '#core/rules/endpoint.gen';
import { certificateOf } from '../probe/certificates';
import { type ProbeResult, probe } from '../probe/probe';
import type { ProbeRequest } from '../probe/request';
import { complain, hasColours, hasReader, note, print } from './output';
import { type ProbeCall, readCall } from './probe-call';
import { requestsOf } from './probe-request';
import { type Progress, progressOf } from './progress';
import { sideBySide } from './side-by-side';

export { probeHelp } from './probe-call';

/** `sip-tls probe`. Returns the exit code: 0, 1 where something is wrong, 2 where the call is, 3 where nothing could be reached. */
export async function probeTargets(words: readonly string[]): Promise<number> {
  const call = readCall(words, [...endpointRules, ...rules]);
  if (call.kind === 'wrong') return complain(`${call.why} (sip-tls probe --help)`);
  const requests = await requestsOf(call);
  if (requests.kind === 'wrong') return complain(requests.why);
  if (call.redact && words.includes('--pem')) note('PEM is left out: it shows what --redact hides');
  const { targets, requestFor } = requests;
  const cancelling = new AbortController();
  const stop = (): void => cancelling.abort();
  // The second time there is nobody who listens, and the process ends as any other does.
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const progress = progressOf(targets.length);
  const ends = sideBySide(targets, { atOnce: call.parallel, order: call.format === 'jsonl' ? 'ends' : 'items' }, async (target) => {
    const ended = cancelling.signal.aborted ? undefined : await run(requestFor(target), cancelling.signal, progress);
    progress.ended();
    return { target, ended };
  });
  const code = await show(ends, { call, targets: targets.length, progress, stop });
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return code;
}

/** One target, to its end. */
async function run(request: ProbeRequest, signal: AbortSignal, progress: Progress): Promise<ProbeResult> {
  const steps = probe(request, signal);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    progress.tell(step.value);
  }
}

interface Ended {
  readonly target: string;
  /** Absent where the user cancelled before it began. */
  readonly ended: ProbeResult | undefined;
}

interface Showing {
  readonly call: ProbeCall;
  readonly targets: number;
  readonly progress: Progress;
  readonly stop: () => void;
}

/** Prints each target when its turn comes, and keeps nothing of it but what the exit code needs. */
async function show(ends: AsyncIterable<Ended>, { call, targets, progress, stop }: Showing): Promise<number> {
  const reporter = reporterOf(call, targets);
  const change = call.redact ? redactor(commonKnowledge()) : (view: ProbeView): ProbeView => view;
  let tally = noTargets;
  let notBegun = 0;
  let refusals = 0;
  for await (const { target, ended } of ends) {
    progress.clear();
    if (!ended) notBegun++;
    else if (ended.kind === 'refused') {
      // Trust and identity are the same for all targets: said once, as the rest would fail alike.
      if (ended.what === 'target' || refusals === 0) complain(ended.what === 'target' ? `"${target}": ${ended.why}` : ended.why);
      if (ended.what !== 'target') stop();
      refusals++;
    } else {
      await print((tally.targets === 0 ? reporter.begin : reporter.between) + reporter.show(change(ended.view)));
      tally = counted(tally, ended.view);
      if (!hasReader()) stop();
    }
  }
  progress.stop();
  if (tally.targets > 0) await print(reporter.end(tally));
  if (refusals > 0) return 2;
  if (notBegun > 0 && hasReader()) note(`cancelled; ${notBegun === 1 ? '1 target was' : `${notBegun} targets were`} not probed`);
  return exitCodeOf(tally);
}

function reporterOf({ format, least, isLeastGiven, noColor, asked }: ProbeCall, targets: number): ProbeReporter {
  const everything = { least: isLeastGiven ? least : ('hint' as const) };
  switch (format) {
    case 'json':
      return jsonReporter({ ...everything, targets });
    case 'jsonl':
      return jsonLinesReporter(everything);
    case 'openssl':
      return opensslReporter();
    case 'markdown':
      return { begin: '', between: '\n', show: (view) => probeMarkdown(atLeast(view, least)), end: () => '' };
    case 'text': {
      const { isTTY, columns } = process.stdout;
      const paint = painter(hasColours(isTTY, noColor));
      if (!isTTY) return linesReporter({ least, paint });
      const at = asked.at === undefined ? {} : { at: new Date(asked.at) };
      return textReporter({ least, paint, width: Math.max(40, Math.min(80, columns || 80)), ...at });
    }
  }
}

/** What every TLS library has in its store names nobody. */
const commonKnowledge = () => ({
  authorities: rootCertificates.flatMap((pem) => {
    const read = certificateOf(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'));
    return 'subject' in read ? [read.subject.text] : [];
  }),
  providers: providers.map(({ id }) => id),
});
