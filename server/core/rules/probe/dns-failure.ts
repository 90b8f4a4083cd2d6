import { dig } from '../../probe/commands';
import type { ProbeFacts } from '../../probe/facts';
import type { ResolutionFault } from '../../probe/resolution-fault';
import { enumerated } from '../../text/enumerated';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/dns-failure',
  subject: 'probe',
  severity: { practical: 'error', strict: 'error' },
  title: 'Name server error',
  remedy: 'Check the authoritative servers and DNSSEC; some firewalls drop NAPTR or SRV queries.',
  cites: ['RFC 3263 §4.1', 'RFC 1035 §4.1.1'],
  examples: [
    {
      title: 'SERVFAIL to SRV, and no address',
      scene: { target: 'sips:example.com;transport=tcp', dnsTrouble: ['SRV _sips._tcp.example.com: SERVFAIL', 'A example.com: SERVFAIL'] },
      finds: ['error'],
    },
    {
      title: 'NAPTR is dropped on the way, the rest works',
      scene: {
        target: 'sips:example.com',
        zone: ['_sips._tcp.example.com SRV 10 10 5061 sip.example.com', 'sip.example.com A 192.0.2.1'],
        dnsTrouble: ['NAPTR example.com: timeout'],
      },
      finds: ['warning'],
    },
    {
      title: 'everything times out',
      scene: {
        target: 'sips:example.com',
        dnsTrouble: [
          'NAPTR example.com: timeout',
          'SRV _sips._tcp.example.com: timeout',
          'A example.com: timeout',
          'AAAA example.com: timeout',
        ],
      },
      finds: ['error'],
    },
    {
      title: 'a malformed answer',
      scene: {
        target: 'sips:example.com',
        zone: ['example.com A 192.0.2.1'],
        dnsTrouble: ['SRV _sips._tcp.example.com: malformed'],
      },
      finds: ['warning'],
    },
    {
      title: 'one of two that were to be compared',
      scene: {
        target: 'sip.example.com:5061',
        dnsTrouble: ['A sip.example.com: timeout', 'AAAA sip.example.com: timeout'],
        otherZone: ['sip.example.com A 192.0.2.2'],
      },
      finds: ['info'],
    },
    {
      title: 'an answer without data is no failure',
      scene: { target: 'sips:example.com', zone: ['example.com A 192.0.2.1'] },
      finds: [],
    },
    {
      title: 'a query that only looks for mistakes of others',
      scene: {
        target: 'sips:example.com',
        zone: ['example.com A 192.0.2.1'],
        dnsTrouble: ['SRV _sip._tls.example.com: SERVFAIL'],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const isReached = facts.resolution.candidates.length > 0;
    for (const [first, ...others] of causes(facts)) {
      const { name, type, server, failure, text } = first;
      const names = others.map((fault) => `${fault.type} ${fault.name}`);
      const more = names.length > 0 ? ` The same for ${enumerated([...new Set(names)], 4)}.` : '';
      const dnssec = failure === 'servfail' ? ' Often it is DNSSEC: ask with +cd; if that works the signatures are broken.' : '';
      const isLeftOut = isAnswered(facts, first);
      const effect = isLeftOut
        ? 'Its answers could not be compared with those of the others.'
        : [first, ...others].some((fault) => fault.type === 'NAPTR' || fault.type === 'SRV')
          ? 'A client may take this for “no TLS offered” and go in clear, or give up.'
          : 'A client does not get the address.';
      report(`${visibleName(text, 400)}${more}${dnssec} ${effect}`, {
        at: { query: `${type} ${name}` },
        command: failure === 'servfail' ? `${dig(name, type, server)} +cd` : dig(name, type, server),
        ...(isLeftOut
          ? { atMost: 'info', remedy: 'Check the address of this name server, or leave it out.' }
          : isReached
            ? { atMost: 'warning' }
            : {}),
      });
    }
  },
});

type Failure = Extract<ResolutionFault, { readonly kind: 'dns-failure' }>;

/** Another server had the answer. */
const isAnswered = ({ resolution }: Pick<ProbeFacts, 'resolution'>, { type, name }: Failure): boolean =>
  resolution.steps.some((step) => step.type === type && step.name === name && ['answer', 'nodata', 'nxdomain'].includes(step.outcome));

/**
 * One for each server and kind of failure. Where only mistakes were looked for nothing is wrong, and where another server stood in; where the
 * answers of several are compared, one that gives none is missing.
 */
function causes(facts: Pick<ProbeFacts, 'resolution' | 'target'>): readonly (readonly [Failure, ...Failure[]])[] {
  const { resolution, target } = facts;
  const groups = new Map<string, [Failure, ...Failure[]]>();
  for (const fault of resolution.faults) {
    if (fault.kind !== 'dns-failure') continue;
    const isAside = fault.type === 'SRV' && fault.name !== `_sips._tcp.${target.host}` && fault.name.endsWith(`.${target.host}`);
    const isNeeded = resolution.faults.some((other) => other.kind === 'naptr-without-srv' && other.replacement === fault.name);
    const isElsewhere = isAnswered(facts, fault);
    if ((isElsewhere && resolution.compared.length < 2) || (isAside && !isNeeded)) continue;
    const key = `${fault.server} ${fault.failure} ${isElsewhere}`;
    const group = groups.get(key);
    if (group) group.push(fault);
    else groups.set(key, [fault]);
  }
  return [...groups.values()];
}
