import { dig } from '../../probe/commands';
import { stepFor } from '../../probe/dns-walk';
import type { ResolutionFault } from '../../probe/resolution-fault';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/name-not-found',
  subject: 'probe',
  severity: { practical: 'error', strict: 'error' },
  title: 'Name does not exist',
  remedy: 'Check the spelling; many providers want a full host (trunk name), not the domain.',
  cites: ['RFC 3263 §4.2', 'RFC 2308 §2'],
  examples: [
    { title: 'a name that nobody knows', scene: { target: 'sips:example.com', zone: ['example.net A 192.0.2.1'] }, finds: ['error'] },
    { title: 'a name with nothing in it', scene: { target: 'example.com', zone: ['www.example.com A 192.0.2.1'] }, finds: ['error'] },
    { title: 'a port is given', scene: { target: 'sip.example.com:5061', zone: ['example.com A 192.0.2.1'] }, finds: ['error'] },
    { title: 'a name with an address', scene: { target: 'example.com', zone: ['example.com A 192.0.2.1'] }, finds: [] },
    {
      title: 'the address is given by hand',
      scene: { target: 'example.com', connect: '192.0.2.1:5061' },
      finds: [],
    },
    {
      title: 'SRV leads to a host without address, which is said elsewhere',
      scene: { target: 'sips:example.com', zone: ['_sips._tcp.example.com SRV 10 10 5061 gone.example.com'] },
      finds: [],
    },
    {
      title: 'nobody could be asked',
      scene: { target: 'sip.example.com:5061', dnsTrouble: ['A sip.example.com: SERVFAIL', 'AAAA sip.example.com: SERVFAIL'] },
      finds: [],
    },
  ],
  check({ target, resolution }, _context, report) {
    const { faults, candidates } = resolution;
    const fault = faults.find((one) => one.kind === 'no-address');
    if (!fault || candidates.length > 0 || faults.some(({ kind }) => explains.has(kind))) return;
    const asked = target.port === undefined ? 'NAPTR, SRV, A or AAAA' : 'A or AAAA';
    const what = fault.exists ? `${fault.domain} exists but has no ${asked}` : `${fault.domain} does not exist`;
    report(`${what}. Nothing can be reached.`, {
      at: { query: `A ${fault.domain}` },
      command: dig(fault.domain, 'A', stepFor(resolution, 'A', fault.domain)?.server),
    });
  },
});

/** What leads to no address for a better reason. */
const explains: ReadonlySet<ResolutionFault['kind']> = new Set<ResolutionFault['kind']>([
  'dns-failure',
  'srv-target-invalid',
  'srv-wrong-label',
  'naptr-unusable',
  'naptr-without-srv',
  'not-offered',
]);
