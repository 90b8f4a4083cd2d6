import { providerFor } from '../../probe/providers';
import { sipOverTls } from '../config-fixes';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/provider-sips-refused',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'sips: to a provider that refuses it',
  remedy: 'Write sip: with ;transport=tls.',
  cites: ['RFC 5630 §3.1.3'],
  examples: [
    {
      title: 'Microsoft Teams',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061 advertise sbc.example.com:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  $du = "sips:sip.pstnhub.microsoft.com:5061";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/provider-sips-refused
}
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key

[client:default]
method = TLSv1.2+
verify_certificate = yes
require_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
    {
      title: 'sip: over TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061 advertise sbc.example.com:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  $du = "sip:sip.pstnhub.microsoft.com:5061;transport=tls";
}
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key

[client:default]
method = TLSv1.2+
verify_certificate = yes
require_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const peer of facts.peers) {
      const provider = peer.host.isKnown && peer.scheme === 'sips' ? providerFor(peer.host.text) : undefined;
      if (!provider?.refusesSips) continue;
      const fix = sipOverTls(facts, peer);
      report(peer.place, `${provider.title} does not take sips: URIs and refuses the request, although the connection is TLS.`, {
        ...(fix && { fix }),
      });
    }
  },
});
