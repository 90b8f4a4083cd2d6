import { anchorOf, nameOf, printCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/root-sent',
  subject: 'chain',
  severity: { practical: 'hint', strict: 'info' },
  title: 'Root certificate is sent along',
  remedy: 'Leave it out; saves its bytes in each handshake.',
  cites: ['RFC 8446 §4.4.2', 'RFC 5246 §7.4.2'],
  examples: [
    { title: 'the root at the end', scene: { sent: ['leaf', 'intermediate', 'root'] }, finds: ['hint'] },
    { title: 'leaf and intermediate', scene: { sent: ['leaf', 'intermediate'] }, finds: [] },
    {
      title: 'one certificate that signed itself, and is trusted',
      scene: { certificates: { leaf: { by: 'itself', isCa: true } }, sent: ['leaf'], trusted: ['leaf'] },
      finds: [],
    },
    {
      title: 'a root that is not trusted',
      scene: { certificates: { mine: { by: 'itself', isCa: true } }, sent: ['leaf', 'intermediate', 'root'], trusted: ['mine'] },
      finds: [],
    },
    { title: 'in the middle it is a matter of order', scene: { sent: ['leaf', 'root', 'intermediate'] }, finds: [] },
  ],
  check(facts, _context, report) {
    const last = facts.sent.length - 1;
    const root = facts.sent[last];
    const isRootSent = facts.verdict.list.some(({ kind, index }) => kind === 'root-sent' && index === last);
    if (!isRootSent || root?.kind !== 'certificate' || !anchorOf(facts)) return;
    report(
      `The root (${nameOf(root)}) is in the list. Harmless and useless: a client that does not have it will not trust it because it was sent.`,
      {
        at: { certificate: last },
        remedy: `Leave it out; saves ${root.der.length} bytes per handshake.`,
        command: printCommand(facts, root, '-subject -issuer'),
      },
    );
  },
});
