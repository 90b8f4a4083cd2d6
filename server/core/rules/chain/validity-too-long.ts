import { anchorOf, isPublic, nameOf, placeOf, printCommand } from '../../probe/chain-words';
import { validityDays } from '../../x509/chain-facts';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/validity-too-long',
  subject: 'chain',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Valid for longer than public CAs may issue',
  remedy: 'Renew; plan for automatic renewal, as the limit falls to 47 days in 2029.',
  cites: ['CA/Browser Forum Baseline Requirements §6.3.2', 'CA/Browser Forum ballot SC-081v3'],
  examples: [
    {
      title: 'a year from a time of 200 days',
      scene: { certificates: { leaf: { notBefore: '2026-04-01', notAfter: '2027-04-01' } }, isPublicStore: true },
      finds: ['info'],
    },
    {
      title: 'three years from a private CA',
      scene: { certificates: { leaf: { notBefore: '2026-04-01', notAfter: '2029-04-01' } } },
      finds: ['hint'],
    },
    {
      title: '199 days',
      scene: { certificates: { leaf: { notBefore: '2026-04-01', notAfter: '2026-10-17' } }, isPublicStore: true },
      finds: [],
    },
    {
      title: '397 days from a time of 398',
      scene: { certificates: { leaf: { notBefore: '2026-03-01', notAfter: '2027-04-02' } }, isPublicStore: true },
      finds: [],
    },
    {
      title: 'two years from a private CA',
      scene: { certificates: { leaf: { notBefore: '2026-04-01', notAfter: '2028-04-01' } } },
      finds: [],
    },
    {
      title: 'issued before the first of these limits',
      scene: { certificates: { leaf: { notBefore: '2020-08-31', notAfter: '2026-12-01' } }, isPublicStore: true },
      finds: [],
    },
    {
      title: 'of an unknown CA, which is worse',
      scene: {
        certificates: { mine: { by: 'itself', isCa: true }, leaf: { notBefore: '2026-04-01', notAfter: '2036-04-01' } },
        trusted: ['mine'],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    const root = anchorOf(facts);
    if (!root) return;
    const days = Math.ceil(validityDays(leaf));
    const isByPublicCa = isPublic(facts, root);
    const most = isByPublicCa ? limits.findLast(({ from }) => leaf.notBefore >= new Date(from))?.days : MOST_ON_APPLE;
    if (most === undefined || days <= most) return;
    const why = isByPublicCa
      ? `public CAs may give ${most} for certificates of that date. Clients with web rules may refuse it`
      : `Apple platforms refuse more than ${most}, of private CAs as well`;
    report(`${nameOf(leaf)} is valid for ${days} days; ${why}.`, {
      at: placeOf(facts, leaf),
      command: printCommand(facts, leaf, '-dates'),
      ...(!isByPublicCa && { severity: 'hint' }),
    });
  },
});

/** By the first day of validity. */
const limits = [
  { from: '2020-09-01', days: 398 },
  { from: '2026-03-15', days: 200 },
  { from: '2027-03-15', days: 100 },
  { from: '2029-03-15', days: 47 },
] as const;

const MOST_ON_APPLE = 825;
