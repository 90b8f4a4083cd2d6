import { addressesOf, standingOf } from '../../probe/address-groups';
import { dig } from '../../probe/commands';
import { queryOf, srvOf, tlsSrvSteps } from '../../probe/dns-walk';
import type { EndpointFacts, ProbeFacts } from '../../probe/facts';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/srv-port-5060',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS SRV record points to port 5060',
  remedy: 'Set 5061 (or the real TLS port).',
  cites: ['RFC 3261 §19.1.2', 'RFC 2782'],
  examples: [
    {
      title: 'plain SIP there',
      scene: {
        target: 'sips:example.com',
        zone: ['_sips._tcp.example.com SRV 10 10 5060 sip1.example.com', 'sip1.example.com A 192.0.2.1'],
        endpoints: [{ socket: '192.0.2.1:5060', outcome: 'plain-sip' }],
      },
      finds: ['warning'],
    },
    {
      title: 'TLS works there',
      scene: {
        target: 'sips:example.com',
        zone: ['_sips._tcp.example.com SRV 10 10 5060 sip1.example.com', 'sip1.example.com A 192.0.2.1'],
      },
      finds: ['hint'],
    },
    {
      title: 'port 5061',
      scene: {
        target: 'sips:example.com',
        zone: ['_sips._tcp.example.com SRV 10 10 5061 sip1.example.com', 'sip1.example.com A 192.0.2.1'],
      },
      finds: [],
    },
    {
      title: 'port 5060 of a record that is not for TLS',
      scene: {
        target: 'sips:example.com',
        zone: ['_sip._tcp.example.com SRV 10 10 5060 sip1.example.com', 'sip1.example.com A 192.0.2.1', 'example.com A 192.0.2.1'],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const step of tlsSrvSteps(facts)) {
      const hosts = srvOf(step).flatMap(({ target, port }) => (port === 5060 && target !== '.' ? [target] : []));
      if (hosts.length === 0) continue;
      const tried = addressesOf(facts).filter(({ host, port }) => port === 5060 && hosts.includes(host));
      const isFine = tried.length > 0 && tried.every(({ outcome }) => outcome === 'ok');
      const result = tried.length > 0 ? ` ${enumerated(tried.map((endpoint) => `${endpoint.socket} ${resultOf(endpoint, facts)}`))}.` : '';
      report(`${step.name} leads to port 5060, where plain SIP usually listens.${result}`, {
        at: { query: queryOf(step) },
        command: dig(step.name, 'SRV', step.server),
        ...(isFine ? { atMost: 'hint' } : {}),
      });
    }
  },
});

const resultOf = (endpoint: EndpointFacts, facts: ProbeFacts): string =>
  endpoint.outcome === 'ok' ? 'speaks TLS all the same' : standingOf(endpoint, facts).why;
