import { anchorOf, isPublic, nameOf, placeOf, printCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/sct-absent',
  subject: 'chain',
  severity: { practical: 'off', strict: 'info' },
  title: 'No Certificate Transparency proof',
  remedy: 'Nothing for SIP.',
  cites: ['RFC 6962 §3.3'],
  examples: [
    { title: 'no proof in the certificate, nor beside it', scene: { isPublicStore: true }, finds: ['info'] },
    { title: 'in the certificate', scene: { certificates: { leaf: { hasScts: true } }, isPublicStore: true }, finds: [] },
    { title: 'in the handshake', scene: { hasOtherScts: true, isPublicStore: true }, finds: [] },
    { title: 'a private root', scene: {}, finds: [] },
    { title: 'of a client', scene: { isPublicStore: true, purpose: 'client' }, finds: [] },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    const root = anchorOf(facts);
    if (!root || !isPublic(facts, root) || facts.purpose !== 'server' || facts.hasOtherScts || (leaf.scts ?? 0) > 0) return;
    report(`${nameOf(leaf)} carries no SCT. Browsers would refuse it; SIP stacks do not look.`, {
      at: placeOf(facts, leaf),
      command: printCommand(facts, leaf, "-text | grep -A2 'CT Precertificate SCTs'"),
    });
  },
});
