import { linesAbove } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { scriptOf, webSocketModule } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-ws-no-xhttp',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'WebSocket without the module that takes HTTP requests',
  remedy: 'Load xhttp.so.',
  cites: ['RFC 6455 §4.2', 'Kamailio xhttp module, §1', 'Kamailio websocket module, §1.2'],
  examples: [
    {
      title: 'xhttp is not loaded',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
tcp_accept_no_cl=yes
loadmodule "tm.so"
loadmodule "websocket.so"
#           ^^^^^^^^^^^^ config/kam-ws-no-xhttp
event_route[xhttp:request] {
	ws_handle_handshake();
}
`,
      },
    },
    {
      title: 'both are',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
tcp_accept_no_cl=yes
loadmodule "websocket.so"
loadmodule "xhttp.so"
event_route[xhttp:request] {
	ws_handle_handshake();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const module = script && webSocketModule(script);
    if (!module || script.modules.some(({ name, isInactive }) => name === 'xhttp' && !isInactive)) return;
    const suffix = module.value.text.endsWith('.so') ? '.so' : '';
    const isConditional = script.mayGoOn || script.modules.some(({ name }) => name === 'xhttp');
    report(
      module.value.place,
      'A WebSocket begins as a request of HTTP, and the module xhttp, which hands such requests to the script, is not loaded: what of it the script calls keeps Kamailio from starting.',
      {
        fix: { title: 'Load xhttp', edits: [linesAbove(facts, module.whole, [`loadmodule "xhttp${suffix}"`])] },
        ...(isConditional && { atMost: 'warning' as const }),
      },
    );
  },
});
