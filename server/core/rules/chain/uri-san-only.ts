import { ownIndex, placeOf, verifyCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/uri-san-only',
  subject: 'chain',
  severity: { practical: 'info', strict: 'info' },
  title: 'Name only as sip: URI',
  remedy: 'Have the DNS name added beside the URI; then both kinds of verifier are content.',
  cites: ['RFC 5922 §7.1'],
  examples: [
    {
      title: 'the URI alone',
      scene: { reference: 'example.com', certificates: { leaf: { names: ['URI:sip:example.com'] } } },
      finds: ['info'],
    },
    {
      title: 'the DNS name as well',
      scene: { reference: 'example.com', certificates: { leaf: { names: ['URI:sip:example.com', 'DNS:example.com'] } } },
      finds: [],
    },
    {
      title: 'a wildcard as well',
      scene: { certificates: { leaf: { names: ['URI:sip:sip.example.com', 'DNS:*.example.com'] } } },
      finds: [],
    },
    {
      title: 'names are not compared, by policy',
      scene: { reference: 'example.com', certificates: { leaf: { names: ['URI:sip:example.com'] } }, policyNames: 'chain-only' },
      finds: [],
    },
    { title: 'the URI is of another domain', scene: { certificates: { leaf: { names: ['URI:sip:example.com'] } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { names, leaf, policy } = facts;
    if (!names?.rfc5922.matches || names.rfc5922.by !== 'uri' || names.practice.matches) return;
    if (policy.names !== 'full' || ownIndex(facts) !== 0) return;
    report(
      'Correct by RFC 5922, but Go, Node, OpenSSL\'s host check and most phones read DNS names only and will say "hostname mismatch".',
      {
        at: placeOf(facts, leaf),
        remedy: `Have DNS:${visibleName(names.reference)} added beside the URI; then both kinds of verifier are content.`,
        command: verifyCommand(facts),
      },
    );
  },
});
