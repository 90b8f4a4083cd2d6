import { commandTo, leafOf } from '../../probe/endpoint-command';
import { leavesOf, namesOf } from '../../probe/leaf-groups';
import { isNamed } from '../../probe/standing';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/wrong-host',
  subject: 'probe',
  severity: { practical: 'error', strict: 'error' },
  title: 'One address belongs to somebody else',
  remedy: 'Take the address out of DNS or add the certificate there.',
  cites: ['RFC 5922 §7.3'],
  examples: [
    {
      title: 'two listeners, one with the name of another domain',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { names: ['other.example.net'] } }],
      },
      finds: ['error'],
    },
    {
      title: 'the same where names are not compared',
      scene: {
        target: 'sip.example.com:5061',
        policy: 'chain-only',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { names: ['other.example.net'] } }],
      },
      finds: ['info'],
    },
    {
      title: 'both with the name',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { names: ['*.example.com'] } }],
      },
      finds: [],
    },
    {
      title: 'none has the name: that is no matter of one address',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { names: ['a.example.net'] } },
          { socket: '192.0.2.2:5061', certificate: { names: ['b.example.net'] } },
        ],
      },
      finds: [],
    },
    {
      title: 'one names the SRV target in place of the domain, which is said elsewhere',
      scene: {
        target: 'sips:example.com',
        zone: [
          '_sips._tcp.example.com SRV 10 10 5061 sip1.example.com',
          '_sips._tcp.example.com SRV 10 10 5061 sip2.example.com',
          'sip1.example.com A 192.0.2.1',
          'sip2.example.com A 192.0.2.2',
        ],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { names: ['sip2.example.com'] } }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const leaves = leavesOf(facts);
    const right = leaves.find(({ chain }) => isNamed(chain.names));
    if (!right) return;
    for (const { leaf, chain, by } of leaves) {
      if (isNamed(chain.names) || chain.srvTarget?.verdict.matches) continue;
      for (const endpoint of by)
        report(
          `${endpoint.socket} shows ${visibleName(leaf.subject.text)} (${namesOf(leaf)}), the others show ${namesOf(right.leaf)}. DNS still leads to a machine that is no longer yours, or its SNI table lacks ${visibleName(chain.names?.reference ?? facts.target.host)}.`,
          {
            at: { endpoint: endpoint.socket, certificate: 0 },
            command: commandTo(facts, endpoint, { pipe: leafOf('subject', 'ext subjectAltName') }),
            covers: ['chain/name-mismatch'],
            ...(facts.policy.names === 'full' ? {} : { atMost: 'info' }),
          },
        );
    }
  },
});
