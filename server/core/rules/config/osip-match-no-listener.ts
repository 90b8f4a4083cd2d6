import { replacing } from '../../config/edits';
import { endpointOf } from '../../config/opensips/domains';
import { isIpLiteral } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { domainName, secureListeners, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-match-no-listener',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Server domain for an address that is not listened on',
  remedy: 'Write the address of a TLS socket, or * for all.',
  cites: ['OpenSIPS tls_mgm module, match_ip_address'],
  examples: [
    {
      title: 'another port',
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
modparam("tls_mgm", "match_ip_address", "[sip]192.0.2.1:5062")
#                                             ^^^^^^^^^^^^^^ config/osip-match-no-listener
`,
      },
    },
    {
      title: 'one of two',
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
modparam("tls_mgm", "match_ip_address", "[sip]192.0.2.1:5061, 192.0.2.7:5061")
#                                                             ^^^^^^^^^^^^^^ config/osip-match-no-listener
`,
      },
    },
    {
      title: 'it is bound, and all are',
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
modparam("tls_mgm", "match_ip_address", "[sip]192.0.2.1:5061")
modparam("tls_mgm", "server_domain", "two")
modparam("tls_mgm", "tls_method", "[two]TLSv1_2-")
modparam("tls_mgm", "certificate", "[two]/etc/opensips/tls/two.pem")
modparam("tls_mgm", "private_key", "[two]/etc/opensips/tls/two.key")
modparam("tls_mgm", "verify_cert", "[two]0")
modparam("tls_mgm", "require_cert", "[two]0")
modparam("tls_mgm", "match_ip_address", "[two]*")
`,
      },
    },
    {
      title: 'an interface whose address is not known',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:eth0:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "match_ip_address", "[sip]192.0.2.1:5061")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    const listeners = secureListeners(facts);
    const isAllKnown = listeners.every(({ host, port }) => port !== undefined && (!host || (host.isKnown && isIpLiteral(host.text))));
    if (!own || listeners.length === 0 || !isAllKnown) return;
    for (const domain of own.domains) {
      if (domain.role !== 'server') continue;
      for (const address of domain.addresses) {
        const { host, port } = endpointOf(address);
        if (!address.isKnown || !isIpLiteral(host.text)) continue;
        const isBound = listeners.some(
          (each) =>
            (!each.host || each.host.text === host.text || /^(?:0\.0\.0\.0|::)$/.test(each.host.text)) &&
            (port === undefined || each.port === port),
        );
        if (isBound) continue;
        const [only] = listeners;
        const better =
          listeners.length === 1 && only?.host && `${only.host.text.includes(':') ? `[${only.host.text}]` : only.host.text}:${only.port}`;
        report(
          address.place,
          `${domainName(domain)} is for ${quoted(address.text)}, and no TLS socket is bound there: no connection ever gets it.`,
          {
            ...(better && { fix: { title: `Write ${better}`, edits: [replacing(address.place, better)] } }),
          },
        );
      }
    }
  },
});
