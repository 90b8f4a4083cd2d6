import { linesBelow, replacing } from '../../config/edits';
import { type Domain, parameterOf, switchOf } from '../../config/opensips/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { parameterLine, placeForParameter, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-reuse-cert',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Two client domains to one address share a connection',
  remedy: 'Set cert_check_on_conn_reusage of proto_tls to 1.',
  cites: ['OpenSIPS proto_tls module, cert_check_on_conn_reusage'],
  examples: [
    {
      title: 'two to one address',
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
modparam("tls_mgm", "client_domain", "a")
modparam("tls_mgm", "tls_method", "[a]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[a]1")
modparam("tls_mgm", "ca_list", "[a]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "match_ip_address", "[a]192.0.2.9:5061")
modparam("tls_mgm", "certificate", "[a]/etc/opensips/tls/a.pem")
modparam("tls_mgm", "private_key", "[a]/etc/opensips/tls/a.key")
modparam("tls_mgm", "client_domain", "b")
modparam("tls_mgm", "tls_method", "[b]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[b]1")
modparam("tls_mgm", "ca_list", "[b]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "match_ip_address", "[b]192.0.2.9:5061")
#                                           ^^^^^^^^^^^^^^ config/osip-reuse-cert
modparam("tls_mgm", "certificate", "[b]/etc/opensips/tls/b.pem")
modparam("tls_mgm", "private_key", "[b]/etc/opensips/tls/b.key")
`,
      },
    },
    {
      title: 'kept apart',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("proto_tls", "cert_check_on_conn_reusage", 1)
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "client_domain", "a")
modparam("tls_mgm", "tls_method", "[a]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[a]1")
modparam("tls_mgm", "ca_list", "[a]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "match_ip_address", "[a]192.0.2.9:5061")
modparam("tls_mgm", "certificate", "[a]/etc/opensips/tls/a.pem")
modparam("tls_mgm", "private_key", "[a]/etc/opensips/tls/a.key")
modparam("tls_mgm", "client_domain", "b")
modparam("tls_mgm", "tls_method", "[b]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[b]1")
modparam("tls_mgm", "ca_list", "[b]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "match_ip_address", "[b]192.0.2.9:5061")
modparam("tls_mgm", "certificate", "[b]/etc/opensips/tls/b.pem")
modparam("tls_mgm", "private_key", "[b]/etc/opensips/tls/b.key")
`,
      },
    },
    {
      title: 'to two addresses',
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
modparam("tls_mgm", "client_domain", "a")
modparam("tls_mgm", "tls_method", "[a]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[a]1")
modparam("tls_mgm", "ca_list", "[a]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "match_ip_address", "[a]192.0.2.9:5061")
modparam("tls_mgm", "certificate", "[a]/etc/opensips/tls/a.pem")
modparam("tls_mgm", "private_key", "[a]/etc/opensips/tls/a.key")
modparam("tls_mgm", "client_domain", "b")
modparam("tls_mgm", "tls_method", "[b]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[b]1")
modparam("tls_mgm", "ca_list", "[b]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "match_ip_address", "[b]192.0.2.10:5061")
modparam("tls_mgm", "certificate", "[b]/etc/opensips/tls/b.pem")
modparam("tls_mgm", "private_key", "[b]/etc/opensips/tls/b.key")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    const place = own && placeForParameter(own, 'proto_tls');
    if (!own || !place) return;
    const said = parameterOf(own, 'proto_tls', 'cert_check_on_conn_reusage');
    if (switchOf(said?.value, 'off') !== 'off') return;
    const first = new Map<string, Domain>();
    for (const domain of own.domains) {
      if (domain.role !== 'client' || !domain.options.has('certificate')) continue;
      for (const address of domain.addresses) {
        if (!address.isKnown || address.text === '*') continue;
        const earlier = first.get(address.text);
        first.set(address.text, earlier ?? domain);
        if (!earlier || earlier === domain) continue;
        const line = parameterLine(facts, { module: 'proto_tls', name: 'cert_check_on_conn_reusage', value: '1' });
        report(
          address.place,
          `The client domains ${quoted(earlier.name.text)} and ${quoted(domain.name.text)} both lead to ${quoted(address.text)}. Whichever connects second uses the connection of the other, and so its certificate.`,
          {
            fix: {
              title: 'Keep connections of client domains apart',
              edits: [said ? replacing(said.value.place, '1') : linesBelow(facts, place, [line])],
            },
          },
        );
      }
    }
  },
});
