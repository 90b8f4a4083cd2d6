import { domainVariables } from '../../config/opensips/symbols';
import { replaceValue } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-client-domain-unknown',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Script picks a client domain that does not exist',
  remedy: 'Write the name of a client domain, or define one of this name.',
  cites: ['OpenSIPS tls_mgm module, client_tls_domain_avp'],
  examples: [
    {
      title: 'misspelled',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "client_tls_domain_avp", "tls_dom")
route {
  $avp(tls_dom) = "gww";
#                  ^^^ config/osip-client-domain-unknown
  t_relay();
}
`,
      },
    },
    {
      title: 'the one that there is, one out of a variable, and another variable',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "client_tls_domain_avp", "tls_dom")
route {
  $avp(tls_dom) = "gw";
  $avp(tls_dom) = $var(gateway);
  $avp(other) = "elsewhere";
  t_relay();
}
`,
      },
    },
    {
      title: 'domains out of a database',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "db_url", "mysql://opensips@localhost/opensips")
modparam("tls_mgm", "client_tls_domain_avp", "tls_dom")
route {
  $avp(tls_dom) = "gw";
  t_relay();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    // Before 3.0 an unknown name fell to the default domain.
    if (own?.style !== 'named-domains' || own.hasDatabase) return;
    const clients = own.domains.filter(({ role }) => role === 'client').map(({ name }) => name);
    if (clients.some(({ isKnown }) => !isKnown)) return;
    const variables = domainVariables(own, 'client_tls_domain_avp');
    const [only, another] = clients;
    for (const { target, value } of own.routing.assigned) {
      if (!value?.isKnown || value.text === '' || value.text.includes('$') || !variables.includes(target)) continue;
      if (clients.some(({ text }) => text === value.text)) continue;
      const fix = only && !another ? replaceValue(facts, value, only.text, `Write ${only.text}`) : undefined;
      report(
        value.place,
        `No client domain is called ${quoted(value.text)}: OpenSIPS finds no settings for the connection, and the request fails.`,
        fix && { fix },
      );
    }
  },
});
