import { dayOf, lasting, placeOf, positionOf, printCommand, problemsOf, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/expired',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Certificate has expired',
  remedy: 'Renew it, install it together with its intermediates, reload the listener and probe every address again.',
  cites: ['RFC 5280 §4.1.2.5', 'RFC 5280 §6.1.3'],
  examples: [
    { title: 'the leaf ended a day ago', scene: { certificates: { leaf: { notAfter: '-1d' } } }, finds: ['error'] },
    { title: 'an intermediate that every path needs', scene: { certificates: { intermediate: { notAfter: '-2d' } } }, finds: ['error'] },
    {
      title: 'leaf and root of the store, two causes',
      scene: { certificates: { leaf: { notAfter: '-1d' }, root: { notAfter: '-1h' } } },
      finds: ['error', 'error'],
    },
    { title: 'an hour before it ends', scene: { certificates: { leaf: { notAfter: '+1h' } } }, finds: [] },
    {
      title: 'only a cross-signed certificate that nobody needs has expired',
      scene: {
        certificates: {
          old: { commonName: 'Old Root', by: 'itself', isCa: true, notAfter: '-1d' },
          cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true, notAfter: '-1d' },
        },
        sent: ['leaf', 'intermediate', 'cross'],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { certificate, problem } of problemsOf(facts, 'expired')) {
      const isOurs = facts.store.fingerprints.has(certificate.sha256);
      report(
        `${positionOf(facts, certificate)} expired ${lasting(facts.now.getTime() - problem.since.getTime())} ago, on ${dayOf(problem.since)}. Every verifying ${facts.purpose === 'client' ? 'server' : 'client'} refuses the connection.`,
        {
          at: placeOf(facts, certificate),
          command: printCommand(facts, certificate, '-subject -enddate -checkend 0') ?? verifyCommand(facts),
          ...(isOurs && {
            remedy: 'Put its successor among the trusted certificates; where there is none, the whole chain has to be issued anew.',
          }),
        },
      );
    }
  },
});
