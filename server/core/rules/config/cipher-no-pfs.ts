import { cipherCases, enabledOf, placeOfFirst, recommendedFix, suiteNames, usableOf, withoutSuites } from '../config-ciphers';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cipher-no-pfs',
  subject: 'config',
  severity: { practical: 'info', strict: 'warning' },
  title: 'List of ciphers allows suites without forward secrecy',
  remedy: 'Add !kRSA to the list.',
  cites: ['RFC 9325 §4.1', 'RFC 9325 §7.3'],
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
cipher_list = HIGH:!aNULL
#             ^^^^ config/cipher-no-pfs
`,
      },
    },
    {
      title: 'there is nothing else',
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
modparam("tls", "cipher_list", "AES128-SHA:AES256-SHA256")
#                               ^^^^^^^^^^ config/cipher-no-pfs
request_route { exit; }
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
cipher=ECDHE-RSA-AES128-GCM-SHA256,AES128-GCM-SHA256
;                                  ^^^^^^^^^^^^^^^^^ config/cipher-no-pfs
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
cipher_list = HIGH:!aNULL:!kRSA
`,
      },
    },
    {
      title: 'for TLS 1.3 alone',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.3
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = TLS_AES_256_GCM_SHA384
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const one of cipherCases(facts)) {
      const suites = enabledOf(one, 'static-rsa');
      if (suites.length === 0) continue;
      const isAll = suites.length === usableOf(one).length;
      const fix = isAll ? recommendedFix(facts, one) : withoutSuites(facts, one, suites, '!kRSA');
      report(
        placeOfFirst(facts, one, suites),
        `${isAll ? 'All suites that the list allows lack' : 'Some suites that the list allows lack'} forward secrecy (${suiteNames(suites)}): who records the traffic today and gets the server's key later reads all of it.`,
        {
          ...(isAll && { severity: 'warning', remedy: 'Replace the list by suites with ECDHE.' }),
          ...(fix && { fix }),
        },
      );
    }
  },
});
