import { dropTransport } from '../config-fixes';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/uri-transport-tls-deprecated',
  subject: 'config',
  severity: { practical: 'hint', strict: 'info' },
  title: 'sips: with transport=tls',
  remedy: 'Leave the parameter out: sips: says TLS by itself.',
  cites: ['RFC 3261 §26.2.2', 'RFC 5630 §3.1.4'],
  examples: [
    {
      title: 'a destination',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "/etc/kamailio/tls/server.pem")
modparam("tls", "private_key", "/etc/kamailio/tls/server.key")
request_route {
  $du = "sips:sip.example.net;transport=tls";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/uri-transport-tls-deprecated
}
`,
      },
    },
    {
      title: 'sip: needs it',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "/etc/kamailio/tls/server.pem")
modparam("tls", "private_key", "/etc/kamailio/tls/server.key")
request_route {
  $du = "sip:sip.example.net;transport=tls";
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const peer of facts.peers) {
      if (peer.scheme !== 'sips' || peer.transport !== 'tls') continue;
      const fix = dropTransport(facts, peer);
      report(
        peer.place,
        'transport=tls says nothing that sips: does not say already; by the letter of the newer rule sips: goes with transport=tcp, so that some stacks refuse it.',
        { ...(fix && { fix }) },
      );
    }
  },
});
