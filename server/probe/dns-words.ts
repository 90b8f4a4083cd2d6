import type { DnsFailure } from '#core/probe/resolution-fault';
import type { ResolutionStep } from '../contracts';
import type { DnsAnswer } from './dns';

/** The contract's word. What it has no word for counts as the failure that it is nearest to; the step's text and the faults are exact. */
export function outcomeOf(answer: DnsAnswer): Exclude<ResolutionStep['outcome'], 'skipped'> {
  switch (answer.kind) {
    case 'answer':
    case 'nxdomain':
    case 'nodata':
      return answer.kind;
    case 'error':
      return answer.rcode === 'REFUSED' ? 'refused' : 'servfail';
    case 'timeout':
    case 'unreachable':
      return 'timeout';
    default:
      return 'servfail';
  }
}

export function failureOf(answer: DnsAnswer): { failure: DnsFailure; text: string } | undefined {
  switch (answer.kind) {
    case 'answer':
    case 'nxdomain':
    case 'nodata':
    case 'cancelled':
      return undefined;
    case 'error':
      if (answer.rcode === 'SERVFAIL') return { failure: 'servfail', text: 'the name server failed (SERVFAIL)' };
      if (answer.rcode === 'REFUSED') return { failure: 'refused', text: 'the name server refuses to answer (REFUSED)' };
      return { failure: 'error', text: `the name server answered ${answer.rcode}` };
    case 'timeout':
      return { failure: 'timeout', text: `no answer within ${answer.afterMs} ms` };
    case 'unreachable':
      return { failure: 'unreachable', text: `the name server cannot be reached (${answer.code})` };
    case 'malformed':
      return { failure: 'malformed', text: `the answer is malformed: ${answer.reason}` };
    case 'oversized':
      return { failure: 'oversized', text: `${answer.reason} is more than is read` };
    case 'alias-loop':
      return { failure: 'alias-loop', text: 'its aliases (CNAME) lead in a circle' };
    case 'alias-too-long':
      return { failure: 'alias-too-long', text: `more than ${answer.chain.length - 1} aliases (CNAME) in a row` };
    case 'bad-name':
      return { failure: 'bad-name', text: 'no such name can be asked for: it is too long or has an empty label' };
  }
}

export const ignoredText = (ignored: number): string | undefined =>
  ignored === 0
    ? undefined
    : `${ignored} ${ignored === 1 ? 'message that was' : 'messages that were'} not the answer came as well and did not count`;
