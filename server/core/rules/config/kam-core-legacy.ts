import { removing } from '../../config/edits';
import { activeOnly } from '../../config/kamailio/facts';
import { defineConfigRule } from '../config-rule';
import { scriptOf } from '../kamailio';

/** Settings of TLS in the core, and the parameter of the module that does the same today. */
const successors: ReadonlyMap<string, string> = new Map([
  ['tls_method', 'tls_method'],
  ['tls_verify', 'verify_certificate'],
  ['tls_require_certificate', 'require_certificate'],
  ['tls_certificate', 'certificate'],
  ['tls_private_key', 'private_key'],
  ['tls_ca_list', 'ca_list'],
  ['tlslog', 'tls_log'],
  ['tls_handshake_timeout', ''],
  ['tls_send_timeout', ''],
]);

export default defineConfigRule({
  id: 'config/kam-core-legacy',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS setting of the core, without effect',
  remedy: 'Use the parameters of the module tls, or its file of profiles.',
  cites: ['Kamailio core cookbook, TLS parameters'],
  examples: [
    {
      title: 'a certificate that nobody loads',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
tls_certificate="/etc/kamailio/cert.pem"
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-core-legacy
tls_handshake_timeout=5
^^^^^^^^^^^^^^^^^^^^^^^ config/kam-core-legacy
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
    {
      title: 'a level of the log that becomes the port of TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
tls_log=3
^^^^^^^^^ config/kam-core-legacy
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
    {
      title: 'as it is done today',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
tls_port_no=5061
tls_max_connections=2048
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "/etc/kamailio/cert.pem")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (!script) return;
    for (const { name, value, whole } of activeOnly(script.assignments)) {
      const successor = successors.get(name);
      if (successor === undefined) continue;
      const isLog = name === 'tlslog';
      report(
        whole,
        isLog
          ? `The core takes tls_log for tls_port_no: TLS would listen on port ${value.text} where listen names no port.`
          : `${name} was a setting of the core before there was the module tls. It is still read, with a warning, and nothing is done with it.`,
        {
          ...(successor !== '' && { remedy: `Set the parameter ${successor} of the module tls, or the option of a profile.` }),
          ...(successor === '' && { severity: 'warning' as const, remedy: 'Delete the line.' }),
          fix: { title: 'Delete the line without effect', edits: [removing(facts, whole)] },
        },
      );
    }
  },
});
