import { cipherCases, isByOldClass, meantOf, placeOfFirst, suiteNames, withoutSuites } from '../config-ciphers';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cipher-md5',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'List of ciphers allows MD5',
  remedy: 'Add !MD5 to the list, or leave the names with MD5 out.',
  cites: ['RFC 9325 §4.1', 'RFC 6151 §2'],
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
cipher_list = HIGH:MD5:!eNULL
#                  ^^^ config/cipher-md5
`,
      },
    },
    {
      title: 'by name',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "/etc/kamailio/tls/server.pem")
modparam("tls", "private_key", "/etc/kamailio/tls/server.key")
modparam("tls", "cipher_list", "ECDHE-RSA-AES128-GCM-SHA256:RC4-MD5")
#                                                           ^^^^^^^ config/cipher-md5
request_route { exit; }
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
cipher_list = ALL:!ADH:!LOW:!EXP:!MD5
`,
      },
    },
  ],
  check(facts, { profile }, report) {
    for (const one of cipherCases(facts)) {
      const suites = meantOf(one, 'MD5', profile);
      if (suites.length === 0) continue;
      const fix = withoutSuites(facts, one, suites, '!MD5');
      report(
        placeOfFirst(facts, one, suites),
        `The list allows suites that protect their records with MD5 (${suiteNames(suites)}). The hash is broken, and only old libraries have such suites.`,
        {
          ...(fix && { fix }),
          ...(isByOldClass(suites) && { atMost: 'info' }),
        },
      );
    }
  },
});
