import { nameOf, placeOf, printCommand, problemsOf, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/weak-key',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Key too short',
  remedy: 'Reissue with RSA 2048 or P-256.',
  cites: ['RFC 9325 §4.5'],
  examples: [
    { title: 'RSA with 1024 bits', scene: { certificates: { leaf: { key: 'RSA-1024' } } }, finds: ['error'] },
    { title: 'an intermediate with 1024 bits', scene: { certificates: { intermediate: { key: 'RSA-1024' } } }, finds: ['error'] },
    { title: 'a curve of 224 bits works', scene: { certificates: { leaf: { key: 'P-224' } } }, finds: ['warning'] },
    {
      title: 'and is too short by today’s rules',
      profile: 'strict',
      scene: { certificates: { leaf: { key: 'P-224' } } },
      finds: ['error'],
    },
    { title: 'RSA with 2048 bits', scene: { certificates: { leaf: { key: 'RSA-2048' } } }, finds: [] },
    { title: 'an anchor with 1024 bits, which signs and is not signed', scene: { certificates: { root: { key: 'RSA-1024' } } }, finds: [] },
  ],
  check(facts, { profile }, report) {
    for (const { problem, certificate } of problemsOf(facts, 'weak-key')) {
      const { type, bits = 0, depth } = problem;
      const isTolerated = type === 'EC' && bits >= 224;
      const opensslWord = depth === 0 ? 'ee key too small' : 'ca key too small';
      const consequence = isTolerated
        ? 'Most libraries take it; public CAs issue nothing below P-256, and many devices know no smaller curve.'
        : `OpenSSL at security level 2 (Debian, Ubuntu) refuses it: "${opensslWord}".`;
      report(`${nameOf(certificate)} has a ${bits > 0 ? `${bits}-bit ` : ''}${type} key. ${consequence}`, {
        at: placeOf(facts, certificate),
        command: printCommand(facts, certificate, "-text | grep 'Public-Key'") ?? verifyCommand(facts),
        ...(isTolerated && profile === 'practical' && { severity: 'warning' }),
      });
    }
  },
});
