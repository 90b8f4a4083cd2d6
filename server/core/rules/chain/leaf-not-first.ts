import { listCommand, nameOf, ownIndex } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/leaf-not-first',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: "First certificate is not the server's own",
  remedy: 'Put the leaf first in the file. (OpenSSL usually refuses to load such a file: "key values mismatch".)',
  cites: ['RFC 5246 §7.4.2', 'RFC 8446 §4.4.2'],
  examples: [
    { title: 'the intermediate first', scene: { sent: ['intermediate', 'leaf'] }, finds: ['error'] },
    {
      title: 'a CA of other people first, the leaf has the name',
      scene: { certificates: { other: { by: 'itself', isCa: true } }, sent: ['other', 'leaf', 'intermediate'] },
      finds: ['error'],
    },
    {
      title: 'the key of the second signed the handshake',
      scene: { certificates: { other: {} }, sent: ['other', 'leaf', 'intermediate'], handshakeSignature: { kind: 'bad', fits: 1 } },
      finds: ['error'],
    },
    { title: 'the leaf first', scene: { sent: ['leaf', 'intermediate'] }, finds: [] },
    {
      title: 'one certificate that is a CA and signed itself',
      scene: { certificates: { leaf: { by: 'itself', isCa: true } }, sent: ['leaf'] },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const index = ownIndex(facts);
    const [first] = facts.sent;
    const own = facts.sent[index];
    if (index === 0 || first?.kind !== 'certificate' || own?.kind !== 'certificate') return;
    report(
      `The first certificate must be the server's own; here it is ${nameOf(first)}, and the server's own, ${nameOf(own)}, is the one at place ${index + 1}. Clients read the name from the first and find none.`,
      { at: { certificate: 0 }, command: listCommand(facts) },
    );
  },
});
