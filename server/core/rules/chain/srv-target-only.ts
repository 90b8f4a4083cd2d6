import { identitiesOf, ownIndex, placeOf, verifyCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/srv-target-only',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Certificate names the SRV target, not the domain',
  remedy: 'Add the domain to the SAN (and keep the target) on every server behind the SRV record.',
  cites: ['RFC 5922 §7.3', 'RFC 3263 §4.1'],
  examples: [
    {
      title: 'the certificate names where SRV leads',
      scene: {
        reference: 'example.com',
        srvTarget: 'sip1.provider.example',
        certificates: { leaf: { names: ['DNS:sip1.provider.example'] } },
      },
      finds: ['warning'],
    },
    {
      title: 'by a wildcard',
      scene: {
        reference: 'example.com',
        srvTarget: 'sip1.provider.example',
        certificates: { leaf: { names: ['DNS:*.provider.example'] } },
      },
      finds: ['warning'],
    },
    {
      title: 'names are not compared, by policy',
      scene: {
        reference: 'example.com',
        srvTarget: 'sip1.provider.example',
        certificates: { leaf: { names: ['DNS:sip1.provider.example'] } },
        policyNames: 'chain-only',
      },
      finds: ['info'],
    },
    {
      title: 'both',
      scene: {
        reference: 'example.com',
        srvTarget: 'sip1.provider.example',
        certificates: { leaf: { names: ['DNS:example.com', 'DNS:sip1.provider.example'] } },
      },
      finds: [],
    },
    {
      title: 'the target itself was dialled',
      scene: { reference: 'sip1.provider.example', certificates: { leaf: { names: ['DNS:sip1.provider.example'] } } },
      finds: [],
    },
    {
      title: 'neither',
      scene: { reference: 'example.com', srvTarget: 'sip1.provider.example', certificates: { leaf: { names: ['DNS:other.example.net'] } } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { names, srvTarget, leaf, policy } = facts;
    if (!names || !srvTarget?.verdict.matches || names.rfc5922.matches || names.practice.matches || ownIndex(facts) !== 0) return;
    const [domain, target] = [visibleName(names.reference), visibleName(srvTarget.name)];
    report(
      `${domain} leads to ${target} by DNS, but DNS can be forged, so the certificate has to name ${domain}; it names ${identitiesOf(leaf)}. Stacks that check the target instead (many) will accept it, RFC 5922 stacks will not.`,
      {
        at: placeOf(facts, leaf),
        remedy: `Add DNS:${domain} (and keep DNS:${target}) on every server behind the SRV record.`,
        command: verifyCommand(facts),
        ...(policy.names === 'chain-only' && { atMost: 'info' }),
      },
    );
  },
});
