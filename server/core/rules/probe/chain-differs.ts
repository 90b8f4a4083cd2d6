import { addressesOf, byIssuers, groupsBy } from '../../probe/address-groups';
import { commandTo } from '../../probe/endpoint-command';
import type { EndpointFacts } from '../../probe/facts';
import { enumerated } from '../../text/enumerated';
import { visibleName } from '../../text/visible-name';
import { isSelfIssued } from '../../x509/certificate';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/chain-differs',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Addresses send different chains',
  remedy: 'Copy the certificate file of a good node.',
  cites: ['RFC 9325 §3.9'],
  examples: [
    {
      title: 'one sends the leaf only',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', sends: [] }],
      },
      finds: ['warning'],
    },
    {
      title: 'the same issuer, certified by two roots',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', sends: ['other-issuer'] }],
      },
      finds: ['warning'],
    },
    {
      title: 'both send leaf and intermediate',
      scene: { target: 'sip.example.com:5061', zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'] },
      finds: [],
    },
    {
      title: 'only a root more',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', sends: ['issuer', 'root'] }],
      },
      finds: [],
    },
    {
      title: 'another certificate of another authority has another chain',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', certificate: { issuer: 'other-trusted' } }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { members } of groupsBy(addressesOf(facts), ({ chain }) => chain?.leaf.issuer.key)) {
      const groups = groupsBy(members, byIssuers);
      const good = groups.find(({ members: [one] }) => isComplete(one)) ?? groups[0];
      for (const odd of groups) {
        if (!good || odd === good) continue;
        const [first] = odd.members;
        const isWorse = isComplete(good.members[0]) && !isComplete(first);
        report(
          `${sends(good.members)}, ${sends(odd.members)}. ${isWorse ? 'Phones fail on these only.' : 'A client that knows one of the roots only fails on some of them.'}`,
          {
            at: { endpoint: first.socket },
            yieldsTo: ['chain/intermediate-missing'],
            command: commandTo(facts, first, { more: ['-showcerts'] }),
          },
        );
      }
    }
  },
});

const isComplete = ({ chain }: EndpointFacts): boolean => chain?.verdict.kind === 'judged' && chain.verdict.isComplete;

function sends(endpoints: readonly [EndpointFacts, ...EndpointFacts[]]): string {
  const [{ chain }] = endpoints;
  const issuers = (chain?.sent.slice(1) ?? []).flatMap((one) => (one.kind === 'certificate' && !isSelfIssued(one) ? [one] : []));
  const names = issuers.map(({ subject, issuer }) => `${visibleName(subject.text, 80)} (issued by ${visibleName(issuer.text, 80)})`);
  const what = names.length > 0 ? `leaf and ${enumerated(names)}` : 'the leaf only';
  return `${enumerated(endpoints.map(({ socket }) => socket))} ${endpoints.length === 1 ? 'sends' : 'send'} ${what}`;
}
