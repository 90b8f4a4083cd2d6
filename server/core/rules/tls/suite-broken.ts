import { chosenIn, weaknessesOf, weakSuites } from '../../probe/tls-weakness';
import { suiteWords } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/suite-broken',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Broken suite (RC4, DES, export)',
  remedy: 'Restrict the list to ECDHE with AES-GCM or ChaCha20; when one old device needs it, give that device its own listener.',
  cites: ['RFC 7465 §2', 'RFC 9325 §4.1'],
  examples: [
    {
      title: 'RC4 was negotiated',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], suites: ['TLS_RSA_WITH_RC4_128_SHA'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_RC4_128_SHA' },
      },
      finds: ['error'],
    },
    {
      title: 'Export suites and DES are accepted, and nobody was seen to use them',
      scene: {
        enumeration: {
          accepted: {
            'TLSv1.2': [
              'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
              'TLS_RSA_EXPORT_WITH_RC4_40_MD5',
              'TLS_RSA_WITH_DES_CBC_SHA',
              'TLS_RSA_EXPORT_WITH_DES40_CBC_SHA',
              'TLS_RSA_WITH_RC4_128_MD5',
            ],
          },
        },
      },
      finds: ['warning'],
    },
    {
      title: 'Offered by a phone and not chosen',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_RC4_128_SHA'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' },
      },
      finds: [],
    },
    {
      title: '3DES has its own rule',
      scene: {
        enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'] } },
      },
      finds: [],
    },
  ],
  check(facts, { profile }, report) {
    const suites = weakSuites(facts, 'broken');
    const chosen = chosenIn(facts);
    if (suites.length === 0) return;
    const isInUse = chosen !== undefined && weaknessesOf(chosen.suite).includes('broken');
    // No command: the OpenSSL of distributions is built without these suites, and cannot ask for them.
    report(
      `${facts.server} accepts ${suiteWords(suites)}, which is breakable with modest means; the strength of the whole listener is that of its weakest suite.`,
      isInUse && profile === 'practical' ? { severity: 'error' } : {},
    );
  },
});
