import { dayOf, nameOf, placeOf } from '../../probe/chain-words';
import { revocationSubject, sourceCommand } from '../../probe/revocation-command';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/revoked',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Certificate has been revoked',
  remedy: 'Install a new certificate with a new key today.',
  cites: ['RFC 6960 §2.2', 'RFC 5280 §6.3.3', 'RFC 5280 §6.1.3'],
  examples: [
    {
      title: 'the responder says so',
      scene: {
        certificates: { leaf: { ocsp: 'http://ocsp.example.com/' } },
        checks: [
          {
            of: 'leaf',
            source: 'ocsp',
            url: 'http://ocsp.example.com/',
            outcome: 'revoked',
            why: 'The responder says revoked.',
            revokedAt: '-3d',
            reason: 'keyCompromise',
          },
        ],
      },
      finds: ['error'],
    },
    {
      title: 'an intermediate, by its list',
      scene: {
        certificates: { intermediate: { crl: 'http://ca.example.com/ca.crl' } },
        checks: [
          {
            of: 'intermediate',
            source: 'crl',
            url: 'http://ca.example.com/ca.crl',
            outcome: 'revoked',
            why: 'The list says revoked.',
            revokedAt: '-3d',
          },
        ],
      },
      finds: ['error'],
    },
    {
      title: 'suspended',
      scene: {
        checks: [
          {
            of: 'leaf',
            source: 'stapled',
            outcome: 'revoked',
            why: 'The answer says suspended.',
            revokedAt: '-3d',
            reason: 'certificateHold',
          },
        ],
      },
      finds: ['error'],
    },
    {
      title: 'two sources say the same',
      scene: {
        checks: [
          { of: 'leaf', source: 'stapled', outcome: 'revoked', why: 'Revoked.', revokedAt: '-3d' },
          { of: 'leaf', source: 'crl', url: 'http://ca.example.com/ca.crl', outcome: 'revoked', why: 'Revoked.', revokedAt: '-3d' },
        ],
      },
      finds: ['error'],
    },
    { title: 'good', scene: { checks: [{ of: 'leaf', source: 'stapled', outcome: 'good', why: 'The responder says good.' }] }, finds: [] },
    {
      title: 'taken off the list again',
      scene: { checks: [{ of: 'leaf', source: 'crl', outcome: 'revoked', why: 'Taken off.', revokedAt: '-3d', reason: 'removeFromCRL' }] },
      finds: [],
    },
    {
      title: 'a revocation that is announced',
      scene: { checks: [{ of: 'leaf', source: 'ocsp', outcome: 'revoked', why: 'It will be.', revokedAt: '+3d' }] },
      finds: [],
    },
    { title: 'nobody asked', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const told = new Set<string>();
    for (const check of facts.revocation.checks) {
      const certificate = revocationSubject(facts, check);
      const { outcome, revokedAt, reason } = check;
      if (outcome !== 'revoked' || !certificate || told.has(certificate.sha256) || reason === 'removeFromCRL') continue;
      if (revokedAt && revokedAt > facts.now) continue;
      told.add(certificate.sha256);
      const since = revokedAt ? ` on ${dayOf(revokedAt)}` : '';
      const isHeld = reason === 'certificateHold';
      report(
        isHeld
          ? `${nameOf(certificate)} was suspended${since} (reason certificateHold). Clients that check hang up until its CA lets it go.`
          : `${nameOf(certificate)} was revoked${since} (${reason === undefined ? 'no reason given' : `reason ${reason}`}). Clients that check hang up; its key may be in other hands.`,
        {
          at: placeOf(facts, certificate),
          command: sourceCommand(facts, certificate, check),
          ...(isHeld && { remedy: 'Ask the CA why, and install another certificate where that takes time.' }),
        },
      );
    }
  },
});
