import { chainEnd } from '../../probe/chain-end';
import { placeOf, printCommand } from '../../probe/chain-words';
import { isCa } from '../../x509/certificate';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/leaf-is-ca',
  subject: 'chain',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Server certificate is a CA certificate',
  remedy: 'Issue a leaf with CA:FALSE for the listener.',
  cites: ['RFC 5280 §4.2.1.9'],
  examples: [
    {
      title: 'CA:TRUE in a leaf',
      scene: { certificates: { leaf: { isCa: true, usage: ['digitalSignature', 'keyCertSign'] } } },
      finds: ['info'],
    },
    {
      title: 'signed by itself, and pinned',
      scene: { certificates: { leaf: { by: 'itself', isCa: true } }, sent: ['leaf'], trusted: ['leaf'] },
      finds: ['info'],
    },
    { title: 'CA:FALSE', scene: {}, finds: [] },
    { title: 'signed by itself and unknown', scene: { certificates: { leaf: { by: 'itself', isCa: true } }, sent: ['leaf'] }, finds: [] },
    { title: 'not the leaf at all', scene: { sent: ['intermediate', 'leaf'] }, finds: [] },
  ],
  check(facts, _context, report) {
    const end = chainEnd(facts);
    if (!end || end.kind === 'self-signed-leaf' || !isCa(facts.leaf)) return;
    report(
      "The server's own certificate may issue others: whoever steals this key can make certificates for any name your peers trust it for.",
      { at: placeOf(facts, facts.leaf), command: printCommand(facts, facts.leaf, '-ext basicConstraints') },
    );
  },
});
