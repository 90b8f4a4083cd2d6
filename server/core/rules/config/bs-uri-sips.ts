import { baresipFacts } from '../../config/baresip/read';
import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/bs-uri-sips',
  subject: 'config',
  products: ['baresip'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'sips: in an account',
  remedy: 'Write sip: with transport=tls.',
  cites: ['baresip, docs/examples/accounts', 'RFC 3261 §26.2.2'],
  examples: [
    {
      title: 'sips:',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sips:alice@example.com>;regint=60
#^^^^ config/bs-uri-sips
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
      title: 'sip: over TLS',
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
  ],
  check(facts, _context, report) {
    const own = baresipFacts(facts);
    for (const { address } of own?.here === 'accounts' ? own.accounts : []) {
      if (address.scheme !== 'sips') continue;
      const said = address.transportPlace;
      report(
        address.schemePlace,
        'An account is written with sip:, and its transport as a parameter: baresip takes TLS from transport=tls.',
        {
          fix: {
            title: 'Write sip: with transport=tls',
            edits: [replacing(address.schemePlace, 'sip'), said ? replacing(said, 'tls') : replacing(address.end, ';transport=tls')],
          },
        },
      );
    }
  },
});
