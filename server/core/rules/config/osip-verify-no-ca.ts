import { defineConfigRule } from '../config-rule';
import { oncePerPlace } from '../config-words';
import { domainName, PUBLIC_CA, placeOfOption, settingOf, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-verify-no-ca',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificates are checked against a folder that is usually empty',
  remedy: 'Set ca_list to a file with the authorities that are trusted.',
  cites: ['OpenSIPS tls_mgm module, ca_dir'],
  examples: [
    {
      title: 'on a server',
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
modparam("tls_mgm", "verify_cert", "[sip]1")
#                                        ^ config/osip-verify-no-ca
modparam("tls_mgm", "require_cert", "[sip]1")
`,
      },
    },
    {
      title: 'on a client, by default',
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
#                                     ^^ config/osip-verify-no-ca
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
`,
      },
    },
    {
      title: 'with a file',
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
modparam("tls_mgm", "verify_cert", "[sip]1")
modparam("tls_mgm", "require_cert", "[sip]1")
modparam("tls_mgm", "ca_list", "[sip]/etc/opensips/tls/ca.pem")
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "ca_dir", "[gw]/etc/ssl/certs")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    const without = (own?.domains ?? []).filter(
      ({ options, profile }) => profile.verifiesPeer.value === 'on' && !options.has('ca_list') && !options.has('ca_dir'),
    );
    for (const domain of oncePerPlace(without, (each) => placeOfOption(each, each.options.get('verify_cert')))) {
      const { options, profile, role } = domain;
      const whom = role === 'client' ? 'no server passes' : 'no client passes';
      report(
        placeOfOption(domain, options.get('verify_cert')),
        `${domainName(domain)} checks certificates and names no authorities. They come from /etc/pki/CA/, which is empty on most systems: ${whom}.`,
        {
          covers: ['config/mtls-no-ca'],
          coversAt: [profile.requiresCertificate.place ?? profile.place],
          fix: { title: `Trust the authorities in ${PUBLIC_CA}`, edits: [settingOf(facts, domain, 'ca_list', PUBLIC_CA)] },
        },
      );
    }
  },
});
