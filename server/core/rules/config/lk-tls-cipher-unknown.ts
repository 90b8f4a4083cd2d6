import { goSuites } from '../../config/go-suites';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { suitesIn } from '../livekit';

export default defineConfigRule({
  id: 'config/lk-tls-cipher-unknown',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Cipher suite that Go does not know',
  remedy: 'Take names from the list of Go, or leave cipher_suites out.',
  cites: ['Go documentation, crypto/tls CipherSuites'],
  examples: [
    {
      title: 'as OpenSSL writes it',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
tls:
  port: 5061
  certs:
    - cert_file: /tls/fullchain.pem
      key_file: /tls/privkey.pem
  cipher_suites:
    - ECDHE-RSA-AES128-GCM-SHA256
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/lk-tls-cipher-unknown
    - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
`,
      },
    },
    {
      title: 'as Go does',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
tls:
  port: 5061
  certs:
    - cert_file: /tls/fullchain.pem
      key_file: /tls/privkey.pem
  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const value of suitesIn(facts))
      if (value.isKnown && value.text !== '' && !goSuites.has(value.text))
        report(
          value.place,
          `Go knows no cipher suite ${quoted(value.text)}: the service does not start. Names are those of the registry, as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.`,
          {
            covers: ['config/cipher-unknown'],
          },
        );
  },
});
