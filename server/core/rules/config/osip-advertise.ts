import { isIpLiteral, isLoopback, isPrivate } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { secureListeners, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-advertise',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'info', strict: 'info' },
  title: 'TLS socket on a private address that advertises nothing else',
  remedy: 'Where this server stands behind NAT, say the public name: socket=tls:10.0.0.1:5061 as sip.example.com:5061.',
  cites: ['RFC 3261 §18.1.1', 'OpenSIPS core, socket'],
  examples: [
    {
      title: 'only the private address',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:10.0.0.1:5061
#      ^^^^^^^^^^^^^^^^^ config/osip-advertise
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
    {
      title: 'a name is advertised; for all; and one that only this host reaches',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:10.0.0.1:5061 as sip.example.com:5061
socket=tls:192.0.2.1:5061
socket=tls:127.0.0.1:5061
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
    {
      title: 'advertised_address',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
advertised_address="sip.example.com"
socket=tls:10.0.0.1:5061
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
    if (!wholeScriptOf(facts)) return;
    for (const { host, advertisedHost, place, transport } of secureListeners(facts)) {
      const isMeant = transport === 'tls' && host?.isKnown && !advertisedHost && isIpLiteral(host.text);
      if (!isMeant || !isPrivate(host.text) || isLoopback(host.text)) continue;
      report(
        place,
        `Via and Record-Route will carry ${host.text}, which nobody on the internet reaches, and which no certificate of a public authority covers.`,
      );
    }
  },
});
