import { dayOf, judgedPath, lasting, nameOf, placeOf, printCommand } from '../../probe/chain-words';
import { expirySteps } from '../../x509/expiry-steps';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/expires-soon',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate expires soon',
  remedy: 'Renew, and check that the renewal reaches the running listener (probe again: the served date must change).',
  cites: ['RFC 5280 §4.1.2.5'],
  examples: [
    { title: 'six days of ninety left', scene: { certificates: { leaf: { notBefore: '-84d', notAfter: '+6d' } } }, finds: ['warning'] },
    { title: 'three weeks left', scene: { certificates: { leaf: { notBefore: '-69d', notAfter: '+21d' } } }, finds: ['info'] },
    { title: 'the intermediate ends first', scene: { certificates: { intermediate: { notAfter: '+10d' } } }, finds: ['warning'] },
    { title: 'forty days left', scene: { certificates: { leaf: { notBefore: '-50d', notAfter: '+40d' } } }, finds: [] },
    { title: 'valid for six days, five of them left', scene: { certificates: { leaf: { notBefore: '-1d', notAfter: '+5d' } } }, finds: [] },
    { title: 'valid for six days, one left', scene: { certificates: { leaf: { notBefore: '-5d', notAfter: '+1d' } } }, finds: ['warning'] },
    { title: 'it has ended', scene: { certificates: { leaf: { notAfter: '-1d' } } }, finds: [] },
  ],
  check(facts, _context, report) {
    for (const { certificate, from } of judgedPath(facts)?.links ?? []) {
      const { notAfter } = certificate;
      const leftMs = notAfter.getTime() - facts.now.getTime();
      const { first, second, urgent } = expirySteps(certificate);
      if (from === 'store' || leftMs < 0 || leftMs > first * DAY_MS) continue;
      const isUrgent = leftMs <= urgent * DAY_MS;
      const when = `in ${lasting(leftMs)} (${dayOf(notAfter)})`;
      const where = facts.purpose === 'client' ? '' : ` on ${facts.server}`;
      report(
        `${nameOf(certificate)}${where} expires ${isUrgent && urgent === 7 ? `this week, ${when}` : when}. SIP devices give no warning page; the trunk just stops.`,
        {
          at: placeOf(facts, certificate),
          severity: isUrgent || leftMs <= second * DAY_MS ? 'warning' : 'info',
          command: printCommand(facts, certificate, '-subject -enddate'),
        },
      );
    }
  },
});

const DAY_MS = 86_400_000;
