import { defineConfigRule } from '../config-rule';
import { domainName, settingOf, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-verify-default-mtls',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Server domain that demands client certificates by default',
  remedy: 'State require_cert: 0 for phones, 1 for peers that have certificates.',
  cites: ['OpenSIPS tls_mgm module, require_cert'],
  examples: [
    {
      title: 'neither is said',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
#                                     ^^^ config/osip-verify-default-mtls
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "ca_list", "[sip]/etc/opensips/tls/ca.pem")
`,
      },
    },
    {
      title: 'asked for, and so demanded',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
#                                     ^^^ config/osip-verify-default-mtls
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]1")
modparam("tls_mgm", "ca_list", "[sip]/etc/opensips/tls/ca.pem")
`,
      },
    },
    {
      title: 'it is meant',
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
      title: 'nobody is asked',
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
`,
      },
    },
    {
      title: 'of 2.4, where the only socket has a domain of its own',
      dialect: 'opensips',
      version: '2.4.11',
      files: {
        'opensips.cfg': `
listen=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip=192.0.2.1:5061")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const domain of wholeScriptOf(facts)?.domains ?? []) {
      const { role, options, profile } = domain;
      if (role !== 'server' || options.has('require_cert') || profile.requiresCertificate.value !== 'on') continue;
      report(
        profile.place,
        `${domainName(domain)} says nothing of require_cert, and by default every client must show a certificate: phones, which have none, are refused.`,
        { fix: { title: 'Let clients without a certificate in', edits: [settingOf(facts, domain, 'require_cert', '0')] } },
      );
    }
  },
});
