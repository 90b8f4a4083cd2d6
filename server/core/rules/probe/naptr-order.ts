import { dig } from '../../probe/commands';
import { byOrder, clearServiceOf, demandsTls, leadsToTls, naptrOf, queryOf, stepFor } from '../../probe/dns-walk';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/naptr-order',
  subject: 'probe',
  severity: { practical: 'info', strict: 'info' },
  title: 'NAPTR does not prefer TLS',
  remedy: 'Give SIPS+D2T the lowest order.',
  cites: ['RFC 3263 §4.1', 'RFC 3403 §4.1'],
  examples: [
    {
      title: 'both with order 0',
      scene: {
        target: 'sip:example.com',
        zone: [
          'example.com NAPTR 0 0 "s" "SIPS+D2T" "" _sips._tcp.example.com',
          'example.com NAPTR 0 0 "s" "SIP+D2U" "" _sip._udp.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: ['info'],
    },
    {
      title: 'TCP first',
      scene: {
        target: 'example.com',
        zone: [
          'example.com NAPTR 20 10 "s" "SIPS+D2T" "" _sips._tcp.example.com',
          'example.com NAPTR 10 10 "S" "sip+d2t" "" _sip._tcp.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: ['info'],
    },
    {
      title: 'TLS first',
      scene: {
        target: 'sip:example.com',
        zone: [
          'example.com NAPTR 10 10 "s" "SIPS+D2T" "" _sips._tcp.example.com',
          'example.com NAPTR 20 10 "s" "SIP+D2U" "" _sip._udp.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
    {
      title: 'one order, and TLS is preferred within it',
      scene: {
        target: 'sip:example.com',
        zone: [
          'example.com NAPTR 10 10 "s" "SIPS+D2T" "" _sips._tcp.example.com',
          'example.com NAPTR 10 20 "s" "SIP+D2U" "" _sip._udp.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
    {
      title: 'sips: takes TLS whatever the order is',
      scene: {
        target: 'sips:example.com',
        zone: [
          'example.com NAPTR 20 10 "s" "SIPS+D2T" "" _sips._tcp.example.com',
          'example.com NAPTR 10 10 "s" "SIP+D2U" "" _sip._udp.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
  ],
  check({ target, resolution }, _context, report) {
    const step = stepFor(resolution, 'NAPTR', target.host);
    if (!step || demandsTls(target)) return;
    const records = naptrOf(step).toSorted(byOrder);
    const tls = records.find(leadsToTls);
    const other = records.find((record) => clearServiceOf(record) !== undefined);
    if (!tls || !other || byOrder(other, tls) > 0) return;
    const isEqual = byOrder(other, tls) === 0;
    const isSameOrder = other.order === tls.order;
    const name = clearServiceOf(other);
    const values = isSameOrder
      ? `TLS and ${name} both have order ${tls.order}, with preference ${tls.preference} and ${other.preference}`
      : `TLS has order ${tls.order}, ${name} has ${other.order}`;
    report(`${values}: clients that can do both ${isEqual ? 'may take either' : `take ${name}`}.`, {
      at: { query: queryOf(step) },
      command: dig(step.name, 'NAPTR', step.server),
    });
  },
});
