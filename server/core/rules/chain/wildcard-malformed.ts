import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { visibleNames } from '../../text/visible-name';
import { malformedWildcards } from '../../x509/odd-names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/wildcard-malformed',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Wildcard that no rule accepts',
  remedy: 'Reissue with full names.',
  cites: ['RFC 9525 §6.3', 'RFC 5922 §7.2'],
  examples: [
    {
      title: 'a part of a label',
      scene: { reference: 'sip1.example.com', certificates: { leaf: { names: ['DNS:sip*.example.com'] } } },
      finds: ['warning'],
    },
    { title: 'above a top-level domain', scene: { certificates: { leaf: { names: ['DNS:*.com'] } } }, finds: ['warning'] },
    {
      title: 'another name covers it',
      scene: { certificates: { leaf: { names: ['DNS:sip.example.com', 'DNS:sip.*.com'] } } },
      finds: ['info'],
    },
    {
      title: 'a whole name',
      scene: { reference: 'sip1.example.com', certificates: { leaf: { names: ['DNS:sip1.example.com'] } } },
      finds: [],
    },
    { title: 'a wildcard as it should be', scene: { certificates: { leaf: { names: ['DNS:*.example.com'] } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { leaf, names } = facts;
    const patterns = ownIndex(facts) === 0 ? malformedWildcards(leaf) : [];
    if (patterns.length === 0) return;
    const isCovered = names?.rfc5922.matches || names?.practice.matches;
    report(`${visibleNames(patterns, 5, 100)} ${patterns.length === 1 ? 'matches' : 'match'} nothing, not even under web rules.`, {
      at: placeOf(facts, leaf),
      command: printCommand(facts, leaf, '-ext subjectAltName'),
      ...(isCovered && { atMost: 'info' }),
    });
  },
});
