import { replacing } from '../../config/edits';
import { methodOf } from '../../config/opensips/methods';
import { versionName } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-method-prefix',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Method of which only the start is written',
  remedy: 'Write the name of the method in full.',
  cites: ['OpenSIPS tls_mgm module, tls_method'],
  examples: [
    {
      title: 'a part of a name',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLS")
#                                       ^^^ config/osip-method-prefix
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
    {
      title: 'at the end of a range',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-TLSv")
#                                       ^^^^^^^^^^^^ config/osip-method-prefix
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
    {
      title: 'whole names',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-TLSv1_3")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = scriptOf(facts);
    // Up to 2.4 names were compared as wholes.
    if (!own || own.style === 'default-domain' || own.style === 'core') return;
    for (const { name, value, fault } of own.said) {
      if (name !== 'tls_method' || !value.isKnown || fault) continue;
      const method = methodOf(value.text);
      if (method.kind === 'invalid' || !method.isByPrefix) continue;
      report(
        value.place,
        `${quoted(value.text)} is only the start of a name, and OpenSIPS takes the first one that begins so: ${versionName(method.least)} to ${versionName(method.most)}.`,
        { fix: { title: 'Write TLSv1_2-', edits: [replacing(value.place, 'TLSv1_2-')] } },
      );
    }
  },
});
