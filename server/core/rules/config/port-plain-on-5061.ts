import { isLoopback } from '../../sip/socket';
import { replacePort, setTransport } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { isClear, listenersInForce, oncePerPlace, quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/port-plain-on-5061',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Plain SIP on port 5061',
  remedy: 'Speak TLS there, or use port 5060.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.1'],
  examples: [
    {
      title: 'a socket for UDP',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
listen=udp:192.0.2.1:5061
#                    ^^^^ config/port-plain-on-5061
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
      title: 'of a transport for TCP',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-udp]
type=transport
protocol=tcp
bind=0.0.0.0:5061
;    ^^^^^^^^^^^^ config/port-plain-on-5061
`,
      },
    },
    {
      title: 'a URI that says UDP',
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
  $du = "sip:192.168.1.9:5061;transport=udp";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/port-plain-on-5061
}
`,
      },
    },
    {
      title: 'two servers on one machine',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
listen=udp:127.0.0.1:5061
request_route {
  $du = "sip:127.0.0.1:5061;transport=udp";
}
`,
      },
    },
    {
      title: 'UDP on 5060',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
listen=udp:192.0.2.1:5060
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
      title: 'TLS on 5061',
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
  ],
  check(facts, _context, report) {
    const clear = listenersInForce(facts).filter(
      ({ transport, port, host }) => isClear(transport) && port === 5061 && !isLoopback(host?.text ?? ''),
    );
    for (const { transport, portPlace, place } of oncePerPlace(clear, (each) => each.portPlace ?? each.place)) {
      const fix = replacePort(facts, portPlace ?? place, 5061, 5060);
      report(
        portPlace ?? place,
        `5061 is expected to speak TLS; this socket speaks plain ${transport.toUpperCase()} there. A peer that begins a handshake gets no answer.`,
        {
          ...(fix && { fix }),
        },
      );
    }
    for (const peer of facts.peers) {
      const { transport, port, host, scheme, place } = peer;
      if (port !== 5061 || transport === undefined || !isClear(transport) || scheme === 'sips') continue;
      // A second server on the same machine has to listen somewhere, and 5061 is the next port.
      if (isLoopback(host.text)) continue;
      const fix = setTransport(facts, peer, 'tls');
      report(
        place,
        `Port 5061 of ${quoted(host.text)} is expected to speak TLS; this sends plain ${transport.toUpperCase()} there, readable for everybody and without an answer.`,
        { ...(fix && { fix }) },
      );
    }
  },
});
