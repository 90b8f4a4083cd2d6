import { passedOver } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { suiteName } from '../../tls/suites';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/weak-suite-chosen',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Weak suite chosen although a strong one was offered',
  remedy: "Order the cipher list on the server (ECDHE+AESGCM first) and let the server's order rule.",
  cites: ['RFC 9325 §4.1', 'RFC 9325 §4.2.1'],
  examples: [
    {
      title: 'AES128-SHA first in the list, with GCM behind it',
      scene: {
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
        enumeration: { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] } },
      },
      finds: ['warning'],
    },
    {
      title: 'One conversation of a capture shows the choice only',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CBC_SHA'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
      },
      finds: ['info'],
    },
    {
      title: 'The best that the server has',
      scene: {
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
        enumeration: { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_AES_128_GCM_SHA256'] } },
      },
      finds: [],
    },
    {
      title: 'Strong suites were offered for the other kind of key only',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { suites: ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CBC_SHA'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
      },
      finds: [],
    },
    {
      title: 'A strong one was chosen',
      scene: {
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384' },
        enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_AES_128_CBC_SHA'] } },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const found = passedOver(facts);
    if (!found) return;
    const { best, chosen, isProven } = found;
    const why = isProven
      ? 'Its own order puts the weak suite first.'
      : 'Whether it takes the better one at all, one conversation does not show.';
    report(`The client offered ${suiteName(best)}, the server chose ${suiteName(chosen)}. ${why}`, {
      ...(isProven ? {} : { atMost: 'info' }),
      command: lineTo(facts, { more: ['-tls1_2', '-cipher', 'ECDHE+AESGCM:kRSA'] }),
    });
  },
});
