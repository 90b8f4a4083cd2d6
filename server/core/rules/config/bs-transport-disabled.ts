import { baresipFacts, carrierOf } from '../../config/baresip/read';
import { replacing } from '../../config/edits';
import { isAtLeast } from '../../config/product-version';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/bs-transport-disabled',
  subject: 'config',
  products: ['baresip'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Account over a transport that is switched off',
  remedy: 'Add tls to sip_transports in config.',
  cites: ['baresip, docs/examples/config'],
  examples: [
    {
      title: 'left out',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;regint=60
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/bs-transport-disabled
`,
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
sip_transports udp,tcp
`,
      },
    },
    {
      title: 'seen from config',
      dialect: 'baresip-config',
      files: {
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
sip_transports tcp,udp
#              ^^^^^^^ config/bs-transport-disabled
`,
        accounts: `
<sip:alice@example.com;transport=tls>;regint=60
`,
      },
    },
    {
      title: 'switched on',
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
sip_transports udp,tls
`,
      },
    },
    {
      title: 'a version that does not know the setting',
      dialect: 'baresip-accounts',
      version: '1.1.0',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;regint=60
`,
        config: `
module_path /usr/lib/baresip/modules
sip_cafile /etc/ssl/certs/ca-certificates.crt
sip_transports udp,tcp
`,
      },
    },
  ],
  check(facts, { version }, report) {
    const own = baresipFacts(facts);
    const transports = own?.config?.transports;
    // Up to 1.1 there is no such setting, and every transport is on.
    const isNew = isAtLeast(version('baresip'), '1.2');
    if (!own || !transports?.line.value.isKnown || isNew === false) return;
    const doubt = isNew === undefined ? { atMost: 'warning' as const } : {};
    for (const account of own.accounts) {
      const carrier = carrierOf(account);
      if (carrier === undefined || carrier === 'unknown' || transports.names.includes(carrier)) continue;
      const { value } = transports.line;
      if (own.here === 'accounts')
        report(
          account.address.value.place,
          `This account goes by ${carrier.toUpperCase()}, which sip_transports in config leaves out: it cannot connect.`,
          doubt,
        );
      else {
        report(value.place, `An account goes by ${carrier.toUpperCase()}, which is left out here: it cannot connect.`, {
          ...doubt,
          fix: { title: `Add ${carrier}`, edits: [replacing(value.place, `${value.text},${carrier}`)] },
        });
        return;
      }
    }
  },
});
