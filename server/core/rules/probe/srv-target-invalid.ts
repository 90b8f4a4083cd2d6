import { dig } from '../../probe/commands';
import { isBackup, srvOf, stepFor, weightShare } from '../../probe/dns-walk';
import type { ResolutionFacts } from '../../probe/facts';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/srv-target-invalid',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'error' },
  title: 'SRV target is an alias, an address or empty',
  remedy: 'Point the SRV at a host name with its own A/AAAA records.',
  cites: ['RFC 2782'],
  examples: [
    {
      title: 'an alias',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 10 5061 alias.example.com',
          'alias.example.com CNAME sip1.example.com',
          'sip1.example.com A 192.0.2.1',
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'one of two has no address',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 60 5061 sip1.example.com',
          '_sips._tcp.example.com SRV 10 40 5061 gone.example.com',
          'sip1.example.com A 192.0.2.1',
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'the only one is an address',
      scene: { target: 'sips:example.com', zone: ['_sips._tcp.example.com SRV 10 10 5061 192.0.2.1'] },
      finds: ['error'],
    },
    {
      title: '"." beside others',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 10 5061 sip1.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 .',
          'sip1.example.com A 192.0.2.1',
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'a host with an address',
      scene: {
        target: 'sips:example.com',
        zone: ['_sips._tcp.example.com SRV 10 10 5061 sip1.example.com', 'sip1.example.com A 192.0.2.1'],
      },
      finds: [],
    },
    {
      title: '"." alone says that there is no such service',
      scene: { target: 'sips:example.com', zone: ['_sips._tcp.example.com SRV 0 0 0 .'] },
      finds: [],
    },
  ],
  check({ resolution }, _context, report) {
    for (const fault of resolution.faults) {
      if (fault.kind !== 'srv-target-invalid') continue;
      const { owner, target, reason } = fault;
      const step = stepFor(resolution, 'SRV', owner);
      const isAll = resolution.candidates.length === 0;
      const effect = reason === 'root' ? '' : ` ${effectOf(resolution, { owner, target, works: reason === 'alias' })}`;
      report(`${owner} points to ${reason === 'root' ? '"."' : visibleName(target)}, ${reasons[reason]}.${effect}`, {
        at: { query: `SRV ${owner}` },
        command: reason === 'root' || reason === 'address' ? dig(owner, 'SRV', step?.server) : dig(target, 'A', step?.server),
        ...(isAll ? { severity: 'error' } : {}),
      });
    }
  },
});

const reasons = {
  alias: 'which is an alias (some resolvers and stacks do not follow it)',
  address: 'which is an address written as a name',
  'no-address': 'which has no address',
  root: 'which says that there is no such service, and names hosts beside it',
} as const;

function effectOf(resolution: ResolutionFacts, { owner, target, works }: { owner: string; target: string; works: boolean }): string {
  const step = stepFor(resolution, 'SRV', owner);
  const records = step ? srvOf(step) : [];
  const own = records.filter((record) => record.target === target);
  const first = own.filter((record) => !isBackup(record, records));
  if (own.length > 0 && first.length === 0) return works ? 'It is a backup.' : 'It is a backup, so that the fail-over fails.';
  const percent = Math.round(100 * first.reduce((sum, record) => sum + weightShare(record, records), 0));
  return works ? `About ${percent} % of the connections go there.` : `This share of the connections fails (about ${percent} %).`;
}
