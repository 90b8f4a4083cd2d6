import { ownIndex, placeOf } from '../../probe/chain-words';
import { ocspCommand } from '../../probe/revocation-command';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/ocsp-unknown',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'OCSP responder does not know the certificate',
  remedy: 'Compare issuer and serial; ask the CA.',
  cites: ['RFC 6960 §2.2'],
  examples: [
    {
      title: 'the responder does not know it',
      scene: {
        certificates: { leaf: { ocsp: 'http://ocsp.example.com/' } },
        checks: [{ of: 'leaf', source: 'ocsp', url: 'http://ocsp.example.com/', outcome: 'unknown', why: 'The responder says unknown.' }],
      },
      finds: ['warning'],
    },
    {
      title: 'a stapled answer says so',
      scene: { staple: 'sent', checks: [{ of: 'leaf', source: 'stapled', outcome: 'unknown', why: 'The responder says unknown.' }] },
      finds: ['warning'],
    },
    {
      title: 'it was issued ten minutes ago',
      scene: {
        certificates: { leaf: { notBefore: '-10m' } },
        checks: [{ of: 'leaf', source: 'ocsp', outcome: 'unknown', why: 'The responder says unknown.' }],
      },
      finds: ['info'],
    },
    { title: 'good', scene: { checks: [{ of: 'leaf', source: 'ocsp', outcome: 'good', why: 'The responder says good.' }] }, finds: [] },
    {
      title: 'no answer',
      scene: { checks: [{ of: 'leaf', source: 'ocsp', outcome: 'unavailable', why: 'The responder says tryLater.' }] },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    const check = facts.revocation.checks.find(({ certificate, outcome }) => outcome === 'unknown' && certificate === leaf.sha256);
    if (!check || ownIndex(facts) !== 0) return;
    const url = check.url ?? leaf.ocsp?.[0];
    const isNew = facts.now.getTime() - leaf.notBefore.getTime() < 15 * 60_000;
    report(
      `The responder${url === undefined ? '' : ` ${visibleName(url)}`} does not know serial ${leaf.serial}. ${
        isNew
          ? 'It was issued minutes ago: the responder may not have heard of it yet.'
          : 'Either the issuer in the request was wrong, or this certificate was never issued by that CA.'
      }`,
      {
        at: placeOf(facts, leaf),
        command: ocspCommand(facts, leaf, check.url),
        ...(isNew && { severity: 'info' }),
      },
    );
  },
});
