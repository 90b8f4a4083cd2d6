import { isClear } from '../../sip/next-hop';
import { isSipsRequest, textOfUri } from '../../sip/roles';
import { defineRule } from '../rule';

export default defineRule({
  id: 'sip/sips-route-not-over-tls',
  subject: 'message',
  severity: { practical: 'error', strict: 'error' },
  title: 'First Route is sips:, hop is not TLS',
  remedy:
    'Check the outbound proxy setting of the sender: the scheme was kept, the transport was not (account transport UDP + sips: proxy).',
  cites: ['RFC 5630 §5.1.1', 'RFC 3261 §8.1.2'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5060;branch=z9hG4bKa1
Route: <sips:proxy.example.com;lr>
        ^^^^^^^^^^^^^^^^^^^^^^^^^ sip/sips-route-not-over-tls
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@192.0.2.10>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sips:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sips:alice@192.0.2.10>
Content-Length: 0`,
    `
INVITE sips:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10;branch=z9hG4bKa1
Route: <sips:p1.example.com;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Route: <sip:p1.example.com;lr>, <sips:p2.example.com;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'UDP' },
      text: `
INVITE tel:+15551234 SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: "p" <SIPS:[2001:db8::1];lr>
            ^^^^^^^^^^^^^^^^^^^^^ sip/sips-route-not-over-tls
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    },
    {
      framing: { from: '127.0.0.1:48122', to: '127.0.0.1:5060', transport: 'TCP' },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10;branch=z9hG4bKa1
Route: <sips:localhost;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    },
    {
      framing: { from: '192.0.2.10:48122', to: '198.51.100.20:5061', transport: 'TCP', loses: ['tls'] },
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Route: <sips:p1.example.com;lr>
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Content-Length: 0`,
    },
  ],
  check(message, { hop }, report) {
    const route = message.routes[0]?.uri;
    if (!message.isRequest || isSipsRequest(message) || !route?.isSips) return;
    if (!hop.transport || !isClear(hop.transport) || hop.isLoopback) return;
    report(route, `The first Route is ${textOfUri(message, route)}: this hop must be TLS, but the request left over ${hop.transport}.`);
  },
});
