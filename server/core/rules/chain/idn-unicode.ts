import { ownIndex, placeOf, printCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { unicodeNames } from '../../x509/odd-names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/idn-unicode',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'International name not in A-label form',
  remedy: 'Reissue with the A-label (xn--…).',
  cites: ['RFC 5280 §7.2', 'RFC 5922 §7.2'],
  examples: [
    {
      title: 'octets of UTF-8 in a DNS name',
      scene: { certificates: { leaf: { names: ['DNS:t\u00c3\u00bcr.example'] } } },
      finds: ['warning'],
    },
    {
      title: 'in the host of a URI',
      scene: { certificates: { leaf: { names: ['URI:sip:t\u00fcr.example', 'DNS:sip.example.com'] } } },
      finds: ['warning'],
    },
    { title: 'what has no A-label', scene: { certificates: { leaf: { names: ['DNS:t\u00fc r.example'] } } }, finds: ['warning'] },
    { title: 'as A-label', scene: { certificates: { leaf: { names: ['DNS:xn--tr-xka.example'] } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    if (ownIndex(facts) !== 0) return;
    for (const { name, aLabel } of unicodeNames(leaf).slice(0, MOST_FINDINGS)) {
      const right = aLabel === undefined ? 'the A-label (xn--…)' : visibleName(aLabel, 100);
      report(`${visibleName(name, 100)} is written in Unicode; certificates hold ${right}. Nothing will match it.`, {
        at: placeOf(facts, leaf),
        remedy: `Reissue with ${right}.`,
        command: printCommand(facts, leaf, '-ext subjectAltName'),
      });
    }
  },
});

/** One says it all; a few may be of different customers. */
const MOST_FINDINGS = 3;
