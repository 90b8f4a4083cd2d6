import { moduleNamed } from '../../config/opensips/facts';
import { defineConfigRule } from '../config-rule';
import { isModular, libraries, libraryOf, loading, secureListeners, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-proto-tls-missing',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS socket without the module for it',
  remedy: 'Load proto_tls, tls_mgm and a library for TLS before the sockets are used; proto_wss for wss.',
  cites: ['OpenSIPS proto_tls module, overview', 'OpenSIPS tls_mgm module, dependencies'],
  examples: [
    {
      title: 'only UDP is loaded',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
#      ^^^^^^^^^^^^^^^^^^ config/osip-proto-tls-missing
loadmodule "proto_udp.so"
route {
  exit;
}
`,
      },
    },
    {
      title: 'all of it',
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
      title: 'a script of OpenSIPS 1',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
listen=tls:192.0.2.1:5061
disable_tls=no
tls_certificate="/etc/opensips/cert.pem"
route {
  exit;
}
`,
      },
    },
    {
      title: 'it may stand in a file that is not here',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
include_file "modules.cfg"
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    if (!own || !isModular(own)) return;
    for (const transport of ['tls', 'wss'] as const) {
      const module = `proto_${transport}`;
      const [first] = secureListeners(facts).filter((each) => each.transport === transport);
      if (!first || moduleNamed(own, module)) continue;
      const needsLibrary = own.style === 'named-domains' && !libraryOf(own);
      const missing = [...(needsLibrary ? libraries.slice(0, 1) : []), ...(moduleNamed(own, 'tls_mgm') ? [] : ['tls_mgm']), module];
      const edit = loading(facts, own, missing);
      report(
        first.place,
        `A socket for ${transport.toUpperCase()} is bound, and ${module} is not loaded: OpenSIPS does not start, since nothing speaks that protocol.`,
        { ...(edit && { fix: { title: `Load ${missing.join(', ')}`, edits: [edit] } }) },
      );
    }
  },
});
