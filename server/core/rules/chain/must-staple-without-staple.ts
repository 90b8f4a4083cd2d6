import { nameOf, ownIndex, placeOf, stapleCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/must-staple-without-staple',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Must-Staple certificate without a stapled answer',
  remedy: 'Switch stapling on, or reissue without Must-Staple (hardly any SIP server staples).',
  cites: ['RFC 7633', 'RFC 6066 §8'],
  examples: [
    {
      title: 'it promises an answer and sends none',
      scene: { certificates: { leaf: { mustStaple: true } }, staple: 'not-sent' },
      finds: ['warning'],
    },
    { title: 'it sends one', scene: { certificates: { leaf: { mustStaple: true } }, staple: 'sent' }, finds: [] },
    { title: 'nobody asked for it', scene: { certificates: { leaf: { mustStaple: true } }, staple: 'not-asked' }, finds: [] },
    { title: 'it promises nothing', scene: { staple: 'not-sent' }, finds: [] },
  ],
  check(facts, _context, report) {
    const { leaf } = facts;
    if (ownIndex(facts) !== 0 || facts.stapled || !facts.askedForStaple || !leaf.tlsFeatures?.includes(STATUS_REQUEST)) return;
    report(
      `${nameOf(leaf)} promises an OCSP answer with every handshake, and the server sends none. Clients that honour the promise hang up.`,
      { at: placeOf(facts, leaf), command: stapleCommand(facts) },
    );
  },
});

/** The TLS extension status_request (RFC 6066 §8), as the certificate's TLS feature names it. */
const STATUS_REQUEST = 5;
