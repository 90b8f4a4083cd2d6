import { baresipFacts, carrierOf } from '../../config/baresip/read';
import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/bs-verify-off',
  subject: 'config',
  products: ['baresip'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS to a server that is not checked',
  remedy: 'Set sip_cafile to the authorities of the system, and leave sip_verify_server on.',
  cites: ['baresip, docs/examples/config', 'RFC 5922 §7.1'],
  examples: [
    {
      title: 'no authorities',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;regint=60
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/bs-verify-off
`,
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
`,
      },
    },
    {
      title: 'switched off',
      dialect: 'baresip-config',
      files: {
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
sip_verify_server no
#                 ^^ config/bs-verify-off
`,
        accounts: `
<sip:alice@example.com;transport=tls>;regint=60
`,
      },
    },
    {
      title: 'checked',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;regint=60
`,
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'nothing is known of config',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;regint=60
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = baresipFacts(facts);
    const { config } = own ?? {};
    if (!own || !config || config.verifiesServer.value !== 'off') return;
    const overTls = own.accounts.filter((account) => carrierOf(account) === 'tls' || carrierOf(account) === 'wss');
    const { place } = config.verifiesServer;
    if (own.here === 'config') {
      if (place)
        report(place, 'Certificates of servers are not checked: anybody on the way can answer in their place.', {
          covers: ['config/verify-client-off'],
          fix: { title: 'Check servers', edits: [replacing(place, 'yes')] },
        });
      return;
    }
    for (const { address } of overTls)
      report(
        address.value.place,
        place
          ? 'This account goes over TLS, and sip_verify_server is off in config: anybody on the way can answer in the place of its server.'
          : 'This account goes over TLS, and config names no authorities: without sip_cafile baresip checks no server, and anybody on the way can answer in its place.',
        { covers: ['config/verify-client-off'] },
      );
  },
});
