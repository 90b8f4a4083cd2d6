import { replacing } from '../../config/edits';
import type { Step } from '../../config/opensips/routing';
import type { ConfigFix } from '../config-rule';
import { defineConfigRule } from '../config-rule';
import { isSecure } from '../config-words';
import { scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-route-udp-under-tls',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'What came over TLS is sent on in clear',
  remedy: 'Send it on over TLS: t_relay("tls:host:port"), or ;transport=tls in the destination.',
  cites: ['RFC 3261 §26.2.1', 'OpenSIPS tm module, t_relay'],
  examples: [
    {
      title: 'relayed by UDP',
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
  if ($socket_in(proto) == "tls") {
    t_relay("udp:10.0.0.2:5060");
#            ^^^^^^^^^^^^^^^^^ config/osip-route-udp-under-tls
  }
}
`,
      },
    },
    {
      title: 'by its destination, below another condition, as in 2.x',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
listen=tls:192.0.2.1:5061
route {
  if ($proto == "tls" && is_method("INVITE")) {
    if ($rU == "100")
      $du = "sip:10.0.0.2:5060;transport=udp";
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/osip-route-udp-under-tls
  }
}
`,
      },
    },
    {
      title: 'it came by UDP, or by either',
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
  if ($socket_in(proto) != "tls") { t_relay("udp:10.0.0.2:5060"); exit; }
  if (proto == TLS || proto == UDP) t_relay("udp:10.0.0.2:5060");
  if (proto == TLS) { t_relay("tls:10.0.0.2:5061"); }
  else { t_relay("udp:10.0.0.2:5060"); }
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const step of scriptOf(facts)?.routing.steps ?? []) {
      const { kind, guards, place, uri } = step;
      if (guards.length === 0 || !guards.every(isSecure)) continue;
      const transport = kind === 'relay' ? step.transport : kind === 'destination' ? uri?.transport : undefined;
      if (transport !== 'udp' && transport !== 'tcp') continue;
      const fix = fixOf(step);
      report(
        place,
        `The condition around says that the request came over TLS; here it is sent on by ${transport.toUpperCase()}, so that everybody on that way can read it.`,
        { ...(fix && { fix }) },
      );
    }
  },
});

/** Only of a URI: of a relay the port would be a guess. */
function fixOf({ uri }: Step): ConfigFix | undefined {
  const word = uri?.scheme === 'sip' ? uri.transportPlace : undefined;
  return word && { title: 'Send it on over TLS', edits: [replacing(word, 'tls')] };
}
