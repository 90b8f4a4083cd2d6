import { weakSuites } from '../../probe/tls-weakness';
import { suiteWords } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/suite-3des',
  subject: 'tls',
  severity: { practical: 'hint', strict: 'warning' },
  title: '3DES suite',
  remedy: 'Remove 3DES from the cipher list.',
  cites: ['RFC 9325 §4.1'],
  examples: [
    {
      title: 'Negotiated',
      scene: {
        offer: { suites: ['TLS_RSA_WITH_3DES_EDE_CBC_SHA'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA' },
      },
      finds: ['hint'],
    },
    {
      title: 'Accepted when asked for',
      scene: {
        enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA'] } },
      },
      profile: 'strict',
      finds: ['warning'],
    },
    {
      title: 'Another suite was chosen',
      scene: {
        offer: { suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const suites = weakSuites(facts, '3des');
    if (suites.length === 0) return;
    // No command: the OpenSSL of distributions is built without these suites, and cannot ask for them.
    report(
      `${facts.server} accepts ${suiteWords(suites)}. 3DES counts for 112 bits at best and falls to SWEET32 on long connections, and SIP connections stay open for days.`,
    );
  },
});
