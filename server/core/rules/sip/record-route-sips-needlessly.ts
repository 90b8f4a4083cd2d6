import { isProtected } from '../../sip/next-hop';
import { mayBeSenders } from '../../sip/record-route';
import { createsDialog } from '../../sip/roles';
import { defineRule } from '../rule';
import { sipFix } from '../uri-fixes';

export default defineRule({
  id: 'sip/record-route-sips-needlessly',
  subject: 'message',
  severity: { practical: 'info', strict: 'error' },
  title: 'sips: Record-Route in a sip: call',
  remedy:
    'Write sip: with transport=tls (practice) or a sip: domain name. The common advice "TLS needs sips: in Record-Route" holds only for sips: Request-URIs.',
  cites: ['RFC 3261 §16.6', 'RFC 3261 §12.1.1', 'RFC 5630 §3.1.3'],
  examples: [
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sips:proxy.example.com;lr>
               ^^^^ sip/record-route-sips-needlessly
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sip:proxy.example.com:5061;transport=tls;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@sbc.example.com:5061;transport=tls>
Content-Length: 0`,
    {
      // Written by a user agent, not by a proxy.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1
Record-Route: <sips:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    {
      // The proxy received over UDP.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Record-Route: <sips:proxy.example.com;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    {
      // The next hop is asked for by a sips: Route.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS proxy.example.com:5061;branch=z9hG4bKp1
Via: SIP/2.0/TLS sbc.example.com:5061;branch=z9hG4bKa1;received=192.0.2.10
Record-Route: <sips:proxy.example.com;lr>
Route: <sips:edge.example.net;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
    {
      // The proxy in front recorded itself, this one did not.
      text: `
INVITE sip:bob@example.net SIP/2.0
Via: SIP/2.0/TLS edge.example.net;branch=z9hG4bKe1
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKp1;received=192.0.2.1
Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa1
Record-Route: <sips:192.0.2.1;lr>
Max-Forwards: 70
From: <sip:alice@example.com>;tag=a1
To: <sip:bob@example.net>
Call-ID: c1@example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5061;transport=tls>
Content-Length: 0`,
    },
  ],
  check(message, _context, report) {
    const uri = message.recordRoutes[0]?.uri;
    const below = message.vias[1];
    if (!uri?.isSips || !uri.schemeSpan || !below || !createsDialog(message) || message.requestUri?.scheme !== 'sip') return;
    // Only a proxy that received over TLS is bound by the MUST, and a Record-Route that an earlier proxy wrote came over another hop.
    if (message.routes[0]?.uri?.isSips || !isProtected(below.transport) || !mayBeSenders(uri, message.vias)) return;
    report(
      uri.schemeSpan,
      'The Request-URI is sip:, so this proxy must not insert a sips: Record-Route. The callee is forced to a sips: Contact; JsSIP answers 416, sipml5 403, baresip fails, Teams does not support sips:.',
      { fix: sipFix(uri, 'this Record-Route') },
    );
  },
});
