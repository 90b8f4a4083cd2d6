import { cipherCases, enabledOf, isByOldClass, placeOfFirst, suiteNames, withoutSuites } from '../config-ciphers';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cipher-rc4',
  subject: 'config',
  severity: { practical: 'warning', strict: 'error' },
  title: 'List of ciphers allows RC4',
  remedy: 'Add !RC4 to the list, or leave the names with RC4 out.',
  cites: ['RFC 7465 §2', 'RFC 9325 §4.1'],
  examples: [
    {
      title: 'by name, for an old phone',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:!aNULL:RC4-SHA
#                         ^^^^^^^ config/cipher-rc4
`,
      },
    },
    {
      title: 'MEDIUM stands for it where the library still has it',
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
modparam("tls", "cipher_list", "HIGH:MEDIUM:!aNULL")
#                                    ^^^^^^ config/cipher-rc4
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
cipher_list = HIGH:MEDIUM:!aNULL:!RC4
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const one of cipherCases(facts)) {
      const suites = enabledOf(one, 'RC4');
      if (suites.length === 0) continue;
      const fix = withoutSuites(facts, one, suites, '!RC4');
      report(
        placeOfFirst(facts, one, suites),
        `The list allows RC4 (${suiteNames(suites)}), which must not be used with TLS at all: what it encrypts can be found out from many connections. A library that still has it will take it.`,
        {
          ...(fix && { fix }),
          ...(isByOldClass(suites) && { atMost: 'info' }),
        },
      );
    }
  },
});
