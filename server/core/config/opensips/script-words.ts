import type { RoutingScript } from '../dialect';
import { certificateVariables, connectionVariables } from '../scripts/certificate-variables';
import { functionsOf, protoCondition, variablesOf } from '../scripts/make-words';
import type { ScriptWord } from '../setting-doc';

const tls = { where: 'module tls_mgm', cite: 'OpenSIPS tls_mgm module, variables' } as const;

const fn = functionsOf('OpenSIPS', 'OpenSIPS core functions');
const core = variablesOf({ where: 'core variable', cite: 'OpenSIPS core variables' });

const functions: readonly ScriptWord[] = [
  fn('tls_mgm', 'is_peer_verified', {
    form: 'is_peer_verified()',
    meaning: 'True where the message came over TLS, the other side showed a certificate, and its chain was found good.',
    pitfall: 'It says nothing of the name: compare `$tls_peer_subject_cn` or the SAN with whom you expect.',
    versions: 'up to 1.11 in module tlsops',
  }),
  fn('tm', 't_relay', {
    form: 't_relay("tls:192.0.2.1:5061")',
    meaning:
      'Sends the request on within a transaction: to `protocol:host:port` where that is given, else to `$du` or the Request-URI, whose NAPTR, SRV or `;transport=` say by which transport (RFC 3263).',
    pitfall: 'A `sip:` URI with a port and without `;transport=tls` goes by UDP, port 5061 included. No SNI is sent over TLS.',
  }),
  fn('core', 'forward', {
    form: 'forward("tls:192.0.2.1:5061")',
    meaning: 'Sends the request on without a transaction, to `protocol:host:port`, `$du` or the Request-URI.',
    pitfall: 'Nothing is sent again, and a failure route is never run.',
  }),
  fn('core', 'send', {
    form: 'send("tls:192.0.2.1:5061")',
    meaning: 'Sends the message as it is to `protocol:host:port`, and forgets it.',
  }),
  fn('core', 'force_send_socket', {
    form: 'force_send_socket(tls:192.0.2.1:5061)',
    meaning: 'The socket by which the message leaves, and whose address Via and Record-Route hold. `$socket_out` does the same since 3.2.',
    pitfall: 'It has to be one of those that `socket` names, of the transport of the destination.',
  }),
  fn('core', 'set_advertised_address', {
    form: 'set_advertised_address("sip.example.com")',
    meaning: 'Host that Via and Record-Route of this message hold in place of the address of the socket.',
    pitfall: 'One for all sockets; `as` at the `socket` line keeps them apart.',
  }),
  fn('core', 'set_advertised_port', {
    form: 'set_advertised_port(5061)',
    meaning: 'Port that Via and Record-Route of this message hold in place of that of the socket.',
  }),
  fn('core', 'force_tcp_alias', {
    form: 'force_tcp_alias()',
    meaning: 'Requests to the address in the Via of this message go back over its connection (RFC 5923).',
    pitfall: 'The Via is what the client says: only for those that are known.',
  }),
  fn('rr', 'record_route', {
    form: 'record_route()',
    meaning: 'Writes Record-Route, so that later requests of the dialog pass here: two of them where the transport changes (RFC 5658).',
    pitfall: 'Without this function BYE and re-INVITE go past this server.',
  }),
  fn('rr', 'record_route_preset', {
    form: 'record_route_preset("sip.example.com:5061;transport=tls")',
    meaning: 'Writes Record-Route with an address of yours; a second argument is that for the other side.',
    pitfall: 'What is not written is not there: without `;transport=tls` the next request comes by UDP.',
  }),
  fn('rr', 'loose_route', {
    form: 'loose_route()',
    meaning: 'Follows the Route headers of a request in a dialog, and takes out those that name this server.',
  }),
  fn('path', 'add_path', {
    form: 'add_path()',
    meaning: 'Writes Path into REGISTER, so that calls to the phone come back by this server (RFC 3327).',
  }),
  fn('path', 'add_path_received', {
    form: 'add_path_received()',
    meaning:
      'As `add_path()`, with where the request came from and by which transport, so that the connection of the phone is found again.',
  }),
  fn('dispatcher', 'ds_select_dst', {
    form: 'ds_select_dst(1, 4)',
    meaning: 'Picks a destination of a set, and writes it into `$du`.',
    pitfall: 'A `sip:` URI of the set without `;transport=tls` is sent to by UDP.',
  }),
];

const variables: readonly ScriptWord[] = [
  core('$du', 'Destination URI: where the request is sent to, whatever the Request-URI says. `NULL` takes it away.', {
    pitfall: 'A `sip:` URI with a port and without `;transport=tls` goes by UDP, port 5061 included.',
  }),
  core('$dd', 'Host of the destination URI.'),
  core('$dp', 'Port of the destination URI.'),
  core('$dP', 'Transport of the destination URI.'),
  core('$ru', 'Request-URI. Without `$du` the request is sent there.'),
  core('$rd', 'Host of the Request-URI.'),
  core('$rp', 'Port of the Request-URI.'),
  core('$rP', 'Transport of the Request-URI.', { pitfall: 'It is not by what the request came: that is `$socket_in(proto)`.' }),
  core(
    '$socket_in',
    'The socket that the message came in by, `proto:ip:port`; in brackets a part of it: ip, port, proto, advertised_ip, advertised_port, tag, af.',
    { versions: 'since 3.2' },
  ),
  core('$socket_in(proto)', 'What carried the message here: UDP, TCP, TLS, SCTP, WS or WSS.', { versions: 'since 3.2' }),
  core('$socket_in(port)', 'Port of the socket that the message came in by.', { versions: 'since 3.2' }),
  core(
    '$socket_out',
    'The socket by which the message leaves: read, or written as `tls:192.0.2.1:5061`. Until it is written, it is that by which the message came.',
    { pitfall: 'It has to be one of those that `socket` names, of the transport of the destination.', versions: 'since 3.2' },
  ),
  core('$fs', 'Socket by which the message leaves, `tls:192.0.2.1:5061`.', {
    pitfall: 'It has to be one of those that are configured, of the transport of the destination.',
    versions: 'obsolete since 3.2: `$socket_out`',
  }),
  core('$proto', 'What carried the message here: UDP, TCP, TLS or SCTP.', { versions: 'obsolete since 3.2: `$socket_in(proto)`' }),
  core('$pr', 'What carried the message here: UDP, TCP, TLS or SCTP.', { versions: 'obsolete since 3.2: `$socket_in(proto)`' }),
  core('$Ri', 'Address of the socket that the message came in by.', { versions: 'obsolete since 3.2: `$socket_in(ip)`' }),
  core('$Rp', 'Port of the socket that the message came in by.', { versions: 'obsolete since 3.2: `$socket_in(port)`' }),
  core(
    '$bavp',
    'A variable of one branch, `$bavp(name)`: with the name that `client_tls_domain_avp` states, it picks the client domain of that branch.',
    { pitfall: 'It does not count where a connection to that address is there already.' },
  ),
  ...connectionVariables(tls),
  ...certificateVariables(tls),
];

const conditions = [protoCondition('Scripts of 3.x ask for `$socket_in(proto)` instead.', 'OpenSIPS core keywords, proto')];

/** What hovers and completion know of routing scripts. */
export const opensipsScript: RoutingScript = {
  words: [...functions, ...variables, ...conditions],
  language: { hasSlashes: false },
};
