import { chainEnd } from '../../probe/chain-end';
import { isPublic, nameOf, placeOf, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/private-ca',
  subject: 'chain',
  severity: { practical: 'off', strict: 'info' },
  title: 'Private CA',
  remedy: 'Nothing between your own systems.',
  cites: [],
  examples: [
    { title: 'a root of the file that the user gave', scene: {}, finds: ['info'] },
    { title: 'a root of the runtime', scene: { isPublicStore: true }, finds: [] },
    { title: 'a public root in a file', scene: { publicRoots: ['root'] }, finds: [] },
    {
      title: 'no root at all: the leaf is pinned',
      scene: { certificates: { leaf: { by: 'itself' } }, sent: ['leaf'], trusted: ['leaf'] },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const end = chainEnd(facts);
    if (end?.kind !== 'trusted' || !facts.policy.isPrivateStore || isPublic(facts, end.root)) return;
    report(
      `${nameOf(end.root)} is a private CA: every device that shall verify needs it installed. Teams, Zoom and most public providers accept public CAs only.`,
      { at: placeOf(facts, end.root), command: verifyCommand(facts) },
    );
  },
});
