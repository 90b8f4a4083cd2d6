import type { RoutingScript } from '../dialect';
import { certificateVariables, connectionVariables } from '../scripts/certificate-variables';
import { protoCondition, variablesOf } from '../scripts/make-words';
import type { ScriptWord } from '../setting-doc';
import { kamailioFunctions } from './script-functions';

const tls = { where: 'module tls', cite: 'Kamailio tls module, pseudo-variables', fields: [['_uid', 'user id']] } as const;

const core = variablesOf({ where: 'pseudo-variable', cite: 'Kamailio pseudo-variables cookbook' });
const ofTls = variablesOf(tls);

const variables: readonly ScriptWord[] = [
  core(
    '$du',
    'Destination URI: where the request is sent to, whatever the Request-URI says. `$null` takes it away.',
    'A `sip:` URI with a port and without `;transport=tls` goes by UDP, port 5061 included.',
  ),
  core('$dd', 'Host of the destination URI.'),
  core('$dp', 'Port of the destination URI.'),
  core('$dP', 'Transport of the destination URI.', 'A URI that says nothing of it counts as UDP.'),
  core('$ru', 'Request-URI. Without `$du` the request is sent there.'),
  core('$rd', 'Host of the Request-URI.'),
  core('$rp', 'Port of the Request-URI.'),
  core(
    '$rP',
    'Transport of the Request-URI.',
    'A URI that says nothing of it counts as UDP, which is not by what the request came: that is `$proto`.',
  ),
  core(
    '$fs',
    'Socket by which the message leaves, `tls:192.0.2.1:5061`.',
    'It has to be one of those that `listen` names, of the transport of the destination.',
  ),
  core('$fsn', 'As `$fs`, by the `name` of the socket.', 'A name that no `listen` has leaves the choice to Kamailio.'),
  core('$proto', 'What carried the message here: udp, tcp, tls, ws, wss or sctp, in small letters.'),
  core('$pr', 'As `$proto`: what carried the message here, in small letters.'),
  core('$Ri', 'Address of the socket that the message came in by.'),
  core('$Rp', 'Port of the socket that the message came in by.'),
  core('$RAi', 'Address that this socket announces, by `advertise`; else its own.'),
  core('$RAp', 'Port that this socket announces, by `advertise`; else its own.'),
  core('$Ru', 'URI of the socket that the message came in by, with its transport.'),
  core('$Rn', 'The `name` of the socket that the message came in by.'),
  core('$conid', 'Number of the connection of TCP or TLS that the message came over.'),
  ofTls(
    '$xavp(tls=>server_name)',
    'The name that is sent as SNI where Kamailio opens a TLS connection; the name of the variable is what `xavp_cfg` says.',
    'Without it no SNI is sent, and a provider with several certificates may answer with the wrong one. No effect on a connection that is open.',
  ),
  ofTls(
    '$xavp(tls=>server_id)',
    'The `server_id` of the client profile for a TLS connection that Kamailio opens; the name of the variable is what `xavp_cfg` says.',
    'No effect on a connection that is open.',
  ),
  ofTls('$tls_peer_server_name', 'The name that the client sent as SNI.', 'Empty where it sent none, as Kamailio itself by default.'),
  ofTls('$tls_peer_raw_cert', 'The certificate of the other side, in PEM.'),
  ofTls('$tls_my_raw_cert', 'The own certificate on this connection, in PEM.'),
  ofTls('$tls_peer_urlencoded_cert', 'The certificate of the other side, in PEM, escaped for a URL.'),
  ofTls('$tls_my_urlencoded_cert', 'The own certificate on this connection, in PEM, escaped for a URL.'),
  ...connectionVariables(tls),
  ...certificateVariables(tls),
];

const conditions: readonly ScriptWord[] = [
  protoCondition(
    'It says nothing of where the message goes to: that is the transport of the destination.',
    'Kamailio core cookbook, proto',
  ),
  {
    kind: 'condition',
    name: 'snd_proto',
    where: 'core',
    form: 'snd_proto == TLS',
    meaning: 'What carries the message on; known in `onsend_route` only.',
    cite: 'Kamailio core cookbook, onsend_route',
  },
];

/** What hovers and completion know of routing scripts. */
export const kamailioScript: RoutingScript = {
  words: [...kamailioFunctions, ...variables, ...conditions],
  language: { hasSlashes: true },
};
