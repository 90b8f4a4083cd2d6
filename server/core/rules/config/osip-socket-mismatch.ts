import { replacing } from '../../config/edits';
import type { ConfigFacts } from '../../config/model';
import type { Step } from '../../config/opensips/routing';
import { isIpLiteral, readSocket } from '../../sip/socket';
import type { ConfigReport } from '../config-rule';
import { defineConfigRule } from '../config-rule';
import { listenersInForce, quoted } from '../config-words';
import { scriptOf } from '../opensips';
import { reportClearSockets } from '../sending-sockets';

export default defineConfigRule({
  id: 'config/osip-socket-mismatch',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Sending socket that does not fit',
  remedy: 'Name a socket that is listened on, of the transport that the destination has.',
  cites: ['OpenSIPS core, force_send_socket'],
  examples: [
    {
      title: 'a TLS socket for a destination by TCP',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw]1")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
route {
  $socket_out = "tls:192.0.2.1:5061";
  $du = "sip:192.0.2.9:5060;transport=tcp";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/osip-socket-mismatch
  t_relay();
}
`,
      },
    },
    {
      title: 'a socket that nobody listens on',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw]1")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
route {
  force_send_socket("tls:192.0.2.1:5062");
#                    ^^^^^^^^^^^^^^^^^^ config/osip-socket-mismatch
  t_relay();
}
`,
      },
    },
    {
      title: 'a UDP socket for a destination by TLS',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
socket=udp:192.0.2.1:5060
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw]1")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
route {
  $du = "sip:192.0.2.9:5061;transport=tls";
  force_send_socket(udp:192.0.2.1:5060);
#                   ^^^^^^^^^^^^^^^^^^ config/osip-socket-mismatch
  t_relay();
}
`,
      },
    },
    {
      title: 'they fit',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
socket=udp:192.0.2.1:5060
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "tls_method", "[gw]TLSv1_2-")
modparam("tls_mgm", "verify_cert", "[gw]1")
modparam("tls_mgm", "ca_list", "[gw]/etc/ssl/certs/ca-certificates.crt")
route {
  if ($rU == "1") {
    $socket_out = "udp:192.0.2.1:5060";
    t_relay("udp:192.0.2.9:5060");
  } else {
    force_send_socket("tls:192.0.2.1:5061");
    $du = "sip:192.0.2.9:5061;transport=tls";
  }
  t_relay();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = scriptOf(facts);
    if (!own) return;
    const sockets = new Map<number, Step>();
    for (const step of own.routing.steps) {
      if (step.kind === 'socket') {
        sockets.set(step.list, step);
        if (!own.isIncomplete) checkSocket(facts, step, report);
      }
      const socket = sockets.get(step.list);
      if (socket && step.kind !== 'socket') checkDestination(step, socket, report);
    }
    reportClearSockets(facts, own.routing.steps, { product: 'OpenSIPS', report });
  },
});

/** Only where all sockets are known by their addresses. */
function checkSocket(facts: ConfigFacts, { value, transport, place }: Step, report: ConfigReport): void {
  const listeners = listenersInForce(facts);
  const isAllKnown =
    listeners.length > 0 && listeners.every(({ host, port }) => host?.isKnown && isIpLiteral(host.text) && port !== undefined);
  if (!isAllKnown || !value?.isKnown || value.text.includes('$') || transport === undefined || transport === 'unknown') return;
  const { host, port } = readSocket(value.text.slice(transport.length + 1));
  if (!isIpLiteral(host) || port === undefined) return;
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const isBound = listeners.some(
    (each) => each.transport === transport && each.port === port && [bare, '0.0.0.0', '::'].includes(each.host?.text ?? bare),
  );
  if (!isBound)
    report(
      place,
      `No socket ${quoted(value.text)} is listened on, so that OpenSIPS refuses to start or takes another one than the script says.`,
      {
        severity: 'warning',
      },
    );
}

function checkDestination({ uri, kind, place, transport }: Step, socket: Step, report: ConfigReport): void {
  const said = kind === 'relay' ? transport : uri?.transport;
  if (socket.transport !== 'tls' || (said !== 'udp' && said !== 'tcp')) return;
  report(
    place,
    `The socket that was set is one for TLS, and this destination is reached by ${said.toUpperCase()}: OpenSIPS leaves the socket out, and the request leaves in clear.`,
    {
      related: [{ message: 'The socket is set here.', place: socket.place }],
      ...(uri?.transportPlace && { fix: { title: 'Send over TLS', edits: [replacing(uri.transportPlace, 'tls')] } }),
    },
  );
}
