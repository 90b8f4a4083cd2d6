import { replacing } from '../../config/edits';
import type { Domain, OpensipsFacts } from '../../config/opensips/facts';
import type { ConfigFix } from '../config-rule';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { isBehind, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-domain-shared-name',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Server and client domain of one name',
  remedy: 'Give the client domain a name of its own.',
  cites: ['OpenSIPS tls_mgm module, client_domain'],
  examples: [
    {
      title: 'one name',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "certificate", "[gw]/etc/opensips/tls/gw.pem")
modparam("tls_mgm", "private_key", "[gw]/etc/opensips/tls/gw.key")
modparam("tls_mgm", "verify_cert", "[gw]0")
modparam("tls_mgm", "require_cert", "[gw]0")
modparam("tls_mgm", "client_domain", "gw")
#                                     ^^ config/osip-domain-shared-name
modparam("tls_mgm", "ca_list", "[gw]/etc/opensips/tls/gw-ca.pem")
`,
      },
    },
    {
      title: 'two names',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "certificate", "[gw]/etc/opensips/tls/gw.pem")
modparam("tls_mgm", "private_key", "[gw]/etc/opensips/tls/gw.key")
modparam("tls_mgm", "verify_cert", "[gw]0")
modparam("tls_mgm", "require_cert", "[gw]0")
modparam("tls_mgm", "client_domain", "gw_out")
modparam("tls_mgm", "tls_method", "[gw_out]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw_out]1")
modparam("tls_mgm", "ca_list", "[gw_out]/etc/opensips/tls/gw-ca.pem")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    for (const client of own?.domains ?? []) {
      const server = own?.domains.find(({ role, name }) => role === 'server' && name.text === client.name.text);
      if (!own || client.role !== 'client' || !server?.definition || !client.definition || !client.name.isKnown) continue;
      const fix = fixOf(own, server, client);
      report(
        client.name.place,
        `A server domain is called ${quoted(client.name.text)}, too. Parameters for that name all go to the server domain, so that the client domain keeps its defaults.`,
        { related: [{ message: 'The server domain is defined here.', place: server.name.place }], ...(fix && { fix }) },
      );
    }
  },
});

/** What stands below the definition of the client domain, with the parameters of the other one above it, was meant for it. */
function fixOf({ said }: OpensipsFacts, server: Domain, client: Domain): ConfigFix | undefined {
  const { definition } = client;
  const own = said.filter(({ domain }) => domain?.text === client.name.text);
  const below = own.flatMap(({ domain, parameter }) =>
    domain && definition && isBehind(parameter.whole, definition.whole) ? [domain.place] : [],
  );
  if (!server.definition || !definition || !isBehind(definition.whole, server.definition.whole) || own.length === below.length)
    return undefined;
  const name = `${client.name.text}_out`;
  return {
    title: `Call the client domain ${quoted(name)}, with what stands below it`,
    edits: [client.name.place, ...below].map((place) => replacing(place, name)),
  };
}
