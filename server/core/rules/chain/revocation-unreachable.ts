import { placeOf } from '../../probe/chain-words';
import { revocationSubject, sourceCommand } from '../../probe/revocation-command';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/revocation-unreachable',
  subject: 'chain',
  severity: { practical: 'info', strict: 'info' },
  title: 'Revocation source does not answer usefully',
  remedy: 'Tell the CA; if you load CRL files, renew them by timer before nextUpdate.',
  cites: ['RFC 6960 §2.3', 'RFC 5280 §5.1.2.5', 'RFC 5280 §6.3.3'],
  examples: [
    {
      title: 'the list is out of date',
      scene: {
        checks: [
          {
            of: 'leaf',
            source: 'crl',
            url: 'http://ca.example.com/ca.crl',
            outcome: 'bad',
            why: 'The list is out of date: a newer one was due by 2026-05-31 00:00 UTC.',
          },
        ],
      },
      finds: ['info'],
    },
    {
      title: 'the responder of an intermediate does not answer',
      scene: {
        checks: [
          { of: 'leaf', source: 'ocsp', url: 'http://ocsp.example.com/', outcome: 'good', why: 'Good.' },
          {
            of: 'intermediate',
            source: 'ocsp',
            url: 'http://ocsp.example.com/',
            outcome: 'unavailable',
            why: 'No connection: connection refused.',
          },
        ],
      },
      finds: ['info'],
    },
    {
      title: 'the list answers in place of the responder',
      scene: {
        checks: [
          { of: 'leaf', source: 'ocsp', url: 'http://ocsp.example.com/', outcome: 'unavailable', why: 'Status 503.' },
          { of: 'leaf', source: 'crl', url: 'http://ca.example.com/ca.crl', outcome: 'good', why: 'Not on the list.' },
        ],
      },
      finds: [],
    },
    {
      title: 'a fresh list',
      scene: { checks: [{ of: 'leaf', source: 'crl', url: 'http://ca.example.com/ca.crl', outcome: 'good', why: 'Not on the list.' }] },
      finds: [],
    },
    {
      title: 'what is bad came along with the handshake',
      scene: { staple: 'sent', checks: [{ of: 'leaf', source: 'stapled', outcome: 'bad', why: 'The answer is out of date.' }] },
      finds: [],
    },
    { title: 'nobody asked', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const { checks } = facts.revocation;
    const answered = new Set(
      checks.flatMap(({ outcome, certificate }) => (outcome === 'bad' || outcome === 'unavailable' ? [] : certificate)),
    );
    for (const check of checks) {
      const certificate = revocationSubject(facts, check);
      const { url, why, source, outcome } = check;
      if (!certificate || answered.has(certificate.sha256) || source === 'stapled' || (outcome !== 'bad' && outcome !== 'unavailable'))
        continue;
      report(
        `${url === undefined ? `The ${source === 'crl' ? 'revocation list' : 'OCSP responder'}` : visibleName(url)}: ${visibleName(why, 400)} Servers that insist on revocation checks (Kamailio crl, OpenSIPS crl_check_all) stop all trunks when their CRL is stale.`,
        { at: placeOf(facts, certificate), command: sourceCommand(facts, certificate, check) },
      );
    }
  },
});
