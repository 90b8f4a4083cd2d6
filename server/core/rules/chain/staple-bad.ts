import { ownIndex, placeOf, stapleCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/staple-bad',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Stapled OCSP answer is not usable',
  remedy: 'Look at the stapling job on the server (time, access to the responder).',
  cites: ['RFC 6066 §8', 'RFC 6960 §3.2', 'RFC 6960 §4.2.2.1'],
  examples: [
    {
      title: 'it is out of date',
      scene: {
        staple: 'sent',
        checks: [
          { of: 'leaf', source: 'stapled', outcome: 'bad', why: 'The answer is out of date: a newer one was due by 2026-05-30 12:00 UTC.' },
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'the responder had no answer',
      scene: {
        certificates: { leaf: { ocsp: 'http://ocsp.example.com/' } },
        staple: 'sent',
        checks: [{ of: 'leaf', source: 'stapled', outcome: 'unavailable', why: 'The responder says tryLater.' }],
      },
      finds: ['warning'],
    },
    {
      title: 'it is good',
      scene: { staple: 'sent', checks: [{ of: 'leaf', source: 'stapled', outcome: 'good', why: 'The responder says good.' }] },
      finds: [],
    },
    { title: 'there is none', scene: { staple: 'not-sent' }, finds: [] },
    {
      title: 'what is bad was fetched',
      scene: {
        checks: [{ of: 'leaf', source: 'ocsp', url: 'http://ocsp.example.com/', outcome: 'bad', why: 'The answer is out of date.' }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    const bad = facts.revocation.checks.find(
      ({ source, outcome }) => source === 'stapled' && (outcome === 'bad' || outcome === 'unavailable'),
    );
    if (!bad || ownIndex(facts) !== 0) return;
    const [url] = leaf.ocsp ?? [];
    report(`The stapled OCSP answer is not usable. ${visibleName(bad.why, 400)} Strict clients answer with alert 113.`, {
      at: placeOf(facts, leaf),
      ...(url !== undefined && { remedy: `Look at the stapling job on the server (time, access to ${visibleName(url)}).` }),
      command: stapleCommand(facts),
    });
  },
});
