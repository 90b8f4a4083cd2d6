import { hasNoForwardSecrecy } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/no-forward-secrecy',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'No suite with forward secrecy at all',
  remedy: 'Enable ECDHE: on old builds this means setting a curve or a newer TLS library.',
  cites: ['RFC 9325 §4.1'],
  examples: [
    {
      title: 'RSA key exchange only',
      scene: {
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
        enumeration: { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_256_CBC_SHA'] } },
      },
      finds: ['warning'],
    },
    {
      title: 'One suite with ECDHE',
      scene: {
        enumeration: { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'] } },
      },
      finds: [],
    },
    {
      title: 'TLS 1.3 has it always',
      scene: {
        enumeration: { accepted: { 'TLSv1.3': ['TLS_AES_128_GCM_SHA256'], 'TLSv1.2': ['TLS_RSA_WITH_AES_128_GCM_SHA256'] } },
      },
      finds: [],
    },
    {
      title: 'Anonymous suites, which have no key of a certificate (tls/suite-no-encryption)',
      scene: {
        answer: 'nothing',
        enumeration: { accepted: { 'TLSv1.2': ['TLS_DH_anon_WITH_AES_128_GCM_SHA256', 'TLS_ECDH_anon_WITH_AES_128_CBC_SHA'] } },
      },
      finds: [],
    },
    {
      title: 'The enumeration was broken off',
      scene: { enumeration: { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_GCM_SHA256'] }, isIncomplete: true } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    if (!hasNoForwardSecrecy(facts)) return;
    report(
      `${facts.server} knows only key exchange with the certificate's key. Clients with current defaults (Go 1.22+, Teams, many SBC profiles) no longer offer it, so they find no common suite.`,
      { command: lineTo(facts, { more: ['-tls1_2', '-cipher', 'ECDHE:DHE'] }) },
    );
  },
});
