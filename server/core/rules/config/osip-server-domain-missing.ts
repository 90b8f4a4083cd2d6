import { moduleNamed } from '../../config/opensips/facts';
import { defineConfigRule } from '../config-rule';
import { secureListeners, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-server-domain-missing',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS socket without a server domain',
  remedy: 'Define a server domain with its certificate and key: modparam("tls_mgm", "server_domain", "NAME").',
  cites: ['OpenSIPS tls_mgm module, server_domain'],
  examples: [
    {
      title: 'only one for what goes out',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
#      ^^^^^^^^^^^^^^^^^^ config/osip-server-domain-missing
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw]1")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
`,
      },
    },
    {
      title: 'the domains come out of a database',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "db_url", "mysql://localhost/opensips")
`,
      },
    },
    {
      title: 'with one',
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
    const [listener] = secureListeners(facts);
    if (!own || !listener || own.style !== 'named-domains' || own.hasDatabase || !moduleNamed(own, 'tls_mgm')) return;
    if (own.domains.some(({ role }) => role === 'server')) return;
    report(
      listener.place,
      'A socket for TLS is bound, and no server domain is defined: there is no certificate that an incoming handshake could be answered with.',
    );
  },
});
