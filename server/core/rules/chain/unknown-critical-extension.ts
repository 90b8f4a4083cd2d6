import { nameOf, placeOf, printCommand, problemsOf, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/unknown-critical-extension',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Critical extension that nobody knows',
  remedy: 'Reissue without it or not critical.',
  cites: ['RFC 5280 §4.2', 'RFC 5280 §6.1.4'],
  examples: [
    {
      title: 'a critical one that no RFC knows',
      scene: { certificates: { leaf: { unknownExtension: { oid: '1.3.6.1.4.1.32473.1', isCritical: true } } } },
      finds: ['error'],
    },
    {
      title: 'in an intermediate',
      scene: { certificates: { intermediate: { unknownExtension: { oid: '1.3.6.1.4.1.32473.1', isCritical: true } } } },
      finds: ['error'],
    },
    {
      title: 'the same, not critical',
      scene: { certificates: { leaf: { unknownExtension: { oid: '1.3.6.1.4.1.32473.1', isCritical: false } } } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { problem, certificate } of problemsOf(facts, 'unknown-critical-extension'))
      report(`${nameOf(certificate)} carries the critical extension ${problem.oid}; a verifier that does not know it has to refuse.`, {
        at: placeOf(facts, certificate),
        command: printCommand(facts, certificate, '-text') ?? verifyCommand(facts),
      });
  },
});
