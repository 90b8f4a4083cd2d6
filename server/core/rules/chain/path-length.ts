import { nameOf, placeOf, problemsOf, verifyCommand } from '../../probe/chain-words';
import { counted } from '../../text/counted';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/path-length',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Too many CAs below each other',
  remedy: 'Reissue the CA certificate with a larger pathlen, or issue the leaf one level higher.',
  cites: ['RFC 5280 §4.2.1.9', 'RFC 5280 §6.1.4'],
  examples: [
    {
      title: 'a CA below one that allows none',
      scene: { certificates: { upper: { isCa: 0 }, intermediate: { by: 'upper' } }, sent: ['leaf', 'intermediate', 'upper'] },
      finds: ['error'],
    },
    {
      title: 'one is allowed',
      scene: { certificates: { upper: { isCa: 1 }, intermediate: { by: 'upper' } }, sent: ['leaf', 'intermediate', 'upper'] },
      finds: [],
    },
    {
      title: 'the one below is no CA',
      scene: { certificates: { upper: { isCa: 0 }, intermediate: { by: 'upper', isCa: false } }, sent: ['leaf', 'intermediate', 'upper'] },
      finds: [],
    },
    {
      title: 'a CA that certified itself anew does not count',
      scene: {
        certificates: {
          upper: { isCa: 1 },
          intermediate: { by: 'upper' },
          again: { commonName: 'upper', by: 'upper', isCa: 1 },
          lower: { by: 'again', isCa: 0 },
          leaf: { by: 'lower' },
        },
        sent: ['leaf', 'lower', 'again', 'upper'],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    // Who is no CA has issued nothing that counts.
    if (problemsOf(facts, 'not-a-ca').length > 0) return;
    for (const { problem, certificate } of problemsOf(facts, 'path-length'))
      report(
        `${nameOf(certificate)} allows ${counted(problem.allowed, 'CA')} below it, here ${problem.found === 1 ? 'is' : 'are'} ${problem.found}.`,
        {
          at: placeOf(facts, certificate),
          command: verifyCommand(facts),
        },
      );
  },
});
