import { linesBelow } from '../../config/edits';
import { moduleNamed } from '../../config/opensips/facts';
import { overTls } from '../../config/opensips/read';
import { defineConfigRule } from '../config-rule';
import { PUBLIC_CA, parameterLine, placeForParameter, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-client-domain-missing',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Something is sent over TLS and there is no client domain',
  remedy: 'Define a client domain: modparam("tls_mgm", "client_domain", "NAME").',
  cites: ['OpenSIPS tls_mgm module, client_domain'],
  examples: [
    {
      title: 'by t_relay',
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
route {
  t_relay("tls:trunk.example.net:5061");
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^ config/osip-client-domain-missing
}
`,
      },
    },
    {
      title: 'by the destination',
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
route {
  $du = "sip:trunk.example.net:5061;transport=tls";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/osip-client-domain-missing
  t_relay();
}
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
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw]1")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
route {
  t_relay("tls:trunk.example.net:5061");
}
`,
      },
    },
    {
      title: 'nothing goes out over TLS',
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
route {
  t_relay("udp:10.0.0.2:5060");
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    if (own?.style !== 'named-domains' || own.hasDatabase || !moduleNamed(own, 'tls_mgm')) return;
    const [step] = overTls(own.routing);
    const place = placeForParameter(own, 'tls_mgm');
    if (!step || !place || own.domains.some(({ role }) => role === 'client')) return;
    const line = (name: string, value: string) => parameterLine(facts, { module: 'tls_mgm', name, value: `"${value}"` });
    const lines = [line('client_domain', 'out'), line('tls_method', '[out]TLSv1_2-'), line('ca_list', `[out]${PUBLIC_CA}`)];
    report(
      step.place,
      'This goes out over TLS, and no client domain is defined: OpenSIPS finds no settings for the connection, and the request fails.',
      {
        fix: { title: 'Define a client domain', edits: [linesBelow(facts, place, lines)] },
      },
    );
  },
});
