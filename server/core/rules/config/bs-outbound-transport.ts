import { baresipFacts, parameterOf } from '../../config/baresip/read';
import { replacing } from '../../config/edits';
import { readSipAddress } from '../../config/sip-address';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/bs-outbound-transport',
  subject: 'config',
  products: ['baresip'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Outbound proxy without the transport of the account',
  remedy: 'Add ;transport=tls to the outbound URI.',
  cites: ['baresip, docs/examples/accounts'],
  examples: [
    {
      title: 'without',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;outbound="sip:proxy.example.com"
#                                               ^^^^^^^^^^^^^^^^^^^^^ config/bs-outbound-transport
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
      title: 'with it',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;outbound="sip:proxy.example.com;transport=tls"
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
    for (const account of own?.here === 'accounts' ? own.accounts : []) {
      const outbound = parameterOf(account, 'outbound');
      const proxy = outbound && readSipAddress(outbound.value);
      const isMeant = account.address.transport === 'tls' && proxy?.scheme === 'sip' && proxy.transport === undefined;
      if (!isMeant || proxy.port === 5061) continue;
      report(
        proxy.value.place,
        'The account says TLS, and what goes out goes to this proxy, which has a transport of its own: without one it is UDP.',
        {
          fix: { title: 'Add ;transport=tls', edits: [replacing(proxy.end, ';transport=tls')] },
        },
      );
    }
  },
});
