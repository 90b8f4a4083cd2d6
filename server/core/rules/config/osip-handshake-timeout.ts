import { linesBelow, replacing } from '../../config/edits';
import { moduleNamed, parameterOf } from '../../config/opensips/facts';
import { isPrivate } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { tlsTargets } from '../config-words';
import { parameterLine, placeForParameter, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-handshake-timeout',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'A tenth of a second for a handshake with a server far away',
  remedy: 'Set tls_handshake_timeout of proto_tls to some 2000 ms.',
  cites: ['OpenSIPS proto_tls module, tls_handshake_timeout'],
  examples: [
    {
      title: 'by default',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
#           ^^^^^^^^^^^^ config/osip-handshake-timeout
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
      title: 'as said',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("proto_tls", "tls_handshake_timeout", 100)
#                                              ^^^ config/osip-handshake-timeout
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
      title: 'longer',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("proto_tls", "tls_handshake_timeout", 3000)
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
      title: 'in the same network',
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
  t_relay("tls:10.0.0.2:5061");
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    const module = own && moduleNamed(own, 'proto_tls');
    const place = own && placeForParameter(own, 'proto_tls');
    const [far] = tlsTargets(facts).filter(({ host }) => !isPrivate(host.text));
    // Up to 2.4 it was a parameter of tls_mgm.
    if (!own || !module || !place || !far || own.style !== 'named-domains') return;
    const said = parameterOf(own, 'proto_tls', 'tls_handshake_timeout');
    if (said && !(said.value.isKnown && Number(said.value.text) <= 100)) return;
    const line = parameterLine(facts, { module: 'proto_tls', name: 'tls_handshake_timeout', value: '2000' });
    report(
      said?.value.place ?? module.value.place,
      'A handshake may wait 100 ms for the other side, which a server far away does not keep: it takes two or three ways there and back.',
      {
        related: [{ message: 'This goes out over TLS.', place: far.place }],
        fix: {
          title: 'Wait for two seconds',
          edits: [said ? replacing(said.value.place, '2000') : linesBelow(facts, place, [line])],
        },
      },
    );
  },
});
