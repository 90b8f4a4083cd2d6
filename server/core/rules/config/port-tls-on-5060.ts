import { replacePort } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { listenersInForce, quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/port-tls-on-5060',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS on port 5060',
  remedy: 'Use port 5061, which is the one for SIP over TLS.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.2'],
  examples: [
    {
      title: 'a socket',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5060
#                    ^^^^ config/port-tls-on-5060
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
      title: 'a server that is connected to',
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
  $du = "sip:sip.example.net:5060;transport=tls";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/port-tls-on-5060
}
`,
      },
    },
    {
      title: 'a port that is announced',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061 advertise sip.example.com:5060
#      ^^^^^^^^^^^^^^^^^^ config/port-tls-on-5060
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
      title: 'of a transport',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0:5060
;    ^^^^^^^^^^^^ config/port-tls-on-5060
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
verify_server=yes
ca_list_file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: '5061 is there already, so that another port has to be found',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5060
#                    ^^^^ config/port-tls-on-5060
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
      title: 'on 5061',
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
  $du = "sip:sip.example.net:5061;transport=tls";
}
`,
      },
    },
    {
      title: 'on a port of its own',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:443
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
  ],
  check(facts, _context, report) {
    const listeners = listenersInForce(facts);
    const isTaken = listeners.some(({ transport, port }) => transport === 'tls' && port === 5061);
    for (const { transport, port, portPlace, place, advertisedPort } of listeners) {
      if (transport === 'tls' && port !== 5060 && advertisedPort === 5060)
        report(
          place,
          'This socket speaks TLS and announces port 5060: Via, Contact and Record-Route lead peers to where they expect plain SIP.',
        );
      if (transport !== 'tls' || port !== 5060) continue;
      const fix = isTaken ? undefined : replacePort(facts, portPlace ?? place, 5060, 5061);
      report(
        portPlace ?? place,
        'TLS is expected on 5061. On 5060 peers speak plain SIP, which this socket takes for a broken handshake, and neither side says why.',
        {
          ...(fix && { fix }),
        },
      );
    }
    for (const peer of facts.peers) {
      if (peer.carriedBy !== 'tls' || peer.port !== 5060) continue;
      const fix = replacePort(facts, peer.portPlace ?? peer.place, 5060, 5061);
      report(
        peer.place,
        `TLS is spoken to port 5060 of ${quoted(peer.host.text)}, where servers expect plain SIP: the handshake gets no answer, or a SIP one.`,
        { ...(fix && { fix }) },
      );
    }
  },
});
