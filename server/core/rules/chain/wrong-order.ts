import { strangers } from '../../probe/chain-list';
import { judgedPath, listCommand, nameOf } from '../../probe/chain-words';
import { enumerated } from '../../text/enumerated';
import { TLS13 } from '../../tls/versions';
import type { Sent } from '../../x509/sent-list';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/wrong-order',
  subject: 'chain',
  severity: { practical: 'info', strict: 'error' },
  title: 'Certificates are in the wrong order',
  remedy: 'Order the file leaf, its issuer, the next issuer; leave the root out.',
  cites: ['RFC 5246 §7.4.2', 'RFC 8446 §4.4.2'],
  examples: [
    {
      title: 'of two intermediates the upper one first, TLS 1.2',
      scene: {
        certificates: { upper: { isCa: true }, intermediate: { by: 'upper' } },
        sent: ['leaf', 'upper', 'intermediate'],
        version: 0x0303,
      },
      finds: ['info'],
    },
    {
      title: 'the same by the letter of TLS 1.2',
      profile: 'strict',
      scene: {
        certificates: { upper: { isCa: true }, intermediate: { by: 'upper' } },
        sent: ['leaf', 'upper', 'intermediate'],
        version: 0x0303,
      },
      finds: ['error'],
    },
    {
      title: 'TLS 1.3 asks for the order and lives without it',
      scene: { certificates: { upper: { isCa: true }, intermediate: { by: 'upper' } }, sent: ['leaf', 'upper', 'intermediate'] },
      finds: ['hint'],
    },
    { title: 'the root in the middle', scene: { sent: ['leaf', 'root', 'intermediate'], version: 0x0303 }, finds: ['info'] },
    {
      title: 'the issuing one first',
      scene: {
        certificates: { upper: { isCa: true }, intermediate: { by: 'upper' } },
        sent: ['leaf', 'intermediate', 'upper'],
        version: 0x0303,
      },
      finds: [],
    },
    {
      title: 'a stranger in the middle is a stranger',
      scene: { certificates: { other: { by: 'itself', isCa: true } }, sent: ['leaf', 'other', 'intermediate'], version: 0x0303 },
      finds: [],
    },
    {
      title: 'a stranger at the end',
      scene: { certificates: { other: { by: 'itself', isCa: true } }, sent: ['leaf', 'intermediate', 'other'], version: 0x0303 },
      finds: [],
    },
    { title: 'the first is not the leaf', scene: { sent: ['intermediate', 'leaf'], version: 0x0303 }, finds: [] },
  ],
  check(facts, { profile }, report) {
    const wrong = facts.verdict.list.find((problem) => problem.kind === 'wrong-order');
    if (!wrong || !judgedPath(facts)) return;
    const needed = new Set(wrong.right);
    const between = facts.sent.map((_, index) => index).filter((index) => index < Math.max(...wrong.right) && !needed.has(index));
    const odd = new Set(strangers(facts));
    const isSorted = wrong.right.every((index, i) => i === 0 || index > (wrong.right[i - 1] ?? 0));
    if (isSorted && between.every((index) => odd.has(index))) return;
    const isTls13 = facts.version >= TLS13;
    report(
      `${facts.isFile ? 'They stand as' : 'Sent as'} ${namesAt(facts.sent, [...facts.sent.keys()])}; it should be ${namesAt(facts.sent, wrong.right)}. Most libraries sort it out; several phones and GnuTLS in strict mode take the first link and stop.`,
      {
        at: { certificate: wrong.index },
        command: listCommand(facts),
        ...(isTls13 && { severity: profile === 'strict' ? 'warning' : 'hint' }),
      },
    );
  },
});

const namesAt = (sent: Sent, indexes: readonly number[]): string =>
  enumerated(
    indexes.map((index) => {
      const item = sent[index];
      return item?.kind === 'certificate' ? nameOf(item) : 'an unreadable one';
    }),
    6,
  );
