import { cipherCases, meantOf, placeOfFirst, suiteNames, withoutSuites } from '../config-ciphers';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cipher-anon',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'List of ciphers allows suites without certificates',
  remedy: 'Add !aNULL to the list, or leave the names with ADH and AECDH out.',
  cites: ['RFC 9325 §4.1', 'RFC 5246 §A.5'],
  examples: [
    {
      title: 'ALL has them, and the level that leaves them out is off',
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
modparam("tls", "cipher_list", "ALL:@SECLEVEL=0")
#                               ^^^ config/cipher-anon
request_route { exit; }
`,
      },
    },
    {
      title: 'as the sample file of Asterisk has it',
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
cipher=ADH-AES256-SHA,ECDHE-RSA-AES128-GCM-SHA256
;      ^^^^^^^^^^^^^^ config/cipher-anon
`,
      },
    },
    {
      title: 'by the letter HIGH has them as well',
      dialect: 'kamailio-tls',
      profile: 'strict',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH
#             ^^^^ config/cipher-anon
`,
      },
    },
    {
      title: 'current OpenSSL leaves them out of HIGH by its security level',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH
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
cipher_list = ALL:!ADH:!AECDH
`,
      },
    },
    {
      title: 'not in DEFAULT',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = DEFAULT
`,
      },
    },
  ],
  check(facts, { profile }, report) {
    for (const one of cipherCases(facts)) {
      const suites = meantOf(one, 'anonymous', profile);
      if (suites.length === 0) continue;
      const fix = withoutSuites(facts, one, suites, '!aNULL');
      report(
        placeOfFirst(facts, one, suites),
        `The list allows suites without a certificate (${suiteNames(suites)}): nobody proves who he is, so anybody in the path can answer in the place of the server.`,
        {
          ...(fix && { fix }),
        },
      );
    }
  },
});
