import { type Framing, socketName } from './framed';

/** What Kamailio's script prints before `$mb`, in both of its formats: on lines of its own, and as one line of syslog. */
export const xlogPattern =
  /(Incoming|Outgoing) SIP message (?:from|to) (\w{1,8}):([^\s#\\;]{1,80}):(\d{1,5})(?:;transport=([\w-]{1,10}))?:/;

/** Kamailio's own numbers of transports, which `$sndto(proto)` prints. */
const transports: readonly (string | undefined)[] = [undefined, 'UDP', 'TCP', 'TLS', 'SCTP', 'WS', 'WSS'];

export function readXlog([, verb, word = '', host = '', port = '', param]: RegExpExecArray): Framing {
  const peer = socketName(host, port);
  // As a URI it is sip:192.0.2.1:5061;transport=tls, and UDP where it does not say.
  const named = /^sips?$/.test(word) ? (param ?? 'udp') : word;
  const transport = /^\d+$/.test(named) ? transports[Number(named)] : named.toUpperCase();
  if (verb === 'Incoming') return { direction: 'received', source: peer, transport };
  return { direction: 'sent', destination: peer, transport, isAsReceived: true };
}
