import type { Domain } from '../../config/opensips/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-match-overlap',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Two server domains for the same connections',
  remedy: 'Tell them apart by match_ip_address or match_sip_domain.',
  cites: ['OpenSIPS tls_mgm module, match_sip_domain'],
  examples: [
    {
      title: 'both for all',
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
modparam("tls_mgm", "server_domain", "two")
#                                     ^^^ config/osip-match-overlap
modparam("tls_mgm", "tls_method", "[two]TLSv1_2-")
modparam("tls_mgm", "certificate", "[two]/etc/opensips/tls/two.pem")
modparam("tls_mgm", "private_key", "[two]/etc/opensips/tls/two.key")
modparam("tls_mgm", "verify_cert", "[two]0")
modparam("tls_mgm", "require_cert", "[two]0")
`,
      },
    },
    {
      title: 'the same, in another order',
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
modparam("tls_mgm", "match_sip_domain", "[sip]a.example.com, *")
modparam("tls_mgm", "server_domain", "two")
#                                     ^^^ config/osip-match-overlap
modparam("tls_mgm", "tls_method", "[two]TLSv1_2-")
modparam("tls_mgm", "certificate", "[two]/etc/opensips/tls/two.pem")
modparam("tls_mgm", "private_key", "[two]/etc/opensips/tls/two.key")
modparam("tls_mgm", "verify_cert", "[two]0")
modparam("tls_mgm", "require_cert", "[two]0")
modparam("tls_mgm", "match_sip_domain", "[two]*,A.example.com")
`,
      },
    },
    {
      title: 'for two names',
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
modparam("tls_mgm", "match_sip_domain", "[sip]a.example.com, none")
modparam("tls_mgm", "server_domain", "two")
modparam("tls_mgm", "tls_method", "[two]TLSv1_2-")
modparam("tls_mgm", "certificate", "[two]/etc/opensips/tls/two.pem")
modparam("tls_mgm", "private_key", "[two]/etc/opensips/tls/two.key")
modparam("tls_mgm", "verify_cert", "[two]0")
modparam("tls_mgm", "require_cert", "[two]0")
modparam("tls_mgm", "match_sip_domain", "[two]b.example.com")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const first = new Map<string, Domain>();
    for (const domain of wholeScriptOf(facts)?.domains ?? []) {
      if (domain.role !== 'server' || !domain.definition) continue;
      const { addresses, names } = domain;
      if ([...addresses, ...names].some(({ isKnown }) => !isKnown)) continue;
      const key = `${filterOf(addresses)} ${filterOf(names)}`;
      const earlier = first.get(key);
      if (!earlier) first.set(key, domain);
      else
        report(
          domain.profile.place,
          `The server domains ${quoted(earlier.name.text)} and ${quoted(domain.name.text)} are for the same addresses and names: only one of them is ever used.`,
          { related: [{ message: 'The other one is defined here.', place: earlier.profile.place }] },
        );
    }
  },
});

const filterOf = (values: Domain['names']): string =>
  values.length === 0
    ? '*'
    : values
        .map(({ text }) => text.toLowerCase())
        .sort()
        .join(',');
