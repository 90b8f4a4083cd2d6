import { replaceValue } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { profilesOf, scriptOf, tlsListeners, webSocketModule } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-ws-client-certificate',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Browsers are to show a certificate',
  remedy: 'Set require_certificate = no for the socket of the browsers.',
  cites: ['RFC 8446 §4.3.2', 'RFC 7118 §7'],
  examples: [
    {
      title: 'the only socket of TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
listen=tls:192.0.2.1:8443
enable_tls=yes
tcp_accept_no_cl=yes
loadmodule "tls.so"
loadmodule "xhttp.so"
loadmodule "websocket.so"
modparam("tls", "config", "tls.cfg")
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = server.pem
private_key = server.key
[server:192.0.2.1:8443]
method = TLSv1.2+
certificate = server.pem
private_key = server.key
ca_list = ca.pem
verify_certificate = yes
require_certificate = yes
#                     ^^^ config/kam-ws-client-certificate
`,
      },
    },
    {
      title: 'the socket that the script asks for',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!define WSS_PORT 8443
listen=tcp:127.0.0.1:8080
listen=tls:192.0.2.1:5061
listen=tls:192.0.2.1:8443
enable_tls=yes
tcp_accept_no_cl=yes
loadmodule "tls.so"
loadmodule "xhttp.so"
loadmodule "websocket.so"
modparam("tls", "config", "tls.cfg")
event_route[xhttp:request] {
	if ($Rp != WSS_PORT) {
		exit;
	}
	ws_handle_handshake();
}
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = server.pem
private_key = server.key
[server:192.0.2.1:8443]
method = TLSv1.2+
certificate = server.pem
private_key = server.key
ca_list = ca.pem
verify_certificate = yes
require_certificate = yes
#                     ^^^ config/kam-ws-client-certificate
`,
      },
    },
    {
      title: 'another socket is there for them',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
listen=tls:192.0.2.1:5061
listen=tls:192.0.2.1:8443
enable_tls=yes
tcp_accept_no_cl=yes
loadmodule "tls.so"
loadmodule "xhttp.so"
loadmodule "websocket.so"
modparam("tls", "config", "tls.cfg")
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = server.pem
private_key = server.key
[server:192.0.2.1:5061]
method = TLSv1.2+
certificate = server.pem
private_key = server.key
ca_list = ca.pem
verify_certificate = yes
require_certificate = yes
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (!script || !webSocketModule(script)) return;
    // A script that serves browsers at one port mostly asks for it; else they may come to any, or in clear from a proxy that ends their TLS.
    const asked = tlsListeners(facts).filter(({ port }) => port !== undefined && script.routing.askedPorts.has(port));
    const listeners = asked.length > 0 ? asked : tlsListeners(facts);
    const mayBeClear = asked.length === 0 && facts.listeners.some(({ transport, isInactive }) => transport === 'tcp' && !isInactive);
    const profiles = listeners.map(({ profile: id }) => profilesOf(facts).find(({ profile }) => profile.id === id));
    if (!profiles.every((each) => each?.profile.requiresCertificate.value === 'on')) return;
    for (const each of new Set(profiles)) {
      const said = each?.options.get('require_certificate');
      if (!said) continue;
      const fix = replaceValue(facts, said.value, 'no', 'Do not require certificates');
      report(
        said.value.place,
        'Browsers come here with WebSocket, and have no certificate to show unless somebody installed one: the handshake fails for all others.',
        { ...(fix && { fix }), ...(mayBeClear && { atMost: 'info' as const }) },
      );
    }
  },
});
