import { dig } from '../../probe/commands';
import { queryOf } from '../../probe/dns-walk';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/nxdomain-nodata-mixed',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Name server says "no such name" where names below exist',
  remedy: 'The authoritative server (often a balancer that knows A only) must answer NOERROR without data.',
  cites: ['RFC 2308 §2', 'RFC 8020 §2'],
  examples: [
    {
      title: 'NXDOMAIN to NAPTR, and an address',
      scene: { target: 'sips:example.com', zone: ['example.com A 192.0.2.1'], dnsTrouble: ['NAPTR example.com: NXDOMAIN'] },
      finds: ['warning'],
    },
    {
      title: 'NXDOMAIN to the domain, and SRV below it',
      scene: {
        target: 'sips:example.com',
        zone: ['_sips._tcp.example.com SRV 10 10 5061 sip.example.net', 'sip.example.net A 192.0.2.1'],
        dnsTrouble: ['NAPTR example.com: NXDOMAIN'],
      },
      finds: ['warning'],
    },
    {
      title: 'no data for NAPTR',
      scene: { target: 'sips:example.com', zone: ['example.com A 192.0.2.1'], dnsTrouble: ['NAPTR example.com: NODATA'] },
      finds: [],
    },
    {
      title: 'two resolvers of different opinion',
      scene: { target: 'sip.example.com:5061', zone: ['sip.example.com A 192.0.2.1'], otherZone: ['example.com A 192.0.2.1'] },
      finds: [],
    },
  ],
  check({ resolution }, _context, report) {
    const told = new Set<string>();
    for (const step of resolution.steps) {
      if (step.outcome !== 'nxdomain' || step.records.length > 0 || told.has(step.name)) continue;
      const other = resolution.steps.find(
        ({ name, outcome, server }) =>
          outcome === 'answer' && server === step.server && (name === step.name || name.endsWith(`.${step.name}`)),
      );
      if (!other) continue;
      told.add(step.name);
      report(
        `${step.server ?? 'The name server'} answers NXDOMAIN to ${queryOf(step)} but has data for ${queryOf(other)}. Resolvers that trust NXDOMAIN (RFC 8020) then hide the SRV records.`,
        { at: { query: queryOf(step) }, command: dig(step.name, step.type, step.server) },
      );
    }
  },
});
