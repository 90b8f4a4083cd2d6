import { cipherCases, recommendedFix, suiteNames } from '../config-ciphers';
import { placeIn } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/cipher-refused',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'List of ciphers that no library takes',
  remedy: 'Write words of openssl-ciphers(1) between colons; openssl ciphers -v LIST shows what a list comes to.',
  cites: ['openssl-ciphers(1)'],
  examples: [
    {
      title: 'a star is no word',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:*
#                  ^ config/cipher-refused
`,
      },
    },
    {
      title: 'a level that there is not',
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
modparam("tls", "cipher_list", "HIGH:@SECLEVEL=9")
#                                    ^^^^^^^^^^^ config/cipher-refused
request_route { exit; }
`,
      },
    },
    {
      title: 'nothing is left',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = RC4:!RC4
#             ^^^^^^^^ config/cipher-refused
`,
      },
    },
    {
      title: 'a level that there is',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:!aNULL:@SECLEVEL=1
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const one of cipherCases(facts)) {
      const { setting, list, syntax } = one;
      if (syntax !== 'openssl' || setting.isForTls13) continue;
      const fix = recommendedFix(facts, one);
      const consequence = 'OpenSSL refuses the whole list, and TLS does not start with it';
      if (list.refused) {
        const { text, at } = list.refused;
        report(placeIn(facts, setting.value, at), `${quoted(text)} is neither a word nor an order of a list of ciphers. ${consequence}.`, {
          ...(fix && { fix }),
        });
      } else if (!list.enabled.some(({ isGone }) => !isGone))
        report(
          setting.value.place,
          list.enabled.length > 0
            ? `All suites that the list allows (${suiteNames(list.enabled)}) are gone from current OpenSSL. There it says "no cipher match", and TLS does not start.`
            : `The list leaves no suite over. ${consequence} ("no cipher match").`,
          { ...(fix && { fix }) },
        );
    }
  },
});
