import { removing } from '../../config/edits';
import { moduleNamed, parameterOf } from '../../config/opensips/facts';
import { defineConfigRule } from '../config-rule';
import { wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-tls-lib-both',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Two libraries for TLS are loaded',
  remedy: 'Load one of them, or say which one counts by tls_library.',
  cites: ['OpenSIPS tls_mgm module, tls_library'],
  examples: [
    {
      title: 'both',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_wolfssl.so"
#           ^^^^^^^^^^^^^^ config/osip-tls-lib-both
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
      title: 'it is said which one counts',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_wolfssl.so"
loadmodule "tls_mgm.so"
modparam("tls_mgm", "tls_library", "wolfssl")
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
    const own = wholeScriptOf(facts);
    if (!own) return;
    const [openssl, wolfssl] = [moduleNamed(own, 'tls_openssl'), moduleNamed(own, 'tls_wolfssl')];
    const said = parameterOf(own, 'tls_mgm', 'tls_library')?.value;
    if (!openssl || !wolfssl || (said && (said.text !== 'auto' || !said.isKnown)) || !moduleNamed(own, 'tls_mgm')) return;
    const second = own.modules.indexOf(openssl) > own.modules.indexOf(wolfssl) ? openssl : wolfssl;
    report(
      second.value.place,
      'Both tls_openssl and tls_wolfssl are loaded, and tls_library leaves the choice open: OpenSIPS does not start.',
      {
        related: [{ message: 'This is the other one.', place: (second === openssl ? wolfssl : openssl).value.place }],
        fix: { title: `Do not load ${second.name}`, edits: [removing(facts, second.whole)] },
      },
    );
  },
});
