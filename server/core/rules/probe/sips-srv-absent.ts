import { addressesOf, standingOf } from '../../probe/address-groups';
import { dig } from '../../probe/commands';
import { stepFor } from '../../probe/dns-walk';
import type { ProbeFacts } from '../../probe/facts';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/sips-srv-absent',
  subject: 'probe',
  severity: { practical: 'info', strict: 'info' },
  title: 'No SRV record for TLS',
  remedy: 'Publish _sips._tcp of the domain with the TLS port.',
  cites: ['RFC 3263 §4.2'],
  examples: [
    {
      title: 'SRV for UDP and an address',
      scene: {
        target: 'sips:example.com',
        zone: ['_sip._udp.example.com SRV 10 10 5060 sip.example.com', 'sip.example.com A 192.0.2.1', 'example.com A 192.0.2.2'],
      },
      finds: ['info'],
    },
    {
      title: 'the domain chooses, and offers UDP and TCP only',
      scene: {
        target: 'example.com',
        zone: [
          'example.com NAPTR 10 10 "s" "SIP+D2T" "" _sip._tcp.example.com',
          '_sip._tcp.example.com SRV 10 10 5060 sip.example.com',
          '_sip._udp.example.com SRV 10 10 5060 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: ['info'],
    },
    {
      title: 'SRV for TLS as well',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sip._udp.example.com SRV 10 10 5060 sip.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
    {
      title: 'no SRV at all: addresses and the default port are a legal design',
      scene: { target: 'sips:example.com', zone: ['example.com A 192.0.2.1'] },
      finds: [],
    },
    {
      title: 'SRV for TLS stands under another name, which is said elsewhere',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sip._udp.example.com SRV 10 10 5060 sip.example.com',
          '_sip._tls.example.com SRV 10 10 5061 sip.example.com',
          'sip.example.com A 192.0.2.1',
          'example.com A 192.0.2.1',
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { target, resolution } = facts;
    const right = `_sips._tcp.${target.host}`;
    const step = stepFor(resolution, 'SRV', right);
    const isAbsent = step?.outcome === 'nodata' || step?.outcome === 'nxdomain';
    if (!isAbsent || resolution.faults.some(({ kind }) => kind === 'srv-wrong-label')) return;
    const others = ['TCP', 'UDP'].filter(
      (word) => stepFor(resolution, 'SRV', `_sip._${word.toLowerCase()}.${target.host}`)?.outcome === 'answer',
    );
    const byNaptr = resolution.faults.flatMap((fault) => (fault.kind === 'clear-only' ? fault.offers : []));
    if (others.length === 0 && byNaptr.length === 0) return;
    const published = others.length > 0 ? `publishes SRV for ${enumerated(others)}` : `offers ${enumerated(byNaptr)} by NAPTR`;
    report(`${target.host} ${published} but not for TLS. ${outcomeOn5061(facts)}`, {
      at: { query: `SRV ${right}` },
      remedy: `Publish ${right} with the TLS port.`,
      command: dig(right, 'SRV', step.server),
    });
  },
});

function outcomeOn5061(facts: ProbeFacts): string {
  if (facts.resolution.faults.some(({ kind }) => kind === 'clear-only'))
    return 'By DNS there is no SIP over TLS, so nothing was probed; ask for port 5061 to try it all the same.';
  const tried = addressesOf(facts).map((endpoint) => `${endpoint.socket} ${standingOf(endpoint, facts).why}`);
  const result = tried.length > 0 ? enumerated(tried) : 'there is none';
  return `TLS clients try A/AAAA of ${facts.target.host} on 5061: ${result}.`;
}
