import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/srv-target-not-named',
  subject: 'chain',
  severity: { practical: 'off', strict: 'warning' },
  title: 'Certificate names the domain, not the SRV target',
  remedy: 'Nothing; adding the target to the SAN pleases clients that check the resolved host.',
  cites: ['RFC 3263 §4.1', 'RFC 5922 §7.3'],
  examples: [
    {
      title: 'the target is in another domain and is not named',
      scene: { reference: 'example.com', srvTarget: 'sip1.provider.example', certificates: { leaf: { names: ['DNS:example.com'] } } },
      finds: ['warning'],
    },
    {
      title: 'both are named',
      scene: {
        reference: 'example.com',
        srvTarget: 'sip1.provider.example',
        certificates: { leaf: { names: ['DNS:example.com', 'DNS:sip1.provider.example'] } },
      },
      finds: [],
    },
    {
      title: 'the target lies inside the domain',
      scene: { reference: 'example.com', srvTarget: 'sip1.example.com', certificates: { leaf: { names: ['DNS:example.com'] } } },
      finds: [],
    },
    {
      title: 'the domain is not named',
      scene: { reference: 'example.com', srvTarget: 'sip1.provider.example', certificates: { leaf: { names: ['DNS:other.example.net'] } } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { names, srvTarget, leaf, policy } = facts;
    if (!names || !srvTarget || srvTarget.verdict.matches || ownIndex(facts) !== 0) return;
    const isInside = srvTarget.name.toLowerCase().endsWith(`.${names.reference.toLowerCase()}`);
    if (isInside || !(names.rfc5922.matches || names.practice.matches) || policy.names !== 'full') return;
    const [domain, target] = [visibleName(names.reference), visibleName(srvTarget.name)];
    report(
      `RFC 3263 asked that both ${domain} and ${target} be valid by the certificate; RFC 5922 needs the domain only, and that is what clients check.`,
      {
        at: placeOf(facts, leaf),
        remedy: `Nothing; adding DNS:${target} pleases clients that check the resolved host.`,
        command: printCommand(facts, leaf, '-ext subjectAltName'),
      },
    );
  },
});
