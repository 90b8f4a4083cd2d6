import { linesAbove, removing, replacing } from '../../config/edits';
import { groupedBy } from '../../config/grouped';
import type { ModuleParameter } from '../../config/kamailio/script';
import type { ConfigFacts, Value } from '../../config/model';
import { definitionOf } from '../../config/opensips/domains';
import type { OpensipsFacts } from '../../config/opensips/facts';
import type { ConfigFix } from '../config-rule';
import { defineConfigRule } from '../config-rule';
import { quoted, textAt } from '../config-words';
import { definitionsOf, isBehind, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-domain-undefined',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Parameter of a domain that is not defined above',
  remedy: 'Define the domain before the parameters that speak of it.',
  cites: ['OpenSIPS tls_mgm module, server_domain'],
  examples: [
    {
      title: 'defined below',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
#                                    ^^^ config/osip-domain-undefined
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
      title: 'not defined, by a slip',
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
modparam("tls_mgm", "ca_list", "[spi]/etc/opensips/tls/ca.pem")
#                                ^^^ config/osip-domain-undefined
`,
      },
    },
    {
      title: 'defined above',
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
    {
      title: 'with its address, as up to 2.4',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
listen=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip=192.0.2.1:5061")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    if (!own || own.hasDatabase) return;
    const definitions = definitionsOf(own);
    const isAnyUnknown = definitions.some(({ value }) => !value.isKnown);
    const byName = groupedBy(definitions, ({ value }) => definitionOf(value).name.text);
    const told = new Set<string>();
    for (const { domain, parameter } of own.said) {
      if (!domain?.isKnown || domain.text === '' || told.has(domain.text) || isAnyUnknown) continue;
      const named = byName.get(domain.text) ?? [];
      // Where both stand in different files, the order is that of the includes, and it is taken for right.
      if (named.some((each) => !isBehind(each.whole, parameter.whole))) continue;
      told.add(domain.text);
      const [later] = named;
      const fix = later ? moving(facts, later, parameter) : renaming(own, domain);
      report(
        domain.place,
        later
          ? `The TLS domain ${quoted(domain.text)} is defined only below this line: OpenSIPS does not know it here, and does not start.`
          : `No TLS domain is called ${quoted(domain.text)}: OpenSIPS does not start.`,
        { ...(later && { related: [{ message: 'It is defined here.', place: later.value.place }] }), ...(fix && { fix }) },
      );
    }
  },
});

const moving = (facts: ConfigFacts, definition: ModuleParameter, { whole }: ModuleParameter): ConfigFix => ({
  title: 'Move its definition above this line',
  edits: [linesAbove(facts, whole, [textAt(facts, definition.whole)]), removing(facts, definition.whole)],
});

/** Where there is one domain only, it is the one that was meant. */
function renaming({ domains, said }: OpensipsFacts, { text }: Value): ConfigFix | undefined {
  const [only] = domains;
  if (!only?.definition || domains.length > 1) return undefined;
  const places = said.flatMap(({ domain }) => (domain?.text === text ? [domain.place] : []));
  return { title: `Write ${quoted(only.name.text)}`, edits: places.map((place) => replacing(place, only.name.text)) };
}
