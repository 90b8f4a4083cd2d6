import { linesBelow } from '../../config/edits';
import { domainVariables } from '../../config/opensips/symbols';
import { defineConfigRule } from '../config-rule';
import { domainName, lastOf, parameterLine, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-client-avp-unused',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Client domain for a name that the script never gives',
  remedy: 'Set client_sip_domain_avp, and write the name into that variable before the request is sent.',
  cites: ['OpenSIPS tls_mgm module, client_sip_domain_avp'],
  examples: [
    {
      title: 'no variable',
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
modparam("tls_mgm", "match_sip_domain", "[gw]example.net")
#                                            ^^^^^^^^^^^ config/osip-client-avp-unused
`,
      },
    },
    {
      title: 'written, and not named',
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
modparam("tls_mgm", "match_sip_domain", "[gw]example.net")
#                                            ^^^^^^^^^^^ config/osip-client-avp-unused
route {
  $avp(sip_domain) = $rd;
  t_relay();
}
`,
      },
    },
    {
      title: 'both',
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
modparam("tls_mgm", "client_sip_domain_avp", "sip_domain")
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw]1")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "match_sip_domain", "[gw]example.net")
route {
  $avp(sip_domain) = $rd;
  t_relay();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    if (!own) return;
    const [byName, byDomain] = [
      domainVariables(own, 'client_sip_domain_avp'),
      domainVariables(own, 'client_tls_domain_avp', 'client_domain_avp'),
    ];
    const isAssigned = (variables: readonly string[]): boolean => own.routing.assigned.some(({ target }) => variables.includes(target));
    if (isAssigned(byName) || isAssigned(byDomain)) return;
    for (const domain of own.domains) {
      const match = domain.options.get('match_sip_domain');
      if (domain.role !== 'client' || !match?.value.isKnown || domain.names.some(({ text }) => text === '*')) continue;
      const line = parameterLine(facts, { module: 'tls_mgm', name: 'client_sip_domain_avp', value: '"sip_domain"' }, match.parameter.whole);
      report(
        match.value.place,
        `${domainName(domain)} is for requests whose SIP domain is given in a variable, and ${byName.length === 0 ? 'client_sip_domain_avp names none' : 'nothing is written into it'}: the domain is never used.`,
        {
          ...(byName.length === 0 && {
            remedy: 'Set client_sip_domain_avp, and write the name into that variable before the request is sent: $avp(sip_domain) = $rd;',
          }),
          ...(byName.length === 0 && own.routing.assigned.some(({ target }) => target === '$avp(sip_domain)')
            ? { fix: { title: 'Name the variable', edits: [linesBelow(facts, lastOf(domain), [line])] } }
            : {}),
        },
      );
    }
  },
});
