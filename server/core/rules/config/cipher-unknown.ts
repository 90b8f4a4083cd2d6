import { opensslName } from '../../tls/openssl-names';
import { suiteByName } from '../../tls/suites';
import { cipherCases } from '../config-ciphers';
import { isPlain, placeIn } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/cipher-unknown',
  subject: 'config',
  severity: { practical: 'hint', strict: 'info' },
  title: 'Word in a list of ciphers that stands for nothing',
  remedy: 'Correct it, or leave it out.',
  cites: ['openssl-ciphers(1)'],
  examples: [
    {
      title: 'misspelt',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:!aNUL
#                   ^^^^ config/cipher-unknown
`,
      },
    },
    {
      title: 'the registered name, which OpenSSL knows since 3.2',
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
modparam("tls", "cipher_list", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256:ECDHE-RSA-AES256-GCM-SHA384")
#                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/cipher-unknown
request_route { exit; }
`,
      },
    },
    {
      title: 'DEFAULT counts at the beginning only',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = ECDHE+AESGCM:DEFAULT
#                          ^^^^^^^ config/cipher-unknown
`,
      },
    },
    {
      title: 'all are known',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = EECDH+AESGCM:EDH+AESGCM:!aNULL
`,
      },
    },
    {
      title: 'a suite of TLS 1.3 is passed over where others stand beside it',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = TLS_AES_256_GCM_SHA384:ECDHE+AESGCM
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { setting, list, syntax } of cipherCases(facts)) {
      // Who wants names one by one refuses what he does not know, which rules about the product say.
      if (syntax !== 'openssl' || setting.isForTls13 || list.refused) continue;
      for (const { text, at } of list.unknown) {
        const suite = suiteByName(text);
        // Meant for TLS 1.3, which such a list does not govern.
        if (suite?.isTls13) continue;
        const name = suite && opensslName(suite);
        const place = placeIn(facts, setting.value, at);
        const isWritten = isPlain(facts, setting.value);
        report(place, `OpenSSL knows no ${quoted(text)} here and passes over it without a word${whyUnknown(text, name)}.`, {
          ...(name !== undefined && isWritten && { fix: { title: `Write ${name}`, edits: [{ place, text: name }] } }),
        });
      }
    }
  },
});

function whyUnknown(text: string, name: string | undefined): string {
  if (name !== undefined) return `: its name for that suite is ${name}; the registered names it takes since version 3.2`;
  return text === 'DEFAULT' ? ': the word counts at the beginning of a list only' : ', so that the rest of the list decides';
}
