import { dig } from '../../probe/commands';
import { addressesFor, isBackup, queryOf, type SrvRecord, srvOf, tlsSrvSteps } from '../../probe/dns-walk';
import type { ResolutionFacts } from '../../probe/facts';
import { enumerated } from '../../text/enumerated';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/srv-weights',
  subject: 'probe',
  severity: { practical: 'hint', strict: 'hint' },
  title: 'SRV weights do not do what they seem to',
  remedy: 'Give working weights; backups by priority on other machines.',
  cites: ['RFC 2782'],
  examples: [
    {
      title: 'weight 0 beside 100',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 0 5061 a.example.com',
          '_sips._tcp.example.com SRV 10 100 5061 b.example.com',
          'a.example.com A 192.0.2.1',
          'b.example.com A 192.0.2.2',
        ],
      },
      finds: ['hint'],
    },
    {
      title: 'the backup is the same machine',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 10 5061 a.example.com',
          '_sips._tcp.example.com SRV 20 10 5061 b.example.com',
          'a.example.com A 192.0.2.1',
          'b.example.com A 192.0.2.1',
        ],
      },
      finds: ['hint'],
    },
    {
      title: 'weights that share the calls, and a backup elsewhere',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 50 5061 a.example.com',
          '_sips._tcp.example.com SRV 10 50 5061 b.example.com',
          '_sips._tcp.example.com SRV 20 0 5061 c.example.com',
          'a.example.com A 192.0.2.1',
          'b.example.com A 192.0.2.2',
          'c.example.com A 192.0.2.3',
        ],
      },
      finds: [],
    },
    {
      title: 'weight 0 throughout: all are taken alike',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 0 0 5061 a.example.com',
          '_sips._tcp.example.com SRV 0 0 5061 b.example.com',
          'a.example.com A 192.0.2.1',
          'b.example.com A 192.0.2.2',
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const step of tlsSrvSteps(facts)) {
      const records = srvOf(step);
      const reasons = [rarelyChosen(records), twice(records), sameMachine(records, facts.resolution)].flatMap((reason) => reason ?? []);
      if (reasons.length === 0) continue;
      report(`${step.name}: ${enumerated(reasons)}.`, { at: { query: queryOf(step) }, command: dig(step.name, 'SRV', step.server) });
    }
  },
});

function rarelyChosen(records: readonly SrvRecord[]): string | undefined {
  for (const { target, priority, weight } of records) {
    if (weight !== 0) continue;
    const most = Math.max(...records.map((other) => (other.priority === priority ? other.weight : 0)));
    if (most > 0) return `${visibleName(target)} has weight 0 beside ${most} and is hardly ever chosen`;
  }
  return undefined;
}

function twice(records: readonly SrvRecord[]): string | undefined {
  const keys = records.map(({ target, port }) => `${target} ${port}`);
  const again = records.find((_record, i) => keys.indexOf(keys[i] ?? '') < i);
  return again && `the same target stands there twice (${visibleName(again.target)})`;
}

/** Only where each backup is: one that helps is enough. */
function sameMachine(records: readonly SrvRecord[], resolution: ResolutionFacts): string | undefined {
  const backups = records.filter((record) => isBackup(record, records));
  const machines = (some: readonly SrvRecord[]): Set<string> => new Set(some.flatMap(({ target }) => addressesFor(resolution, target)));
  const first = machines(records.filter((record) => !isBackup(record, records)));
  const behind = machines(backups);
  if (behind.size === 0 || [...behind].some((address) => !first.has(address))) return undefined;
  return `the backup (${enumerated([...new Set(backups.map(({ target }) => visibleName(target)))])}) is the same machine`;
}
