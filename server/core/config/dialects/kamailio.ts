import { completeKamailio } from '../completion/kamailio';
import type { Dialect } from '../dialect';
import { readKamailio } from '../kamailio/read';
import { kamailioScript } from '../kamailio/script-words';
import { coreSettings } from '../kamailio/settings-core';
import { routingParameters, tlsParameters } from '../kamailio/settings-parameters';
import { profileSettings } from '../kamailio/settings-profile';
import { isNoScript, scriptShape } from '../kamailio/shape';

export const kamailio: Dialect = {
  id: 'kamailio',
  title: 'Kamailio',
  product: 'kamailio',
  names: ['kamailio.cfg', 'kamailio-local.cfg', 'sip-router.cfg', 'ser.cfg'],
  globs: ['**/kamailio*/**/*.cfg', '**/kamailio*/**/*.inc', '**/kamailio*.cfg'],
  language: {
    id: 'kamailio',
    names: ['kamailio.cfg', 'kamailio-local.cfg', 'sip-router.cfg', 'ser.cfg'],
    patterns: ['kamailio*.cfg', '**/kamailio/**/*.cfg', '**/kamailio/**/*.inc'],
  },
  firstLine: /^#!(?:KAMAILIO|SER|OPENSER|MAXCOMPAT|ALL)\b/,
  isOther: (head) => /^[ \t]*\[[\w.:-]+\][ \t]*(?:[#;].*)?\r?$/m.test(head) && scriptShape(head) === 0,
  isStray: isNoScript,
  shape: scriptShape,
  read: readKamailio,
  settings: [...coreSettings, ...tlsParameters, ...routingParameters, ...profileSettings],
  script: kamailioScript,
  complete: completeKamailio,
  examples: [
    {
      title: 'a socket out of macros, and the profiles in a file of their own',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
#!define OWN_IP 192.0.2.1
#!substdef "!OWN_NAME!sip.example.com!g"
enable_tls=yes
listen=udp:OWN_IP:5060
listen=tls:OWN_IP:5061 advertise OWN_NAME:5061
#!ifdef WITH_IPV6
listen=tls:[2001:db8::1]:5061
#!endif
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  if (proto == TLS) {
    $du = "sip:OWN_NAME:5061;transport=tls";
    t_relay_to_udp("192.0.2.9", "5060");
  }
}
`,
        'tls.cfg': `
[server:192.0.2.1:5061]
method = TLSv1.2+
certificate = server.pem
private_key = server.pem
`,
      },
      facts: `
listener udp 192.0.2.1:5060
listener tls 192.0.2.1:5061 advertises sip.example.com:5061 profile server:192.0.2.1:5061
listener tls [2001:db8::1]:5061 inactive
profile server:192.0.2.1:5061 server for 192.0.2.1:5061 versions TLSv1.2 to TLSv1.3 certificate server.pem key server.pem verify off require off name off announces sip.example.com
peer sip:sip.example.com:5061;transport=tls: sip:sip.example.com:5061 transport tls by tls out
route destination tls sip.example.com:5061 under tls
route relay udp under tls
`,
    },
    {
      title: 'parameters of the module in place of profiles, and a line that cannot be read',
      files: {
        'kamailio.cfg': `
enable_tls=1
listen=192.0.2.1:5060
loadmodule "tls.so"
modparam("tls", "certificate", "cert.pem")
modparam("tls", "verify_certificate", 1)
children==4
request_route { exit; }
`,
      },
      facts: `
listener udp 192.0.2.1:5060
listener tcp 192.0.2.1:5060
listener tls 192.0.2.1:5061 profile server:default
profile server:default server versions TLSv1 to TLSv1 by default certificate cert.pem verify on require off name off
problem kamailio.cfg:6:9 fatal “==” cannot stand here: “=” is expected, and Kamailio stops.
`,
    },
  ],
};
