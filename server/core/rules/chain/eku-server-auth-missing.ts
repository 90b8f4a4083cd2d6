import { nameOf, placeOf, printCommand, problemsOf, verifyCommand } from '../../probe/chain-words';
import { enumerated } from '../../text/enumerated';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/eku-server-auth-missing',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Certificate is not meant for servers',
  remedy: 'Reissue with serverAuth (and clientAuth if the same certificate is used outbound).',
  cites: ['RFC 5280 §4.2.1.12', 'RFC 5922 §7.1', 'RFC 5924 §4'],
  examples: [
    { title: 'for clients only', scene: { certificates: { leaf: { purposes: ['clientAuth'] } } }, finds: ['error'] },
    { title: 'for SIP by RFC 5924 and nothing else', scene: { certificates: { leaf: { purposes: ['sipDomain'] } } }, finds: ['warning'] },
    {
      title: 'an issuer that is for clients only',
      scene: { certificates: { intermediate: { purposes: ['clientAuth'] } } },
      finds: ['error'],
    },
    { title: 'for both', scene: { certificates: { leaf: { purposes: ['serverAuth', 'clientAuth'] } } }, finds: [] },
    { title: 'no extendedKeyUsage', scene: { certificates: { leaf: { purposes: null } } }, finds: [] },
    { title: 'for any purpose', scene: { certificates: { leaf: { purposes: ['anyExtendedKeyUsage'] } } }, finds: [] },
    { title: 'it is shown by a client', scene: { certificates: { leaf: { purposes: ['codeSigning'] } }, purpose: 'client' }, finds: [] },
  ],
  check(facts, _context, report) {
    if (facts.purpose !== 'server') return;
    for (const { problem, certificate } of problemsOf(facts, 'purpose')) {
      if (problem.accepted === 'any') continue;
      const isForSip = problem.accepted === 'sip';
      const verdict = isForSip ? 'SIP stacks that know RFC 5924 accept that, those built on OpenSSL stop with' : 'Clients stop with';
      report(`${nameOf(certificate)} is for ${enumerated(problem.has)}, not for servers. ${verdict} "unsuitable certificate purpose".`, {
        at: placeOf(facts, certificate),
        command: printCommand(facts, certificate, '-ext extendedKeyUsage -purpose') ?? verifyCommand(facts),
        ...(isForSip && { severity: 'warning' }),
      });
    }
  },
});
