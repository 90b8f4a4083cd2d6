import { replacing } from '../../config/edits';
import { numberOf } from '../../config/kamailio/characters';
import { parametersOf } from '../../config/kamailio/facts';
import { defineConfigRule } from '../config-rule';
import { scriptOf, tlsListeners } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-rr-single',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'One Record-Route where the transport changes',
  remedy: 'Set enable_double_rr to 2: two Record-Routes, each with its transport.',
  cites: ['RFC 5658 §4.1', 'Kamailio rr module, §4.3'],
  examples: [
    {
      title: 'TLS on one side, UDP on the other',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=udp:192.0.2.1:5060
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
loadmodule "rr.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("rr", "enable_double_rr", 0)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-rr-single
request_route {
  record_route();
  t_relay();
}
`,
      },
    },
    {
      title: 'a script that never writes Record-Route',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=udp:192.0.2.1:5060
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
loadmodule "rr.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("rr", "enable_double_rr", 0)
request_route {
  t_relay();
}
`,
      },
    },
    {
      title: 'two of them, and no transport in that for UDP',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=udp:192.0.2.1:5060
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("rr", "enable_double_rr", 1)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-rr-single
`,
      },
    },
    {
      title: 'two, each with its transport; and only TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=udp:192.0.2.1:5060
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("rr", "enable_double_rr", 2)
`,
      },
    },
    {
      title: 'only TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("rr", "enable_double_rr", 0)
`,
      },
    },
  ],
  check(facts, { profile }, report) {
    const script = scriptOf(facts);
    const setting = script && parametersOf(script, 'rr', 'enable_double_rr').at(-1);
    const others = facts.listeners.filter(({ transport, isInactive }) => !isInactive && transport !== 'tls');
    const mode = setting?.value.isKnown ? numberOf(setting.value.text) : undefined;
    if (!setting || tlsListeners(facts).length === 0 || others.length === 0 || mode === undefined || mode > 1) return;
    // Routing that was read to its end, and records no route, has nothing that could be wrong.
    const records = facts.routes.filter(({ kind }) => kind === 'record-route');
    if (records.length === 0 && script.routing.calls.size > 0 && !script.isIncomplete && !script.mayGoOn) return;
    const related = records.slice(0, 3).map(({ place }) => ({ message: 'Record-Route is written here.', place }));
    const fix = { title: 'Add two Record-Routes, each with its transport', edits: [replacing(setting.value.place, '2')] };
    if (mode === 0) {
      report(
        setting.whole,
        'A request that comes in by TLS and leaves by another transport gets one Record-Route: later requests of one side go to the wrong socket, and BYE or re-INVITE fails.',
        { fix, related },
      );
      return;
    }
    report(
      setting.whole,
      'With 1, the Record-Route for UDP names no transport. Some phones then take that of the connection they have; 2 names it always.',
      { severity: profile === 'strict' ? 'info' : 'hint', fix, related },
    );
  },
});
