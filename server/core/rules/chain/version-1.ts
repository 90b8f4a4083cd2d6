import { judgedPath, nameOf, placeOf, printCommand, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/version-1',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'X.509 version 1 certificate',
  remedy: 'Reissue as version 3 with SAN (openssl x509 -req needs -extfile/-copy_extensions).',
  cites: ['RFC 5280 §4.1.2.1', 'RFC 5280 §4.1.2.9'],
  examples: [
    { title: 'a leaf without extensions', scene: { certificates: { leaf: { version: 1 } } }, finds: ['warning'] },
    { title: 'an intermediate, which nobody takes as issuer', scene: { certificates: { intermediate: { version: 1 } } }, finds: ['error'] },
    { title: 'version 3', scene: {}, finds: [] },
    { title: 'an anchor of the store', scene: { certificates: { root: { version: 1 } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { links = [], end } = judgedPath(facts) ?? {};
    for (const [depth, { certificate }] of links.entries()) {
      const isAnchor = end?.kind === 'anchor' && depth === links.length - 1;
      if (certificate.version >= 3 || (isAnchor && depth > 0)) continue;
      const consequence = depth === 0 ? 'no SAN, so the name rests on the CN alone' : 'as issuer it is refused ("invalid CA certificate")';
      report(`${nameOf(certificate)} is a version ${certificate.version} certificate without extensions: ${consequence}.`, {
        at: placeOf(facts, certificate),
        command: printCommand(facts, certificate, '-text | grep Version') ?? verifyCommand(facts),
        ...(depth > 0 && { severity: 'error' }),
      });
    }
  },
});
