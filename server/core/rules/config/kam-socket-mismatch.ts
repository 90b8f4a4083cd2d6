import { replacing } from '../../config/edits';
import type { Step } from '../../config/kamailio/routing';
import type { ConfigFacts, Listener } from '../../config/model';
import { isIpLiteral, readSocket } from '../../sip/socket';
import type { ConfigReport } from '../config-rule';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf } from '../kamailio';
import { reportClearSockets } from '../sending-sockets';

export default defineConfigRule({
  id: 'config/kam-socket-mismatch',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Sending socket that does not fit',
  remedy: 'Name a socket that is listened on, of the transport that the destination has.',
  cites: ['Kamailio core cookbook, force_send_socket'],
  examples: [
    {
      title: 'a TLS socket for a destination by TCP',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
request_route {
  $fs = "tls:192.0.2.1:5061";
  $du = "sip:192.0.2.9:5060;transport=tcp";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-socket-mismatch
  t_relay();
}
`,
      },
    },
    {
      title: 'a socket that nobody listens on',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
request_route {
  force_send_socket(tls:192.0.2.1:5062);
#                   ^^^^^^^^^^^^^^^^^^ config/kam-socket-mismatch
  t_relay();
}
`,
      },
    },
    {
      title: 'a UDP socket for a destination by TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
listen=udp:192.0.2.1:5060
request_route {
  $du = "sip:192.0.2.9:5061;transport=tls";
  $fs = "udp:192.0.2.1:5060";
#        ^^^^^^^^^^^^^^^^^^ config/kam-socket-mismatch
  t_relay();
}
`,
      },
    },
    {
      title: 'one for TLS has the same port',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5060
listen=udp:192.0.2.1:5060
request_route {
  $du = "sip:192.0.2.9:5061;transport=tls";
  $fs = "udp:192.0.2.1:5060";
  t_relay();
}
`,
      },
    },
    {
      title: 'they fit',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
listen=udp:192.0.2.1
request_route {
  if ($rU == "1") {
    $fs = "udp:192.0.2.1:5060";
  } else {
    force_send_socket(tls:192.0.2.1);
    $du = "sip:192.0.2.9:5061;transport=tls";
  }
  t_relay();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (!script) return;
    const sockets = new Map<number, Step>();
    const listeners = script.isIncomplete ? [] : knownListeners(facts);
    for (const step of script.routing.steps) {
      if (step.isInactive) continue;
      if (step.kind === 'socket') {
        sockets.set(step.list, step);
        checkSocket(listeners, step, report);
      }
      const socket = sockets.get(step.list);
      if (step.kind === 'destination' && socket) checkDestination(step, socket, report);
    }
    const steps = script.routing.steps.filter(({ isInactive }) => !isInactive);
    reportClearSockets(facts, steps, { product: 'Kamailio', report });
  },
});

/** The sockets, where all of them are known by their addresses. */
function knownListeners(facts: ConfigFacts): readonly Listener[] {
  const listeners = facts.listeners.filter(({ isInactive }) => !isInactive);
  return listeners.every(({ host, port }) => host?.isKnown && isIpLiteral(host.text) && port !== undefined) ? listeners : [];
}

function checkSocket(listeners: readonly Listener[], { value, transport, by }: Step, report: ConfigReport): void {
  if (listeners.length === 0 || !value?.isKnown || value.text.includes('$') || transport === undefined || transport === 'unknown') return;
  const { host, port } = readSocket(value.text.slice(transport.length + 1));
  if (!isIpLiteral(host)) return;
  const wanted = port ?? (transport === 'tls' ? 5061 : 5060);
  if (listeners.some((each) => isSame(each, { transport, host, port: wanted }))) return;
  // The argument of the function is looked up at start, what is assigned to $fs when it is needed.
  const isChecked = by === 'force_send_socket';
  report(
    value.place,
    `No socket ${quoted(value.text)} is listened on, ${isChecked ? 'and Kamailio does not start with it' : 'so that Kamailio takes another one than the script says'}.`,
    isChecked ? {} : { severity: 'warning' },
  );
}

const isSame = (listener: Listener, { transport, host, port }: { transport: string; host: string; port: number }): boolean =>
  listener.transport === transport &&
  listener.port === port &&
  (listener.host?.text === host.replace(/^\[(.*)\]$/, '$1') || listener.host?.text === '0.0.0.0' || listener.host?.text === '::');

function checkDestination({ uri, place }: Step, { transport, whole }: Step, report: ConfigReport): void {
  const said = uri?.transport;
  if (transport !== 'tls' || (said !== 'udp' && said !== 'tcp')) return;
  report(
    place,
    `The socket that was set is one for TLS, and this destination is reached by ${said.toUpperCase()}: Kamailio leaves the socket out, and the request leaves in clear.`,
    {
      related: [{ message: 'The socket is set here', place: whole }],
      ...(uri?.transportPlace && { fix: { title: 'Send over TLS', edits: [replacing(uri.transportPlace, 'tls')] } }),
    },
  );
}
