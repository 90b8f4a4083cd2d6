import { anchorOf, isPublic, nameOf, placeOf, printCommand } from '../../probe/chain-words';
import { validityDays } from '../../x509/chain-facts';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/no-revocation-information',
  subject: 'chain',
  severity: { practical: 'off', strict: 'hint' },
  title: 'No way to learn of a revocation',
  remedy: 'Nothing on your side.',
  cites: ['RFC 5280 §4.2.1.13', 'RFC 5280 §4.2.2.1'],
  examples: [
    { title: 'neither of both', scene: { isPublicStore: true }, finds: ['hint'] },
    { title: 'a list', scene: { certificates: { leaf: { crl: 'http://ca.example.com/ca.crl' } }, isPublicStore: true }, finds: [] },
    { title: 'a responder', scene: { certificates: { leaf: { ocsp: 'http://ocsp.example.com/' } }, isPublicStore: true }, finds: [] },
    { title: 'a private CA', scene: {}, finds: [] },
    {
      title: 'it lives for a week',
      scene: { certificates: { leaf: { notBefore: '-1d', notAfter: '+6d' } }, isPublicStore: true },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    const root = anchorOf(facts);
    const hasSource = (leaf.ocsp ?? []).length + (leaf.crls ?? []).length > 0;
    if (!root || !isPublic(facts, root) || hasSource || validityDays(leaf) <= 10) return;
    report(`${nameOf(leaf)} names neither OCSP nor CRL; if its key leaks nobody can be told.`, {
      at: placeOf(facts, leaf),
      command: printCommand(facts, leaf, '-ext crlDistributionPoints,authorityInfoAccess'),
    });
  },
});
