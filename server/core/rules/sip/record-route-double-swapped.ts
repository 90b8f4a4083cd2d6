import { nextHop } from '../../sip/next-hop';
import { areOfOneProxy, mayBeSenders } from '../../sip/record-route';
import { createsDialog, textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/record-route-double-swapped',
  subject: 'message',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Double Record-Route with the sides swapped',
  remedy:
    'The topmost entry must describe the outgoing side (towards the callee). Kamailio: known with sips: without transport=tls (kamailio #4092); update or force the socket with $fs before record_route().',
  cites: ['RFC 5658 §5', 'RFC 3261 §12.1.1', 'RFC 3261 §16.6'],
  examples: [
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1:5060;r2=on;lr>
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-double-swapped
Record-Route: <sip:192.0.2.1:5061;transport=tls;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@198.51.100.20 SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1:5061;transport=tls;r2=on;lr>
Record-Route: <sip:192.0.2.1:5060;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    {
      // One line, IPv6, and addresses that differ.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS [2001:db8::1]:5061;branch=z9hG4bKp1
Via: SIP/2.0/TCP 192.0.2.10;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.1;transport=tcp;r2=on;lr>, <sip:[2001:db8::1]:5061;transport=tls;r2=on;lr>
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sip/record-route-double-swapped
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:192.0.2.1:5061;transport=tls;r2=on;lr>
Record-Route: <sip:192.0.2.1:5062;transport=tls;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:proxy.example.com;r2=on;lr>
Record-Route: <sip:proxy.example.com;transport=tls;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    {
      // The proxy in front recorded itself, this one did not.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS edge.example.net:5061;branch=z9hG4bKe1
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com;branch=z9hG4bKa1
Record-Route: <sip:192.0.2.1;r2=on;lr>
Record-Route: <sip:192.0.2.1:5061;transport=tls;r2=on;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    const [upper, lower] = message.recordRoutes;
    const below = message.vias[1];
    if (!upper?.uri || !lower?.uri || !below || hop.transport === undefined || !createsDialog(message)) return;
    if (!areOfOneProxy(upper.uri, lower.uri) || !mayBeSenders(upper.uri, message.vias)) return;
    const first = nextHop(upper.uri);
    const second = nextHop(lower.uri);
    if (first.kind !== 'known' || second.kind !== 'known' || isSame(first.transport, hop.transport)) return;
    if (!isSame(second.transport, hop.transport) || !isSame(first.transport, below.transport)) return;
    const firstText = textOfUri(message, upper.uri);
    const secondText = textOfUri(message, lower.uri);
    report(
      upper.uri,
      `The upper Record-Route (${firstText}) is for the side where the request came from, the lower (${secondText}) for this side. The callee sends its next requests over ${first.transport} to the wrong socket.`,
      {
        related: [{ message: 'This entry belongs on top.', at: lower.uri }],
        fix: {
          title: 'Swap the two entries',
          edits: [
            { at: upper, text: message.text.slice(lower.start, lower.end) },
            { at: lower, text: message.text.slice(upper.start, upper.end) },
          ],
        },
      },
    );
  },
});

/** A URI says transport=ws with and without TLS (RFC 7118 §5.1), so WS and WSS do not differ here. */
const isSame = (one: string, other: string): boolean => one === other || (/^WSS?$/.test(one) && /^WSS?$/.test(other));
