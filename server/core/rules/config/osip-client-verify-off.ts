import { defineConfigRule } from '../config-rule';
import { oncePerPlace } from '../config-words';
import { domainName, PUBLIC_CA, placeOfOption, scriptOf, settingsOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-client-verify-off',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Client domain that accepts any certificate',
  remedy: 'Set verify_cert to 1, with the authorities in ca_list.',
  cites: ['OpenSIPS tls_mgm module, verify_cert', 'RFC 5922 §7.1', 'RFC 3261 §26.3.1'],
  examples: [
    {
      title: 'switched off',
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
modparam("tls_mgm", "verify_cert", "[gw]0")
#                                       ^ config/osip-client-verify-off
`,
      },
    },
    {
      title: 'up to 2.4, for both sides',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
children=4
listen=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "verify_cert", "0")
#                                   ^ config/osip-client-verify-off
modparam("tls_mgm", "require_cert", "0")
modparam("tls_mgm", "tls_method", "TLSv1_2")
route {
  t_relay("tls:trunk.example.net:5061");
}
`,
      },
    },
    {
      title: 'checked',
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
`,
      },
    },
  ],
  check(facts, _context, report) {
    const off = (scriptOf(facts)?.domains ?? []).filter(({ role, profile }) => role === 'client' && profile.verifiesPeer.value === 'off');
    for (const domain of oncePerPlace(off, (each) => placeOfOption(each, each.options.get('verify_cert')))) {
      const verify = domain.options.get('verify_cert');
      const hasAuthorities = (domain.profile.ca ?? []).length > 0;
      report(
        placeOfOption(domain, verify),
        `${domainName(domain)} accepts whatever certificate a server shows, so that anybody on the way can answer in its place and read along.`,
        {
          covers: ['config/verify-client-off'],
          // One value for both sides: with it clients would be asked, too.
          ...(domain.definition && {
            fix: {
              title: 'Check the certificates of servers',
              edits: settingsOf(facts, domain, [['verify_cert', '1'], ...(hasAuthorities ? [] : [['ca_list', PUBLIC_CA] as const])]),
            },
          }),
        },
      );
    }
  },
});
