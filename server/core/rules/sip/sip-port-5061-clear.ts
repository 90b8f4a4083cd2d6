import { isOverTls } from '../../sip/leaving-tls';
import type { SipMessage } from '../../sip/message';
import type { PlacedUri } from '../../sip/message-uris';
import { nextHop } from '../../sip/next-hop';
import { createsDialog, handsOutTarget, reusesConnection, textOfUri } from '../../sip/roles';
import { isSpokenOn, mayBeRouted } from '../digest';
import { defineRule, type MessageContext } from '../rule';
import { tlsFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/sip-port-5061-clear',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'sip: URI points to port 5061 without TLS',
  remedy:
    'Add ;transport=tls (practice), or give a domain name without port whose NAPTR/SRV leads to TLS, or change the port to 5060. Kamailio: check record_route_preset() and advertise; Asterisk: the endpoint needs transport=<your tls transport>; FreeSWITCH gateway: contact-params transport=tls.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.1'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061>
                               ^^^^ sip/sip-port-5061-clear
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net:5061 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Route: <sip:edge.example.com:5061;lr>
                             ^^^^ sip/sip-port-5061-clear
Record-Route: <sip:[2001:db8::1]:5061;transport=TCP;lr>, <sip:p1.example.com:5061;transport=tls;lr>
                                 ^^^^ sip/sip-port-5061-clear
m: sip:alice@192.0.2.10:5061
                        ^^^^ sip/sip-port-5061-clear
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Contact: <sip:alice@192.0.2.10:5061;ob>, <sips:alice@192.0.2.10:5061>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
REGISTER sip:example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Contact: <sip:alice@192.0.2.10:5061>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 REGISTER
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Route: <sip:edge.example.com:5061;lr>
Contact: <sip:alice@192.0.2.10:5061>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:5061', to: '198.51.100.20:5060', transport: 'UDP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1
Contact: <sip:alice@192.0.2.10:5061>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    },
    `
SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKa1
Record-Route: <sip:p1.example.com;transport=tls;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>;tag=b1
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:bob@198.51.100.20:5061>
                                ^^^^ sip/sip-port-5061-clear
Content-Length: 0`,
  ],
  check(message, context, report) {
    if (!message.text.includes('5061') || message.method === 'REGISTER') return;
    for (const placed of message.uris) {
      const { uri, place, transportWord } = placed;
      if (uri.port !== 5061 || !uri.portSpan || uri.isSips || transportWord === 'tls') continue;
      const target = nextHop(uri);
      if (target.kind !== 'known' || (target.transport !== 'UDP' && target.transport !== 'TCP')) continue;
      if (!leadsSomewhere(message, context, placed) || reusesConnection(uri)) continue;
      if (isSpokenOn(context.trace, target.transport, target.host, 5061)) continue;
      const why =
        transportWord === undefined ? 'a sip: URI without transport means UDP' : `transport=${transportWord} in a sip: URI means no TLS`;
      report(
        uri.portSpan,
        `${place} says ${textOfUri(message, uri)}: ${why}, so the next request goes unencrypted by ${target.transport} to the TLS port 5061 and gets no answer.`,
        { fix: tlsFix(uri, `this ${place}`) },
      );
    }
  },
});

/** A later request will be sent to this URI, and no other rule marks it for that. */
function leadsSomewhere(message: SipMessage, { hop, trace }: MessageContext, { place, uri }: PlacedUri): boolean {
  const isTls = isOverTls(hop);
  switch (place) {
    case 'Contact':
      return handsOutTarget(message) && !(isTls && !mayBeRouted(message, trace)); // sip/contact-leaves-tls
    case 'Record-Route':
      return !(isTls && createsDialog(message) && message.recordRoutes[0]?.uri === uri); // sip/record-route-leaves-tls
    case 'Route':
      // The topmost Route is this hop. Where it is TLS, the sender is configured so, whatever the URI says.
      return !(hop.isTls && message.routes[0]?.uri === uri);
    default:
      return false;
  }
}
