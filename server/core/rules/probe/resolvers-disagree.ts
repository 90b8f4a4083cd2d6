import { dig } from '../../probe/commands';
import type { ResolutionFacts } from '../../probe/facts';
import type { ResolverAnswer } from '../../probe/resolution-fault';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/resolvers-disagree',
  subject: 'probe',
  severity: { practical: 'info', strict: 'info' },
  title: 'Resolvers give different addresses',
  remedy: 'If it is not meant so, wait for the TTL or compare the authoritative servers.',
  cites: [],
  examples: [
    {
      title: 'different addresses',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1'],
        otherZone: ['sip.example.com A 192.0.2.2'],
      },
      finds: ['info'],
    },
    {
      title: 'one of them knows nothing of it',
      scene: { target: 'sip.example.com:5061', zone: ['sip.example.com A 192.0.2.1'], otherZone: ['example.com A 192.0.2.2'] },
      finds: ['info'],
    },
    {
      title: 'the same addresses in another order',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        otherZone: ['sip.example.com A 192.0.2.2', 'sip.example.com A 192.0.2.1'],
      },
      finds: [],
    },
    { title: 'one resolver', scene: { target: 'sip.example.com:5061', zone: ['sip.example.com A 192.0.2.1'] }, finds: [] },
    {
      title: 'one of them failed, which is said elsewhere',
      scene: {
        target: 'sip.example.com:5061',
        dnsTrouble: ['A sip.example.com: SERVFAIL', 'AAAA sip.example.com: SERVFAIL'],
        otherZone: ['sip.example.com A 192.0.2.2'],
      },
      finds: [],
    },
  ],
  check({ target, resolution }, _context, report) {
    const answers = sound(resolution);
    const [first, ...others] = answers;
    const second = others.find(({ sockets }) => sockets.join() !== first?.sockets.join());
    if (!first || !second) return;
    const ttls = resolution.steps.flatMap(({ records }) => records.flatMap((record) => ('address' in record ? (record.ttl ?? []) : [])));
    const wait = ttls.length > 0 ? `wait for the TTL (${Math.max(...ttls)} s)` : 'wait for the TTL';
    const n = resolution.candidates.length;
    const each = answers.map(({ resolver, sockets }) => `${resolver} gives ${sockets.length > 0 ? enumerated(sockets) : 'nothing'}`);
    const probed = n === 1 ? 'The one address is probed.' : `Every one of the ${n} addresses is probed.`;
    report(`${enumerated(each, 8)}: GeoDNS or an old cache. ${probed}`, {
      remedy: `If it is not meant so, ${wait} or compare the authoritative servers.`,
      command: dig(target.host, 'A', second.resolver),
    });
  },
});

/** Of a resolver that failed nothing is known. */
const sound = ({ compared, faults }: ResolutionFacts): readonly ResolverAnswer[] =>
  compared.filter(
    ({ resolver, sockets }) => sockets.length > 0 || !faults.some((fault) => fault.kind === 'dns-failure' && fault.server === resolver),
  );
