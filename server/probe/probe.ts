import type { ProbeView } from '#core/report/probe/model';
import type { ProbeRequest } from './request';

/** Why a probe could not begin: something that the user gave cannot be used. `why` is one sentence, without secrets. */
export interface ProbeRefusal {
  readonly kind: 'refused';
  readonly what: 'trust' | 'identity' | 'target';
  readonly why: string;
}

export type ProbeResult = { readonly kind: 'done'; readonly view: ProbeView } | ProbeRefusal;

/**
 * Probes one target. Yields what is known each time that something was learnt, with `progress`; returns the whole. It ends soon after
 * `signal`, with what was learnt by then.
 */
export async function* probe(_request: ProbeRequest, _signal: AbortSignal): AsyncGenerator<ProbeView, ProbeResult, undefined> {
  return { kind: 'refused', what: 'target', why: 'not written yet' };
}
