import { listCommand } from '../../probe/chain-words';
import { counted } from '../../text/counted';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/large',
  subject: 'chain',
  severity: { practical: 'hint', strict: 'hint' },
  title: 'Certificate list is very large',
  remedy: 'Send what is needed: leaf and intermediates; split the SANs.',
  cites: [],
  examples: [
    {
      title: 'eight certificates',
      scene: {
        certificates: { b: { isCa: true }, c: { isCa: true }, d: { isCa: true }, e: { isCa: true }, f: { isCa: true } },
        sent: ['leaf', 'intermediate', 'root', 'b', 'c', 'd', 'e', 'f'],
      },
      finds: ['hint'],
    },
    { title: 'leaf and intermediate', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const octets = facts.sent.reduce((sum, { der }) => sum + der.length, 0);
    const names = facts.leaf.subjectAltNames?.length ?? 0;
    if (octets <= 10_000 && facts.sent.length <= 6 && names <= 100) return;
    const inLeaf = names > 100 ? ` (the first has ${names} names)` : '';
    report(
      `${octets} bytes in ${counted(facts.sent.length, 'certificate')}${inLeaf} per handshake; small devices have fixed buffers (4 or 8 KB) and hang up without a reason.`,
      { command: listCommand(facts) },
    );
  },
});
