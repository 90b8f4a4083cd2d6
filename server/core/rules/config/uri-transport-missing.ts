import { setTransport } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { isSecure, quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/uri-transport-missing',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'sip: URI with port 5061 and no transport',
  remedy: 'Add ;transport=tls.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.1'],
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
  $du = "sip:192.0.2.9:5061";
#        ^^^^^^^^^^^^^^^^^^ config/uri-transport-missing
}
`,
      },
    },
    {
      title: 'a contact over a UDP transport',
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
transport=t-udp
aors=trunk

[trunk]
type=aor
contact=sip:192.0.2.9:5061
;       ^^^^^^^^^^^^^^^^^^ config/uri-transport-missing
`,
      },
    },
    {
      title: 'with the transport',
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
  $du = "sip:192.0.2.9:5061;transport=tls";
}
`,
      },
    },
    {
      title: 'sips: says it as well',
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
  $du = "sips:192.0.2.9:5061";
}
`,
      },
    },
    {
      title: 'a variable may hold it',
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
  $du = "sip:192.0.2.9:5061" + $var(parameters);
}
`,
      },
    },
    {
      title: 'in the list of a dispatcher',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
loadmodule "dispatcher.so"
modparam("dispatcher", "list_file", "lists/dispatcher.list")
`,
        'lists/dispatcher.list': `
# setid destination flags priority attributes
1 sip:gw1.example.net:5061;transport=tls 0 10
1 sip:gw2.example.net:5061 0 5 socket=tls:192.0.2.1:5061
# ^^^^^^^^^^^^^^^^^^^^^^^^ config/uri-transport-missing
# 1 sip:gw3.example.net:5061
2 sip:192.0.2.9:5060
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const peer of facts.peers) {
      const { scheme, port, transport, carriedBy, host, place } = peer;
      if (scheme !== 'sip' || port !== 5061 || transport !== undefined || isSecure(carriedBy)) continue;
      const fix = setTransport(facts, peer, 'tls');
      report(
        place,
        `Without ;transport=tls a sip: URI with a port means UDP, whatever the number: ${quoted(host.text)} gets plain SIP on the port where it speaks TLS.`,
        {
          ...(fix && { fix }),
          ...(carriedBy === 'unknown' && { atMost: 'info' }),
        },
      );
    }
  },
});
