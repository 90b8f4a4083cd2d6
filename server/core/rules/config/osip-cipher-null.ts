import { removing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-cipher-null',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Cipher list that turns encryption off',
  remedy: 'Leave NULL out of ciphers_list, or leave the parameter out.',
  cites: ['OpenSIPS tls_mgm module, ciphers_list', 'RFC 9325 §4.1'],
  examples: [
    {
      title: 'nothing else',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "ciphers_list", "[sip]NULL")
#                                         ^^^^ config/osip-cipher-null
`,
      },
    },
    {
      title: 'among others',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "ciphers_list", "[sip]ECDHE+AESGCM:eNULL")
#                                         ^^^^^^^^^^^^^^^^^^ config/osip-cipher-null
`,
      },
    },
    {
      title: 'ruled out',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "ciphers_list", "[sip]ECDHE+AESGCM:!NULL")
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { name, value, parameter, fault } of scriptOf(facts)?.said ?? []) {
      if (name !== 'ciphers_list' || !value.isKnown || (fault && fault !== 'no-bracket')) continue;
      const words = value.text.split(/[:, ]+/);
      const isMeant = words.some((word) => /^(?:e?NULL|COMPLEMENTOFALL)$/.test(word));
      if (!isMeant || words.some((word) => /^!e?NULL$/.test(word))) continue;
      report(
        value.place,
        `${quoted(value.text)} allows suites that encrypt nothing: what is sent looks like TLS, and everybody on the way can read it.`,
        {
          covers: ['config/cipher-null'],
          fix: { title: 'Leave the choice to the library', edits: [removing(facts, parameter.whole)] },
        },
      );
    }
  },
});
