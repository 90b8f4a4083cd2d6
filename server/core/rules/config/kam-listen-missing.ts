import { linesBelow } from '../../config/edits';
import { activeOnly, isTlsSocket } from '../../config/kamailio/facts';
import { defineConfigRule } from '../config-rule';
import { textAt } from '../config-words';
import { scriptOf, tlsListeners } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-listen-missing',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'info', strict: 'info' },
  title: 'TLS is on, and no socket is for it',
  remedy: 'Add listen=tls:ADDRESS:5061, or switch TLS off.',
  cites: ['Kamailio core cookbook, listen'],
  examples: [
    {
      title: 'only UDP is bound',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
^^^^^^^^^^^^^^ config/kam-listen-missing
listen=udp:10.0.0.1:5060
loadmodule "tls.so"
request_route { t_relay(); }
`,
      },
    },
    {
      title: 'without a protocol an address is bound for TLS, too',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=10.0.0.1
loadmodule "tls.so"
`,
      },
    },
    {
      title: 'TLS only as a client',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=udp:10.0.0.1:5060
loadmodule "tls.so"
request_route {
  $du = "sip:192.0.2.7:5061;transport=tls";
  t_relay();
}
`,
      },
    },
    {
      title: 'all addresses, as it is without listen',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const place = script?.tlsEnabled.place;
    if (script?.tlsEnabled.value !== 'on' || !place || !script.tlsModule || script.isIncomplete || script.sendsOverTls) return;
    const sockets = activeOnly(script.sockets);
    const last = sockets.at(-1);
    // A socket that a condition switches off may be the one that is meant.
    if (!last || tlsListeners(facts).length > 0 || script.sockets.some(isTlsSocket)) return;
    const host = last.addresses.at(-1)?.hosts[0];
    const isLine = /^listen\b/.test(textAt(facts, last.whole));
    report(place, 'TLS is switched on, but no socket is bound for it: nobody can reach this server over TLS.', {
      ...(host &&
        isLine && {
          fix: { title: 'Listen for TLS, too', edits: [linesBelow(facts, last.whole, [`listen=tls:${textAt(facts, host.place)}:5061`])] },
        }),
    });
  },
});
