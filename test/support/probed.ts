import type { ProbeView } from '#core/report/probe/model';
import { endpointRules } from '#core/rules/endpoint.gen';
import { readCall } from '../../server/cli/probe-call';
import { requestsOf } from '../../server/cli/probe-request';
import { probe } from '../../server/probe/probe';

/** One probe by the words that stand behind `sip-tls probe`, to its end. Throws where the words or what they name cannot be used. */
export async function probed(words: readonly string[], signal = new AbortController().signal): Promise<ProbeView> {
  const call = readCall(words, endpointRules);
  if (call.kind !== 'call') throw new Error(JSON.stringify(call));
  const requests = await requestsOf(call);
  if (requests.kind === 'wrong') throw new Error(requests.why);
  const probing = probe(requests.requestFor(requests.targets[0] ?? ''), signal);
  for (let next = await probing.next(); ; next = await probing.next()) {
    if (!next.done) continue;
    if (next.value.kind === 'refused') throw new Error(next.value.why);
    return next.value.view;
  }
}
