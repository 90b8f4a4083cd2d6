import { cipherCases, enabledOf, isByOldClass, placeOfFirst, suiteNames, withoutSuites } from '../config-ciphers';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cipher-3des',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'List of ciphers allows triple DES',
  remedy: 'Add !3DES to the list, or leave the names with DES-CBC3 out.',
  cites: ['RFC 9325 §4.1'],
  examples: [
    {
      title: 'by its word',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:3DES:!aNULL
#                  ^^^^ config/cipher-3des
`,
      },
    },
    {
      title: 'by name, for an old gateway',
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
cipher=ECDHE-RSA-AES128-GCM-SHA256,DES-CBC3-SHA
;                                  ^^^^^^^^^^^^ config/cipher-3des
`,
      },
    },
    {
      title: 'taken out',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:MEDIUM:!aNULL:!3DES
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const one of cipherCases(facts)) {
      const suites = enabledOf(one, '3DES');
      if (suites.length === 0) continue;
      const fix = withoutSuites(facts, one, suites, '!3DES');
      report(
        placeOfFirst(facts, one, suites),
        `The list allows triple DES (${suiteNames(suites)}). Its blocks of 64 bits repeat within one long connection, and SIP keeps connections for days (Sweet32).`,
        {
          ...(fix && { fix }),
          ...(isByOldClass(suites) && { atMost: 'info' }),
        },
      );
    }
  },
});
