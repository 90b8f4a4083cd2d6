import { lasting, placeOf, positionOf, printCommand, problemsOf, verifyCommand } from '../../probe/chain-words';
import { written } from '../../x509/revocation';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/not-yet-valid',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Certificate is not valid yet',
  remedy: 'Check the clock of both sides, then wait or go back to the old certificate.',
  cites: ['RFC 5280 §4.1.2.5', 'RFC 5280 §6.1.3'],
  examples: [
    { title: 'it begins tomorrow', scene: { certificates: { leaf: { notBefore: '+1d' } } }, finds: ['error'] },
    { title: 'so does its issuer', scene: { certificates: { intermediate: { notBefore: '+36h' } } }, finds: ['error'] },
    { title: 'three minutes ahead: clocks differ', scene: { certificates: { leaf: { notBefore: '+3m' } } }, finds: ['warning'] },
    { title: 'it began an hour ago', scene: { certificates: { leaf: { notBefore: '-1h' } } }, finds: [] },
  ],
  check(facts, _context, report) {
    for (const { certificate, problem } of problemsOf(facts, 'not-yet-valid')) {
      const ahead = problem.until.getTime() - facts.now.getTime();
      const isClockSkew = ahead < 5 * 60_000;
      const why = isClockSkew
        ? 'So little is a difference of clocks: the one here is behind, or the one of the CA ahead.'
        : 'Either it was installed too early or the clock here is wrong';
      report(
        `${positionOf(facts, certificate)} becomes valid on ${written(problem.until)}, in ${lasting(ahead)}. ${why}${isClockSkew ? '' : ` (${written(facts.now)}).`}`,
        {
          at: placeOf(facts, certificate),
          command: printCommand(facts, certificate, '-subject -startdate') ?? verifyCommand(facts),
          ...(isClockSkew && { severity: 'warning' }),
        },
      );
    }
  },
});
