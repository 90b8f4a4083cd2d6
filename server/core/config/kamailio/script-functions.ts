import { functionsOf } from '../scripts/make-words';
import type { ScriptWord } from '../setting-doc';

const fn = functionsOf('Kamailio', 'Kamailio core cookbook');

const relayTo = (transport: 'udp' | 'tcp' | 'tls' | 'sctp', pitfall?: string): ScriptWord =>
  fn('tm', `t_relay_to_${transport}`, {
    form: `t_relay_to_${transport}("192.0.2.1", "${transport === 'tls' ? 5061 : 5060}")`,
    meaning: `Sends the request on within a transaction by ${transport.toUpperCase()}: to the host and port given, else to where \`$du\` or the Request-URI leads.`,
    ...(pitfall !== undefined && { pitfall }),
  });

const forward = (transport: 'udp' | 'tcp' | 'tls'): ScriptWord =>
  fn('core', `forward_${transport}`, {
    form: `forward_${transport}(uri:host, uri:port)`,
    meaning: `Sends the request on by ${transport.toUpperCase()}, without a transaction.`,
    pitfall: 'Nothing is sent again, and a failure route is never run. `t_relay()` keeps a transaction.',
  });

/** Functions of routing scripts that decide about TLS, sockets and the way of a message. */
export const kamailioFunctions: readonly ScriptWord[] = [
  fn('tls', 'is_peer_verified', {
    form: 'is_peer_verified()',
    meaning: 'True where the message came over TLS, the other side showed a certificate, and its chain was found good.',
    pitfall: 'It says nothing of the name: compare `$tls_peer_subject_cn` or the SAN with whom you expect. In request routes only.',
  }),
  fn('tls', 'tls_set_connect_server_id', {
    form: 'tls_set_connect_server_id("trunk")',
    meaning: 'Picks the client profile with this `server_id` for the next TLS connection that is opened.',
    pitfall: 'It has no effect where a connection to that address is open already.',
    versions: 'since 5.5',
  }),
  fn('tm', 't_relay', {
    form: 't_relay()',
    meaning:
      'Sends the request on within a transaction, to `$du` or else the Request-URI: NAPTR and SRV or `;transport=` say by which transport (RFC 3263).',
    pitfall: 'A `sip:` URI with a port and without `;transport=tls` goes by UDP, port 5061 included.',
  }),
  relayTo('tls', 'The certificate that is shown and what is checked is that of the client profile, by default `[client:default]`.'),
  relayTo('tcp', 'What came over TLS goes on in clear.'),
  relayTo('udp', 'What came over TLS goes on in clear.'),
  relayTo('sctp'),
  fn('tm', 't_relay_to', {
    form: 't_relay_to("tls:192.0.2.1:5061")',
    meaning: 'Sends the request on within a transaction to `protocol:host:port`.',
  }),
  fn('core', 'forward', {
    form: 'forward()',
    meaning: 'Sends the request on without a transaction, to `$du` or else the Request-URI.',
  }),
  forward('tls'),
  forward('tcp'),
  forward('udp'),
  fn('core', 'force_send_socket', {
    form: 'force_send_socket(tls:192.0.2.1:5061)',
    meaning: 'The socket by which the message leaves, and whose address Via and Record-Route hold.',
    pitfall: 'It has to be one of those that `listen` names, of the transport of the destination.',
  }),
  fn('core', 'set_advertised_address', {
    form: 'set_advertised_address("sip.example.com")',
    meaning: 'Host that Via of this message holds in place of the address of the socket.',
    pitfall: '`advertise` at the `listen` line says it once for Via and Record-Route, and for each socket by itself.',
  }),
  fn('core', 'set_advertised_port', {
    form: 'set_advertised_port(5061)',
    meaning: 'Port that Via of this message holds in place of that of the socket.',
  }),
  fn('core', 'force_tcp_alias', {
    form: 'force_tcp_alias()',
    meaning: 'Requests to the address in the Via of this message go back over its connection (RFC 5923); `add_tcp_alias` is the same.',
    pitfall: 'The Via is what the client says: only for those that are known.',
  }),
  fn('core', 'set_forward_no_connect', {
    form: 'set_forward_no_connect()',
    meaning: 'The message is only sent on over a connection that is open already; none is made for it.',
    pitfall: 'For phones behind NAT, whose connection cannot be made from here. Not for trunks.',
  }),
  fn('core', 'set_reply_no_connect', {
    form: 'set_reply_no_connect()',
    meaning: 'Replies only go over the connection that the request came by; none is made for them.',
  }),
  fn('core', 'set_forward_close', { form: 'set_forward_close()', meaning: 'Closes the connection after the message was sent on.' }),
  fn('core', 'set_reply_close', { form: 'set_reply_close()', meaning: 'Closes the connection after the reply was sent.' }),
  fn('rr', 'record_route', {
    form: 'record_route()',
    meaning: 'Writes Record-Route, so that later requests of the dialog pass here: two of them where the transport changes (RFC 5658).',
    pitfall: 'Only with `enable_double_rr` 2 each names its transport. Without this function BYE and re-INVITE go past this server.',
  }),
  fn('rr', 'record_route_preset', {
    form: 'record_route_preset("sip.example.com:5061;transport=tls")',
    meaning: 'Writes Record-Route with an address of yours; a second argument is that for the other side.',
    pitfall: 'What is not written is not there: without `;transport=tls` the next request comes by UDP.',
  }),
  fn('rr', 'record_route_advertised_address', {
    form: 'record_route_advertised_address("sip.example.com:5061")',
    meaning: 'Writes Record-Route with this host and port in place of those of the sockets, and their transports.',
  }),
  fn('rr', 'loose_route', {
    form: 'loose_route()',
    meaning: 'Follows the Route headers of a request in a dialog, and takes out those that name this server.',
    pitfall: 'A Route that names this server by a name that is no `alias` of it is sent on to itself.',
  }),
  fn('path', 'add_path', {
    form: 'add_path()',
    meaning: 'Writes Path into REGISTER, so that calls to the phone come back by this server (RFC 3327).',
    pitfall: 'The Path has the transport of the socket that the request leaves by.',
  }),
  fn('path', 'add_path_received', {
    form: 'add_path_received()',
    meaning:
      'As `add_path()`, with where the request came from and by which transport, so that the connection of the phone is found again.',
  }),
  fn('nathelper', 'set_contact_alias', {
    form: 'set_contact_alias()',
    meaning: 'Writes address, port and transport that the request came from into the Contact, as `;alias=`.',
  }),
  fn('nathelper', 'handle_ruri_alias', {
    form: 'handle_ruri_alias()',
    meaning: 'Takes `;alias=` out of the Request-URI, and sends to the address and by the transport that it names.',
  }),
  fn('dispatcher', 'ds_select_dst', {
    form: 'ds_select_dst("1", "4")',
    meaning: 'Picks a destination of a set of the list, and writes it into `$du`.',
    pitfall: 'A `sip:` URI of the list without `;transport=tls` is sent to by UDP.',
  }),
  fn('tcpops', 'tcp_set_connection_lifetime', {
    form: 'tcp_set_connection_lifetime("3605")',
    meaning: 'For how long the connection of this message may be idle, in seconds: longer than the registration that came over it.',
  }),
];
