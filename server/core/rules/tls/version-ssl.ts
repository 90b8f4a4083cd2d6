import { SSL2, SSL3, versionWord } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/version-ssl',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'SSL 2 or SSL 3 is accepted',
  remedy: 'Disable SSL 2 and SSL 3 on the listener; a product that cannot do without must not carry SIP over TLS.',
  cites: ['RFC 7568 §3', 'RFC 6176 §3', 'RFC 9325 §3.1.1'],
  examples: [
    {
      title: 'A ServerHello of SSL 3',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['SSLv3'], suites: ['TLS_RSA_WITH_AES_128_CBC_SHA'] },
        answer: { version: 'SSLv3', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
      },
      finds: ['error'],
    },
    { title: 'A server that speaks SSL 2 only', scene: { answer: 'ssl2', outcome: 'unsupported' }, finds: ['error'] },
    {
      title: 'Accepted when asked for',
      scene: {
        enumeration: {
          accepted: { 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'], SSLv3: ['TLS_RSA_WITH_3DES_EDE_CBC_SHA'] },
        },
      },
      finds: ['error'],
    },
    {
      title: 'An alert to a hello of SSL 3',
      scene: { offer: { versions: ['SSLv3'] }, answer: 'nothing', alert: { from: 'server', code: 70 } },
      finds: [],
    },
    {
      title: 'TLS 1.0 is old, and not SSL',
      scene: { answer: { version: 'TLSv1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA' } },
      finds: [],
    },
  ],
  check({ server, conversation: { answer }, enumeration }, _context, report) {
    const spoken = answer.kind === 'ssl2' ? SSL2 : answer.kind === 'chosen' ? answer.version : undefined;
    const accepted = [SSL3, SSL2].find((version) => enumeration?.versions.get(version) === 'accepted');
    const version = spoken === SSL2 || spoken === SSL3 ? spoken : accepted;
    if (version === undefined) return;
    report(`${server} speaks ${versionWord(version)}. Whoever sits on the path can read the call setup and SDES keys (POODLE, DROWN).`);
  },
});
