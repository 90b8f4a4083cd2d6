import { dig } from '../../probe/commands';
import { clearServiceOf, leadsToTls, naptrOf, queryOf, stepFor } from '../../probe/dns-walk';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/naptr-absent',
  subject: 'probe',
  severity: { practical: 'off', strict: 'info' },
  title: 'No NAPTR record',
  remedy: 'Add a NAPTR record for SIPS+D2T that leads to _sips._tcp of the domain, with a lower order than UDP and TCP.',
  cites: ['RFC 3263 §4.1'],
  examples: [
    {
      title: 'a zone with SRV only',
      scene: { target: 'sip:example.com', zone: ['_sips._tcp.example.com SRV 10 10 5061 sip.example.com', 'sip.example.com A 192.0.2.1'] },
      finds: ['info'],
    },
    {
      title: 'NAPTR for telephone numbers only',
      scene: {
        target: 'example.com',
        zone: ['example.com NAPTR 10 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .', 'example.com A 192.0.2.1'],
      },
      finds: ['info'],
    },
    {
      title: 'NAPTR and SRV',
      scene: {
        target: 'sip:example.com',
        zone: [
          'example.com NAPTR 10 10 "s" "SIPS+D2T" "" _sips._tcp.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
    {
      title: 'the transport is given, so that NAPTR is not asked',
      scene: { target: 'sip:example.com;transport=tls', zone: ['example.com A 192.0.2.1'] },
      finds: [],
    },
    {
      title: 'the query failed, so that nothing is known',
      scene: { target: 'sip:example.com', zone: ['example.com A 192.0.2.1'], dnsTrouble: ['NAPTR example.com: SERVFAIL'] },
      finds: [],
    },
  ],
  check({ target, resolution }, _context, report) {
    const step = stepFor(resolution, 'NAPTR', target.host);
    if (!step || resolution.candidates.length === 0) return;
    const isAbsent = step.outcome === 'nodata' || step.outcome === 'answer';
    if (!isAbsent || naptrOf(step).some((record) => leadsToTls(record) || clearServiceOf(record) || /^SIPS?\+/i.test(record.service)))
      return;
    report(
      `${target.host} has no NAPTR for SIP, so each client chooses the transport itself: a sip: URI without transport usually goes to UDP, even though TLS is there.`,
      {
        at: { query: queryOf(step) },
        remedy: `Add NAPTR 10 100 "s" "SIPS+D2T" "" _sips._tcp.${target.host}. with a lower order than UDP and TCP.`,
        command: dig(step.name, 'NAPTR', step.server),
      },
    );
  },
});
