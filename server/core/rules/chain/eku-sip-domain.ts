import { judgedPath, placeOf, printCommand, problemsOf } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/eku-sip-domain',
  subject: 'chain',
  severity: { practical: 'off', strict: 'warning' },
  title: 'No id-kp-sipDomain',
  remedy: 'Nothing. A private CA may add 1.3.6.1.5.5.7.3.20 beside serverAuth.',
  cites: ['RFC 5924 §4'],
  examples: [
    { title: 'serverAuth only', scene: { certificates: { leaf: { purposes: ['serverAuth'] } } }, finds: ['warning'] },
    { title: 'serverAuth and id-kp-sipDomain', scene: { certificates: { leaf: { purposes: ['serverAuth', 'sipDomain'] } } }, finds: [] },
    { title: 'any purpose', scene: { certificates: { leaf: { purposes: ['serverAuth', 'anyExtendedKeyUsage'] } } }, finds: [] },
    { title: 'no extendedKeyUsage', scene: { certificates: { leaf: { purposes: null } } }, finds: [] },
    { title: 'not for servers either, which is worse', scene: { certificates: { leaf: { purposes: ['codeSigning'] } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    const has = leaf.extendedKeyUsage;
    if (!judgedPath(facts) || !has || has.includes('sipDomain') || has.includes('anyExtendedKeyUsage')) return;
    if (problemsOf(facts, 'purpose').some(({ problem }) => problem.depth === 0)) return;
    report(
      'By the letter of RFC 5924 a certificate whose EKU lists other purposes but not SIP must not be used for SIP. No public CA issues it and no stack we know enforces it.',
      { at: placeOf(facts, leaf), command: printCommand(facts, leaf, '-ext extendedKeyUsage') },
    );
  },
});
