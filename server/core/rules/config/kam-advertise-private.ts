import { isIpLiteral, isLoopback, isPrivate } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, tlsListeners } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-advertise-private',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'info', strict: 'info' },
  title: 'TLS socket on a private address that advertises nothing else',
  remedy:
    'Where this server stands behind NAT, add advertise with the public name: listen=tls:10.0.0.1:5061 advertise sip.example.com:5061.',
  cites: ['RFC 3261 §18.1.1', 'Kamailio core cookbook, advertise'],
  examples: [
    {
      title: 'only the private address',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:10.0.0.1:5061
#      ^^^^^^^^^^^^^^^^^ config/kam-advertise-private
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
    {
      title: 'a name is advertised; a public address; and one that only this host reaches',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:10.0.0.1:5061 advertise sip.example.com:5061
listen=tls:192.0.2.1:5061
listen=tls:127.0.0.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const found = tlsListeners(facts).filter(
      ({ host, advertisedHost, portPlace }) =>
        host?.isKnown && !advertisedHost && portPlace && isIpLiteral(host.text) && isPrivate(host.text) && !isLoopback(host.text),
    );
    for (const { place, host } of oncePerPlace(found, (each) => each.place))
      report(
        place,
        `Via, Record-Route and Contact will carry ${host?.text}, which nobody on the internet reaches, and which no certificate of a public authority covers.`,
      );
  },
});
