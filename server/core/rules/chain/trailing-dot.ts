import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { visibleName, visibleNames } from '../../text/visible-name';
import { namesWithEmptyLabels } from '../../x509/odd-names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/trailing-dot',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Name with a final dot or an empty label',
  remedy: 'Reissue without the dot.',
  cites: ['RFC 5280 §4.2.1.6', 'RFC 5922 §7.2'],
  examples: [
    { title: 'a dot at the end', scene: { certificates: { leaf: { names: ['DNS:sip.example.com.'] } } }, finds: ['warning'] },
    { title: 'a dot in front', scene: { certificates: { leaf: { names: ['DNS:.example.com'] } } }, finds: ['warning'] },
    { title: 'two dots', scene: { certificates: { leaf: { names: ['DNS:sip..example.com'] } } }, finds: ['warning'] },
    { title: 'no dot', scene: {}, finds: [] },
    { title: 'the dialled name had one', scene: { reference: 'sip.example.com.' }, finds: [] },
  ],
  check(facts, _context, report) {
    const { leaf, names } = facts;
    const odd = ownIndex(facts) === 0 ? namesWithEmptyLabels(leaf).map((name) => `DNS:${name}`) : [];
    if (odd.length === 0) return;
    const isOne = odd.length === 1;
    const asked = names ? visibleName(names.reference) : 'the name they asked for';
    report(
      `${visibleNames(odd, 5, 100)} ${isOne ? 'is not a legal name' : 'are no legal names'} for a certificate; clients compare ${asked} with ${isOne ? 'it' : 'them'}, and many find no match.`,
      { at: placeOf(facts, leaf), command: printCommand(facts, leaf, '-ext subjectAltName') },
    );
  },
});
