import { cipherCases, enabledOf, placeOfFirst, recommendedFix, suiteNames } from '../config-ciphers';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cipher-cbc',
  subject: 'config',
  severity: { practical: 'hint', strict: 'info' },
  title: 'List of ciphers allows CBC suites',
  remedy: 'Use ECDHE with AES-GCM or ChaCha20-Poly1305 alone, when all peers speak TLS 1.2 with them.',
  cites: ['RFC 9325 §4.2', 'RFC 7366 §1'],
  examples: [
    {
      title: 'HIGH has them',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:!aNULL:!kRSA
#             ^^^^ config/cipher-cbc
`,
      },
    },
    {
      title: 'names one by one',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
cipher=ECDHE-RSA-AES128-GCM-SHA256,ECDHE-RSA-AES128-SHA256
;                                  ^^^^^^^^^^^^^^^^^^^^^^^ config/cipher-cbc
`,
      },
    },
    {
      title: 'none',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = EECDH+AESGCM
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const one of cipherCases(facts)) {
      const suites = enabledOf(one, 'cbc');
      if (suites.length === 0) continue;
      const fix = recommendedFix(facts, one);
      report(
        placeOfFirst(facts, one, suites),
        `The list allows suites in CBC mode (${suiteNames(suites)}). They are safe only in implementations without a fault in their padding, of which there were many; old phones may have nothing else.`,
        { ...(fix && { fix }) },
      );
    }
  },
});
