import { anchorOf, judgedPath, verifyCommand } from '../../probe/chain-words';
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
      title: 'root, two intermediates, leaf',
      scene: { certificates: { upper: { isCa: true }, intermediate: { by: 'upper' } }, sent: ['leaf', 'intermediate', 'upper'] },
      finds: ['info'],
    },
    { title: 'root, one intermediate, leaf', scene: {}, finds: [] },
    {
      title: 'nobody knows how far it goes',
      scene: {
        certificates: {
          upper: { isCa: true },
          third: { by: 'upper', isCa: true },
          intermediate: { by: 'third' },
          mine: { by: 'itself', isCa: true },
        },
        sent: ['leaf', 'intermediate', 'third', 'upper'],
        trusted: ['mine'],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const depth = (judgedPath(facts)?.links.length ?? 1) - 1;
    if (!anchorOf(facts) || depth <= 2) return;
    report(`The path has ${depth} levels above the leaf. FreeSWITCH as shipped checks two and says "certificate chain too long".`, {
      command: verifyCommand(facts, ['-verify', '2']),
    });
  },
});
