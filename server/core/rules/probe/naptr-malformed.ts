import { dig } from '../../probe/commands';
import { clearServiceOf, leadsToTls, naptrOf, queryOf, recordText, stepFor } from '../../probe/dns-walk';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/naptr-malformed',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'error' },
  title: 'NAPTR record for SIP is not usable',
  remedy: 'Write: order preference "s" "SIPS+D2T" "" and _sips._tcp of the domain.',
  cites: ['RFC 3263 §4.1', 'RFC 3403 §4.1'],
  examples: [
    {
      title: 'flag u and a regular expression',
      scene: {
        target: 'example.com',
        zone: ['example.com NAPTR 10 10 "u" "SIPS+D2T" "!^.*$!sips:x!" .', 'example.com A 192.0.2.1'],
      },
      finds: ['warning'],
    },
    {
      title: 'a service that is none',
      scene: {
        target: 'sips:example.com',
        zone: ['example.com NAPTR 10 10 "s" "SIP+D2TLS" "" _sips._tcp.example.com', 'example.com A 192.0.2.1'],
      },
      finds: ['warning'],
    },
    {
      title: 'a service with characters that do not show',
      scene: {
        target: 'sips:example.com',
        zone: ['example.com NAPTR 10 10 "s" "SIP+\u202eT2D\u0007" "" _sips._tcp.example.com', 'example.com A 192.0.2.1'],
      },
      finds: ['warning'],
    },
    {
      title: 'it leads to a name without SRV, and DNS has no address either',
      scene: { target: 'example.com', zone: ['example.com NAPTR 10 10 "s" "SIPS+D2T" "" _sips._tls.example.com'] },
      finds: ['error'],
    },
    {
      title: 'a right one',
      scene: {
        target: 'example.com',
        zone: [
          'example.com NAPTR 10 10 "s" "SIPS+D2T" "" _sips._tcp.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
    {
      title: 'what is wrong is for UDP, or no matter of SIP',
      scene: {
        target: 'example.com',
        zone: [
          'example.com NAPTR 10 10 "a" "SIP+D2U" "" _sip._udp.example.com',
          'example.com NAPTR 10 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .',
          'example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
    {
      title: 'nobody knows whether SRV is there',
      scene: {
        target: 'example.com',
        zone: ['example.com NAPTR 10 10 "s" "SIPS+D2T" "" _sips._tcp.example.com'],
        dnsTrouble: ['SRV _sips._tcp.example.com: SERVFAIL'],
      },
      finds: [],
    },
  ],
  check({ target, resolution }, _context, report) {
    const step = stepFor(resolution, 'NAPTR', target.host);
    if (!step) return;
    const { faults, candidates } = resolution;
    const isAnyGood = naptrOf(step).some(leadsToTls) && !faults.some(({ kind }) => kind === 'naptr-without-srv');
    const after = isAnyGood ? 'Clients skip it.' : 'Clients skip it and go on without TLS.';
    for (const fault of faults) {
      if (fault.kind === 'naptr-unusable' && clearServiceOf(fault.record)) continue;
      if (fault.kind !== 'naptr-unusable' && fault.kind !== 'naptr-without-srv') continue;
      if (fault.kind === 'naptr-without-srv' && !isKnownAbsent(stepFor(resolution, 'SRV', fault.replacement)?.outcome)) continue;
      const record = fault.kind === 'naptr-unusable' ? ` It reads “${visibleName(recordText(fault.record), 300)}”.` : '';
      report(`${visibleName(fault.text, 400)}${record} ${after}`, {
        at: { query: queryOf(step) },
        remedy: `Write: order preference "s" "SIPS+D2T" "" _sips._tcp.${target.host}.`,
        command: dig(step.name, 'NAPTR', step.server),
        ...(candidates.length === 0 ? { severity: 'error' } : {}),
      });
    }
  },
});

const isKnownAbsent = (outcome: string | undefined): boolean => outcome === 'nodata' || outcome === 'nxdomain';
