import { nameOf, problemsOf } from '../../probe/chain-words';
import { enumerated } from '../../text/enumerated';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/eku-client-auth-missing',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate is not meant for clients',
  remedy: 'For mutual TLS use a private CA or a CA that still issues clientAuth, or agree with the peer on another check.',
  cites: ['RFC 5280 §4.2.1.12', 'RFC 5924 §4'],
  examples: [
    {
      title: 'a client shows a certificate for servers',
      scene: { certificates: { leaf: { purposes: ['serverAuth'] } }, purpose: 'client' },
      finds: ['warning'],
    },
    {
      title: 'and the server refused it by alert 43',
      scene: { certificates: { leaf: { purposes: ['serverAuth'] } }, purpose: 'client', refusal: 43 },
      finds: ['error'],
    },
    {
      title: 'the server refused for another reason',
      scene: { certificates: { leaf: { purposes: ['serverAuth'] } }, purpose: 'client', refusal: 48 },
      finds: ['warning'],
    },
    { title: 'for both', scene: { purpose: 'client' }, finds: [] },
    { title: 'no extendedKeyUsage', scene: { certificates: { leaf: { purposes: null } }, purpose: 'client' }, finds: [] },
    { title: 'shown by a server', scene: { certificates: { leaf: { purposes: ['serverAuth'] } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const [found] = problemsOf(facts, 'purpose').filter(({ problem }) => problem.depth === 0);
    if (facts.purpose !== 'client' || found?.problem.accepted !== 'nobody') return;
    const isRefusedForIt = facts.refusal?.code === 43 || facts.refusal?.code === 46;
    report(
      `${nameOf(found.certificate)} has ${enumerated(found.problem.has)} only. As client certificate it fails at peers that check the purpose${isRefusedForIt ? `, and here it did: alert ${facts.refusal?.code}` : ''}. Public CAs stopped adding clientAuth in 2025–2026, so a plain renewal can bring this about.`,
      {
        command: "openssl x509 -in client.pem -noout -ext extendedKeyUsage -purpose | grep 'SSL client'",
        ...(isRefusedForIt && { severity: 'error' }),
      },
    );
  },
});
