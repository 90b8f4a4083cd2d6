import { dropTransport } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/uri-sips-udp',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'sips: together with UDP',
  remedy: 'Leave the transport out of a sips: URI.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3261 §26.2.2'],
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
  $du = "sips:sip.example.net;transport=udp";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/uri-sips-udp
}
`,
      },
    },
    {
      title: 'a contact',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
verify_server=yes
ca_list_file=/etc/ssl/certs/ca-certificates.crt

[t-udp]
type=transport
protocol=udp
bind=0.0.0.0

[trunk]
type=endpoint
transport=t-tls
aors=trunk

[trunk]
type=aor
contact=sips:sip.example.net\\;transport=udp
;       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/uri-sips-udp
`,
      },
    },
    {
      title: 'sips: alone',
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
  $du = "sips:sip.example.net";
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const peer of facts.peers) {
      if (peer.scheme !== 'sips' || peer.transport !== 'udp') continue;
      const fix = dropTransport(facts, peer);
      report(
        peer.place,
        `A sips: URI asks for TLS on every hop, and UDP has none: ${quoted(peer.host.text)} cannot be reached so by anybody who keeps to the rule.`,
        { ...(fix && { fix }) },
      );
    }
  },
});
