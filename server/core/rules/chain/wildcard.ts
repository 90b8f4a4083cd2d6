import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/wildcard',
  subject: 'chain',
  severity: { practical: 'info', strict: 'error' },
  title: 'Only a wildcard covers the name',
  remedy: 'Reissue with the whole name added to the SAN. Asterisk as client: allow_wildcard_certs=yes.',
  cites: ['RFC 5922 §7.2', 'RFC 9525 §6.3'],
  examples: [
    { title: 'only a wildcard covers the name', scene: { certificates: { leaf: { names: ['DNS:*.example.com'] } } }, finds: ['info'] },
    {
      title: 'by the letter of SIP',
      profile: 'strict',
      scene: { certificates: { leaf: { names: ['DNS:*.example.com'] } } },
      finds: ['error'],
    },
    {
      title: 'names are not compared, by policy',
      profile: 'strict',
      scene: { certificates: { leaf: { names: ['DNS:*.example.com'] } }, policyNames: 'chain-only' },
      finds: ['info'],
    },
    {
      title: 'in the common name, without a subjectAltName',
      scene: { certificates: { leaf: { commonName: '*.example.com', names: null } } },
      finds: ['info'],
    },
    {
      title: 'the name itself as well',
      scene: { certificates: { leaf: { names: ['DNS:*.example.com', 'DNS:sip.example.com'] } } },
      finds: [],
    },
    {
      title: 'the name itself as a URI',
      scene: { certificates: { leaf: { names: ['DNS:*.example.com', 'URI:sip:sip.example.com'] } } },
      finds: [],
    },
    { title: 'the wildcard is for others', scene: { certificates: { leaf: { names: ['DNS:*.example.net'] } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { names, leaf, policy } = facts;
    if (!names?.practice.matches || names.rfc5922.matches || !names.practice.identity.includes('*') || ownIndex(facts) !== 0) return;
    const name = visibleName(names.reference);
    report(
      `The certificate covers ${name} by ${visibleName(names.practice.identity)} only. SIP compares whole names: pjproject and strict peers refuse it, browsers, Node and Teams accept it.`,
      {
        at: placeOf(facts, leaf),
        remedy: `Reissue with DNS:${name} added to the SAN. Asterisk as client: allow_wildcard_certs=yes.`,
        command: printCommand(facts, leaf, '-subject -ext subjectAltName'),
        ...(policy.names === 'chain-only' && { atMost: 'info' }),
      },
    );
  },
});
