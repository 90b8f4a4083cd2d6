import { baresipFacts, parameterOf } from '../../config/baresip/read';
import { replacing } from '../../config/edits';
import { readSipAddress } from '../../config/sip-address';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/bs-uri-5061',
  subject: 'config',
  products: ['baresip'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Port 5061 in a sip: URI that says nothing of TLS',
  remedy: 'Add ;transport=tls within the brackets.',
  cites: ['RFC 3263 §4.1', 'baresip, docs/examples/accounts'],
  examples: [
    {
      title: 'the account, and the proxy of another',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com:5061>;regint=60
#^^^^^^^^^^^^^^^^^^^^^^^^^^ config/bs-uri-5061
<sip:bob@example.com;transport=tls>;outbound="sip:proxy.example.com:5061"
#                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^ config/bs-uri-5061
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
<sip:alice@example.com:5061;transport=tls>;regint=60
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
      for (const address of [account.address, outbound && readSipAddress(outbound.value)]) {
        if (address?.scheme !== 'sip' || address.port !== 5061 || address.transport !== undefined) continue;
        report(
          address.value.place,
          `${quoted(address.value.text)} says nothing of its transport, so that baresip sends by UDP to port 5061, where TLS is spoken: nobody answers.`,
          {
            covers: ['config/uri-transport-missing', 'config/port-plain-on-5061'],
            fix: { title: 'Add ;transport=tls', edits: [replacing(address.end, ';transport=tls')] },
          },
        );
      }
    }
  },
});
