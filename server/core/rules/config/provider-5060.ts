import { listed } from '../../hover/words';
import { providerFor } from '../../probe/providers';
import { defineConfigRule } from '../config-rule';
import { isSecure } from '../config-words';

export default defineConfigRule({
  id: 'config/provider-5060',
  subject: 'config',
  severity: { practical: 'info', strict: 'info' },
  title: 'Port 5060 of a provider that speaks TLS on another',
  remedy: 'Use the port that the provider names for TLS, with ;transport=tls.',
  cites: ['RFC 3261 §19.1.1'],
  examples: [
    {
      title: 'plain SIP to Twilio',
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
  $du = "sip:example.pstn.twilio.com:5060";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/provider-5060
}
`,
      },
    },
    {
      title: 'TLS on its port',
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
  $du = "sip:example.pstn.twilio.com:5061;transport=tls";
}
`,
      },
    },
    {
      title: 'a server that nobody knows',
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
  $du = "sip:sip.example.net:5060";
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { host, port, carriedBy, place } of facts.peers) {
      const provider = host.isKnown && port === 5060 && !isSecure(carriedBy) ? providerFor(host.text) : undefined;
      const ports = provider?.ports ?? [];
      if (!provider || ports.length === 0 || ports.includes(5060)) continue;
      report(
        place,
        `${provider.title} speaks TLS on port ${listed(ports.map(String))}; on 5060 signalling and keys go in clear, where it answers there at all.`,
      );
    }
  },
});
