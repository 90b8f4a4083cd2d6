import { addressesOf, standingOf } from '../../probe/address-groups';
import { demandsTls } from '../../probe/dns-walk';
import { commandTo } from '../../probe/endpoint-command';
import type { EndpointFacts } from '../../probe/facts';
import { enumerated } from '../../text/enumerated';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/sips-target-no-tls',
  subject: 'probe',
  severity: { practical: 'error', strict: 'error' },
  title: 'sips: URI, but no address speaks TLS',
  remedy: 'Offer TLS there, or use sip: for this peer knowingly.',
  cites: ['RFC 3261 §26.2.2', 'RFC 3263 §4.1'],
  examples: [
    {
      title: 'plain SIP on 5061',
      scene: {
        target: 'sips:alice@example.com',
        zone: ['example.com A 192.0.2.1'],
        endpoints: [{ socket: '192.0.2.1:5061', outcome: 'plain-sip' }],
      },
      finds: ['error'],
    },
    {
      title: 'one refuses, the other says nothing to the hello',
      scene: {
        target: 'sip:example.com;transport=tls',
        zone: ['example.com A 192.0.2.1', 'example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', outcome: 'refused' },
          { socket: '192.0.2.2:5061', outcome: 'silent' },
        ],
      },
      finds: ['error'],
    },
    { title: 'TLS on 5061', scene: { target: 'sips:alice@example.com', zone: ['example.com A 192.0.2.1'] }, finds: [] },
    {
      title: 'an alert is TLS',
      scene: {
        target: 'sips:alice@example.com',
        zone: ['example.com A 192.0.2.1'],
        endpoints: [{ socket: '192.0.2.1:5061', outcome: 'alert', alert: 40 }],
      },
      finds: [],
    },
    {
      title: 'nothing could be reached',
      scene: {
        target: 'sips:alice@example.com',
        zone: ['example.com A 192.0.2.1'],
        endpoints: [{ socket: '192.0.2.1:5061', outcome: 'timeout' }],
      },
      finds: [],
    },
    {
      title: 'sip: does not demand TLS',
      scene: {
        target: 'example.com:5061',
        zone: ['example.com A 192.0.2.1'],
        endpoints: [{ socket: '192.0.2.1:5061', outcome: 'plain-sip' }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const all = addressesOf(facts);
    const reached = all.filter(({ outcome }) => !['refused', 'unreachable', 'timeout'].includes(outcome));
    const [first] = reached;
    if (!first || !demandsTls(facts.target) || reached.some(mayBeTls)) return;
    const ports = [...new Set(all.map(({ port }) => port))];
    const each = all.map((endpoint) => `${endpoint.socket} ${standingOf(endpoint, facts).why}`);
    report(
      `${visibleName(facts.target.text)} demands TLS and no machine behind it offers it on port ${ports.join(' or ')}: ${enumerated(each)}. A correct client must not go on in clear.`,
      { command: commandTo(facts, first) },
    );
  },
});

/** A TLS record came, or nobody knows. */
function mayBeTls({ outcome, tls }: EndpointFacts): boolean {
  if (outcome === 'plain-sip' || outcome === 'http' || outcome === 'not-tls') return false;
  const isMute = outcome === 'silent' || outcome === 'reset' || outcome === 'closed';
  return !isMute || tls === undefined || tls.conversation.answer.kind !== 'nothing';
}
