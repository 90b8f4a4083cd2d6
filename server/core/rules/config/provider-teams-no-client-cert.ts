import { providerFor } from '../../probe/providers';
import { defineConfigRule } from '../config-rule';
import { profileName, profileOf, tlsTargets } from '../config-words';

export default defineConfigRule({
  id: 'config/provider-teams-no-client-cert',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'Provider demands a client certificate, and none is set',
  remedy:
    'Give the profile for outgoing connections a certificate and its key; the one of the listener will do where it is for clients too.',
  cites: ['RFC 8446 §4.4.2'],
  examples: [
    {
      title: 'Microsoft Teams, and the profile for clients has none',
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
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/provider-teams-no-client-cert
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
`,
      },
    },
    {
      title: 'it has one',
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
    {
      title: 'another provider',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061 advertise sbc.example.com:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  $du = "sip:example.pstn.twilio.com:5061;transport=tls";
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
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const peer of tlsTargets(facts)) {
      const provider = providerFor(peer.host.text);
      const profile = provider?.customer?.clientCertificate === 'required' ? profileOf(facts, peer) : undefined;
      if (!provider || !profile || profile.certificate) continue;
      report(
        peer.place,
        `${provider.title} asks for a certificate from who connects to it (mutual TLS), and ${profileName(profile)} has none: it ends the connection right after the handshake.`,
        { related: [{ message: 'This profile is used.', place: profile.place }] },
      );
    }
  },
});
