import { defineConfigRule } from '../config-rule';
import { isLocalHost, profileOf, profilesInForce, quoted, tlsTargets } from '../config-words';

export default defineConfigRule({
  id: 'config/verify-client-off',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Outgoing TLS does not verify the server',
  remedy: 'Switch verification of servers on, and name the trusted authorities.',
  cites: ['RFC 3261 §26.3.1', 'RFC 5922 §7.3'],
  examples: [
    {
      title: 'switched off',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
method = TLSv1.2+
verify_certificate = no
#                    ^^ config/verify-client-off
`,
      },
    },
    {
      title: 'off by default, and a server on the internet',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
^^^^^^^^^^^^^^^^^^^ config/verify-client-off
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "/etc/kamailio/tls/server.pem")
modparam("tls", "private_key", "/etc/kamailio/tls/server.key")
request_route {
  $du = "sip:sip.example.net:5061;transport=tls";
}
`,
      },
    },
    {
      title: 'a gateway in the same house',
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
  $du = "sip:192.168.1.9:5061;transport=tls";
}
`,
      },
    },
    {
      title: 'nothing goes out over TLS',
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
  exit;
}
`,
      },
    },
    {
      title: 'switched on',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
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
    for (const profile of profilesInForce(facts)) {
      const { role, verifiesPeer, place } = profile;
      if (role === 'server' || verifiesPeer.value !== 'off') continue;
      const own = tlsTargets(facts).filter((peer) => profileOf(facts, peer) === profile);
      const outside = own.filter((peer) => !isLocalHost(peer));
      const [first] = outside;
      // A profile for clients that says so is meant, whoever it is for; a default is one only for whom it is used.
      const isMeant = role === 'client' && verifiesPeer.place !== undefined && own.length === 0;
      if (!first && !isMeant) continue;
      const whom = first ? ` from ${quoted(first.host.text)}${outside.length > 1 ? ' and others' : ''}` : '';
      report(
        verifiesPeer.place ?? place,
        `Outgoing TLS takes any certificate${whom}, so anybody in the path can answer in the server's place.`,
        {
          ...(first && { related: [{ message: 'This is connected to with it.', place: first.place }] }),
        },
      );
    }
  },
});
