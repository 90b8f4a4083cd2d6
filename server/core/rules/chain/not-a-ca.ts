import { judgedPath, nameOf, placeOf, problemsOf, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/not-a-ca',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'A certificate signs although it is no CA',
  remedy: 'Reissue the intermediate with basicConstraints critical, CA:TRUE.',
  cites: ['RFC 5280 §4.2.1.9', 'RFC 5280 §6.1.4'],
  examples: [
    { title: 'issued without basicConstraints', scene: { certificates: { intermediate: { isCa: null } } }, finds: ['error'] },
    {
      title: 'a leaf that issued another',
      scene: { certificates: { intermediate: { isCa: false, usage: ['digitalSignature'] } } },
      finds: ['error'],
    },
    { title: 'marked as a CA', scene: { certificates: { intermediate: { isCa: true } } }, finds: [] },
    { title: 'version 1, which is its own matter', scene: { certificates: { intermediate: { version: 1 } } }, finds: [] },
    { title: 'an anchor of version 1', scene: { certificates: { root: { version: 1 } } }, finds: [] },
    {
      title: 'a leaf that signed itself and is pinned',
      scene: { certificates: { leaf: { by: 'itself' } }, sent: ['leaf'], trusted: ['leaf'] },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const links = judgedPath(facts)?.links ?? [];
    for (const { problem, certificate } of problemsOf(facts, 'not-a-ca')) {
      const child = links[problem.depth - 1]?.certificate;
      if (problem.has === 'version-1' || !child) continue;
      report(`${nameOf(certificate)} issued ${nameOf(child)} but is not marked as a CA. Verifiers stop here ("invalid CA certificate").`, {
        at: placeOf(facts, certificate),
        command: verifyCommand(facts),
      });
    }
  },
});
