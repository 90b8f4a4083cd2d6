import { goSuites } from '../../config/go-suites';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { suitesIn } from '../livekit';

export default defineConfigRule({
  id: 'config/lk-tls-cipher-insecure',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Cipher suite that Go calls insecure',
  remedy: 'Leave it out.',
  cites: ['Go documentation, crypto/tls InsecureCipherSuites', 'RFC 9325 §4.1'],
  examples: [
    {
      title: 'without forward secrecy, and RC4',
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
    - TLS_RSA_WITH_AES_128_GCM_SHA256
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/lk-tls-cipher-insecure
    - TLS_ECDHE_RSA_WITH_RC4_128_SHA
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/lk-tls-cipher-insecure
`,
      },
    },
    {
      title: 'secure ones',
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
  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const value of suitesIn(facts))
      if (value.isKnown && goSuites.has(value.text) && insecure.test(value.text))
        report(
          value.place,
          `${quoted(value.text)} is one of the suites that Go counts as insecure: it has no forward secrecy, or a cipher that is broken.`,
          {
            covers: ['config/cipher-rc4', 'config/cipher-3des', 'config/cipher-no-pfs', 'config/cipher-cbc', 'config/cipher-md5'],
          },
        );
  },
});

const insecure = /^TLS_RSA_|RC4|3DES|CBC_SHA256$/;
