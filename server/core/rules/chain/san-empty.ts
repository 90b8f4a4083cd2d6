import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { isNameless } from '../../x509/odd-names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/san-empty',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'No usable name at all',
  remedy: 'Reissue with the domain as a DNS name in the SAN.',
  cites: ['RFC 5922 §7.3', 'RFC 5280 §4.2.1.6'],
  examples: [
    {
      title: 'neither common name nor subjectAltName',
      scene: { certificates: { leaf: { commonName: null, organization: 'Lab', names: null } } },
      finds: ['error'],
    },
    { title: 'an empty subjectAltName', scene: { certificates: { leaf: { names: [] } } }, finds: ['error'] },
    {
      title: 'a mail address, and a common name that is no host',
      scene: { certificates: { leaf: { commonName: 'Alice Example', names: ['email:alice@example.com'] } } },
      finds: ['error'],
    },
    {
      title: 'of a client',
      scene: { certificates: { leaf: { commonName: 'Alice Example', names: null } }, purpose: 'client' },
      finds: ['warning'],
    },
    { title: 'a DNS name', scene: {}, finds: [] },
    { title: 'a host in the common name', scene: { certificates: { leaf: { names: null } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { leaf, names } = facts;
    if (ownIndex(facts) !== 0 || !isNameless(leaf)) return;
    const subject = leaf.subject.text === '' ? 'empty' : visibleName(leaf.subject.text);
    report(`Subject ${subject}: there is no name any client could compare.`, {
      at: placeOf(facts, leaf),
      ...(names && { remedy: `Reissue with DNS:${visibleName(names.reference)}.` }),
      command: printCommand(facts, leaf, '-subject -ext subjectAltName'),
      ...(facts.purpose === 'client' && { severity: 'warning' }),
    });
  },
});
