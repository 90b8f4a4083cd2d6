import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-uri-5061',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Port 5061 in a sip: URI that says nothing of TLS',
  remedy: 'Add ;transport=tls to the URI.',
  cites: ['RFC 3263 §4.1', 'OpenSIPS core, $du'],
  examples: [
    {
      title: 'set as the destination',
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
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw]1")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
route {
  $du = "sip:192.0.2.4:5061";
#        ^^^^^^^^^^^^^^^^^^ config/osip-uri-5061
  seturi("sip:$rU@sip.example.net:5061;user=phone");
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/osip-uri-5061
  t_relay();
}
`,
      },
    },
    {
      title: 'with its transport, by sips, and on another port',
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
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw]1")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
route {
  $du = "sip:192.0.2.4:5061;transport=tls";
  $du = "sips:sip.example.net:5061";
  $du = "sip:192.0.2.4:5060";
  $du = "sip:192.0.2.4:5061" + $var(parameters);
  t_relay();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { uri } of scriptOf(facts)?.routing.steps ?? []) {
      if (uri?.scheme !== 'sip' || uri.port !== 5061 || uri.transport !== undefined) continue;
      const { value, end } = uri;
      const isPlain = end.at.start === end.at.end;
      report(
        value.place,
        `${quoted(value.text)} says nothing of its transport, so that OpenSIPS sends by UDP to port 5061, where TLS is spoken: nobody answers.`,
        {
          covers: ['config/uri-transport-missing', 'config/port-plain-on-5061'],
          ...(isPlain && { fix: { title: 'Add ;transport=tls', edits: [replacing(end, ';transport=tls')] } }),
        },
      );
    }
  },
});
