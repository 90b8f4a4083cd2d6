import { anchorOf, judgedPath, problemsOf, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/verify-depth',
  subject: 'chain',
  severity: { practical: 'info', strict: 'info' },
  title: 'Path is deeper than some verifiers allow',
  remedy: 'Raise tls-verify-depth / verify_depth, or serve the shorter chain.',
  cites: [],
  examples: [
    {
      title: 'three intermediates',
      scene: {
        certificates: { upper: { isCa: true }, middle: { by: 'upper', isCa: true }, intermediate: { by: 'middle' } },
        sent: ['leaf', 'intermediate', 'middle', 'upper'],
      },
      finds: ['info'],
    },
    {
      title: 'two',
      scene: { certificates: { upper: { isCa: true }, intermediate: { by: 'upper' } }, sent: ['leaf', 'intermediate', 'upper'] },
      finds: [],
    },
    {
      title: 'three, of which one is an anchor',
      scene: {
        certificates: { upper: { isCa: true }, middle: { by: 'upper', isCa: true }, intermediate: { by: 'middle' } },
        sent: ['leaf', 'intermediate', 'middle', 'upper'],
        trusted: ['upper'],
      },
      finds: [],
    },
    {
      title: 'a CA allows no more below it',
      scene: {
        certificates: { upper: { isCa: 0 }, middle: { by: 'upper', isCa: true }, intermediate: { by: 'middle' } },
        sent: ['leaf', 'intermediate', 'middle', 'upper'],
      },
      finds: [],
    },
    {
      title: 'nobody knows how far it goes',
      scene: {
        certificates: {
          mine: { by: 'itself', isCa: true },
          upper: { isCa: true },
          middle: { by: 'upper', isCa: true },
          intermediate: { by: 'middle' },
        },
        sent: ['leaf', 'intermediate', 'middle', 'upper'],
        trusted: ['mine'],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    // Neither the leaf nor the anchor counts, since OpenSSL 1.1.0.
    const intermediates = (judgedPath(facts)?.links.length ?? 2) - 2;
    if (!anchorOf(facts) || intermediates <= 2 || problemsOf(facts, 'path-length').length > 0) return;
    report(
      `The path has ${intermediates} intermediates between leaf and root. FreeSWITCH as shipped allows two and says "certificate chain too long".`,
      { command: verifyCommand(facts, ['-verify_depth', '2']) },
    );
  },
});
