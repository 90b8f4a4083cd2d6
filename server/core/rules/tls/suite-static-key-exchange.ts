import { chosenIn, hasNoForwardSecrecy, passedOver, weakSuites } from '../../probe/tls-weakness';
import { lineTo, suiteWords } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/suite-static-key-exchange',
  subject: 'tls',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Key exchange without forward secrecy',
  remedy: 'Prefer ECDHE; remove kRSA (OpenSSL string !kRSA). If you used it to decrypt traces, switch to a key log file or HEP.',
  cites: ['RFC 9325 §4.1', 'RFC 9325 §4.2.1'],
  examples: [
    {
      title: 'The client has nothing else',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], suites: ['TLS_RSA_WITH_AES_128_GCM_SHA256'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
      },
      finds: ['info'],
    },
    {
      title: 'Accepted beside better ones',
      scene: {
        enumeration: {
          accepted: {
            'TLSv1.2': ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
          },
        },
      },
      finds: ['info'],
    },
    { title: 'ECDHE only', scene: { answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' } }, finds: [] },
    {
      title: 'The server has nothing else, of which another rule speaks',
      scene: {
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
        enumeration: { accepted: { 'TLSv1.2': ['TLS_RSA_WITH_AES_128_GCM_SHA256'] } },
      },
      finds: [],
    },
    {
      title: 'It was chosen before a better one that was offered: it is the order',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { suites: ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
      },
      finds: [],
    },
    {
      title: 'Offered by a client and not chosen',
      scene: {
        offer: { suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_GCM_SHA256'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const chosen = chosenIn(facts);
    const isOrder = passedOver(facts) !== undefined;
    const suites = weakSuites(facts, 'static').filter((suite) => !isOrder || suite !== chosen?.suite);
    if (suites.length === 0 || hasNoForwardSecrecy(facts)) return;
    report(
      `${suiteWords(suites)} ${suites.length === 1 ? 'encrypts' : 'encrypt'} the session key with the certificate's key: whoever gets that key later reads all recorded calls. (It is also the only kind of trace that Wireshark or sngrep can decrypt with the private key.)`,
      { command: lineTo(facts, { more: ['-tls1_2', '-cipher', 'kRSA'] }) },
    );
  },
});
