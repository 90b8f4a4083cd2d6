import { linesAbove, replacing } from '../../config/edits';
import { lastAssignment } from '../../config/kamailio/facts';
import { switchOf } from '../../config/kamailio/switches';
import { defineConfigRule } from '../config-rule';
import { scriptOf, webSocketModule } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-ws-no-length',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'WebSocket without tcp_accept_no_cl',
  remedy: 'Set tcp_accept_no_cl=yes.',
  cites: ['RFC 7118 §4.1', 'Kamailio core cookbook, tcp_accept_no_cl', 'Kamailio websocket module, §1.2'],
  examples: [
    {
      title: 'nobody says it',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
listen=tcp:192.0.2.1:8080
loadmodule "xhttp.so"
loadmodule "websocket.so"
#           ^^^^^^^^^^^^ config/kam-ws-no-length
`,
      },
    },
    {
      title: 'switched off',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
listen=tcp:192.0.2.1:8080
tcp_accept_no_cl=no
loadmodule "xhttp.so"
loadmodule "websocket.so"
#           ^^^^^^^^^^^^ config/kam-ws-no-length
`,
      },
    },
    {
      title: 'as it should be, and where another file may say it',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
listen=tcp:192.0.2.1:8080
tcp_accept_no_cl=yes
loadmodule "xhttp.so"
loadmodule "websocket.so"
`,
      },
    },
    {
      title: 'a part is missing',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
include_file "core.cfg"
loadmodule "xhttp.so"
loadmodule "websocket.so"
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const module = script && webSocketModule(script);
    if (!module) return;
    const said = lastAssignment(script.assignments, 'tcp_accept_no_cl');
    if (said && switchOf(said.value) !== 'off') return;
    const edit = said ? replacing(said.value.place, 'yes') : linesAbove(facts, module.whole, ['tcp_accept_no_cl=yes']);
    report(
      module.value.place,
      'The request with which a WebSocket begins has no Content-Length, and without tcp_accept_no_cl=yes Kamailio drops what has none: no browser gets through.',
      { fix: { title: 'Accept requests without Content-Length', edits: [edit] }, ...(script.mayGoOn && { atMost: 'warning' as const }) },
    );
  },
});
