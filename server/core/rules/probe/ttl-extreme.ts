import type { ResolutionStep } from '../../../contracts';
import { dig } from '../../probe/commands';
import { queryOf } from '../../probe/dns-walk';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/ttl-extreme',
  subject: 'probe',
  severity: { practical: 'hint', strict: 'hint' },
  title: 'TTL very short or very long',
  remedy: '300 to 3600 s serve most trunks; lower it only before a move.',
  cites: ['RFC 3263 §4.3'],
  examples: [
    {
      title: '5 seconds, from the zone’s own server',
      scene: { target: 'sip.example.com:5061', zone: ['sip.example.com 5 A 192.0.2.1'], isAuthoritative: true },
      finds: ['hint'],
    },
    { title: 'a week', scene: { target: 'sip.example.com:5061', zone: ['sip.example.com 604800 A 192.0.2.1'] }, finds: ['hint'] },
    {
      title: '5 minutes',
      scene: { target: 'sip.example.com:5061', zone: ['sip.example.com 300 A 192.0.2.1'], isAuthoritative: true },
      finds: [],
    },
    {
      title: '5 seconds out of a cache, where it runs down',
      scene: { target: 'sip.example.com:5061', zone: ['sip.example.com 5 A 192.0.2.1'] },
      finds: [],
    },
  ],
  check({ resolution }, _context, report) {
    const all = resolution.steps.flatMap((step) => ttlsOf(step).map((ttl) => ({ step, ttl }))).sort((a, b) => a.ttl - b.ttl);
    const shortest = all[0];
    const longest = all.at(-1);
    if (resolution.isAuthoritative && shortest && shortest.ttl < SHORT_S)
      report(`TTL ${shortest.ttl} s: every call asks DNS, and one dialog may see several servers.`, placeOf(shortest.step));
    if (longest && longest.ttl > LONG_S) {
      const hours = Math.round(longest.ttl / 3600);
      report(`TTL ${longest.ttl} s: after a move clients keep the old address for up to ${hours} h.`, placeOf(longest.step));
    }
  },
});

const SHORT_S = 30;
const LONG_S = 86_400;

const ttlsOf = ({ records }: ResolutionStep): readonly number[] =>
  records.flatMap((record) => (record.type === 'SRV' || record.type === 'A' || record.type === 'AAAA' ? (record.ttl ?? []) : []));

const placeOf = (step: ResolutionStep): { at: { query: string }; command: string } => ({
  at: { query: queryOf(step) },
  command: dig(step.name, step.type, step.server),
});
