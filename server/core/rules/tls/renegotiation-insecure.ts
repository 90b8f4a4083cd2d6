import { chosenIn } from '../../probe/tls-weakness';
import { lineTo, sentence } from '../../probe/tls-words';
import { extension } from '../../tls/extensions';
import { SSL3, TLS13 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

/** TLS_EMPTY_RENEGOTIATION_INFO_SCSV, which says the same as an empty extension (RFC 5746 §3.3). */
const SIGNAL = 0x00ff;

export default defineTlsRule({
  id: 'tls/renegotiation-insecure',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'No secure renegotiation (RFC 5746)',
  remedy: 'Update the peer. UnsafeLegacyServerConnect in openssl.cnf is a stopgap on the client only.',
  cites: ['RFC 5746 §3.4', 'RFC 9325 §3.5'],
  examples: [
    {
      title: 'The client asks, the server does not answer',
      scene: { answer: { version: 'TLSv1.2', lacks: ['renegotiation_info'] } },
      finds: ['error'],
    },
    {
      title: 'Asked by the signal among the suites',
      scene: {
        offer: {
          suites: ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV'],
          lacks: ['renegotiation_info'],
        },
        answer: { version: 'TLSv1.2', lacks: ['renegotiation_info'] },
      },
      finds: ['error'],
    },
    {
      title: 'It is the client that does not know it',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], suites: ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'], lacks: ['renegotiation_info'] },
        answer: { version: 'TLSv1.2', lacks: ['renegotiation_info'] },
      },
      finds: ['info'],
    },
    { title: 'The server answers', scene: { answer: { version: 'TLSv1.2' } }, finds: [] },
    { title: 'TLS 1.3 has no renegotiation', scene: { answer: { version: 'TLSv1.3' } }, finds: [] },
    {
      title: 'SSL 3 has no extensions at all',
      scene: { answer: { version: 'SSLv3', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    const { offer } = facts.conversation;
    if (!choice || !offer || choice.version >= TLS13 || choice.version <= SSL3) return;
    if (extension(choice.hello.extensions, 'renegotiation_info')) return;
    const isAsked = extension(offer.hello.extensions, 'renegotiation_info') !== undefined || offer.suites.includes(SIGNAL);
    if (isAsked)
      report(
        `${facts.server} does not know RFC 5746. Every OpenSSL 3 client refuses such a server by default ("unsafe legacy renegotiation disabled"), so Asterisk or Kamailio stop connecting after a system update.`,
        { command: lineTo(facts, { more: ['-tls1_2'] }, '| grep "Secure Renegotiation"') },
      );
    else
      report(
        sentence(`${facts.client} does not ask for secure renegotiation (RFC 5746), so nobody can tell whether ${facts.server} knows it.`),
        { severity: 'info', remedy: 'Update the TLS library of the client.' },
      );
  },
});
