import { weakOffers, weakSuites } from '../../probe/tls-weakness';
import { lineTo, suiteWords } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/suite-no-encryption',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Suite without encryption or authentication',
  remedy: 'Remove aNULL and eNULL from the cipher list (OpenSSL string: HIGH:!aNULL:!eNULL).',
  cites: ['RFC 9325 §4.1', 'RFC 9150'],
  examples: [
    {
      title: 'A suite without encryption was negotiated',
      scene: {
        offer: { suites: ['TLS_RSA_WITH_NULL_SHA256'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_NULL_SHA256' },
      },
      finds: ['error'],
    },
    {
      title: 'One of each kind is accepted when asked for',
      scene: {
        enumeration: {
          accepted: {
            'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDH_anon_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_NULL_SHA'],
          },
        },
      },
      finds: ['error', 'error'],
    },
    {
      title: 'A phone offers one, and the server takes another',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { suites: ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'TLS_DH_anon_WITH_AES_128_CBC_SHA'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256' },
      },
      finds: ['info'],
    },
    { title: 'All suites encrypt and authenticate', scene: { answer: { version: 'TLSv1.2' } }, finds: [] },
    {
      title: 'The probe itself offers one to learn what is taken',
      scene: { offer: { suites: ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_NULL_SHA'] }, answer: { version: 'TLSv1.2' } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const kinds = [
      { weakness: 'no-encryption', consequence: 'the SIP is readable on the path' },
      { weakness: 'anonymous', consequence: 'anyone can pose as the server' },
    ] as const;
    for (const { weakness, consequence } of kinds) {
      const taken = weakSuites(facts, weakness);
      const offered = weakOffers(facts, weakness);
      const command = lineTo(facts, { more: ['-tls1_2', '-cipher', 'aNULL:eNULL:@SECLEVEL=0'] });
      if (taken.length > 0) report(`${facts.server} accepts ${suiteWords(taken)}: ${consequence}.`, { command });
      else if (offered.length > 0)
        report(`${facts.client} offers ${suiteWords(offered)}. The server did not take it; with one that does, ${consequence}.`, {
          severity: 'info',
          remedy: 'Take aNULL and eNULL out of the cipher list of the client.',
        });
    }
  },
});
