import { replacing } from '../../config/edits';
import { methodNames, methodOf, nearestMethod } from '../../config/opensips/methods';
import { enumerated } from '../../text/enumerated';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-method-invalid',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Method that OpenSIPS does not know',
  remedy: 'Write TLSv1_2-, which is TLS 1.2 and newer.',
  cites: ['OpenSIPS tls_mgm module, tls_method'],
  examples: [
    {
      title: 'as other products write it',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1.2")
#                                       ^^^^^^^ config/osip-method-invalid
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
    {
      title: 'a version that has no name',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_1-TLSv1_2")
#                                       ^^^^^^^^^^^^^^^ config/osip-method-invalid
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
    {
      title: 'up to 2.4, for all domains',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
children=4
listen=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "tls_method", "tls1.2")
#                                  ^^^^^^ config/osip-method-invalid
modparam("tls_mgm", "require_cert", "0")
modparam("tls_mgm", "ca_list", "/etc/opensips/ca.pem")
`,
      },
    },
    {
      title: 'in any letter case, and ranges',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]tlsv1_2 - TLSV1_3")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "server_domain", "two")
modparam("tls_mgm", "tls_method", "[two]\${TLS_METHOD}")
modparam("tls_mgm", "certificate", "[two]/etc/opensips/tls/two.pem")
modparam("tls_mgm", "private_key", "[two]/etc/opensips/tls/two.key")
modparam("tls_mgm", "verify_cert", "[two]0")
modparam("tls_mgm", "require_cert", "[two]0")
modparam("tls_mgm", "match_ip_address", "[two]192.0.2.2:5061")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = scriptOf(facts);
    for (const { name, value, fault } of own?.said ?? []) {
      const isJudged = name === 'tls_method' && value.isKnown && (fault === undefined || fault === 'no-bracket');
      if (!own || !isJudged || methodOf(value.text).kind !== 'invalid') continue;
      const better = nearestMethod(value.text, own.style === 'default-domain');
      report(
        value.place,
        `${quoted(value.text)} is no method: OpenSIPS knows ${enumerated(methodNames, methodNames.length)}, and does not start with another. There is none for TLS 1.1.`,
        { fix: { title: `Write ${better}`, edits: [replacing(value.place, better)] } },
      );
    }
  },
});
