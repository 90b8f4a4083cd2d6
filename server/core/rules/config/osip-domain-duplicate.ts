import type { FilePlace } from '../../config/model';
import { definitionOf } from '../../config/opensips/domains';
import { samePlace } from '../../config/opensips/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { definitionsOf, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-domain-duplicate',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Two TLS domains of one name',
  remedy: 'Give each domain of a side a name of its own.',
  cites: ['OpenSIPS tls_mgm module, server_domain'],
  examples: [
    {
      title: 'twice',
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
modparam("tls_mgm", "server_domain", "sip")
#                                     ^^^ config/osip-domain-duplicate
`,
      },
    },
    {
      title: 'two names',
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
modparam("tls_mgm", "server_domain", "two")
modparam("tls_mgm", "tls_method", "[two]TLSv1_2-")
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
    const own = wholeScriptOf(facts);
    if (!own) return;
    const first = new Map<string, FilePlace>();
    for (const { parameter, value } of definitionsOf(own)) {
      const { name } = definitionOf(value);
      const key = `${parameter.text} ${name.text}`;
      const earlier = first.get(key);
      if (!name.isKnown || (earlier && samePlace(earlier, name.place))) continue;
      if (!earlier) first.set(key, name.place);
      else
        report(
          name.place,
          `A ${parameter.text === 'server_domain' ? 'server' : 'client'} domain ${quoted(name.text)} is defined already: OpenSIPS stops at the second.`,
          { related: [{ message: 'The first one is here.', place: earlier }] },
        );
    }
  },
});
