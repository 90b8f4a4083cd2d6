import { cipherCases, meantOf, placeOfFirst, suiteNames, withoutSuites } from '../config-ciphers';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cipher-null',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'List of ciphers allows suites without encryption',
  remedy: 'Add !eNULL to the list, or leave the names with NULL out.',
  cites: ['RFC 9325 §4.1'],
  examples: [
    {
      title: 'the word for all of them',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:NULL
#                  ^^^^ config/cipher-null
`,
      },
    },
    {
      title: "by a suite's own name",
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
modparam("tls", "cipher_list", "ECDHE-RSA-AES128-GCM-SHA256:NULL-SHA256")
#                                                           ^^^^^^^^^^^ config/cipher-null
request_route { exit; }
`,
      },
    },
    {
      title: 'HIGH holds none',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:!aNULL
`,
      },
    },
    {
      title: 'switched on, and taken out again',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = ALL:NULL:!eNULL
`,
      },
    },
  ],
  check(facts, { profile }, report) {
    for (const one of cipherCases(facts)) {
      const suites = meantOf(one, 'null', profile);
      if (suites.length === 0) continue;
      const fix = withoutSuites(facts, one, suites, '!eNULL');
      report(
        placeOfFirst(facts, one, suites),
        `The list allows suites that encrypt nothing (${suiteNames(suites)}): two sides that agree on one speak TLS, and everybody in the path reads along.`,
        {
          ...(fix && { fix }),
        },
      );
    }
  },
});
