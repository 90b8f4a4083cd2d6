import { linesAbove } from '../../config/edits';
import { moduleNamed } from '../../config/opensips/facts';
import { defineConfigRule } from '../config-rule';
import { wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-tls-mgm-missing',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'tls_mgm is not loaded',
  remedy: 'Load tls_mgm: it holds the certificates of proto_tls and proto_wss.',
  cites: ['OpenSIPS proto_tls module, dependencies'],
  examples: [
    {
      title: 'without',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=udp:192.0.2.1:5060
loadmodule "tls_openssl.so"
loadmodule "proto_tls.so"
#           ^^^^^^^^^^^^ config/osip-tls-mgm-missing
`,
      },
    },
    {
      title: 'with it',
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
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    const user = own && moduleNamed(own, 'proto_tls', 'proto_wss');
    if (!own || !user || moduleNamed(own, 'tls_mgm')) return;
    report(user.value.place, `${user.name} is loaded without tls_mgm, which holds its certificates: OpenSIPS does not start.`, {
      fix: { title: 'Load tls_mgm', edits: [linesAbove(facts, user.whole, ['loadmodule "tls_mgm.so"'])] },
    });
  },
});
