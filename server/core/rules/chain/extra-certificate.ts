import { strangers } from '../../probe/chain-list';
import { listCommand, nameOf } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/extra-certificate',
  subject: 'chain',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Certificate that belongs to no path',
  remedy: 'Take it out of the file.',
  cites: ['RFC 5246 §7.4.2', 'RFC 8446 §4.4.2'],
  examples: [
    {
      title: 'an intermediate of other people',
      scene: {
        certificates: { theirs: { by: 'itself', isCa: true }, other: { by: 'theirs', isCa: true } },
        sent: ['leaf', 'intermediate', 'other'],
      },
      finds: ['info'],
    },
    { title: 'the same certificate twice', scene: { sent: ['leaf', 'intermediate', 'intermediate'] }, finds: ['info'] },
    { title: 'no more than is needed', scene: { sent: ['leaf', 'intermediate'] }, finds: [] },
    { title: 'the root along with them', scene: { sent: ['leaf', 'intermediate', 'root'] }, finds: [] },
    {
      title: 'a cross-signed alternative',
      scene: {
        certificates: {
          old: { commonName: 'Old Root', by: 'itself', isCa: true },
          cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true },
        },
        sent: ['leaf', 'intermediate', 'cross', 'old'],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const odd = new Set(strangers(facts));
    for (const problem of facts.verdict.list) {
      const item = facts.sent[problem.index];
      if (item?.kind !== 'certificate' || (problem.kind !== 'duplicate' && !odd.has(problem.index))) continue;
      const what = problem.kind === 'duplicate' ? `is a copy of certificate ${problem.of + 1}` : 'has nothing to do with the leaf';
      report(
        `Certificate ${problem.index + 1} (${nameOf(item)}) ${what}. It costs bytes in each handshake and shows that the file was glued together by hand.`,
        { at: { certificate: problem.index }, command: listCommand(facts) },
      );
    }
  },
});
