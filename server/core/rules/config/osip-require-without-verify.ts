import { switchOf } from '../../config/opensips/facts';
import { defineConfigRule } from '../config-rule';
import { domainName, scriptOf, settingOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-require-without-verify',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'A certificate is required of nobody who is asked',
  remedy: 'Set verify_cert to 1, or leave require_cert at 0.',
  cites: ['OpenSIPS tls_mgm module, require_cert'],
  examples: [
    {
      title: 'off and on',
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
modparam("tls_mgm", "require_cert", "[sip]1")
#                                         ^ config/osip-require-without-verify
modparam("tls_mgm", "ca_list", "[sip]/etc/opensips/tls/ca.pem")
`,
      },
    },
    {
      title: 'both on',
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
`,
      },
    },
    {
      title: 'both off',
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
  ],
  check(facts, _context, report) {
    for (const domain of scriptOf(facts)?.domains ?? []) {
      const { role, options, profile } = domain;
      const require = options.get('require_cert');
      if (role !== 'server' || !require || switchOf(require.value, 'on') !== 'on' || profile.verifiesPeer.value !== 'off') continue;
      const verify = options.get('verify_cert');
      report(
        require.value.place,
        `${domainName(domain)} requires a certificate, and with verify_cert 0 asks nobody for one: everybody gets in.`,
        {
          ...(verify && { related: [{ message: 'It is switched off here.', place: verify.value.place }] }),
          fix: { title: 'Ask clients for a certificate', edits: [settingOf(facts, domain, 'verify_cert', '1')] },
        },
      );
    }
  },
});
